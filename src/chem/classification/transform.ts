/** One group of edits as the rules see it: each atom with its kind on either side, each bond with its orders. */
import { isHalogen, isMetalLike } from "../molecule/elements.ts";
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
  const all = edits.map(({ a, b, before, after }) => ({ a: endOf(a), b: endOf(b), before, after }));
  const bonds = all.filter((bond) => !isWithinOxidant(bond, all));
  return {
    reaction,
    bonds,
    formed: bonds.filter(({ before }) => before === 0),
    cut: bonds.filter(({ after }) => after === 0),
    reordered: bonds.filter(({ before, after }) => before !== 0 && after !== 0),
  };
}

/**
 * Is it the bond by which an oxygen hung on its oxidant: on oxygen, a halogen or a metal that leaves? It says which
 * oxidant it was, not what happens to the molecule.
 */
function isWithinOxidant({ a, b, after }: EditedBond, all: readonly EditedBond[]): boolean {
  if (after !== 0) return false;
  const [oxygen, other] = a.right >= 0 ? [a, b] : [b, a];
  if (oxygen.element !== 8 || oxygen.right < 0 || other.right >= 0) return false;
  if (other.element !== 8 && !isHalogen(other.element) && !isMetalLike(other.element)) return false;
  return other.element !== 5 && other.element !== 14 &&
    all.some((bond) => bond.before === 0 && (bond.a === oxygen || bond.b === oxygen));
}
