/** Finds the part that a molecule of one side shares with one of the other side, for drawing both alike. */
import { bondOrder, type MolecularGraph } from "../molecule/molecular_graph.ts";
import type { MappedReaction } from "../molecule/mapped_reaction.ts";

/** A molecule of a mapped reaction, with its atoms `first` to `first + size - 1` in the graph of its side. */
export interface SideFragment {
  readonly smiles: string;
  readonly isProduct: boolean;
  readonly first: number;
  readonly size: number;
}

/**
 * Which bonds connect a shared skeleton: all that exist on both sides, only those that also keep their order, or all,
 * but without rings that are not shared completely.
 */
export type SkeletonRule = "bonds" | "orders" | "rings";

/** The molecules of both sides in order, reactants first. */
export function sideFragments(reaction: MappedReaction): readonly SideFragment[] {
  const side = (smiles: readonly string[], graph: MolecularGraph, isProduct: boolean) => {
    const sizes = new Int32Array(smiles.length);
    for (const fragment of graph.fragment) sizes[fragment] = (sizes[fragment] as number) + 1;
    let first = 0;
    return smiles.map((text, index) => {
      const size = sizes[index] as number;
      first += size;
      return { smiles: text, isProduct, first: first - size, size };
    });
  };
  return [
    ...side(reaction.leftSmiles, reaction.left, false),
    ...side(reaction.rightSmiles, reaction.right, true),
  ];
}

/**
 * Atoms of `molecule`, in ascending order, in the largest connected part that it shares with `other`, a molecule of
 * the opposite side. Isotopes and hydrogen atoms are left out.
 */
export function sharedSkeleton(
  reaction: MappedReaction,
  molecule: SideFragment,
  other: SideFragment,
  rule: SkeletonRule,
): readonly number[] {
  const { left, right, source, target } = reaction;
  const [graph, across, partner] = molecule.isProduct ? [right, left, source] : [left, right, target];
  const partnerOf = (atom: number) => partner[atom] as number;
  const members = new Set<number>();
  for (let atom = molecule.first; atom < molecule.first + molecule.size; atom++) {
    const there = partnerOf(atom);
    if (there < other.first || there >= other.first + other.size) continue;
    if (graph.element[atom] !== 1 && graph.isotope[atom] === 0) members.add(atom);
  }
  const joins = (a: number, b: number, order: number): boolean => {
    if (!members.has(a) || !members.has(b)) return false;
    const there = bondOrder(across, partnerOf(a), partnerOf(b));
    return rule === "orders" ? there === order : there > 0;
  };
  let part = largestPart(graph, members, joins);
  if (rule !== "rings") return part;
  const ringBonds = bondsInRings(graph);
  for (;;) {
    const inPart = new Set(part);
    const ragged = part.filter((atom) =>
      (graph.neighbours[atom] ?? []).some(({ atom: next, bond, order }) =>
        ringBonds.has(bond) && !(inPart.has(next) && joins(atom, next, order))
      )
    );
    if (ragged.length === 0) return part;
    for (const atom of ragged) members.delete(atom);
    part = largestPart(graph, members, joins);
  }
}

function largestPart(
  graph: MolecularGraph,
  members: ReadonlySet<number>,
  joins: (a: number, b: number, order: number) => boolean,
): readonly number[] {
  const seen = new Set<number>();
  let largest: readonly number[] = [];
  for (const start of members) {
    if (seen.has(start)) continue;
    seen.add(start);
    const part = [start];
    for (const atom of part) {
      for (const { atom: next, order } of graph.neighbours[atom] ?? []) {
        if (seen.has(next) || !joins(atom, next, order)) continue;
        seen.add(next);
        part.push(next);
      }
    }
    if (part.length > largest.length) largest = part;
  }
  return [...largest].sort((a, b) => a - b);
}

/** Indices of the bonds in rings: their ends stay connected without them. */
export function bondsInRings(graph: MolecularGraph): ReadonlySet<number> {
  const inRings = new Set<number>();
  graph.bonds.forEach(({ a, b }, bond) => {
    if (graph.inRing[a] !== 1 || graph.inRing[b] !== 1) return;
    const seen = new Set([a]);
    const waiting = [a];
    for (let atom = waiting.pop(); atom !== undefined && !seen.has(b); atom = waiting.pop()) {
      for (const next of graph.neighbours[atom] ?? []) {
        if (next.bond === bond || graph.inRing[next.atom] !== 1 || seen.has(next.atom)) continue;
        seen.add(next.atom);
        waiting.push(next.atom);
      }
    }
    if (seen.has(b)) inRings.add(bond);
  });
  return inRings;
}
