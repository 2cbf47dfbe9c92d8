/** Completes a partial mapping given in the input. */
import { growMapping } from "./grow_mapping.ts";
import { improveMapping } from "./improve_mapping.ts";
import { type Assignment, assignmentCost, type MappingProblem } from "./mapping_problem.ts";
import type { MappingCandidate } from "./mapping_candidates.ts";

/**
 * Keeps the given sources and assigns the other product atoms to the best-matching free atoms.
 *
 * @param source for each product atom its reactant atom, -1 where none was given
 */
export function completeMapping(problem: MappingProblem, source: Int32Array): MappingCandidate {
  const target = new Int32Array(problem.reactants.size).fill(-1);
  source.forEach((r, p) => {
    if (r >= 0) target[r] = p;
  });
  const assignment: Assignment = { source: source.slice(), target };
  if (source.includes(-1)) {
    growMapping(problem, assignment);
    improveMapping(problem, assignment, Uint8Array.from(source, (r) => r >= 0 ? 1 : 0));
  }
  return { assignment, cost: assignmentCost(problem, assignment) };
}
