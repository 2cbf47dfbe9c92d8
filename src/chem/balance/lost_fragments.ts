/** What the reactants lose: fragments that no recorded product contains. */
import { elementSymbol } from "../molecule/elements.ts";
import type { MappedReaction } from "../molecule/mapped_reaction.ts";
import { type Fragment, fragmentOf } from "./fragment.ts";

/** Fragments of the left side that supply atoms to the products. */
export function supplyingFragments({ left, target }: MappedReaction): ReadonlySet<number> {
  const supplies = new Set<number>();
  for (let r = 0; r < left.size; r++) if (target[r] as number >= 0) supplies.add(left.fragment[r] as number);
  return supplies;
}

/**
 * Each fragment that breaks off a molecule that supplies atoms, with its bonds to kept atoms open, in the order of
 * the fragments' first atoms.
 */
export function lostFragments(reaction: MappedReaction): readonly Fragment[] {
  const { left, target } = reaction;
  const supplies = supplyingFragments(reaction);
  const seen = new Set<number>();
  const fragments: Fragment[] = [];
  for (let start = 0; start < left.size; start++) {
    if (seen.has(start) || target[start] as number >= 0 || !supplies.has(left.fragment[start] as number)) {
      continue;
    }
    const atoms = new Set([start]);
    for (const atom of atoms) {
      for (const next of left.neighbours[atom] ?? []) {
        if (target[next.atom] as number < 0) atoms.add(next.atom);
      }
    }
    for (const atom of atoms) seen.add(atom);
    fragments.push(fragmentOf(left, atoms));
  }
  return fragments;
}

/** Heavy product atoms without a source, by element symbol: carbon first, then alphabetically. */
export function atomsWithoutSource(reaction: MappedReaction): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (let p = 0; p < reaction.right.size; p++) {
    const element = reaction.right.element[p] as number;
    if (reaction.source[p] as number >= 0 || element === 1) continue;
    const symbol = elementSymbol(element);
    counts[symbol] = (counts[symbol] ?? 0) + 1;
  }
  const place = (symbol: string) => symbol === "C" ? "" : symbol;
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => place(a) < place(b) ? -1 : 1));
}
