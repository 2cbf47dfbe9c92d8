/** The rings of a molecule as a chemist sees them: the smallest through each bond. */
import type { MolecularGraph } from "../molecule/molecular_graph.ts";

/**
 * The smallest ring through each ring bond of the atoms `first` to `first + size - 1`, once each, as the atoms in the
 * order of the ring.
 */
export function ringsOf(graph: MolecularGraph, first: number, size: number): readonly (readonly number[])[] {
  const rings = new Map<string, readonly number[]>();
  graph.bonds.forEach(({ a, b }, bond) => {
    if (a < first || a >= first + size || graph.inRing[a] !== 1 || graph.inRing[b] !== 1) return;
    const ring = shortestWay(graph, a, b, bond);
    if (ring) rings.set([...ring].sort((x, y) => x - y).join(), ring);
  });
  return [...rings.values()];
}

/** The atoms of the shortest way from `a` to `b` that does not use the bond between them; null if there is none. */
function shortestWay(graph: MolecularGraph, a: number, b: number, bond: number): readonly number[] | null {
  const from = new Map([[a, a]]);
  const waiting = [a];
  for (const atom of waiting) {
    for (const next of graph.neighbours[atom] ?? []) {
      if (next.bond === bond || graph.inRing[next.atom] !== 1 || from.has(next.atom)) continue;
      from.set(next.atom, atom);
      if (next.atom !== b) {
        waiting.push(next.atom);
        continue;
      }
      const way = [b];
      for (let at = b; at !== a; way.push(at)) at = from.get(at) ?? a;
      return way;
    }
  }
  return null;
}
