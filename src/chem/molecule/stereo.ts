/** Compares configurations across a reaction and expresses them relative to any order of neighbours. */
import type { BondStereo, MolecularGraph } from "./molecular_graph.ts";
import type { MappedReaction } from "./mapped_reaction.ts";

/**
 * Chirality of an atom seen with its neighbours in ascending order of `key` and an implicit hydrogen last: +1
 * clockwise, -1 counter-clockwise, 0 if not specified. Keys must differ.
 */
export function chiralityInOrder(
  graph: MolecularGraph,
  atom: number,
  key: (neighbour: number) => number,
): number {
  const sign = graph.chirality[atom] as number;
  if (sign === 0) return 0;
  return sign * permutationSign((graph.neighbours[atom] ?? []).map((neighbour) => key(neighbour.atom)));
}

/** +1 for an even permutation of distinct numbers, -1 for an odd one. */
export function permutationSign(values: readonly number[]): 1 | -1 {
  let sign: 1 | -1 = 1;
  for (let i = 0; i < values.length; i++) {
    for (let k = i + 1; k < values.length; k++) {
      if ((values[i] as number) > (values[k] as number)) sign = sign === 1 ? -1 : 1;
    }
  }
  return sign;
}

/**
 * What happens to a centre: unspecified on both sides, the same, the opposite, specified on one side only, or
 * undecidable.
 */
export type StereoChange = "none" | "kept" | "inverted" | "made" | "lost" | "unclear";

/**
 * Compares the tetrahedral configuration of a right atom with that of its source. One replaced neighbour (a hydrogen
 * counts) takes the place of the one that left; with more than one, the comparison is unclear.
 */
export function chiralityChange(reaction: MappedReaction, p: number): StereoChange {
  const { left, right, source, target } = reaction;
  const r = source[p] as number;
  const before = left.chirality[r] as number;
  const after = right.chirality[p] as number;
  if (before === 0 && after === 0) return "none";
  if (before === 0) return "made";
  if (after === 0) return "lost";
  const rightNeighbours = new Set((right.neighbours[p] ?? []).map((neighbour) => neighbour.atom));
  const kept = new Set<number>();
  for (const { atom } of left.neighbours[r] ?? []) {
    const mapped = target[atom] as number;
    if (mapped >= 0 && rightNeighbours.has(mapped)) kept.add(mapped);
  }
  const leftDegree = (left.neighbours[r] ?? []).length;
  const rightDegree = (right.neighbours[p] ?? []).length;
  if (leftDegree - kept.size > 1 || rightDegree - kept.size > 1 || kept.size < 2) return "unclear";
  // The replaced neighbour sorts after all atoms; an implicit hydrogen is last in any case.
  const free = right.size;
  const leftSign = chiralityInOrder(left, r, (atom) => {
    const mapped = target[atom] as number;
    return kept.has(mapped) ? mapped : free;
  });
  const rightSign = chiralityInOrder(right, p, (atom) => kept.has(atom) ? atom : free);
  return leftSign === rightSign ? "kept" : "inverted";
}

/** Is the double bond's configuration unchanged? A bond that exists on one side only counts as changed. */
export function bondStereoKept(reaction: MappedReaction, before: BondStereo, after: BondStereo): boolean {
  const { left, right, target } = reaction;
  const from = sideOf(right, after, target[before.from] as number);
  const to = sideOf(right, after, target[before.to] as number);
  if (from !== 0 && to !== 0) return before.cis === (from === to ? after.cis : !after.cis);
  // A reference substituent was replaced: compare by the other substituent of that end.
  for (const first of endSubstituents(left, before, before.from)) {
    for (const second of endSubstituents(left, before, before.to)) {
      const x = sideOf(right, after, target[first] as number);
      const y = sideOf(right, after, target[second] as number);
      if (x === 0 || y === 0) continue;
      const alike = (first === before.from) === (second === before.to);
      return (alike ? before.cis : !before.cis) === (x === y ? after.cis : !after.cis);
    }
  }
  return false;
}

/** Substituents at the end of the double bond that carries `reference`; `reference` comes first. */
export function endSubstituents(
  graph: MolecularGraph,
  stereo: BondStereo,
  reference: number,
): readonly number[] {
  const bond = graph.bonds[stereo.bond];
  if (!bond) return [];
  const end = isNeighbour(graph, bond.a, reference) && bond.b !== reference ? bond.a : bond.b;
  const other = end === bond.a ? bond.b : bond.a;
  const substituents = (graph.neighbours[end] ?? []).map((neighbour) => neighbour.atom);
  return [reference, ...substituents.filter((atom) => atom !== other && atom !== reference)];
}

/** +1 if the atom is a reference of the stereo bond, -1 if it is the other substituent of an end, 0 if neither. */
function sideOf(graph: MolecularGraph, stereo: BondStereo, atom: number): number {
  if (atom < 0) return 0;
  if (atom === stereo.from || atom === stereo.to) return 1;
  const bond = graph.bonds[stereo.bond];
  if (!bond || atom === bond.a || atom === bond.b) return 0;
  return isNeighbour(graph, bond.a, atom) || isNeighbour(graph, bond.b, atom) ? -1 : 0;
}

function isNeighbour(graph: MolecularGraph, atom: number, other: number): boolean {
  return (graph.neighbours[atom] ?? []).some((neighbour) => neighbour.atom === other);
}
