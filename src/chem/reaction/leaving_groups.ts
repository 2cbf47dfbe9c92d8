/** What becomes of a fragment that leaves: which whole molecules it goes off as. */
import { isHalogen, isMetalLike } from "./elements.ts";
import { AROMATIC, type MolecularGraph } from "./molecular_graph.ts";
import { NITRITES } from "./reagents.ts";
import {
  bondedTo,
  branch,
  cappedWithHydrogen,
  type OpenBond,
  type Sketch,
  type SketchAtom,
  withAtom,
  withNeighbour,
} from "./sketch.ts";
import {
  elementAt,
  elimination,
  inRing,
  isAcetalCarbon,
  isBenzylic,
  isCarbonyl,
  isCarbonylAlone,
  isFluorenylmethyl,
  isHetero,
  isSulfonyl,
  isTertiary,
} from "./sketch_shapes.ts";

/** One way in which a fragment can go off; of several that balance, the one with the lowest cost is meant. */
export interface Fate {
  readonly molecules: readonly Sketch[];
  readonly cost: number;
  /** The fragment leaves so whatever else the reaction needs, such as water. */
  readonly certain?: boolean;
  /** Recorded molecules that are used up with it. */
  readonly uses?: readonly string[];
}

/** What stands around the fragments. */
export interface Surroundings {
  readonly left: MolecularGraph;
  /** What an atom of the left side is bonded to in the products: is it part of an ester or a carbonyl group there? */
  readonly becomesAcyloxy: (atom: number) => boolean;
  /** Canonical SMILES of the molecules on the left, and of those of them that supply no atom. */
  readonly recorded: ReadonlySet<string>;
  readonly spectators: ReadonlySet<string>;
}

const H2O: Sketch = { atoms: [plain(8, 2)], bonds: [], open: [] };
const CO2: Sketch = {
  atoms: [plain(8, 0), plain(6, 0), plain(8, 0)],
  bonds: [{ a: 0, b: 1, order: 2 }, { a: 1, b: 2, order: 2 }],
  open: [],
};
const CO: Sketch = {
  atoms: [{ ...plain(6, 0), charge: -1 }, { ...plain(8, 0), charge: 1 }],
  bonds: [{ a: 0, b: 1, order: 3 }],
  open: [],
};
const N2: Sketch = { atoms: [plain(7, 0), plain(7, 0)], bonds: [{ a: 0, b: 1, order: 3 }], open: [] };

const [C, N, O, F, SI, P, S, BR, I] = [6, 7, 8, 9, 14, 15, 16, 35, 53] as const;
const BORON = 5;
const BORON_TRIBROMIDE = "BrB(Br)Br";
const HBR: Sketch = { atoms: [plain(BR, 1)], bonds: [], open: [] };
const BORIC_ACID: Sketch = {
  atoms: [plain(BORON, 0), plain(O, 1), plain(O, 1), plain(O, 1)],
  bonds: [1, 2, 3].map((b) => ({ a: 0, b, order: 1 })),
  open: [],
};

/** Reagents that cleave ethers and esters in ways of their own; what leaves then is not known. */
const CLEAVERS = ["ClB(Cl)Cl", "C[Si](C)(C)I", "Cl[Al](Cl)Cl", "Br[Al](Br)Br"];
const WATER = ["O", "[OH-]", "[OH3+]"];
const ALCOHOLS = ["CO", "CCO", "CC(C)O", "C[O-]", "CC[O-]", "N", "NN", "CN"];
const METHANOL = "CO";
const HYDRIDES = ["[H-]", "[AlH4-]", "[BH4-]", "[BH3-]C#N"];
const HYDROGENATION = ["[H][H]", "[Pd]", "[Pd+2]"];

/** The ways in which a fragment can leave, best first; none if that is not known. Their atoms need not balance yet. */
export function fatesOf(fragment: Sketch, around: Surroundings): readonly Fate[] {
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

function singleCut(fragment: Sketch, cut: OpenBond, around: Surroundings): readonly Fate[] {
  const element = elementAt(fragment, cut.atom);
  const kept = around.left.element[cut.partner] ?? 0;
  if (isHalogen(element)) return hydrogenCap(fragment);
  if (element === O || element === S && !isSulfonyl(fragment, cut.atom)) {
    return offByHetero(fragment, cut.atom);
  }
  if (element === N) {
    const isAnilineNitrogen = fragment.atoms.length === 1 && around.left.aromatic[cut.partner] === 1;
    const isKnown = !isAnilineNitrogen || NITRITES.some((smiles) => around.spectators.has(smiles));
    return !isKnown ? [] : offByHetero(fragment, cut.atom);
  }
  if (element === S) return isHetero(kept) ? hydroxylCap(fragment, cut) : hydrogenCap(fragment);
  if (element === P) {
    const isPhosphoryl = bondedTo(fragment, cut.atom).some(({ order }) => order === 2);
    return isPhosphoryl && cut.order === 1 ? hydroxylCap(fragment, cut) : [];
  }
  if (element === BORON) return lostBoron(fragment, cut);
  if (element === SI) return lostSilicon(fragment, cut, kept, around);
  if (isMetalLike(element)) return cut.order === 1 ? hydroxylCap(fragment, cut) : [];
  return element === C ? lostCarbon(fragment, cut, kept, around) : [];
}

/** A group that leaves by its heteroatom takes a hydrogen; half esters of carbonic acid fall apart. */
function offByHetero(fragment: Sketch, atom: number): readonly Fate[] {
  const capped = cappedWithHydrogen(fragment);
  if (elementAt(fragment, atom) !== O) return [{ molecules: [capped], cost: 0 }];
  for (const { atom: carbon } of bondedTo(fragment, atom)) {
    if (!isCarbonyl(fragment, carbon)) continue;
    const others = bondedTo(fragment, carbon).filter((next) => next.atom !== atom && next.order === 1);
    const [other] = others;
    if (other === undefined || others.length > 1 || !isHetero(elementAt(fragment, other.atom))) continue;
    const rest = cappedWithHydrogen(branch(fragment, other.atom, carbon));
    return [{ molecules: [CO2, rest], cost: 0 }];
  }
  return [{ molecules: [capped], cost: 0 }];
}

function lostCarbon(fragment: Sketch, cut: OpenBond, kept: number, around: Surroundings): readonly Fate[] {
  if (cut.order === 2) return kept === N ? [{ molecules: [oxoCap(fragment, cut)], cost: 1 }] : [];
  if (cut.order !== 1) return hydrogenCap(fragment);
  if (isCarbonyl(fragment, cut.atom)) return lostAcyl(fragment, cut, kept, around);
  if (kept === C || isHalogen(kept) || isMetalLike(kept)) return hydrogenCap(fragment, 2);
  if (kept === O || kept === N || kept === S) return lostAlkyl(fragment, cut, kept, around);
  return [];
}

/** Carboxyl groups go as carbon dioxide, those of esters and carbamates with what hangs on them; acyl groups as acids. */
function lostAcyl(fragment: Sketch, cut: OpenBond, kept: number, around: Surroundings): readonly Fate[] {
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

/** An alkyl group of an ester of carbonic acid: an alkene, an alcohol with water, or a hydrocarbon with hydrogen. */
function alkylOffOxygen(alkyl: Sketch, alcohol: Sketch, around: Surroundings): readonly Fate[] {
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

/** An alkyl group that leaves oxygen, nitrogen or sulfur behind: deprotections and the cleavage of esters. */
function lostAlkyl(fragment: Sketch, cut: OpenBond, kept: number, around: Surroundings): readonly Fate[] {
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

/** With water a half acetal forms, and falls apart into carbonyl compound and alcohol unless it is a ring. */
function lostAcetal(fragment: Sketch, cut: OpenBond): readonly Fate[] {
  for (const { atom: hetero } of bondedTo(fragment, cut.atom)) {
    if (elementAt(fragment, hetero) !== O || inRing(fragment, cut.atom, hetero)) continue;
    const alcohol = cappedWithHydrogen(branch(fragment, hetero, cut.atom));
    const carbonyl = oxoCap(branch(fragment, cut.atom, hetero), { atom: 0 });
    return [{ molecules: [carbonyl, alcohol], cost: 1 }];
  }
  return hydroxylCap(fragment, cut);
}

function lostCarbonyl(open: readonly OpenBond[], { left }: Surroundings): readonly Fate[] {
  const kept = open.map(({ partner }) => left.element[partner] ?? 0);
  return kept.every(isHetero) ? [{ molecules: [CO2], cost: 1 }] : [{ molecules: [CO], cost: 0 }];
}

/** Several cut bonds: a carbon between two heteroatoms becomes a carbonyl group, heteroatoms take hydrogens. */
function severalCuts(fragment: Sketch, around: Surroundings): readonly Fate[] {
  const { left } = around;
  const [first, second, third] = fragment.open;
  if (first && second && !third && first.atom === second.atom && elementAt(fragment, first.atom) === C) {
    const kept = [first, second].map(({ partner }) => left.element[partner] ?? 0);
    const isSingle = first.order === 1 && second.order === 1;
    return isSingle && kept.every(isHetero) && !isCarbonyl(fragment, first.atom)
      ? [{ molecules: [oxoCap(fragment, first)], cost: 1 }]
      : [];
  }
  let result: Sketch = { ...fragment, open: [] };
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

/** A carbon that left oxygen which ends in a carbonyl group, as in the cleavage of a ketal or an ester. */
function takesHydroxyl(fragment: Sketch, atom: number, partner: number, around: Surroundings): boolean {
  const isCarbon = elementAt(fragment, atom) === C && !fragment.atoms[atom]?.aromatic;
  return isCarbon && around.left.element[partner] === O && around.becomesAcyloxy(partner);
}

/** Boronic acids and esters go as boric acid and its esters; borates with four bonds leave as boranes. */
function lostBoron(fragment: Sketch, cut: OpenBond): readonly Fate[] {
  if (cut.order !== 1 || (fragment.atoms[cut.atom]?.hydrogens ?? 0) > 0) return [];
  if (fragment.atoms[cut.atom]?.charge === 0) return hydroxylCap(fragment, cut);
  const isFluoride = bondedTo(fragment, cut.atom).every(({ atom }) => elementAt(fragment, atom) === F);
  return isFluoride
    ? [{ molecules: [{ ...withAtom(fragment, cut.atom, { charge: 0 }), open: [] }], cost: 0 }]
    : [];
}

/** Silyl groups take fluoride where there is some, else the hydroxyl group of water. */
function lostSilicon(fragment: Sketch, cut: OpenBond, kept: number, around: Surroundings): readonly Fate[] {
  if (cut.order !== 1) return [];
  if (around.spectators.has("[F-]") || around.spectators.has("F")) {
    const fluoride = withNeighbour({ ...fragment, open: [] }, cut.atom, 1, { element: F });
    return [{ molecules: [fluoride], cost: 0 }];
  }
  if (has(around, ALCOHOLS) && !has(around, WATER)) return [];
  return kept === O || kept === N || kept === C ? hydroxylCap(fragment, cut) : [];
}

function hydrogenCap(fragment: Sketch, cost = 0): readonly Fate[] {
  return [{ molecules: [cappedWithHydrogen(fragment)], cost }];
}

/** The hydroxyl group comes from water; the balance tells how much of it. */
function hydroxylCap(fragment: Sketch, { atom }: Pick<OpenBond, "atom">): readonly Fate[] {
  const capped = withNeighbour({ ...fragment, open: [] }, atom, 1, { element: O, hydrogens: 1 });
  return [{ molecules: [capped], cost: 1 }];
}

function oxoCap(fragment: Sketch, { atom }: Pick<OpenBond, "atom">): Sketch {
  return withNeighbour({ ...fragment, open: [] }, atom, 2, { element: O });
}

/** With hydrogen on palladium benzyl groups leave as hydrocarbons. */
function hydrogenolysis(fragment: Sketch): readonly Fate[] {
  return [{ molecules: [cappedWithHydrogen(fragment)], cost: 0, certain: true }];
}

/** Acyl groups go to the methanol that is recorded. */
function methoxyCap(fragment: Sketch, { atom }: Pick<OpenBond, "atom">): readonly Fate[] {
  const ether = withNeighbour({ ...fragment, open: [] }, atom, 1, { element: O });
  const ester = withNeighbour(ether, fragment.atoms.length, 1, { element: C, hydrogens: 3 });
  return [{ molecules: [ester], cost: 1, uses: [METHANOL] }];
}

function has({ recorded }: Surroundings, molecules: readonly string[]): boolean {
  return molecules.some((smiles) => recorded.has(smiles));
}

function plain(element: number, hydrogens: number): SketchAtom {
  return { element, charge: 0, hydrogens, isotope: 0, aromatic: false };
}
