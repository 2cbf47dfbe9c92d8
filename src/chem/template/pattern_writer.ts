/** Writes selected atoms of a graph as SMARTS. */
import { AROMATIC, DATIVE, type MolecularGraph } from "../molecule/molecular_graph.ts";
import { permutationSign } from "../molecule/stereo.ts";

/** What to write and how. */
export interface PatternOptions {
  /** Atoms of the graph to write, with their ranks; lower ranks are written first. */
  readonly ranks: ReadonlyMap<number, number>;
  /** Text of an atom; `chirality` is "@", "@@" or "" for the order in which its neighbours are written. */
  readonly atom: (atom: number, chirality: string) => string;
  /** Atoms whose chirality is written; all their neighbours must be part of the pattern. */
  readonly chiral: ReadonlySet<number>;
  /** Direction of a single bond from the first atom to the second: +1 for `/`, -1 for `\`, 0 for none. */
  readonly direction: (from: number, to: number) => number;
  /** Places an implicit hydrogen directly after its atom, as in SMILES, before everything that is written after it. */
  readonly hydrogenFirst?: boolean;
}

/** One fragment of the pattern, with the fragment of the graph that it belongs to. */
export interface PatternFragment {
  readonly text: string;
  readonly fragment: number;
  readonly lowestRank: number;
  /** Atoms of the graph in the order of the text. */
  readonly atoms: readonly number[];
}

/**
 * Writes each connected part, lowest rank first. Chirality follows the order of neighbours in the text, with an
 * implicit hydrogen always last: this is how RDKit reads SMARTS (unlike SMILES).
 */
export function writePattern(graph: MolecularGraph, options: PatternOptions): readonly PatternFragment[] {
  const { ranks } = options;
  const rank = (atom: number) => ranks.get(atom) ?? 0;
  const starts = [...ranks.keys()].sort((a, b) => rank(a) - rank(b));
  const visited = new Set<number>();
  const fragments: PatternFragment[] = [];
  for (const start of starts) {
    if (visited.has(start)) continue;
    const { text, atoms } = writeFrom(graph, options, start, visited);
    fragments.push({ text, fragment: graph.fragment[start] as number, lowestRank: rank(start), atoms });
  }
  return fragments;
}

interface Closure {
  readonly partner: number;
  readonly digit: number;
  readonly order: number;
  readonly bond: number;
  /** Whether the ring is opened here, which is where the bond symbol is written. */
  readonly opens: boolean;
}

function writeFrom(
  graph: MolecularGraph,
  options: PatternOptions,
  start: number,
  visited: Set<number>,
): { readonly text: string; readonly atoms: readonly number[] } {
  const { ranks } = options;
  const inside = (atom: number) =>
    (graph.neighbours[atom] ?? [])
      .filter((neighbour) => ranks.has(neighbour.atom))
      .sort((a, b) => (ranks.get(a.atom) ?? 0) - (ranks.get(b.atom) ?? 0));

  // First pass: the tree and its ring closures.
  const children = new Map<number, number[]>();
  const closures = new Map<number, Closure[]>();
  const usedBonds = new Set<number>();
  let rings = 0;
  const walk = (atom: number) => {
    visited.add(atom);
    const below: number[] = [];
    children.set(atom, below);
    for (const { atom: next, order, bond } of inside(atom)) {
      if (usedBonds.has(bond)) continue;
      usedBonds.add(bond);
      if (!visited.has(next)) {
        below.push(next);
        walk(next);
        continue;
      }
      rings++;
      // In a depth-first tree the partner is an ancestor, so it comes first in the text and opens the ring.
      closures.set(next, [...closures.get(next) ?? [], {
        partner: atom,
        digit: rings,
        order,
        bond,
        opens: true,
      }]);
      closures.set(atom, [...closures.get(atom) ?? [], {
        partner: next,
        digit: rings,
        order,
        bond,
        opens: false,
      }]);
    }
  };
  walk(start);

  const bondText = (from: number, to: number, order: number, bond: number) => {
    const direction = order === 1 ? options.direction(from, to) : 0;
    if (direction !== 0) return direction > 0 ? "/" : "\\";
    return bondSymbol(order, graph.bonds[bond]?.a === from);
  };
  const atoms: number[] = [];
  const write = (atom: number, parent: number): string => {
    atoms.push(atom);
    const rung = closures.get(atom) ?? [];
    const below = children.get(atom) ?? [];
    let text = options.atom(
      atom,
      chiralMark(graph, options, atom, parent, [...rung.map((closure) => closure.partner), ...below]),
    );
    for (const { partner, digit, order, bond, opens } of rung) {
      if (opens) text += bondText(atom, partner, order, bond);
      text += digit < 10 ? String(digit) : `%${digit}`;
    }
    below.forEach((next, index) => {
      const link = (graph.neighbours[atom] ?? []).find((neighbour) => neighbour.atom === next);
      const branch = bondText(atom, next, link?.order ?? 1, link?.bond ?? -1) + write(next, atom);
      text += index < below.length - 1 ? `(${branch})` : branch;
    });
    return text;
  };
  return { text: write(start, -1), atoms };
}

function chiralMark(
  graph: MolecularGraph,
  { chiral, hydrogenFirst }: PatternOptions,
  atom: number,
  parent: number,
  following: readonly number[],
): string {
  const stored = (graph.neighbours[atom] ?? []).map((neighbour) => neighbour.atom);
  const written = parent >= 0 ? [parent, ...following] : following;
  if (!chiral.has(atom) || stored.length !== written.length) return "";
  const turns = permutationSign(stored.map((neighbour) => written.indexOf(neighbour)));
  // Moving the hydrogen from the end of the neighbours to its atom passes everything that follows the atom.
  const passed = hydrogenFirst && stored.length === 3 ? following.length : 0;
  const sign = (graph.chirality[atom] as number) * turns * (passed % 2 === 0 ? 1 : -1);
  return sign === 0 ? "" : sign > 0 ? "@@" : "@";
}

function bondSymbol(order: number, forward: boolean): string {
  if (order === 1) return "-";
  if (order === 2) return "=";
  if (order === 3) return "#";
  if (order === 4) return "$";
  if (order === AROMATIC) return ":";
  if (order === DATIVE) return forward ? "->" : "<-";
  return "~";
}
