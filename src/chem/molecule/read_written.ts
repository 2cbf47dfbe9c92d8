/** Reads a molecule back from the SMILES with map numbers that `withMapNumbers` wrote. */
import type { MolecularGraph } from "./molecular_graph.ts";
import type { CanonicalComponent, MoleculeReader } from "./molecule_reader.ts";
import { atomTokens, readMapNumbers, replaceAtoms } from "./smiles_atoms.ts";

/** An atom that needs brackets only for its map number; captures the element symbol and the hydrogen count. */
const PLAIN = /^\[(B|C|N|O|P|S|F|Cl|Br|I|c|\*(?!H)|b(?!H)|n(?!H)|o(?!H)|p(?!H)|s(?!H))(?:H(\d*))?:\d+\]$/;

/** Nonmetals by atomic number; an atom bonded to any other element is written in brackets. */
const NONMETALS = new Set([
  0,
  1,
  2,
  5,
  6,
  7,
  8,
  9,
  10,
  14,
  15,
  16,
  17,
  18,
  33,
  34,
  35,
  36,
  52,
  53,
  54,
  85,
  86,
]);

/** Lowest valence of elements that have several; an atom with hydrogens and another valence is written in brackets. */
const LOWEST_VALENCE: Readonly<Record<string, number>> = { B: 3, P: 3, S: 2, Cl: 1, Br: 1, I: 1 };

/**
 * The SMILES into which the map numbers were written, and the map numbers in the order of its atoms; null if
 * `withMapNumbers` could not have written the text. The result depends on the text alone: RDKit would renumber the
 * atoms, and order the equivalent ends of a symmetric molecule arbitrarily. A text from elsewhere keeps its order
 * too, canonical or not.
 *
 * Brackets are left out wherever RDKit would write none.
 */
export function readWritten(reader: MoleculeReader, text: string): CanonicalComponent | null {
  const tokens = atomTokens(text);
  const maps = readMapNumbers(text);
  const plain = tokens.map((token) => plainAtom(token));
  const bracketed = new Set<number>();
  const spell = () =>
    replaceAtoms(text, (token, atom) => {
      const found = bracketed.has(atom) ? null : plain[atom];
      return found?.symbol ?? (maps[atom] === 0 ? token : token.replace(/:\d+\]$/, "]"));
    });
  for (let attempt = 0; attempt < 2; attempt++) {
    const smiles = spell();
    const read = reader.graph(smiles, { trial: true });
    if (!read.ok) return null;
    const needed = plain.flatMap((found, atom) =>
      found && !bracketed.has(atom) && !needsNoBracket(read.value, atom, found) ? [atom] : []
    );
    if (needed.length === 0) return { smiles, maps };
    for (const atom of needed) bracketed.add(atom);
  }
  return null;
}

interface PlainAtom {
  readonly symbol: string;
  readonly hydrogens: number;
}

function plainAtom(token: string): PlainAtom | null {
  const match = PLAIN.exec(token);
  if (!match?.[1]) return null;
  const count = match[2];
  return { symbol: match[1], hydrogens: count === undefined ? 0 : count === "" ? 1 : Number(count) };
}

/** Does the atom have the same hydrogens without brackets, and would RDKit leave the brackets out? */
function needsNoBracket(graph: MolecularGraph, atom: number, { symbol, hydrogens }: PlainAtom): boolean {
  const neighbours = graph.neighbours[atom] ?? [];
  if (graph.hydrogens[atom] !== hydrogens || graph.radicals[atom] !== 0) return false;
  if (!neighbours.every((next) => NONMETALS.has(graph.element[next.atom] as number))) return false;
  const least = LOWEST_VALENCE[symbol];
  if (hydrogens === 0 || least === undefined) return true;
  return neighbours.reduce((sum, { order }) => sum + order, hydrogens) === least;
}
