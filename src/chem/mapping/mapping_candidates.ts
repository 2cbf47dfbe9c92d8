/** Searches for mappings of small chemical distance and keeps all that come close to the best. */
import { type EquivalentAtoms, equivalentAtoms, settleEquivalentAtoms } from "./equivalent_atoms.ts";
import { randomNumbers } from "./random_numbers.ts";
import { growMapping, type GrowthOptions } from "./grow_mapping.ts";
import { applyMove, improveMapping, moves } from "./improve_mapping.ts";
import type { MolecularGraph } from "../molecule/molecular_graph.ts";
import {
  type Assignment,
  assignmentCost,
  changedAtoms,
  copyAssignment,
  emptyAssignment,
  type MappingProblem,
} from "./mapping_problem.ts";

/** An assignment and its chemical distance. */
export interface MappingCandidate {
  readonly assignment: Assignment;
  readonly cost: number;
}

const STARTS = 6;
/**
 * Pairs of molecules to start from, fewer where molecules are large, and the least similarity of the starting atoms.
 */
const MOLECULE_STARTS = 8;
const FEW_MOLECULE_STARTS = 3;
const MIN_START_SIMILARITY = 1.5;
/** Number of repairs tried; more if the best start costs more than an ordinary reaction. */
const REPAIRS = 12;
const MORE_REPAIRS = 30;
const ORDINARY_COST = 4;
/** Up to this many pairs of atoms all repairs are tried; beyond it fewer, to bound the time. */
const FULL_EFFORT_PAIRS = 20_000;
/** Fixed, so that the same reaction always gets the same answer. */
const SEED = 12345;
/** Largest cost of a candidate above that of the best. */
const WINDOW = 4;
/** Number of candidates whose neighbourhood is searched, in each of two rounds. */
const EXPANDED = [6, 8];
const MAX_CANDIDATES = 60;
/** Sums of costs in another order differ by less. */
const ROUNDING = 1e-6;

/**
 * Distinct assignments, cheapest first; empty if there is nothing to assign. Deterministic.
 *
 * Assignments grow from several seeds by similarity of surroundings (after the idea of OpenChemLib's similarity graph
 * mapper) and are improved by local search, then by large neighbourhood search: a ball around a change is unassigned
 * and grown again. Finally, every single exchange at the changes of the best candidates is tried.
 *
 * @param alike gives assignments that make the same changes the same name; only the cheapest of them is kept
 */
export function mappingCandidates(
  problem: MappingProblem,
  alike: (assignment: Assignment) => string,
): readonly MappingCandidate[] {
  const random = randomNumbers(SEED);
  const found = new CandidatePool(problem, alike);
  // Many growths end alike.
  const improved = new Map<string, MappingCandidate>();
  const improve = (assignment: Assignment): MappingCandidate => {
    const grown = assignment.source.join();
    const known = improved.get(grown);
    if (known) return known;
    improveMapping(problem, assignment);
    const candidate = { assignment, cost: assignmentCost(problem, assignment) };
    improved.set(grown, candidate);
    found.add(assignment, candidate.cost);
    return candidate;
  };
  for (const options of startOptions(problem, random)) {
    const assignment = emptyAssignment(problem);
    growMapping(problem, assignment, options);
    improve(assignment);
  }
  let current = found.best;
  const pairs = Math.max(1, problem.products.size * problem.reactants.size);
  const wanted = (current?.cost ?? 0) > ORDINARY_COST ? MORE_REPAIRS : REPAIRS;
  const repairs = Math.ceil(wanted * Math.min(1, FULL_EFFORT_PAIRS / pairs));
  for (let repair = 0; repair < repairs && current && current.cost > 0.01; repair++) {
    const changed = changedAtoms(problem, current.assignment);
    if (changed.length === 0) break;
    const assignment = copyAssignment(current.assignment);
    unassign(assignment, ballToRepair(problem.products, changed, random));
    growMapping(problem, assignment, { random, noise: 2.5 });
    found.add(copyAssignment(assignment), assignmentCost(problem, assignment));
    const candidate = improve(assignment);
    if (candidate.cost <= current.cost + ROUNDING) current = candidate;
  }
  const expanded = new Set<MappingCandidate>();
  for (const count of EXPANDED) {
    for (const candidate of found.list().slice(0, count)) {
      if (expanded.has(candidate)) continue;
      expanded.add(candidate);
      for (const move of moves(problem, candidate.assignment, found.leastGain(candidate.cost))) {
        if (!found.admits(candidate.cost - move.gain)) continue;
        const assignment = copyAssignment(candidate.assignment);
        applyMove(assignment, move);
        // The gain of a step does not account for the number of molecules used.
        found.add(assignment, assignmentCost(problem, assignment));
      }
    }
  }
  return found.list().slice(0, MAX_CANDIDATES);
}

/** A pair of atoms to start from: product atom, reactant atom. */
interface Seed {
  readonly score: number;
  readonly pair: readonly [number, number];
}

/** Keeps the cheapest candidate for each set of changes, as long as its cost is close to the best. */
class CandidatePool {
  readonly #problem: MappingProblem;
  readonly #reactantGroups: EquivalentAtoms;
  readonly #productGroups: EquivalentAtoms;
  readonly #alike: (assignment: Assignment) => string;
  readonly #byChanges = new Map<string, MappingCandidate>();
  readonly #seen = new Set<string>();
  #best: MappingCandidate | null = null;

  constructor(problem: MappingProblem, alike: (assignment: Assignment) => string) {
    this.#problem = problem;
    this.#reactantGroups = equivalentAtoms(problem.reactants);
    this.#productGroups = equivalentAtoms(problem.products);
    this.#alike = alike;
  }

  get best(): MappingCandidate | null {
    return this.#best;
  }

  /** A step from an assignment of this cost must save more than this to be admitted. */
  leastGain(cost: number): number {
    return cost - (this.#best?.cost ?? Infinity) - WINDOW - ROUNDING;
  }

  admits(cost: number): boolean {
    return cost <= (this.#best?.cost ?? Infinity) + WINDOW;
  }

  /** Takes ownership of the assignment and may swap equivalent atoms in it. */
  add(assignment: Assignment, unsettled: number): void {
    if (!this.admits(unsettled)) return;
    const saved = settleEquivalentAtoms(
      this.#problem,
      assignment,
      this.#reactantGroups,
      this.#productGroups,
    );
    const cost = saved > 0 ? assignmentCost(this.#problem, assignment) : unsettled;
    const identity = assignment.source.join();
    if (this.#seen.has(identity)) return;
    this.#seen.add(identity);
    const name = this.#alike(assignment);
    const known = this.#byChanges.get(name);
    if (known && known.cost <= cost) return;
    const candidate = { assignment, cost };
    this.#byChanges.set(name, candidate);
    if (!this.#best || cost < this.#best.cost) this.#best = candidate;
  }

  list(): readonly MappingCandidate[] {
    return [...this.#byChanges.values()].filter((candidate) => this.admits(candidate.cost))
      .sort((a, b) => a.cost - b.cost);
  }
}

/**
 * One growth without a seed, growths from seeds spread over the similarity ranking of the product atoms, and one from
 * the most similar atoms of each pair of a product molecule and a reactant molecule. The latter are needed because
 * the most similar parts do not show which of two similar molecules a part comes from.
 */
function startOptions(problem: MappingProblem, random: () => number): readonly GrowthOptions[] {
  const { products, reactants, similarity } = problem;
  const pairs: Seed[] = [];
  const ofMolecules = new Map<number, Seed>();
  for (let p = 0; p < products.size; p++) {
    let best: Seed | null = null;
    for (let r = 0; r < reactants.size; r++) {
      const score = similarity[p * reactants.size + r] as number;
      if (score < 0) continue;
      if (score > (best?.score ?? -1)) best = { score, pair: [p, r] };
      const molecules = (products.fragment[p] as number) * reactants.fragmentCount +
        (reactants.fragment[r] as number);
      if (score > (ofMolecules.get(molecules)?.score ?? MIN_START_SIMILARITY)) {
        ofMolecules.set(molecules, { score, pair: [p, r] });
      }
    }
    if (best) pairs.push(best);
  }
  pairs.sort((a, b) => b.score - a.score);
  const options: GrowthOptions[] = [{}];
  const stride = Math.max(1, Math.floor(pairs.length / STARTS));
  for (let i = 0; i < pairs.length && options.length < STARTS; i += stride) {
    const seed = pairs[i]?.pair;
    if (seed) options.push(options.length > 1 ? { seed, random, noise: 0.8 } : { seed });
  }
  const molecules = [...ofMolecules.values()].sort((a, b) => b.score - a.score);
  const count = similarity.length > FULL_EFFORT_PAIRS ? FEW_MOLECULE_STARTS : MOLECULE_STARTS;
  return [...options, ...molecules.slice(0, count).map(({ pair }) => ({ seed: pair }))];
}

/** The product atoms within a few bonds of a random change, and sometimes half of the other changes. */
function ballToRepair(
  products: MolecularGraph,
  changed: readonly number[],
  random: () => number,
): ReadonlySet<number> {
  const centre = changed[Math.floor(random() * changed.length)] as number;
  const radius = 1 + Math.floor(random() * 4);
  const ball = new Set([centre]);
  let edge = [centre];
  for (let distance = 0; distance < radius; distance++) {
    const next: number[] = [];
    for (const atom of edge) {
      for (const neighbour of products.neighbours[atom] ?? []) {
        if (ball.has(neighbour.atom)) continue;
        ball.add(neighbour.atom);
        next.push(neighbour.atom);
      }
    }
    edge = next;
  }
  if (random() < 0.4) { for (const atom of changed) if (random() < 0.5) ball.add(atom); }
  return ball;
}

function unassign({ source, target }: Assignment, atoms: ReadonlySet<number>): void {
  for (const p of atoms) {
    const r = source[p] as number;
    if (r < 0) continue;
    target[r] = -1;
    source[p] = -1;
  }
}
