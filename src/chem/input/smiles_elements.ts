/** Which elements a SMILES has, read from its text alone. */

/** A bracket atom is taken whole: what follows its symbol are hydrogens and charges, and `[Co+2]` has no carbon. */
const ATOM = /\[\d*([A-Z][a-z]?|se|as|te|si|[bcnops])[^\]]*\]|(Cl|Br|[BCNOPSFI]|[bcnops])/g;

/** Symbols of the elements, capitalised; hydrogen only where it is an atom of its own. */
export function smilesElements(smiles: string): ReadonlySet<string> {
  return new Set(
    [...smiles.matchAll(ATOM)].map(([, bracketed, plain]) => {
      const symbol = bracketed ?? plain ?? "";
      return symbol.charAt(0).toUpperCase() + symbol.slice(1);
    }),
  );
}
