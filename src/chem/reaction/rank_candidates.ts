/** Chooses among candidate mappings by how usual their changes are. */
import { type ChangeNames, visitChanges } from "./change_features.ts";
import weights from "./change_weights.json" with { type: "json" };
import type { MappingCandidate } from "./mapping_candidates.ts";
import type { MappingProblem } from "./mapping_problem.ts";

/** The chosen candidate, and its share of the probability among all of them (0 to 1). */
export interface RankedMapping {
  readonly candidate: MappingCandidate;
  readonly confidence: number;
}

/** What a model of the ranking holds: the weight of the chemical distance and of each kind of change. */
export interface RankingModel {
  readonly distance: number;
  readonly changes: Readonly<Record<string, number>>;
}

const MODEL: RankingModel = weights;

/**
 * Log-linear model: each candidate's score is the weighted sum of its changes and its distance, the confidence
 * a softmax over the scores. Of equal scores the first candidate wins. The weights are learned from mapped reactions.
 *
 * @returns null if there are no candidates
 */
export function rankCandidates(
  problem: MappingProblem,
  names: ChangeNames,
  candidates: readonly MappingCandidate[],
): RankedMapping | null {
  const scores = candidates.map(({ assignment, cost }) => {
    let score = -MODEL.distance * cost;
    visitChanges(problem, names, assignment, (change) => {
      score += MODEL.changes[change] ?? 0;
    });
    return score;
  });
  const best = Math.max(...scores);
  const candidate = candidates[scores.indexOf(best)];
  if (!candidate) return null;
  const total = scores.reduce((sum, score) => sum + Math.exp(score - best), 0);
  return { candidate, confidence: 1 / total };
}
