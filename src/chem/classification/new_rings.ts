/** Rings that a reaction closes. */
import { elementSymbol } from "../molecule/elements.ts";
import type { MolecularGraph } from "../molecule/molecular_graph.ts";
import { bondOrder } from "../molecule/molecular_graph.ts";
import type { Transform } from "./transform.ts";

/** Larger rings are closed by bonds that chemists name after the bond, such as lactones. */
const LARGEST_RING = 7;

/** A ring of the product in which at least one bond is new. */
export interface NewRing {
  /** Atoms of the right side, around the ring. */
  readonly atoms: readonly number[];
  /** Its elements around the ring, from the atom and in the direction that give the first text: `CCNCN`. */
  readonly elements: string;
  readonly aromatic: boolean;
  /** It shares a bond between carbons with a ring that was aromatic before. */
  readonly fused: boolean;
  /** It shares a bond to another element with one, as in the imidazopyridines. */
  readonly bridged: boolean;
  /** How many of its bonds are new. */
  readonly newBonds: number;
}

/** The smallest ring through each new bond, up to seven atoms, each ring once. */
export function newRings({ reaction, formed }: Transform): readonly NewRing[] {
  const { left, right, source } = reaction;
  const rings = new Map<string, NewRing>();
  const isNew = (a: number, b: number) => {
    const first = source[a] as number;
    const second = source[b] as number;
    return first < 0 || second < 0 || bondOrder(left, first, second) === 0;
  };
  for (const { a, b } of formed) {
    if (right.inRing[a.right] !== 1 || right.inRing[b.right] !== 1) continue;
    const atoms = shortestPath(right, a.right, b.right);
    if (atoms === null) continue;
    const key = [...atoms].sort((x, y) => x - y).join();
    if (rings.has(key)) continue;
    const pairs = atoms.map((atom, at) => [atom, atoms[(at + 1) % atoms.length] as number] as const);
    rings.set(key, {
      atoms,
      elements: firstSpelling(atoms.map((atom) => elementSymbol(right.element[atom] as number))),
      aromatic: pairs.every(([x, y]) => bondOrder(right, x, y) === 1.5),
      fused: pairs.some(([x, y]) => {
        if (right.element[x] !== 6 || right.element[y] !== 6) return false;
        const first = source[x] as number;
        const second = source[y] as number;
        return first >= 0 && second >= 0 && bondOrder(left, first, second) === 1.5;
      }),
      bridged: pairs.some(([x, y]) => {
        if (right.element[x] === 6 && right.element[y] === 6) return false;
        const first = source[x] as number;
        const second = source[y] as number;
        return first >= 0 && second >= 0 && bondOrder(left, first, second) === 1.5;
      }),
      newBonds: pairs.filter(([x, y]) => isNew(x, y)).length,
    });
  }
  return [...rings.values()];
}

/** The atoms of a shortest way from one end of a bond to the other without that bond; null if none is short enough. */
function shortestPath(graph: MolecularGraph, from: number, to: number): readonly number[] | null {
  const before = new Map<number, number>([[from, -1]]);
  let shell = [from];
  for (let length = 1; length < LARGEST_RING; length++) {
    const next: number[] = [];
    for (const atom of shell) {
      for (const { atom: other } of graph.neighbours[atom] ?? []) {
        if (before.has(other) || (atom === from && other === to)) continue;
        before.set(other, atom);
        if (other === to) return pathBack(before, to);
        next.push(other);
      }
    }
    shell = next;
  }
  return null;
}

function pathBack(before: ReadonlyMap<number, number>, to: number): readonly number[] {
  const path: number[] = [];
  for (let atom = to; atom >= 0; atom = before.get(atom) as number) path.push(atom);
  return path;
}

function firstSpelling(elements: readonly string[]): string {
  const spellings = [elements, elements.toReversed()].flatMap((order) =>
    order.map((_, start) => [...order.slice(start), ...order.slice(0, start)].join(""))
  );
  return spellings.sort()[0] ?? "";
}
