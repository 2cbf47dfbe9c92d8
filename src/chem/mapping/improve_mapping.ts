/** Local search that makes an assignment cheaper by exchanging single atoms. */
import type { MolecularGraph } from "../molecule/molecular_graph.ts";
import { type Assignment, changedAtoms, costAround, type MappingProblem } from "./mapping_problem.ts";

/** One step: product atoms `p` and `q` swap their sources, or `p` takes the free reactant atom `r`. */
export type Move =
  | { readonly kind: "swap"; readonly p: number; readonly q: number; readonly gain: number }
  | { readonly kind: "relocate"; readonly p: number; readonly r: number; readonly gain: number };

const MAX_STEPS = 30;
const MIN_GAIN = 1e-4;
/** More than the error of a difference of two costs. */
const ROUNDING = 1e-9;
/** At most this many changed atoms are exchanged; with more, the record is unlikely to be one reaction. */
const MAX_CHANGED = 80;
/** At most this many changed atoms are exchanged together with their terminal neighbours. */
const MAX_CENTRES = 16;

/**
 * Applies the best step repeatedly, in place, until none helps.
 *
 * @param fixed product atoms that keep their sources, marked with 1
 */
export function improveMapping(problem: MappingProblem, assignment: Assignment, fixed?: Uint8Array): void {
  for (let step = 0; step < MAX_STEPS; step++) {
    const best = bestMove(problem, assignment, fixed);
    if (best) applyMove(assignment, best);
    else if (!exchangeGroups(problem, assignment, fixed)) return;
  }
}

/**
 * Exchanges two changed atoms together with their terminal neighbours, such as two carbonyls or two phosphates:
 * exchanging one atom alone would separate it from its oxygens. Works in place and stops at the first exchange that
 * helps.
 */
function exchangeGroups(problem: MappingProblem, assignment: Assignment, fixed?: Uint8Array): boolean {
  const { products } = problem;
  const centres = changedAtoms(problem, assignment).filter((p) =>
    fixed?.[p] !== 1 && assignment.source[p] as number >= 0 && ends(products, p).length > 0
  ).slice(0, MAX_CENTRES);
  for (const [index, p] of centres.entries()) {
    for (const q of centres.slice(index + 1)) {
      if (products.element[p] !== products.element[q]) continue;
      const pairs = [[p, q] as const, ...endPairs(problem, assignment, p, q)].filter((pair) =>
        pair.every((atom) => fixed?.[atom] !== 1 && assignment.source[atom] as number >= 0)
      );
      let gain = 0;
      for (const pair of pairs) gain += exchangeGain(problem, assignment, pair);
      if (gain > MIN_GAIN) return true;
      for (const [a, b] of pairs) swap(assignment, a, b);
    }
  }
  return false;
}

/** Swaps the sources of two product atoms and returns the cost saved. */
function exchangeGain(
  problem: MappingProblem,
  assignment: Assignment,
  [p, q]: readonly [number, number],
): number {
  const first = assignment.source[p] as number;
  const second = assignment.source[q] as number;
  const before = costAround(problem, assignment, p, q, first, second);
  swap(assignment, p, q);
  return before - costAround(problem, assignment, p, q, first, second);
}

/**
 * Pairs the terminal neighbours of two centres by element; neighbours whose source is bonded to their centre's source
 * come first.
 */
function endPairs(
  { products, reactants, reactantOrders }: MappingProblem,
  { source }: Assignment,
  p: number,
  q: number,
): readonly (readonly [number, number])[] {
  const follows = (centre: number, end: number) =>
    reactantOrders[
      (source[centre] as number) * reactants.size + Math.max(0, source[end] as number)
    ] as number;
  const ordered = (centre: number) =>
    ends(products, centre).toSorted((a, b) => follows(centre, b) - follows(centre, a));
  const free = [...ordered(q)];
  const pairs: (readonly [number, number])[] = [];
  for (const end of ordered(p)) {
    const at = free.findIndex((atom) => products.element[atom] === products.element[end]);
    const [partner] = at < 0 ? [] : free.splice(at, 1);
    if (partner !== undefined) pairs.push([end, partner]);
  }
  return pairs;
}

/** Terminal neighbours of an atom: those without any other neighbour. */
function ends(graph: MolecularGraph, centre: number): readonly number[] {
  return (graph.neighbours[centre] ?? []).map(({ atom }) => atom)
    .filter((atom) => graph.neighbours[atom]?.length === 1);
}

/** The step that saves most, the first of these; null if none saves anything. */
function bestMove(problem: MappingProblem, assignment: Assignment, fixed?: Uint8Array): Move | null {
  let best: Move | null = null;
  visitMoves(
    problem,
    assignment,
    (move) => {
      best = move;
      return move.gain;
    },
    MIN_GAIN,
    fixed,
  );
  return best;
}

/**
 * All steps at atoms where something changes, with the saving of each (negative: it costs more).
 *
 * @param least steps that do not save more than this are left out
 */
export function moves(
  problem: MappingProblem,
  assignment: Assignment,
  least = -Infinity,
): readonly Move[] {
  const found: Move[] = [];
  visitMoves(problem, assignment, (move) => {
    found.push(move);
    return least;
  }, least);
  return found;
}

/** Calls back with each step that saves more than `least`; the answer is `least` for the steps after it. */
function visitMoves(
  problem: MappingProblem,
  assignment: Assignment,
  visit: (move: Move) => number,
  least: number,
  fixed?: Uint8Array,
): void {
  const { products, reactants } = problem;
  const { source, target } = assignment;
  const changed = changedAtoms(problem, assignment).filter((p) => fixed?.[p] !== 1).slice(0, MAX_CHANGED);
  const isChanged = new Uint8Array(products.size);
  for (const p of changed) isChanged[p] = 1;
  for (const p of changed) {
    const r = source[p] as number;
    if (r < 0) continue;
    for (let q = 0; q < products.size; q++) {
      if (q === p || fixed?.[q] === 1 || products.element[q] !== products.element[p]) continue;
      const other = source[q] as number;
      // A pair of changed atoms comes up twice; consider it once.
      if (other < 0 || (isChanged[q] === 1 && q < p)) continue;
      const before = costAround(problem, assignment, p, q, r, other);
      if (before <= least) continue;
      swap(assignment, p, q);
      const gain = before - costAround(problem, assignment, p, q, r, other, before - least + ROUNDING);
      swap(assignment, p, q);
      if (gain > least) least = visit({ kind: "swap", p, q, gain });
    }
    for (let free = 0; free < reactants.size; free++) {
      if (target[free] as number >= 0 || reactants.element[free] !== products.element[p]) continue;
      const before = costAround(problem, assignment, p, -1, r, free);
      if (before <= least) continue;
      relocate(assignment, p, free);
      const gain = before - costAround(problem, assignment, p, -1, r, free, before - least + ROUNDING);
      relocate(assignment, p, r);
      if (gain > least) least = visit({ kind: "relocate", p, r: free, gain });
    }
  }
}

/** Performs a step, in place. */
export function applyMove(assignment: Assignment, move: Move): void {
  if (move.kind === "swap") swap(assignment, move.p, move.q);
  else relocate(assignment, move.p, move.r);
}

function swap({ source, target }: Assignment, p: number, q: number): void {
  const first = source[p] as number;
  const second = source[q] as number;
  source[p] = second;
  source[q] = first;
  target[second] = p;
  target[first] = q;
}

function relocate({ source, target }: Assignment, p: number, r: number): void {
  target[source[p] as number] = -1;
  source[p] = r;
  target[r] = p;
}
