/** How fragments leave through a carbon atom: acyl groups, protecting groups, carboxyl groups. */
import { isHalogen, isMetalLike } from "../molecule/elements.ts";
import {
  ALCOHOLS,
  CO2,
  has,
  hydrogenCap,
  hydrogenolysis,
  hydroxylCap,
  type LeavingForm,
  METHANOL,
  methoxyCap,
  oxoCap,
  plain,
  type Surroundings,
  WATER,
} from "./fragment_caps.ts";
import {
  bondedTo,
  branch,
  cappedWithHydrogen,
  type Fragment,
  type OpenBond,
  withAtom,
  withNeighbour,
  withOrder,
} from "./fragment.ts";
import {
  elementAt,
  elimination,
  inRing,
  isAcetalCarbon,
  isBenzylic,
  isCarbanion,
  isCarbonyl,
  isFluorenylmethyl,
  isHetero,
  isTertiary,
} from "./fragment_features.ts";

const [C, N, O, SI, S, BR, I] = [6, 7, 8, 14, 16, 35, 53] as const;
const BORON = 5;
const BORON_TRIBROMIDE = "BrB(Br)Br";
const HBR: Fragment = { atoms: [plain(BR, 1)], bonds: [], open: [] };
const BORIC_ACID: Fragment = {
  atoms: [plain(BORON, 0), plain(O, 1), plain(O, 1), plain(O, 1)],
  bonds: [1, 2, 3].map((b) => ({ a: 0, b, order: 1 })),
  open: [],
};

/** Reagents that cleave ethers and esters in their own ways; the leaving molecules are then unknown. */
const CLEAVERS = ["ClB(Cl)Cl", "C[Si](C)(C)I", "Cl[Al](Cl)Cl", "Br[Al](Br)Br"];
const HYDRIDES = ["[H-]", "[AlH4-]", "[BH4-]", "[BH3-]C#N"];
const HYDROGENATION = ["[H][H]", "[Pd]", "[Pd+2]"];

/** The ways in which a fragment attached by one bond of a carbon can leave; `kept` is the element at the other end. */
export function lostCarbon(
  fragment: Fragment,
  cut: OpenBond,
  kept: number,
  around: Surroundings,
): readonly LeavingForm[] {
  if (cut.order === 2) return kept === N ? [{ molecules: [oxoCap(fragment, cut)], cost: 1 }] : [];
  if (cut.order !== 1) return hydrogenCap(fragment);
  if (isCarbonyl(fragment, cut.atom)) return lostAcyl(fragment, cut, kept, around);
  if (kept === C) {
    const carbonyl = fromAlcohol(fragment, cut.atom);
    if (carbonyl !== null) return [{ molecules: [carbonyl], cost: 0 }];
    return isCarbanion(fragment, cut.atom) ? hydrogenCap(fragment, 2) : [];
  }
  if (isHalogen(kept) || isMetalLike(kept)) return hydrogenCap(fragment, 2);
  if (kept === O || kept === N || kept === S) return lostAlkyl(fragment, cut, kept, around);
  return [];
}

/** The carbonyl compound that an alcohol becomes when its carbon is cut from another; null if it is not an alcohol. */
function fromAlcohol(fragment: Fragment, carbon: number): Fragment | null {
  for (const { atom, order } of bondedTo(fragment, carbon)) {
    const oxygen = fragment.atoms[atom];
    if (order !== 1 || oxygen?.element !== O || oxygen.hydrogens !== 1) continue;
    return { ...withOrder(withAtom(fragment, atom, { hydrogens: 0 }), carbon, atom, 2), open: [] };
  }
  return null;
}

/**
 * Carboxyl groups leave as carbon dioxide, in esters and carbamates along with the attached group; acyl groups as
 * acids.
 */
function lostAcyl(
  fragment: Fragment,
  cut: OpenBond,
  kept: number,
  around: Surroundings,
): readonly LeavingForm[] {
  const single = bondedTo(fragment, cut.atom).find(({ order }) => order === 1);
  if (single !== undefined && elementAt(fragment, single.atom) === O) {
    const group = branch(fragment, single.atom, cut.atom);
    if (group.atoms.length === 1) return [{ molecules: [CO2], cost: 0, certain: true }];
    const [oxygen] = bondedTo(group, 0);
    if (oxygen === undefined) return [];
    const alkyl = branch(group, oxygen.atom, 0);
    return alkylOffOxygen(alkyl, group, around).map((fate) => ({
      ...fate,
      molecules: [CO2, ...fate.molecules],
    }));
  }
  if (!isHetero(kept) && kept !== C || has(around, HYDRIDES)) return [];
  if (has(around, WATER) || !has(around, ALCOHOLS)) return hydroxylCap(fragment, cut);
  return kept === O && around.recorded.has(METHANOL) ? methoxyCap(fragment, cut) : [];
}

/** The alkyl group of a carbonic ester: an alkene, an alcohol (with water) or a hydrocarbon (with hydrogen). */
function alkylOffOxygen(alkyl: Fragment, alcohol: Fragment, around: Surroundings): readonly LeavingForm[] {
  const alkene = elimination(alkyl);
  if (alkene && (isTertiary(alkyl, 0) || isFluorenylmethyl(alkyl))) return [{ molecules: [alkene], cost: 0 }];
  if (isBenzylic(alkyl, 0)) return has(around, HYDROGENATION) ? hydrogenolysis(alkyl) : [];
  const isSpecial = bondedTo(alkyl, 0).some(({ atom }) =>
    bondedTo(alkyl, atom).some(({ atom: next, order }) =>
      order === 2 || isHalogen(elementAt(alkyl, next)) || elementAt(alkyl, next) === SI
    )
  );
  if (isSpecial || elementAt(alkyl, 0) !== C) return [];
  return [{ molecules: [cappedWithHydrogen(alcohol)], cost: 1 }];
}

/** An alkyl group cut from oxygen, nitrogen or sulfur: deprotections and ester cleavages. */
function lostAlkyl(
  fragment: Fragment,
  cut: OpenBond,
  kept: number,
  around: Surroundings,
): readonly LeavingForm[] {
  const { atom } = cut;
  if (elementAt(fragment, atom) !== C || fragment.atoms[atom]?.aromatic) return [];
  if (bondedTo(fragment, atom).some(({ order }) => order > 1)) return [];
  if (isAcetalCarbon(fragment, atom)) return lostAcetal(fragment, cut);
  const alkene = isTertiary(fragment, atom) ? elimination(fragment, atom) : null;
  if (alkene) return [{ molecules: [alkene], cost: 0 }];
  const aryls = bondedTo(fragment, atom).filter((next) => fragment.atoms[next.atom]?.aromatic).length;
  if (aryls === 3) return hydroxylCap(fragment, cut);
  if (aryls > 0 && has(around, HYDROGENATION)) return hydrogenolysis(fragment);
  const halogen = around.spectators.has("Br") ? BR : around.spectators.has("I") ? I : null;
  const open = { ...fragment, open: [] };
  if (kept === O && halogen !== null) {
    return [{ molecules: [withNeighbour(open, atom, 1, { element: halogen })], cost: 0 }];
  }
  if (kept === O && around.spectators.has(BORON_TRIBROMIDE)) {
    const molecules = [withNeighbour(open, atom, 1, { element: BR }), BORIC_ACID, HBR, HBR];
    return [{ molecules, cost: 0, uses: [BORON_TRIBROMIDE] }];
  }
  const isBenzyl = aryls > 0 && !has(around, WATER);
  const isEster = kept === O && around.becomesAcyloxy(cut.partner);
  return isEster && !isBenzyl && !has(around, CLEAVERS) ? hydroxylCap(fragment, cut) : [];
}

/** Water gives a hemiacetal, which falls apart into carbonyl compound and alcohol unless it is a ring. */
function lostAcetal(fragment: Fragment, cut: OpenBond): readonly LeavingForm[] {
  for (const { atom: hetero } of bondedTo(fragment, cut.atom)) {
    if (elementAt(fragment, hetero) !== O || inRing(fragment, cut.atom, hetero)) continue;
    const alcohol = cappedWithHydrogen(branch(fragment, hetero, cut.atom));
    const carbonyl = oxoCap(branch(fragment, cut.atom, hetero), { atom: 0 });
    return [{ molecules: [carbonyl, alcohol], cost: 1 }];
  }
  return hydroxylCap(fragment, cut);
}
