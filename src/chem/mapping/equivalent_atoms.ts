/** Atoms made equivalent by resonance or a proton shift; of mappings that differ only in them, the cheapest counts. */
import type { MolecularGraph } from "../molecule/molecular_graph.ts";
import { type Assignment, costAround, type MappingProblem } from "./mapping_problem.ts";

/** Groups of atoms of one graph that are interchangeable. */
export type EquivalentAtoms = readonly (readonly number[])[];

const ROUNDS = 3;
const MIN_GAIN = 1e-6;

/**
 * Groups of two or more terminal heteroatoms of one element on the same centre: the oxygens of an acid, a phosphate
 * or a nitro group, the nitrogens of a guanidine. Which of them is drawn with the double bond, the charge or the
 * hydrogen says nothing about its source.
 */
export function equivalentAtoms(graph: MolecularGraph): EquivalentAtoms {
  const groups: number[][] = [];
  for (let centre = 0; centre < graph.size; centre++) {
    const ends = (graph.neighbours[centre] ?? []).filter(({ atom }) =>
      graph.element[atom] !== 6 && graph.element[atom] !== 1 && graph.neighbours[atom]?.length === 1
    );
    for (const element of new Set(ends.map(({ atom }) => graph.element[atom]))) {
      const alike = ends.map(({ atom }) => atom).filter((atom) => graph.element[atom] === element);
      if (alike.length > 1) groups.push(alike.sort((a, b) => a - b));
    }
  }
  return groups;
}

/**
 * Swaps equivalent atoms, in place, as long as that makes the assignment cheaper.
 *
 * @returns the cost saved
 */
export function settleEquivalentAtoms(
  problem: MappingProblem,
  assignment: Assignment,
  reactantGroups: EquivalentAtoms,
  productGroups: EquivalentAtoms,
): number {
  let saved = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const before = saved;
    for (const group of productGroups) {
      forPairs(group, (p, q) => {
        saved += exchange(problem, assignment, p, q, assignment.source[p] ?? -1, assignment.source[q] ?? -1);
      });
    }
    for (const group of reactantGroups) {
      forPairs(group, (r, s) => {
        saved += exchange(problem, assignment, assignment.target[r] ?? -1, assignment.target[s] ?? -1, r, s);
      });
    }
    if (saved === before) break;
  }
  return saved;
}

/** Gives `p` the source `s` and `q` the source `r` if that is cheaper; -1 means no atom. */
function exchange(
  problem: MappingProblem,
  assignment: Assignment,
  p: number,
  q: number,
  r: number,
  s: number,
): number {
  if ((p < 0 && q < 0) || (r < 0 && s < 0)) return 0;
  const cost = () =>
    costAround(problem, assignment, p < 0 ? q : p, p < 0 ? -1 : q, r < 0 ? s : r, r < 0 ? -1 : s);
  const before = cost();
  join(assignment, p, q, s, r);
  const gain = before - cost();
  if (gain > MIN_GAIN) return gain;
  join(assignment, p, q, r, s);
  return 0;
}

function join({ source, target }: Assignment, p: number, q: number, r: number, s: number): void {
  if (p >= 0) source[p] = r;
  if (q >= 0) source[q] = s;
  if (r >= 0) target[r] = p;
  if (s >= 0) target[s] = q;
}

function forPairs(group: readonly number[], visit: (a: number, b: number) => void): void {
  group.forEach((a, index) => group.slice(index + 1).forEach((b) => visit(a, b)));
}
