/** Completes an assignment greedily, growing from the assigned atoms along the bonds. */
import type { Assignment, MappingProblem } from "./mapping_problem.ts";
import { reactsOnce } from "./unlikely_changes.ts";

/** A possible pair and its score; the heap returns the highest score first. */
interface Pair {
  readonly score: number;
  readonly product: number;
  readonly reactant: number;
}

/** How a growth starts and how it is randomised. */
export interface GrowthOptions {
  /** The first pair: product atom, reactant atom. */
  readonly seed?: readonly [number, number];
  /** Returns numbers in [0, 1); each score is raised by up to `noise`. */
  readonly random?: () => number;
  readonly noise?: number;
}

const MAPPED_EQUAL_BOND = 3;
const MAPPED_OTHER_BOND = 1.6;
const MAPPED_NO_BOND = -1.5;
/** Bonus for molecules already in use when a new region is started. */
const USED_MOLECULE = 0.4;
const IMPOSSIBLE = -1e9;

/** Assigns product atoms, in place, until the remaining ones have no free reactant atom of their element. */
export function growMapping(
  problem: MappingProblem,
  assignment: Assignment,
  options: GrowthOptions = {},
): void {
  const { products, reactants } = problem;
  const { source, target } = assignment;
  const { seed, random, noise = 0 } = options;
  const heap: Pair[] = [];
  const jitter = () => random ? noise * random() : 0;

  const pushNeighbours = (p: number, r: number) => {
    for (const { atom: product } of products.neighbours[p] ?? []) {
      if (source[product] as number >= 0) continue;
      for (const { atom: reactant } of reactants.neighbours[r] ?? []) {
        if (target[reactant] as number >= 0) continue;
        const score = pairScore(problem, assignment, product, reactant);
        if (score > IMPOSSIBLE) push(heap, { score: score + jitter(), product, reactant });
      }
    }
  };
  const assign = (p: number, r: number) => {
    source[p] = r;
    target[r] = p;
    pushNeighbours(p, r);
  };

  for (let p = 0; p < products.size; p++) {
    const r = source[p] as number;
    if (r >= 0) pushNeighbours(p, r);
  }
  if (seed && source[seed[0]] === -1 && target[seed[1]] === -1) assign(seed[0], seed[1]);
  for (;;) {
    for (let pair = pop(heap); pair; pair = pop(heap)) {
      const { score: promised, product, reactant } = pair;
      if (source[product] as number >= 0 || target[reactant] as number >= 0) continue;
      const score = pairScore(problem, assignment, product, reactant);
      // Neighbours assigned in the meantime may have lowered the score: requeue the pair.
      if (score < promised - 0.9 - noise) push(heap, { score: score + jitter(), product, reactant });
      else assign(product, reactant);
    }
    const start = bestFreePair(problem, assignment, jitter);
    if (!start) return;
    assign(start.product, start.reactant);
  }
}

function pairScore(problem: MappingProblem, assignment: Assignment, p: number, r: number): number {
  const { products, reactants, reactantOrders, productOrders, productLinks, reactantLinks } = problem;
  let score = problem.similarity[p * reactants.size + r] as number;
  if (score < 0) return IMPOSSIBLE;
  const productEnd = productLinks.starts[p + 1] as number;
  for (let i = productLinks.starts[p] as number; i < productEnd; i++) {
    const mapped = assignment.source[productLinks.atoms[i] as number] as number;
    if (mapped < 0) continue;
    const before = reactantOrders[mapped * reactants.size + r];
    const isEqual = before === productLinks.orders[i];
    score += before === 0 ? MAPPED_NO_BOND : isEqual ? MAPPED_EQUAL_BOND : MAPPED_OTHER_BOND;
  }
  const reactantEnd = reactantLinks.starts[r + 1] as number;
  for (let i = reactantLinks.starts[r] as number; i < reactantEnd; i++) {
    const mapped = assignment.target[reactantLinks.atoms[i] as number] as number;
    if (mapped >= 0 && productOrders[mapped * products.size + p] === 0) score += MAPPED_NO_BOND;
  }
  return score;
}

/** The highest-scoring free pair, which starts a new region; null if there is none. */
function bestFreePair(problem: MappingProblem, assignment: Assignment, jitter: () => number): Pair | null {
  const { products, reactants, similarity } = problem;
  const used = new Float32Array(reactants.fragmentCount);
  for (let r = 0; r < reactants.size; r++) {
    if (assignment.target[r] as number >= 0) used[reactants.fragment[r] as number] = USED_MOLECULE;
  }
  if (problem.unlikelyBonds.peroxides.length + problem.unlikelyBonds.anhydrides.length > 0) {
    used.forEach((_, fragment) => {
      if (used[fragment] !== 0 && reactsOnce(fragment, reactants, problem.unlikelyBonds)) {
        used[fragment] = -USED_MOLECULE;
      }
    });
  }
  let best: Pair | null = null;
  for (let product = 0; product < products.size; product++) {
    if (assignment.source[product] as number >= 0) continue;
    for (let reactant = 0; reactant < reactants.size; reactant++) {
      if (assignment.target[reactant] as number >= 0) continue;
      if (similarity[product * reactants.size + reactant] as number < 0) continue;
      let score = pairScore(problem, assignment, product, reactant) + jitter();
      score += used[reactants.fragment[reactant] as number] as number;
      if (!best || score > best.score) best = { score, product, reactant };
    }
  }
  return best;
}

function push(heap: Pair[], pair: Pair): void {
  let i = heap.length;
  heap.push(pair);
  while (i > 0) {
    const above = (i - 1) >> 1;
    const parent = heap[above] as Pair;
    if (parent.score >= pair.score) break;
    heap[i] = parent;
    i = above;
  }
  heap[i] = pair;
}

function pop(heap: Pair[]): Pair | undefined {
  const top = heap[0];
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return top;
  let i = 0;
  for (;;) {
    let below = 2 * i + 1;
    if (below >= heap.length) break;
    if (below + 1 < heap.length && (heap[below + 1] as Pair).score > (heap[below] as Pair).score) below++;
    const child = heap[below] as Pair;
    if (child.score <= last.score) break;
    heap[i] = child;
    i = below;
  }
  heap[i] = last;
  return top;
}
