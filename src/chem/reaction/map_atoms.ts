/** Atom mapping: the assignment of least chemical distance that several guided searches find. */
import { growMapping, type GrowthOptions } from "./grow_mapping.ts";
import { improveMapping } from "./improve_mapping.ts";
import type { MolecularGraph } from "./molecular_graph.ts";
import {
  type Assignment,
  assignmentCost,
  changedAtoms,
  copyAssignment,
  emptyAssignment,
  type MappingProblem,
  mappingProblem,
} from "./mapping_problem.ts";

/** A mapping: for each product atom the reactant atom it comes from, -1 for none; and its chemical distance. */
export interface AtomMapping {
  readonly source: Int32Array;
  readonly cost: number;
}

const STARTS = 6;
const REPAIRS = 25;
/** Fixed, so that one reaction always gets one mapping. */
const SEED = 12345;

/**
 * Maps product atoms to the atoms of the left side they come from. Deterministic; the same for every spelling
 * of a reaction if the graphs are in canonical order.
 *
 * Growth from several seeds by similarity of surroundings (after the idea of OpenChemLib's similarity graph
 * mapper), local search, then large neighbourhood search: a ball around a change is unassigned and grown anew.
 */
export function mapAtoms(reactants: MolecularGraph, products: MolecularGraph): AtomMapping {
  const problem = mappingProblem(reactants, products);
  const random = randomNumbers(SEED);
  let best: Assignment | null = null;
  let bestCost = Infinity;
  for (const options of startOptions(problem, random)) {
    const assignment = emptyAssignment(problem);
    growMapping(problem, assignment, options);
    improveMapping(problem, assignment);
    const cost = assignmentCost(problem, assignment);
    if (cost < bestCost) {
      best = assignment;
      bestCost = cost;
    }
  }
  if (!best) return { source: new Int32Array(products.size).fill(-1), cost: 0 };
  let current = best;
  let currentCost = bestCost;
  for (let repair = 0; repair < REPAIRS && currentCost > 0.01; repair++) {
    const changed = changedAtoms(problem, current);
    if (changed.length === 0) break;
    const assignment = copyAssignment(current);
    unassign(assignment, ballToRepair(products, changed, random));
    growMapping(problem, assignment, { random, noise: 2.5 });
    improveMapping(problem, assignment);
    const cost = assignmentCost(problem, assignment);
    if (cost <= currentCost + 1e-6) {
      current = assignment;
      currentCost = cost;
    }
  }
  return { source: current.source, cost: currentCost };
}

/** One growth without a seed, then growths from seeds spread over the similarity ranking of the product atoms. */
function startOptions(problem: MappingProblem, random: () => number): readonly GrowthOptions[] {
  const { products, reactants, similarity } = problem;
  const pairs: { readonly score: number; readonly pair: readonly [number, number] }[] = [];
  for (let p = 0; p < products.size; p++) {
    let score = -1;
    let reactant = -1;
    for (let r = 0; r < reactants.size; r++) {
      const value = similarity[p * reactants.size + r] as number;
      if (value <= score) continue;
      score = value;
      reactant = r;
    }
    if (reactant >= 0) pairs.push({ score, pair: [p, reactant] });
  }
  pairs.sort((a, b) => b.score - a.score);
  const options: GrowthOptions[] = [{}];
  const stride = Math.max(1, Math.floor(pairs.length / STARTS));
  for (let i = 0; i < pairs.length && options.length < STARTS; i += stride) {
    const seed = pairs[i]?.pair;
    if (seed) options.push(options.length > 1 ? { seed, random, noise: 0.8 } : { seed });
  }
  return options;
}

/** The product atoms within a few bonds of a randomly chosen change, and sometimes half of the other changes. */
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

/** Xorshift32: numbers in [0, 1), the same sequence for the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 4294967296;
  };
}
