/** The part of a mapped reaction that changes, and its surroundings. */
import type { BondStereo } from "../molecule/molecular_graph.ts";
import type { MappedReaction } from "../molecule/mapped_reaction.ts";
import { bondOrder } from "../molecule/molecular_graph.ts";
import { bondStereoKept, chiralityChange } from "../molecule/stereo.ts";

/** An atom of the centre or its surroundings: its index on either side (-1 if absent), and whether it changes. */
export interface CentreAtom {
  readonly left: number;
  readonly right: number;
  readonly changed: boolean;
}

/**
 * Right atoms with a source that undergo a change of charge, hydrogens, aromaticity, isotope, bonds or stereo, in
 * ascending order.
 */
export function changedPairs(reaction: MappedReaction): readonly number[] {
  const { right, source } = reaction;
  const changed = new Set<number>();
  for (let p = 0; p < right.size; p++) {
    if (source[p] as number >= 0 && (atomChanges(reaction, p) || bondsChange(reaction, p))) changed.add(p);
  }
  for (let p = 0; p < right.size; p++) {
    if (source[p] as number < 0 || changed.has(p)) continue;
    const change = chiralityChange(reaction, p);
    if (change === "inverted" || change === "made" || change === "lost") changed.add(p);
  }
  for (const p of changedDoubleBonds(reaction)) changed.add(p);
  return [...changed].sort((a, b) => a - b);
}

/**
 * The changed atoms, all atoms within `radius` bonds of them that exist on both sides, the atoms that leave a changed
 * atom, and all new atoms attached to one. Empty if nothing changes.
 *
 * @param changedAtoms the reaction's `changedPairs`, if already computed
 */
export function reactionCentre(
  reaction: MappedReaction,
  radius: number,
  changedAtoms: readonly number[] = changedPairs(reaction),
): readonly CentreAtom[] {
  const { left, right, source, target } = reaction;
  const changed = new Set(changedAtoms);
  const kept = new Set(changed);
  let edge: ReadonlySet<number> = changed;
  for (let distance = 0; distance < radius; distance++) {
    const next = new Set<number>();
    for (const p of edge) {
      for (const { atom } of right.neighbours[p] ?? []) if (source[atom] as number >= 0) next.add(atom);
      for (const { atom } of left.neighbours[source[p] as number] ?? []) {
        if (target[atom] as number >= 0) next.add(target[atom] as number);
      }
    }
    for (const p of next) kept.add(p);
    edge = next;
  }
  const leaving = new Set<number>();
  const added = new Set<number>();
  for (const p of changed) {
    for (const { atom } of left.neighbours[source[p] as number] ?? []) {
      if (target[atom] as number < 0) leaving.add(atom);
    }
    const waiting = [p];
    for (let atom = waiting.pop(); atom !== undefined; atom = waiting.pop()) {
      for (const { atom: next } of right.neighbours[atom] ?? []) {
        if (source[next] as number >= 0 || added.has(next)) continue;
        added.add(next);
        waiting.push(next);
      }
    }
  }
  const ascending = (atoms: ReadonlySet<number>) => [...atoms].sort((a, b) => a - b);
  return [
    ...ascending(kept).map((p) => ({ left: source[p] as number, right: p, changed: changed.has(p) })),
    ...ascending(leaving).map((r) => ({ left: r, right: -1, changed: true })),
    ...ascending(added).map((p) => ({ left: -1, right: p, changed: true })),
  ];
}

function atomChanges(reaction: MappedReaction, p: number): boolean {
  const { left, right, source } = reaction;
  const r = source[p] as number;
  return left.charge[r] !== right.charge[p] || left.hydrogens[r] !== right.hydrogens[p] ||
    left.aromatic[r] !== right.aromatic[p] || left.isotope[r] !== right.isotope[p];
}

function bondsChange(reaction: MappedReaction, p: number): boolean {
  const { left, right, source, target } = reaction;
  const r = source[p] as number;
  const before = left.neighbours[r] ?? [];
  const after = right.neighbours[p] ?? [];
  if (before.length !== after.length) return true;
  return before.some(({ atom, order }) => {
    const mapped = target[atom] as number;
    return mapped < 0 || bondOrder(right, p, mapped) !== order;
  });
}

/** Ends of bonds that stay double but whose configuration inverts, appears or disappears. */
function changedDoubleBonds(reaction: MappedReaction): readonly number[] {
  const { left, right, source, target } = reaction;
  const ends: number[] = [];
  const seen = new Set<string>();
  const afterByEnds = new Map<string, BondStereo>();
  const key = (a: number, b: number) => a < b ? `${a} ${b}` : `${b} ${a}`;
  for (const stereo of right.bondStereo) {
    const bond = right.bonds[stereo.bond];
    if (bond) afterByEnds.set(key(bond.a, bond.b), stereo);
  }
  for (const before of left.bondStereo) {
    const bond = left.bonds[before.bond];
    if (!bond) continue;
    const a = target[bond.a] as number;
    const b = target[bond.b] as number;
    if (a < 0 || b < 0 || bondOrder(right, a, b) !== bond.order) continue;
    const after = afterByEnds.get(key(a, b));
    seen.add(key(a, b));
    if (!after || !bondStereoKept(reaction, before, after)) ends.push(a, b);
  }
  for (const [name, after] of afterByEnds) {
    const bond = right.bonds[after.bond];
    if (!bond || seen.has(name)) continue;
    const a = source[bond.a] as number;
    const b = source[bond.b] as number;
    if (a >= 0 && b >= 0 && bondOrder(left, a, b) === bond.order) ends.push(bond.a, bond.b);
  }
  return ends;
}
