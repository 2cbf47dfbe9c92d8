/** Reactants that are recorded once and of which the product holds several: a Grignard reagent on an ester, amines on cyanuric chloride. */
import type { SideMolecule } from "../molecule/mapped_reaction.ts";
import type { MolecularGraph } from "../molecule/molecular_graph.ts";
import type { MappingCandidate } from "./mapping_candidates.ts";
import { add, type Island, islandsOf } from "./mapping_islands.ts";
import type { Assignment, MappingProblem } from "./mapping_problem.ts";
import { unlikelyCost } from "./unlikely_changes.ts";

/** Left molecules with one of them several times. */
export interface MoreEquivalents {
  readonly left: readonly SideMolecule[];
  readonly smiles: string;
  /** How often the molecule stands on the left, 2 or more. */
  readonly count: number;
}

/** Reactants that are tried, how often each is taken at most, and atoms of both sides: mapping again takes its time. */
const MAX_REACTANTS = 4;
const MAX_COUNT = 4;
const MAX_ATOMS = 160;
/** Chemical distance of an ordinary reaction; beyond it another way is looked for. */
const ORDINARY_COST = 4.3;
/** More of a reactant is used if that makes the mapping cheaper by at least this much. */
export const WORTH_MORE = 1;

/**
 * The left side with more of one reactant, in the order in which it is to be tried: those that supply atoms, each twice,
 * then three times and so on. Nothing if the mapping is an ordinary one in which every atom has a likely source. A
 * reactant is left out if the products cannot hold another of it: atoms without a source, or in parts that another
 * molecule supplies at a high cost, must be about as many as the reactant supplies already.
 */
export function* moreEquivalents(
  problem: MappingProblem,
  { assignment, cost }: MappingCandidate,
  left: readonly SideMolecule[],
): Generator<MoreEquivalents> {
  const { reactants, products } = problem;
  if (reactants.size + products.size > MAX_ATOMS) return;
  const minor = minorDonors(problem, assignment, left);
  if (cost < ORDINARY_COST && minor.size === 0 && !isUnlikely(problem, assignment)) return;
  const orphans = orphansOf(problem, assignment);
  const used = usedMolecules(assignment, left);
  // What goes over whole needs no more of itself: a rearrangement, an addition.
  const size = used.reduce((sum, { graph }) => sum + graph.size, 0);
  const isWhole = orphans.size === 0 && size === assignment.source.filter((atom) => atom >= 0).length;
  if (isWhole && unlikelyCost(problem, assignment) === 0) return;
  const islands = islandsOf(problem, assignment, left);
  const candidates = [...new Map(used.map((molecule) => [molecule.smiles, molecule])).values()];
  for (
    const molecule of candidates.filter(({ graph }) => hasElements(graph, orphans)).slice(0, MAX_REACTANTS)
  ) {
    const recorded = left.filter(({ smiles }) => smiles === molecule.smiles).length;
    const { given, wanted } = exchanged(problem, islands, left, molecule, orphans, minor);
    for (let count = recorded + 1; count <= MAX_COUNT; count++) {
      const more = new Array<SideMolecule>(count - recorded).fill(molecule);
      if (2 * wanted < given * more.length || wanted === 0) break;
      if (!supplies(molecule.graph, count - recorded, orphans)) continue;
      const at = left.indexOf(molecule);
      yield { left: [...left.slice(0, at), ...more, ...left.slice(at)], smiles: molecule.smiles, count };
    }
  }
}

/**
 * How many atoms a molecule supplies in one piece, and how many more it could supply if there were more of it: those
 * without a source, and those that a poor source supplies, or a molecule of which other parts go elsewhere.
 */
function exchanged(
  { reactants, sourceCosts }: MappingProblem,
  islands: readonly Island[],
  left: readonly SideMolecule[],
  molecule: SideMolecule,
  orphans: ReadonlyMap<number, number>,
  minor: ReadonlySet<number>,
): { readonly given: number; readonly wanted: number } {
  const own = islands.filter((island) => left[island.molecule]?.smiles === molecule.smiles);
  const given = Math.max(...own.map(({ size }) => size));
  const largest = own.find(({ size }) => size === given);
  const elements = new Map<number, number>();
  molecule.graph.element.forEach((element) => add(elements, element));
  let wanted = [...orphans.values()].reduce((sum, count) => sum + count, 0);
  for (const island of islands) {
    if (island === largest) continue;
    const isPoor = (sourceCosts[reactants.fragment[island.atom] as number] as number) > 0;
    const siblings = islands.filter((other) => other.molecule === island.molecule);
    const isLargest = siblings.every((other) => other.size <= island.size);
    const parting = siblings.reduce((sum, other) => sum + other.parting, 0);
    const isAlike = largest !== undefined && sameElements(island, largest) &&
      (minor.has(island.molecule) || island.molecule === largest.molecule);
    if (!isPoor && !isAlike && (isLargest || parting < WORTH_MORE)) continue;
    for (const [element, count] of island.elements) wanted += Math.min(count, elements.get(element) ?? 0);
  }
  return { given, wanted };
}

/**
 * Indices of the molecules of which one small part goes into the products, just such a part as another molecule
 * supplies: the methyl group of an ester beside that of iodomethane.
 */
export function minorDonors(
  problem: MappingProblem,
  assignment: Assignment,
  left: readonly SideMolecule[],
): ReadonlySet<number> {
  const minor = new Set<number>();
  const taken = takenOf(assignment, left);
  left.forEach(({ graph }, index) => {
    const size = taken[index] as number;
    if (size > 0 && 2 * size <= graph.size && graph.size - size > 1) minor.add(index);
  });
  if (minor.size === 0) return minor;
  const islands = islandsOf(problem, assignment, left);
  for (const molecule of minor) {
    const [island, ...more] = islands.filter((island) => island.molecule === molecule);
    const isAlike = island !== undefined && more.length === 0 &&
      islands.some((other) =>
        left[other.molecule]?.smiles !== left[molecule]?.smiles && sameElements(island, other)
      );
    if (!isAlike) minor.delete(molecule);
  }
  return minor;
}

function sameElements(one: Island, other: Island): boolean {
  return one.size === other.size &&
    [...one.elements].every(([element, count]) => other.elements.get(element) === count);
}

/**
 * Has an atom no source, or comes one from a solvent or an agent, or is a bond broken that hardly ever breaks, or do
 * bonds change that hardly ever change together?
 */
export function isUnlikely(problem: MappingProblem, assignment: Assignment): boolean {
  const { source, target } = assignment;
  const { reactants, products, productOrders, sourceCosts, breakingCosts } = problem;
  const isPoor = (atom: number) => (sourceCosts[reactants.fragment[atom] as number] as number) > 0;
  if (source.some((atom, p) => atom < 0 ? products.element[p] !== 1 : isPoor(atom))) return true;
  if (unlikelyCost(problem, assignment) > 0) return true;
  return reactants.bonds.some(({ a, b }, bond) => {
    const [first, second] = [target[a] as number, target[b] as number];
    if (breakingCosts[bond] === 0 || (first < 0 && second < 0)) return false;
    return first < 0 || second < 0 || productOrders[first * products.size + second] === 0;
  });
}

/** Heavy product atoms without a source, by element. */
function orphansOf({ products }: MappingProblem, { source }: Assignment): ReadonlyMap<number, number> {
  const orphans = new Map<number, number>();
  source.forEach((atom, p) => {
    const element = products.element[p] as number;
    if (atom < 0 && element !== 1) add(orphans, element);
  });
  return orphans;
}

/** The left molecules that supply atoms. */
export function usedMolecules(
  assignment: Assignment,
  left: readonly SideMolecule[],
): readonly SideMolecule[] {
  const taken = takenOf(assignment, left);
  return left.filter((_, index) => (taken[index] ?? 0) > 0);
}

/** Do all molecules of the kind give about as much? One that gives but an oxygen stands for a reagent that is not recorded. */
export function takesAlike(assignment: Assignment, left: readonly SideMolecule[], smiles: string): boolean {
  const taken = takenOf(assignment, left).filter((_, index) => left[index]?.smiles === smiles);
  return 2 * Math.min(...taken) >= Math.max(...taken);
}

/** How many atoms each molecule supplies. */
function takenOf({ target }: Assignment, left: readonly SideMolecule[]): readonly number[] {
  let start = 0;
  return left.map(({ graph }) => {
    const own = target.subarray(start, start + graph.size);
    start += graph.size;
    return own.filter((p) => p >= 0).length;
  });
}

function hasElements(graph: MolecularGraph, orphans: ReadonlyMap<number, number>): boolean {
  return [...orphans.keys()].every((element) => graph.element.includes(element));
}

function supplies(graph: MolecularGraph, times: number, orphans: ReadonlyMap<number, number>): boolean {
  return [...orphans].every(([element, count]) =>
    times * graph.element.filter((own) => own === element).length >= count
  );
}
