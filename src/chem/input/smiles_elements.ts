/** Lists the elements of a SMILES from its text alone. */

/** A bracket atom is matched whole: its symbol is followed by hydrogens and charges, and `[Co+2]` contains no carbon. */
const ATOM = /\[\d*([A-Z][a-z]?|se|as|te|si|[bcnops])[^\]]*\]|(Cl|Br|[BCNOPSFI]|[bcnops])/g;

/** Symbols of the elements, capitalised; hydrogen only if it is written as an atom. */
export function smilesElements(smiles: string): ReadonlySet<string> {
  return new Set(
    [...smiles.matchAll(ATOM)].map(([, bracketed, plain]) => {
      const symbol = bracketed ?? plain ?? "";
      return symbol.charAt(0).toUpperCase() + symbol.slice(1);
    }),
  );
}
