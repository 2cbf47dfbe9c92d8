/** The cost of making or breaking a bond: the weights of the chemical distance. */
import { isHalogen, isMetalLike } from "../molecule/elements.ts";
import { AROMATIC, type MolecularGraph } from "../molecule/molecular_graph.ts";

/**
 * Weights of the mapping's cost, tuned on mapped reactions from the literature and patents: bonds that often break in
 * practice are cheap, carbon-carbon bonds expensive.
 */
export const WEIGHTS = {
  carbonCarbon: 2.0,
  /** A double bond between carbons: metatheses, olefinations and cleavages make or break it as a whole. */
  alkene: 1.5,
  /**
   * Added for breaking a bond between saturated or aromatic carbons without a heteroatom, which stabilise no charge.
   */
  inertCarbons: 1.0,
  /** Added for breaking the bond between silicon and a methyl group. */
  silylMethyl: 1.5,
  /** Added for breaking the bond between fluorine and the centre of a complex anion, such as tetrafluoroborate. */
  complexFluoride: 0.6,
  /** Added for breaking the bond between lithium and a butyl group: butyllithium rather takes up a proton or a halogen. */
  butyllithium: 0.6,
  /** Added for breaking the bond between tin and a saturated carbon: stannanes transfer their hydrogen, vinyl or aryl. */
  stannylAlkyl: 1.0,
  /**
   * Added for cutting such a carbon off a saturated carbon with a heteroatom, such as the methyl off an ethyl ether.
   */
  alkylChain: 1.5,
  /**
   * Added for breaking an arene bond between carbons without a heteroatom: such rings do not open under mild
   * conditions.
   */
  inertArene: 1.0,
  carbonHetero: 1.25,
  acylHetero: 0.85,
  halogen: 0.8,
  heteroHetero: 0.8,
  metal: 0.6,
  /** Osmium tetroxide hands its oxygens over, whatever oxidises it again. */
  osmiumOxygen: 0.3,
  /** Alkyl side of an ester: esters are cleaved at the acyl side unless the alkyl is tertiary, benzylic or allylic. */
  esterAlkyl: 2.1,
  /** Carbon of an acetal, aminal or glycoside, bound to a second heteroatom: cleaved through an oxocarbenium ion. */
  acetalHetero: 1.05,
  /** In the presence of an azodicarboxylate (Mitsunobu 1967), alcohols lose their oxygen and the acid keeps its own. */
  activatedAlcohol: 0.4,
  activatedEsterAlkyl: 0.9,
  /** A recorded diazo compound alkylates acids: the new bond from its carbon to their oxygen, and its bond to N2. */
  diazoEster: 0.4,
  diazoNitrogen: 0.2,
  /**
   * Added to the P-O bond on the longer side of a phosphoric anhydride: the longer chain leaves better, with the
   * oxygen.
   */
  longerPhosphateChain: 0.5,
  /** Added if the carbon is aromatic. */
  aryl: 0.35,
  /** Added if the bond itself is aromatic. */
  aromaticBond: 0.6,
  /** Added for each order beyond the first. */
  extraOrder: 0.25,
  /** Added if both atoms are in rings. */
  ring: 0.175,
  /** For each unit of a changed bond order. */
  orderChange: 0.5,
  /** A bond that becomes aromatic or ceases to be so. */
  aromaticChange: 0.2,
  /** Factor for bonds to a part that the products do not contain. */
  lost: 0.95,
  /** Factor for bonds to an atom without a source. */
  unsourced: 0.5,
  hydrogenOnCarbon: 0.45,
  hydrogenOnHetero: 0.06,
  charge: 0.05,
  /** A product atom without a source. */
  unmapped: 12,
  /** A product hydrogen atom or proton without a source: any molecule with hydrogens may have supplied it. */
  unmappedHydrogen: 0.5,
  /** Each reactant molecule used. */
  molecule: 0.02,
} as const;

/** Reagents on the left that make certain bonds cheap wherever they occur. */
export interface Activation {
  /** Alcohols are leaving groups. */
  readonly activated?: boolean;
  /** A diazo compound is recorded. */
  readonly diazo?: boolean;
}

/** Cost of making or breaking each bond of a graph, in the order of its bonds. */
export function bondCosts(
  graph: MolecularGraph,
  { activated = false, diazo = false }: Activation = {},
): Float32Array {
  const acyl = acylAtoms(graph);
  const phosphates = phosphateChains(graph);
  return Float32Array.from(graph.bonds, ({ a, b, order }) => {
    let cost = baseCost(graph, acyl, a, b, order);
    if (order === AROMATIC) cost += WEIGHTS.aromaticBond;
    else if (order > 1) cost += WEIGHTS.extraOrder * (order - 1);
    if (graph.inRing[a] && graph.inRing[b]) cost += WEIGHTS.ring;
    if (activated && order === 1) cost = activatedCost(graph, a, b, cost);
    if (diazo && order === 1 && isEsterBond(graph, acyl, a, b)) cost = WEIGHTS.diazoEster;
    if (diazo && isDiazoBond(graph, a, b)) cost = WEIGHTS.diazoNitrogen;
    if (phosphates.get(a)?.has(b) || phosphates.get(b)?.has(a)) cost += WEIGHTS.longerPhosphateChain;
    return cost;
  });
}

/**
 * The cost of breaking each bond beyond `bondCosts`, in the order of the bonds. Making the same bond costs nothing
 * extra: alkylations and additions do so all the time.
 */
export function breakingCosts(graph: MolecularGraph): Float32Array {
  const inert = Array.from({ length: graph.size }, (_, atom) => isInertCarbon(graph, atom));
  const isChain = (a: number, b: number) =>
    [[a, b], [b, a]].some(([end = 0, next = 0]) =>
      inert[end] === true && isSaturatedCarbon(graph, next) && !isNextToUnsaturation(graph, end)
    );
  return Float32Array.from(
    graph.bonds,
    ({ a, b, order }) => {
      if (inRingOfThree(graph, a, b)) return 0;
      if (isSilylMethyl(graph, a, b) || isSilylMethyl(graph, b, a)) return WEIGHTS.silylMethyl;
      if (isComplexFluoride(graph, a, b) || isComplexFluoride(graph, b, a)) return WEIGHTS.complexFluoride;
      if (isButyllithium(graph, a, b) || isButyllithium(graph, b, a)) return WEIGHTS.butyllithium;
      if (isStannylAlkyl(graph, a, b) || isStannylAlkyl(graph, b, a)) return WEIGHTS.stannylAlkyl;
      if (!inert[a] || !inert[b]) return order === 1 && isChain(a, b) ? WEIGHTS.alkylChain : 0;
      return order === AROMATIC ? WEIGHTS.inertArene : WEIGHTS.inertCarbons;
    },
  );
}

function isInertCarbon(graph: MolecularGraph, atom: number): boolean {
  return graph.element[atom] === 6 &&
    (graph.neighbours[atom] ?? []).every(({ atom: next, order }) =>
      (order === 1 || order === AROMATIC) && graph.element[next] === 6
    );
}

function isSilylMethyl(graph: MolecularGraph, silicon: number, carbon: number): boolean {
  return graph.element[silicon] === 14 && graph.element[carbon] === 6 &&
    graph.neighbours[carbon]?.length === 1;
}

function isComplexFluoride(graph: MolecularGraph, centre: number, fluorine: number): boolean {
  return graph.element[fluorine] === 9 && (graph.charge[centre] as number) < 0 &&
    (graph.neighbours[centre] ?? []).every(({ atom }) => graph.element[atom] === 9);
}

function isButyllithium(graph: MolecularGraph, lithium: number, carbon: number): boolean {
  if (graph.element[lithium] !== 3 || !isSaturatedCarbon(graph, carbon)) return false;
  const fragment = graph.fragment[carbon];
  return graph.fragment.filter((own) => own === fragment).length === 5;
}

function isStannylAlkyl(graph: MolecularGraph, tin: number, carbon: number): boolean {
  return graph.element[tin] === 50 && isSaturatedCarbon(graph, carbon) &&
    !isNextToUnsaturation(graph, carbon);
}

/** Next to a double bond a carbon gives up its neighbour more easily, as in Cope and Claisen rearrangements. */
function isNextToUnsaturation(graph: MolecularGraph, atom: number): boolean {
  return (graph.neighbours[atom] ?? []).some((next) =>
    (graph.neighbours[next.atom] ?? []).some(({ order }) => order === 2 || order === 3)
  );
}

function isSaturatedCarbon(graph: MolecularGraph, atom: number): boolean {
  return graph.element[atom] === 6 && (graph.neighbours[atom] ?? []).every(({ order }) => order === 1);
}

function inRingOfThree(graph: MolecularGraph, a: number, b: number): boolean {
  return (graph.neighbours[a] ?? []).some(({ atom }) =>
    atom !== b && (graph.neighbours[b] ?? []).some((next) => next.atom === atom)
  );
}

/** The effects of the molecules on the left side. */
export function activationBy(graph: MolecularGraph): Activation {
  return {
    activated: activatesAlcohols(graph),
    diazo: graph.bonds.some(({ a, b }) => isDiazoBond(graph, a, b)),
  };
}

/** Is this the bond between the carbon and the nitrogen of a diazo compound? */
function isDiazoBond(graph: MolecularGraph, a: number, b: number): boolean {
  const [carbon, nitrogen] = graph.element[a] === 6 ? [a, b] : [b, a];
  if (graph.element[carbon] !== 6 || graph.element[nitrogen] !== 7) return false;
  return (graph.neighbours[nitrogen] ?? []).some(({ atom }) =>
    atom !== carbon && graph.element[atom] === 7 && graph.neighbours[atom]?.length === 1
  ) && graph.neighbours[nitrogen]?.length === 2 && graph.charge[nitrogen] === 1;
}

function isEsterBond(graph: MolecularGraph, acyl: Uint8Array, a: number, b: number): boolean {
  return isEsterAlkyl(graph, acyl, a, b) || isEsterAlkyl(graph, acyl, b, a);
}

/** Is one of the molecules an azodicarboxylate or its amide? */
export function activatesAlcohols(graph: MolecularGraph): boolean {
  const bearsAcyl = (nitrogen: number) =>
    (graph.neighbours[nitrogen] ?? []).some(({ atom, order }) =>
      order === 1 &&
      (graph.neighbours[atom] ?? []).some((next) => next.order === 2 && graph.element[next.atom] === 8)
    );
  return graph.bonds.some(({ a, b, order }) =>
    order === 2 && graph.element[a] === 7 && graph.element[b] === 7 && bearsAcyl(a) && bearsAcyl(b)
  );
}

function activatedCost(graph: MolecularGraph, a: number, b: number, cost: number): number {
  const [carbon, oxygen] = graph.element[a] === 6 ? [a, b] : [b, a];
  if (graph.element[carbon] !== 6 || graph.element[oxygen] !== 8 || graph.aromatic[carbon] === 1) return cost;
  const saturated = (graph.neighbours[carbon] ?? []).every(({ order }) => order === 1);
  if (!saturated) return cost;
  const alone = graph.neighbours[oxygen]?.length === 1;
  return alone ? WEIGHTS.activatedAlcohol : Math.min(cost, WEIGHTS.activatedEsterAlkyl);
}

/** Cost of changing one bond order to another, neither of them 0. */
export function orderChangeCost(before: number, after: number): number {
  if (before === after) return 0;
  if (before === AROMATIC || after === AROMATIC) return WEIGHTS.aromaticChange;
  return WEIGHTS.orderChange * Math.abs(before - after);
}

/** Carbon, phosphorus or sulfur with a double bond to oxygen, nitrogen or sulfur. */
function acylAtoms(graph: MolecularGraph): Uint8Array {
  const acyl = new Uint8Array(graph.size);
  for (let i = 0; i < graph.size; i++) {
    const element = graph.element[i];
    if (element !== 6 && element !== 15 && element !== 16) continue;
    for (const { atom, order } of graph.neighbours[i] ?? []) {
      const other = graph.element[atom];
      if (order === 2 && (other === 7 || other === 8 || other === 16)) acyl[i] = 1;
    }
  }
  return acyl;
}

function baseCost(graph: MolecularGraph, acyl: Uint8Array, a: number, b: number, order: number): number {
  const first = graph.element[a] as number;
  const second = graph.element[b] as number;
  if ((first === 76 && second === 8) || (first === 8 && second === 76)) return WEIGHTS.osmiumOxygen;
  if (isMetalLike(first) || isMetalLike(second)) return WEIGHTS.metal;
  const halogen = isHalogen(first) || isHalogen(second);
  if (!halogen && first === 6 && second === 6) return order === 2 ? WEIGHTS.alkene : WEIGHTS.carbonCarbon;
  if (halogen) return WEIGHTS.halogen;
  if (first !== 6 && second !== 6) return WEIGHTS.heteroHetero;
  const [carbon, hetero] = first === 6 ? [a, b] : [b, a];
  let cost: number = order === 1 && (acyl[carbon] || acyl[hetero])
    ? WEIGHTS.acylHetero
    : WEIGHTS.carbonHetero;
  if (order === 1 && cost === WEIGHTS.carbonHetero && isAcetalCarbon(graph, carbon)) {
    cost = WEIGHTS.acetalHetero;
  }
  if (order === 1 && isEsterAlkyl(graph, acyl, carbon, hetero)) cost = WEIGHTS.esterAlkyl;
  if (graph.aromatic[carbon] && !graph.aromatic[hetero]) cost += WEIGHTS.aryl;
  return cost;
}

/** Is the atom a saturated carbon with single bonds to two atoms of oxygen, nitrogen or sulfur? */
function isAcetalCarbon(graph: MolecularGraph, carbon: number): boolean {
  let hetero = 0;
  for (const { atom, order } of graph.neighbours[carbon] ?? []) {
    if (order !== 1) return false;
    const element = graph.element[atom];
    if (element === 7 || element === 8 || element === 16) hetero++;
  }
  return hetero >= 2;
}

/**
 * The P-O bonds in P-O-P at which nucleophiles attack less often, as the oxygens of each phosphorus concerned. ATP is
 * attacked at the gamma phosphorus, from which ADP leaves, or at the alpha phosphorus, from which diphosphate leaves.
 * So of the two chains that the oxygen joins, the phosphorus of the longer one is the less likely to lose this bond;
 * if they are equally long, that of the chain with more atoms.
 */
function phosphateChains(graph: MolecularGraph): ReadonlyMap<number, ReadonlySet<number>> {
  const costlier = new Map<number, Set<number>>();
  for (let oxygen = 0; oxygen < graph.size; oxygen++) {
    if (graph.element[oxygen] !== 8) continue;
    const [first, second, ...more] = graph.neighbours[oxygen] ?? [];
    if (!first || !second || more.length > 0) continue;
    if (graph.element[first.atom] !== 15 || graph.element[second.atom] !== 15) continue;
    const [one, other] = [first.atom, second.atom].map((atom) => phosphateChain(graph, atom, oxygen));
    if (!one || !other) continue;
    const difference = one.phosphorus - other.phosphorus || one.size - other.size;
    if (difference === 0) continue;
    const longer = difference > 0 ? first.atom : second.atom;
    costlier.set(longer, (costlier.get(longer) ?? new Set()).add(oxygen));
  }
  return costlier;
}

/**
 * Counts the phosphorus atoms in the chain that begins at `start`, and all atoms bound to them, without crossing
 * `from`.
 */
function phosphateChain(graph: MolecularGraph, start: number, from: number) {
  const seen = new Set([from, start]);
  const waiting = [start];
  let phosphorus = 0;
  let size = 0;
  for (let atom = waiting.pop(); atom !== undefined; atom = waiting.pop()) {
    size++;
    if (graph.element[atom] === 15) phosphorus++;
    if (graph.element[atom] !== 15 && graph.element[atom] !== 8) continue;
    for (const { atom: next } of graph.neighbours[atom] ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      waiting.push(next);
    }
  }
  return { phosphorus, size };
}

/**
 * Is this the bond between a primary or secondary alkyl carbon and an ester oxygen, with no unsaturation next to it?
 * Thionoesters do not count: those of Barton and McCombie (1975) and of Chugaev (1899) lose their alkyl group.
 */
function isEsterAlkyl(graph: MolecularGraph, acyl: Uint8Array, carbon: number, oxygen: number): boolean {
  if (graph.element[oxygen] !== 8 || graph.aromatic[carbon] || acyl[carbon]) return false;
  const ester = (graph.neighbours[oxygen] ?? []).some(({ atom }) =>
    atom !== carbon && acyl[atom] === 1 && graph.element[atom] === 6 && !isThiocarbonyl(graph, atom)
  );
  if (!ester) return false;
  let carbons = 0;
  for (const { atom, order } of graph.neighbours[carbon] ?? []) {
    if (order !== 1) return false;
    if (atom === oxygen) continue;
    if (graph.element[atom] === 6) carbons++;
    if ((graph.neighbours[atom] ?? []).some((next) => next.order !== 1)) return false;
  }
  return carbons < 3;
}

function isThiocarbonyl(graph: MolecularGraph, carbon: number): boolean {
  return (graph.neighbours[carbon] ?? []).some(({ atom, order }) =>
    order === 2 && graph.element[atom] === 16
  );
}
