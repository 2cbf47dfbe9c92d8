/** Structural features that distinguish fragments. */
import { isHalogen } from "../molecule/elements.ts";
import { bondedTo, type Fragment, withAtom, withOrder } from "./fragment.ts";

const [H, C, N, O, S] = [1, 6, 7, 8, 16] as const;

/** Removes a hydrogen from a neighbour of the open atom, which gives an alkene; null if no neighbour can lose one. */
export function elimination(fragment: Fragment, atom = 0): Fragment | null {
  for (const next of bondedTo(fragment, atom)) {
    const neighbour = fragment.atoms[next.atom];
    if (!neighbour || neighbour.element !== C || neighbour.aromatic || neighbour.hydrogens === 0) continue;
    if (next.order !== 1 || bondedTo(fragment, next.atom).some(({ order }) => order > 1)) continue;
    const changed = withAtom(fragment, next.atom, { hydrogens: neighbour.hydrogens - 1 });
    return { ...withOrder(changed, atom, next.atom, 2), open: [] };
  }
  return null;
}

/** Atomic number of an atom; that of hydrogen if the atom does not exist. */
export function elementAt(fragment: Fragment, atom: number): number {
  return fragment.atoms[atom]?.element ?? H;
}

/** Nitrogen, oxygen or sulfur. */
export function isHetero(element: number): boolean {
  return element === N || element === O || element === S;
}

/** A carbon with a double bond to oxygen. */
export function isCarbonyl(fragment: Fragment, atom: number): boolean {
  return elementAt(fragment, atom) === C &&
    bondedTo(fragment, atom).some((next) => next.order === 2 && elementAt(fragment, next.atom) === O);
}

/** A carbonyl group and nothing else, cut on both sides. */
export function isCarbonylAlone(fragment: Fragment): boolean {
  const [first] = fragment.open;
  return fragment.atoms.length === 2 && fragment.open.length === 2 && first !== undefined &&
    fragment.open.every(({ atom }) => atom === first.atom) && isCarbonyl(fragment, first.atom);
}

/** A sulfur with two double bonds to oxygen. */
export function isSulfonyl(fragment: Fragment, atom: number): boolean {
  return elementAt(fragment, atom) === S &&
    bondedTo(fragment, atom).filter((next) => next.order === 2 && elementAt(fragment, next.atom) === O)
        .length === 2;
}

/** A carbon with single bonds to three other carbons besides its open bond. */
export function isTertiary(fragment: Fragment, atom: number): boolean {
  const bonded = bondedTo(fragment, atom);
  return bonded.length === 3 &&
    bonded.every((next) => next.order === 1 && elementAt(fragment, next.atom) === C);
}

/**
 * A carbon that can leave another carbon with the electrons of the bond: cyanide, alkynyl, trihalomethyl, or next to
 * a double or triple bond to a heteroatom, such as the enolate of a retro-aldol reaction.
 */
export function isCarbanion(fragment: Fragment, atom: number): boolean {
  const bonded = bondedTo(fragment, atom);
  if (bonded.some(({ order }) => order === 3)) return true;
  if (bonded.filter((next) => isHalogen(elementAt(fragment, next.atom))).length === 3) return true;
  return bonded.some((next) =>
    bondedTo(fragment, next.atom).some((end) =>
      (end.order === 2 || end.order === 3) && elementAt(fragment, end.atom) !== C
    )
  );
}

/** The carbonyl tautomer of the enol with this oxygen; null if it is not an enol. */
export function ketoForm(fragment: Fragment, oxygen: number): Fragment | null {
  for (const { atom: carbon, order } of bondedTo(fragment, oxygen)) {
    if (order !== 1 || elementAt(fragment, carbon) !== C) continue;
    const alkene = bondedTo(fragment, carbon).find((next) =>
      next.order === 2 && elementAt(fragment, next.atom) === C
    );
    const hydrogens = fragment.atoms[alkene?.atom ?? -1]?.hydrogens;
    if (alkene === undefined || hydrogens === undefined) continue;
    const single = withOrder(withOrder(fragment, carbon, alkene.atom, 1), carbon, oxygen, 2);
    return { ...withAtom(single, alkene.atom, { hydrogens: hydrogens + 1 }), open: [] };
  }
  return null;
}

/** An atom bonded to an aromatic ring. */
export function isBenzylic(fragment: Fragment, atom: number): boolean {
  return bondedTo(fragment, atom).some((next) => fragment.atoms[next.atom]?.aromatic);
}

/** A CH2 on a CH between two aromatic rings, as in Fmoc. */
export function isFluorenylmethyl(alkyl: Fragment): boolean {
  const [next, ...others] = bondedTo(alkyl, 0);
  if (next === undefined || others.length > 0) return false;
  return bondedTo(alkyl, next.atom).filter(({ atom }) => alkyl.atoms[atom]?.aromatic).length === 2;
}

/** An atom with a single bond to oxygen. */
export function isAcetalCarbon(fragment: Fragment, atom: number): boolean {
  return bondedTo(fragment, atom).some((next) => next.order === 1 && elementAt(fragment, next.atom) === O);
}

/** Are the two atoms still connected without the bond between them? */
export function inRing(fragment: Fragment, a: number, b: number): boolean {
  const seen = new Set([a]);
  for (const atom of seen) {
    for (const next of bondedTo(fragment, atom)) {
      if (atom === a && next.atom === b) continue;
      if (next.atom === b) return true;
      seen.add(next.atom);
    }
  }
  return false;
}
