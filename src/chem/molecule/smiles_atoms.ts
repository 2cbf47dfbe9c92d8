/**
 * Reads and edits the atoms of a SMILES as text. RDKit numbers atoms in the order of these tokens if it parses with
 * `removeHs: false`, so map numbers can be read and written without it.
 */

const ATOM = /\[[^\]]*\]|Br|Cl|[BCNOPSFIbcnops*]/g;
const MAP_NUMBER = /:(\d+)\]$/;

/** The atom tokens in order of appearance. */
export function atomTokens(smiles: string): readonly string[] {
  return smiles.match(ATOM) ?? [];
}

/** The same SMILES with each atom token replaced. */
export function replaceAtoms(smiles: string, write: (token: string, atom: number) => string): string {
  let atom = 0;
  return smiles.replace(ATOM, (token) => write(token, atom++));
}

/** Is the token an explicit hydrogen atom, such as `[H]`, `[2H]` or `[H+]`? */
export function isHydrogenToken(token: string): boolean {
  return /^\[\d*H[+-]?\d*(?::\d+)?\]$/.test(token);
}

/** Does any atom carry a map number? */
export function hasMapNumbers(smiles: string): boolean {
  return /:\d+\]/.test(smiles);
}

/** Map number of each atom, 0 for none. */
export function readMapNumbers(smiles: string): readonly number[] {
  return atomTokens(smiles).map((token) => Number(MAP_NUMBER.exec(token)?.[1] ?? 0));
}

/** The same SMILES without map numbers; brackets are kept. */
export function withoutMapNumbers(smiles: string): string {
  return smiles.replace(/:\d+\]/g, "]");
}

/**
 * Writes map numbers into a SMILES that has none. An atom without brackets gets them, with its hydrogens spelled out,
 * so that the molecule stays the same.
 *
 * @param hydrogens number of hydrogens on each atom
 * @param maps map number of each atom, 0 for none
 */
export function withMapNumbers(
  smiles: string,
  hydrogens: ArrayLike<number>,
  maps: ArrayLike<number>,
): string {
  let atom = 0;
  return smiles.replace(ATOM, (token) => {
    const map = maps[atom] ?? 0;
    const count = hydrogens[atom] ?? 0;
    atom++;
    if (map === 0) return token;
    if (token.startsWith("[")) return `${token.slice(0, -1)}:${map}]`;
    return `[${token}${count === 0 ? "" : count === 1 ? "H" : `H${count}`}:${map}]`;
  });
}

/**
 * Writes isotope numbers into a SMILES that has none. An atom without brackets gets them, with its hydrogens spelled
 * out.
 *
 * @param hydrogens number of hydrogens on each atom
 * @param isotopes isotope number of each atom; 0 leaves the atom unchanged
 */
export function withIsotopes(
  smiles: string,
  hydrogens: ArrayLike<number>,
  isotopes: ArrayLike<number>,
): string {
  let atom = 0;
  return smiles.replace(ATOM, (token) => {
    const isotope = isotopes[atom] ?? 0;
    const count = hydrogens[atom] ?? 0;
    atom++;
    if (isotope === 0) return token;
    if (token.startsWith("[")) return `[${isotope}${token.slice(1)}`;
    return `[${isotope}${token}${count === 0 ? "" : `H${count}`}]`;
  });
}
