/** Atom mapping: of the candidates of little chemical distance, the one whose changes are the most usual. */
import { type ChangeNames, changeNames, visitChanges } from "./change_features.ts";
import { type MappingCandidate, mappingCandidates } from "./mapping_candidates.ts";
import type { Assignment, MappingProblem } from "./mapping_problem.ts";
import { rankCandidates, type RankedMapping } from "./rank_candidates.ts";
import { sameMapping } from "./same_mapping.ts";

/** The mappings that came into question, the most probable first. */
export interface RankedMappings {
  readonly names: ChangeNames;
  readonly ranked: readonly RankedMapping[];
}

/**
 * Maps product atoms to the atoms of the left side they come from. Deterministic; the same for every spelling
 * of a reaction if the graphs are in canonical order.
 *
 * @param known a mapping that is to be judged among the others, with its chemical distance
 * @returns no mappings if there is nothing to assign
 */
export function mapAtoms(problem: MappingProblem, known?: MappingCandidate): RankedMappings {
  const names = changeNames(problem);
  const found = distinctCandidates(problem, names);
  const candidates = known
    ? [known, ...found.filter(({ assignment }) => !sameMapping(problem, assignment, known.assignment))]
    : found;
  return { names, ranked: rankCandidates(problem, names, candidates) };
}

/** Candidates that differ in what they change; mappings that are equal by symmetry count once. */
export function distinctCandidates(problem: MappingProblem, names: ChangeNames): readonly MappingCandidate[] {
  return mappingCandidates(problem, (assignment) => changesOf(problem, names, assignment));
}

/** All changes that an assignment makes, as one text. */
function changesOf(problem: MappingProblem, names: ChangeNames, assignment: Assignment): string {
  const changes: string[] = [];
  visitChanges(problem, names, assignment, (change) => changes.push(change));
  return changes.sort().join(" ");
}
