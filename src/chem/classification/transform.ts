/** One group of edits as the rules see it: each atom with its kind on either side, each bond with its orders. */
import type { MappedReaction } from "../molecule/mapped_reaction.ts";
import { atomKind } from "./atom_kind.ts";
import type { Edit, EditedAtom } from "./reaction_edits.ts";

/** An end of an edited bond. Kinds are as in `atom_kind.ts`; empty where the atom is not on that side. */
export interface End extends EditedAtom {
  readonly element: number;
  readonly before: string;
  readonly after: string;
}

/** An edited bond; `a` and `b` are in the order of the pattern that it was matched with. */
export interface EditedBond {
  readonly a: End;
  readonly b: End;
  readonly before: number;
  readonly after: number;
}

/** The edits of one group, and the reaction that they belong to. */
export interface Transform {
  readonly reaction: MappedReaction;
  readonly bonds: readonly EditedBond[];
  /** The bonds that are new, those that are cut, and those that change order. */
  readonly formed: readonly EditedBond[];
  readonly cut: readonly EditedBond[];
  readonly reordered: readonly EditedBond[];
}

/** Looks up the kinds of all atoms of a group. */
export function transformOf(reaction: MappedReaction, edits: readonly Edit[]): Transform {
  const { left, right } = reaction;
  const ends = new Map<number, End>();
  const endOf = (atom: EditedAtom): End => {
    const key = atom.left >= 0 ? atom.left : left.size + atom.right;
    const known = ends.get(key);
    if (known) return known;
    const end = {
      ...atom,
      element: (atom.left >= 0 ? left.element[atom.left] : right.element[atom.right]) as number,
      before: atom.left >= 0 ? atomKind(left, atom.left) : "",
      after: atom.right >= 0 ? atomKind(right, atom.right) : "",
    };
    ends.set(key, end);
    return end;
  };
  const bonds = edits.map(({ a, b, before, after }) => ({ a: endOf(a), b: endOf(b), before, after }));
  return {
    reaction,
    bonds,
    formed: bonds.filter(({ before }) => before === 0),
    cut: bonds.filter(({ after }) => after === 0),
    reordered: bonds.filter(({ before, after }) => before !== 0 && after !== 0),
  };
}
