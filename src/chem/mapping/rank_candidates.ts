/** Ranks candidate mappings by how common their changes are. */
import { type ChangeNames, visitChanges } from "./change_features.ts";
import weights from "./change_weights.json" with { type: "json" };
import type { MappingCandidate } from "./mapping_candidates.ts";
import { type Doubts, doubtsAbout } from "./mapping_doubts.ts";
import type { MappingProblem } from "./mapping_problem.ts";
import { untouchedInversions } from "./untouched_inversions.ts";

/** A candidate with the probability, 0 to 1, that it is the correct mapping. */
export interface RankedMapping {
  readonly candidate: MappingCandidate;
  readonly confidence: number;
}

/** A ranking model: the weights of the chemical distance and of each kind of change. */
export interface RankingModel {
  readonly distance: number;
  readonly changes: Readonly<Record<string, number>>;
  /** Turns a candidate's share of the probability into a confidence; see `calibrated`. */
  readonly confidence: ConfidenceModel;
}

/** Coefficients for the log-odds of being correct. */
export interface ConfidenceModel {
  readonly constant: number;
  readonly share: number;
  readonly distance: number;
  readonly skeleton: number;
}

const MODEL: RankingModel = weights;
/** Weight of a centre inverted without a broken bond. Not learned: the available mapped reactions contain none. */
const INVERSION = 6;
/**
 * Taken off the log-odds. Not learned: the rules were written with the mapped reactions of metabolism that are
 * available, so these are nearly all right, and the others have few changes of the unlikely kinds.
 */
const CAUTION = { biochemical: 1.2, unlikely: 2.0 };
/** Log-odds are limited to this range, beyond which the share carries no information. */
const MAX_LOG_ODDS = 10;

/**
 * Log-linear model: a candidate's score is the weighted sum of its changes and its distance, and its share of the
 * probability is a softmax over the scores. Candidates with equal scores keep their order. The weights were learned
 * from mapped reactions.
 *
 * @returns best first; empty if there are no candidates
 */
export function rankCandidates(
  problem: MappingProblem,
  names: ChangeNames,
  candidates: readonly MappingCandidate[],
): readonly RankedMapping[] {
  const scores = candidates.map(({ assignment, cost }) => {
    let score = -MODEL.distance * cost - INVERSION * untouchedInversions(problem, assignment);
    visitChanges(problem, names, assignment, (change) => {
      score += MODEL.changes[change] ?? 0;
    });
    return score;
  });
  const order = scores.map((_, index) => index).sort((a, b) => (scores[b] as number) - (scores[a] as number));
  const [first] = order;
  const best = first === undefined ? null : candidates[first];
  if (first === undefined || !best) return [];
  const powers = scores.map((score) => Math.exp(score - (scores[first] as number)));
  const rest = powers.reduce((sum, power) => sum + power, 0) - 1;
  const confidence = calibrated(1 / (1 + rest), best.cost, doubtsAbout(problem, best.assignment));
  // The probability left over by the best is divided among the others by their shares, but none gets more than the
  // best, since possibly none of them is correct.
  const left = rest > 0 ? Math.min(confidence, (1 - confidence) / rest) : 0;
  return order.map((index, place) => ({
    candidate: candidates[index] as MappingCandidate,
    confidence: place === 0 ? confidence : left * (powers[index] as number),
  }));
}

/**
 * The probability that a candidate is correct, from its share among the candidates and its chemical distance: the
 * more changes, the more often the correct mapping is not among the candidates. Platt scaling, fitted to predictions
 * on reactions that were not used for training.
 */
export function calibrated(
  share: number,
  cost: number,
  { skeleton, unlikely, biochemical }: Doubts,
  model: ConfidenceModel = MODEL.confidence,
): number {
  const logOdds = model.constant + model.share * shareLogOdds(share) + model.distance * cost +
    model.skeleton * skeleton - CAUTION.unlikely * unlikely - CAUTION.biochemical * biochemical;
  return Math.min(1 / (1 + Math.exp(-logOdds)), 1);
}

/** Log-odds of a probability share, clipped to a fixed range. */
export function shareLogOdds(share: number): number {
  const odds = Math.log(share) - Math.log1p(-share);
  return Math.max(-MAX_LOG_ODDS, Math.min(MAX_LOG_ODDS, odds));
}
