/**
 * What a reaction does, bond by bond: the bonds that are made, broken or change order, in groups that have nothing to do
 * with one another. Names and classes are read off these groups.
 */
import type { MappedReaction } from "../molecule/mapped_reaction.ts";
import { bondOrder } from "../molecule/molecular_graph.ts";

/** A bond whose order changes; 0 is no bond. Each end is an atom of the left and of the right side, -1 if not there. */
export interface Edit {
  readonly a: EditedAtom;
  readonly b: EditedAtom;
  readonly before: number;
  readonly after: number;
}

/** An atom by its index on either side: -1 on the right if it leaves, -1 on the left if no molecule supplies it. */
export interface EditedAtom {
  readonly left: number;
  readonly right: number;
}

/**
 * The edits in groups that share no atom, in the order of the product's atoms. Bonds within what leaves or within what
 * no molecule supplies are no edits.
 */
export function editGroups(reaction: MappedReaction): readonly (readonly Edit[])[] {
  const edits = allEdits(reaction);
  const { left } = reaction;
  // Groups grow by atoms: left atoms by their index, right atoms without a source behind them.
  const parent = new Int32Array(left.size + reaction.right.size).map((_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    while (parent[root] !== root) root = parent[root] as number;
    return root;
  };
  const keyOf = (atom: EditedAtom) => atom.left >= 0 ? atom.left : left.size + atom.right;
  for (const { a, b } of edits) parent[rootOf(keyOf(a))] = rootOf(keyOf(b));
  return [...Map.groupBy(edits, ({ a }) => rootOf(keyOf(a))).values()];
}

function allEdits({ left, right, source, target }: MappedReaction): readonly Edit[] {
  const edits: Edit[] = [];
  for (const { a, b, order } of right.bonds) {
    const first = source[a] as number;
    const second = source[b] as number;
    if (first < 0 && second < 0) continue;
    const before = first >= 0 && second >= 0 ? bondOrder(left, first, second) : 0;
    if (before === order) continue;
    edits.push({ a: { left: first, right: a }, b: { left: second, right: b }, before, after: order });
  }
  for (const { a, b, order } of left.bonds) {
    const first = target[a] as number;
    const second = target[b] as number;
    if (first < 0 && second < 0) continue;
    if (first >= 0 && second >= 0 && bondOrder(right, first, second) !== 0) continue;
    edits.push({ a: { left: a, right: first }, b: { left: b, right: second }, before: order, after: 0 });
  }
  return edits;
}
