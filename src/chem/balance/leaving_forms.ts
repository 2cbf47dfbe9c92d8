/** The whole molecules that a leaving fragment can become. */
import { isHalogen, isMetalLike } from "../molecule/elements.ts";
import {
  ALCOHOLS,
  CO2,
  has,
  hydrogenCap,
  hydroxylCap,
  type LeavingForm,
  oxoCap,
  plain,
  type Surroundings,
  WATER,
} from "./fragment_caps.ts";
import { lostCarbon } from "./leaving_carbon.ts";
import { AROMATIC } from "../molecule/molecular_graph.ts";
import { NITRITES } from "./reagents.ts";
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
  isCarbonyl,
  isCarbonylAlone,
  isHetero,
  isSulfonyl,
  ketoForm,
} from "./fragment_features.ts";

const H2O: Fragment = { atoms: [plain(8, 2)], bonds: [], open: [] };
const CO: Fragment = {
  atoms: [{ ...plain(6, 0), charge: -1 }, { ...plain(8, 0), charge: 1 }],
  bonds: [{ a: 0, b: 1, order: 3 }],
  open: [],
};
const N2: Fragment = { atoms: [plain(7, 0), plain(7, 0)], bonds: [{ a: 0, b: 1, order: 3 }], open: [] };

const [C, N, O, F, SI, P, S, I] = [6, 7, 8, 9, 14, 15, 16, 53] as const;
const BORON = 5;
/** Elements whose cations leave with the electrons of the bond: ammonium, phosphonium, sulfonium, iodonium. */
const ONIUM = new Set<number>([N, P, S, I]);

/** The ways in which a fragment can leave, best first; empty if unknown. The atoms need not balance yet. */
export function leavingForms(fragment: Fragment, around: Surroundings): readonly LeavingForm[] {
  const { atoms, open } = fragment;
  if (open.some(({ order }) => order === AROMATIC || order < 1)) return [];
  const [only] = atoms;
  if (atoms.length === 1 && only?.element === O) return [{ molecules: [H2O], cost: 0, certain: true }];
  if (atoms.length === 2 && atoms.every(({ element }) => element === N)) {
    return [{ molecules: [N2], cost: 0, certain: true }];
  }
  const [first, ...rest] = open;
  if (first === undefined) return [];
  if (isCarbonylAlone(fragment)) return lostCarbonyl(open, around);
  if (rest.length > 0) return severalCuts(fragment, around);
  return singleCut(fragment, first, around);
}

function singleCut(fragment: Fragment, cut: OpenBond, around: Surroundings): readonly LeavingForm[] {
  const element = elementAt(fragment, cut.atom);
  if (fragment.atoms[cut.atom]?.charge === 1 && cut.order === 1 && ONIUM.has(element)) {
    return [{ molecules: [{ ...withAtom(fragment, cut.atom, { charge: 0 }), open: [] }], cost: 0 }];
  }
  const kept = around.left.element[cut.partner] ?? 0;
  if (isHalogen(element)) return hydrogenCap(fragment);
  if (element === O) return offByHetero(fragment, cut.atom);
  if (element === N) {
    const isAnilineNitrogen = fragment.atoms.length === 1 && around.left.aromatic[cut.partner] === 1;
    const isKnown = !isAnilineNitrogen || NITRITES.some((smiles) => around.spectators.has(smiles));
    return !isKnown ? [] : offByHetero(fragment, cut.atom);
  }
  if (element === S) return lostSulfur(fragment, cut, kept);
  if (element === P) {
    const isPhosphoryl = bondedTo(fragment, cut.atom).some(({ order }) => order === 2);
    return isPhosphoryl && cut.order === 1 ? hydroxylCap(fragment, cut) : [];
  }
  if (element === BORON) return lostBoron(fragment, cut);
  if (element === SI) return lostSilicon(fragment, cut, kept, around);
  if (isMetalLike(element)) {
    const isAte = (fragment.atoms[cut.atom]?.charge ?? 0) < 0;
    return cut.order === 1 && !isAte ? hydroxylCap(fragment, cut) : [];
  }
  return element === C ? lostCarbon(fragment, cut, kept, around) : [];
}

/** Sulfur leaves as a thiol; if oxidised, as an acid, which takes hydroxyl from water if it was bonded to N, O or S. */
function lostSulfur(fragment: Fragment, cut: OpenBond, kept: number): readonly LeavingForm[] {
  const { atom } = cut;
  const oxo = bondedTo(fragment, atom).find((next) =>
    next.order === 2 && elementAt(fragment, next.atom) === O
  );
  if (oxo === undefined) return hydrogenCap(fragment);
  if (isHetero(kept)) return hydroxylCap(fragment, cut);
  const acid = withOrder(withAtom(fragment, oxo.atom, { hydrogens: 1 }), atom, oxo.atom, 1);
  return [{ molecules: [{ ...acid, open: [] }], cost: 0 }];
}

/** A group that leaves through a heteroatom takes up a hydrogen; carbonic half esters fall apart. */
function offByHetero(fragment: Fragment, atom: number): readonly LeavingForm[] {
  const capped = cappedWithHydrogen(fragment);
  if (elementAt(fragment, atom) !== O) return [{ molecules: [capped], cost: 0 }];
  const keto = ketoForm(fragment, atom);
  if (keto !== null) return [{ molecules: [keto], cost: 0 }];
  for (const { atom: carbon } of bondedTo(fragment, atom)) {
    const halide = withoutHalide(fragment, atom, carbon);
    if (halide !== null) return [{ molecules: halide, cost: 0 }];
    if (!isCarbonyl(fragment, carbon)) continue;
    const others = bondedTo(fragment, carbon).filter((next) => next.atom !== atom && next.order === 1);
    const [other] = others;
    if (other === undefined || others.length > 1 || !isHetero(elementAt(fragment, other.atom))) continue;
    const rest = cappedWithHydrogen(branch(fragment, other.atom, carbon));
    return [{ molecules: [CO2, rest], cost: 0 }];
  }
  return [{ molecules: [capped], cost: 0 }];
}

/**
 * An alcohol with a halogen on its carbon falls apart into carbonyl compound and hydrogen halide, as with
 * triphosgene.
 */
function withoutHalide(fragment: Fragment, oxygen: number, carbon: number): readonly Fragment[] | null {
  if (bondedTo(fragment, carbon).some(({ order }) => order > 1)) return null;
  const halogen = bondedTo(fragment, carbon).find(({ atom }) => isHalogen(elementAt(fragment, atom)));
  if (halogen === undefined) return null;
  const rest = branch(fragment, carbon, halogen.atom);
  const [bond] = bondedTo(rest, 0).filter(({ atom }) => elementAt(rest, atom) === O);
  if (bond === undefined || elementAt(fragment, oxygen) !== O) return null;
  return [
    { ...withOrder(rest, 0, bond.atom, 2), open: [] },
    { atoms: [plain(elementAt(fragment, halogen.atom), 1)], bonds: [], open: [] },
  ];
}

/**
 * Carbon monoxide from between two carbons; carbon dioxide from between heteroatoms or next to N, as in an
 * isocyanate.
 */
function lostCarbonyl(open: readonly OpenBond[], { left }: Surroundings): readonly LeavingForm[] {
  const kept = open.map(({ partner }) => left.element[partner] ?? 0);
  if (kept.every((element) => element === C)) return [{ molecules: [CO], cost: 0 }];
  return kept.every(isHetero) || kept.includes(N) ? [{ molecules: [CO2], cost: 1 }] : [];
}

/** Several cut bonds: a carbon between two heteroatoms becomes a carbonyl group, and heteroatoms take up hydrogens. */
function severalCuts(fragment: Fragment, around: Surroundings): readonly LeavingForm[] {
  const { left } = around;
  const [first, second, third] = fragment.open;
  if (first && second && !third && first.atom === second.atom && elementAt(fragment, first.atom) === C) {
    const kept = [first, second].map(({ partner }) => left.element[partner] ?? 0);
    const isSingle = first.order === 1 && second.order === 1;
    return isSingle && kept.every(isHetero) && !isCarbonyl(fragment, first.atom)
      ? [{ molecules: [oxoCap(fragment, first)], cost: 1 }]
      : [];
  }
  let result: Fragment = { ...fragment, open: [] };
  let cost = 0;
  for (const { atom, order, partner } of fragment.open) {
    if (isHetero(elementAt(fragment, atom)) && !isSulfonyl(fragment, atom)) {
      const hydrogens = (result.atoms[atom]?.hydrogens ?? 0) + order;
      result = withAtom(result, atom, { hydrogens });
    } else if (order === 1 && takesHydroxyl(fragment, atom, partner, around)) {
      result = withNeighbour(result, atom, 1, { element: O, hydrogens: 1 });
      cost = 1;
    } else return [];
  }
  return [{ molecules: [result], cost }];
}

/** Was this carbon cut from an oxygen that ends up in a carbonyl group, as in the cleavage of a ketal or an ester? */
function takesHydroxyl(fragment: Fragment, atom: number, partner: number, around: Surroundings): boolean {
  const isCarbon = elementAt(fragment, atom) === C && !fragment.atoms[atom]?.aromatic;
  return isCarbon && around.left.element[partner] === O && around.becomesAcyloxy(partner);
}

/** Boronic acids and esters leave as boric acid and its esters, trifluoroborates as boron trifluoride. */
function lostBoron(fragment: Fragment, cut: OpenBond): readonly LeavingForm[] {
  if (cut.order !== 1 || (fragment.atoms[cut.atom]?.hydrogens ?? 0) > 0) return [];
  if (fragment.atoms[cut.atom]?.charge === 0) return hydroxylCap(fragment, cut);
  const isFluoride = bondedTo(fragment, cut.atom).every(({ atom }) => elementAt(fragment, atom) === F);
  return isFluoride
    ? [{ molecules: [{ ...withAtom(fragment, cut.atom, { charge: 0 }), open: [] }], cost: 0 }]
    : [];
}

/** Silyl groups take up recorded fluoride, otherwise the hydroxyl group of water. */
function lostSilicon(
  fragment: Fragment,
  cut: OpenBond,
  kept: number,
  around: Surroundings,
): readonly LeavingForm[] {
  if (cut.order !== 1) return [];
  if (around.spectators.has("[F-]") || around.spectators.has("F")) {
    const fluoride = withNeighbour({ ...fragment, open: [] }, cut.atom, 1, { element: F });
    return [{ molecules: [fluoride], cost: 0 }];
  }
  if (has(around, ALCOHOLS) && !has(around, WATER)) return [];
  return kept === O || kept === N || kept === C ? hydroxylCap(fragment, cut) : [];
}
