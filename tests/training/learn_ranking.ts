/** Learns the log-linear model that ranks candidate mappings, and the confidence of its answers. */
import type { Doubts } from "../../src/chem/mapping/mapping_doubts.ts";
import type { RankingModel } from "../../src/chem/mapping/rank_candidates.ts";
import { randomNumbers } from "../../src/chem/mapping/random_numbers.ts";
import { shuffled } from "../chem/support/random_spelling.ts";

/** A candidate mapping of a row: its chemical distance, how often it makes each kind of change, and whether it is right. */
export interface LearningCandidate {
  readonly cost: number;
  readonly changes: Readonly<Record<string, number>>;
  readonly right: boolean;
  /** What speaks against it whatever its rank; only the confidence needs it. */
  readonly doubts?: Doubts;
}

/** The candidates of one reaction, cheapest first. */
export type LearningRow = readonly LearningCandidate[];

/** Only the weights; the confidence is fitted afterwards, on rows that were not used for learning. */
export type Weights = Pick<RankingModel, "distance" | "changes">;

/** Parameters of the learning. */
export interface LearningOptions {
  readonly epochs: number;
  /** Step of the adaptive gradient descent. */
  readonly rate: number;
  /** Pull of the weights towards 0, and of the weight of the distance towards its start. */
  readonly decay: number;
  /** A kind of change that decides fewer rows gets no weight. */
  readonly minRows: number;
  /** The weight of the distance at the start. */
  readonly distance: number;
}

export const LEARNING: LearningOptions = { epochs: 25, rate: 0.1, decay: 0.03, minRows: 3, distance: 3 };

/** Candidates with their changes as numbers, so that learning is fast. */
interface IndexedCandidate {
  readonly cost: number;
  readonly right: boolean;
  readonly kinds: Int32Array;
  readonly counts: Float64Array;
}

/** Stochastic gradient descent with adaptive rates on the negative log likelihood of the right candidates. Deterministic. */
export function learnWeights(rows: readonly LearningRow[], options: LearningOptions = LEARNING): Weights {
  const { epochs, rate, decay, minRows, distance: start } = options;
  const useful = rows.filter((row) =>
    row.some((candidate) => candidate.right) && !row.every((entry) => entry.right)
  );
  const names = decidingChanges(rows, minRows);
  const numbers = new Map(names.map((name, index) => [name, index]));
  const indexed = useful.map((row) => row.map((candidate) => indexCandidate(candidate, numbers)));
  const weights = new Float64Array(names.length);
  const squares = new Float64Array(names.length).fill(1e-8);
  const slopes = new Float64Array(names.length);
  let distance = start;
  let distanceSquares = 1e-8;
  const random = randomNumbers(99);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const row of shuffled(indexed, random)) {
      const { all, right } = shares(row, weights, distance);
      let distanceSlope = decay * (distance - start);
      const touched = new Set<number>();
      row.forEach(({ cost, kinds, counts }, candidate) => {
        const error = (all[candidate] ?? 0) - (right[candidate] ?? 0);
        distanceSlope -= error * cost;
        kinds.forEach((kind, place) => {
          slopes[kind] = (slopes[kind] ?? 0) + error * (counts[place] ?? 0);
          touched.add(kind);
        });
      });
      for (const kind of touched) {
        const weight = weights[kind] ?? 0;
        const full = (slopes[kind] ?? 0) + decay * weight;
        const square = (squares[kind] ?? 0) + full * full;
        slopes[kind] = 0;
        squares[kind] = square;
        weights[kind] = weight - rate * full / Math.sqrt(square);
      }
      distanceSquares += distanceSlope * distanceSlope;
      distance -= rate * distanceSlope / Math.sqrt(distanceSquares);
    }
  }
  return { distance, changes: Object.fromEntries(names.map((name, index) => [name, weights[index] ?? 0])) };
}

/** Scores of the candidates of a row. */
export function scoresOf(row: LearningRow, { distance, changes }: Weights): readonly number[] {
  return row.map((candidate) => {
    let score = -distance * candidate.cost;
    for (const [kind, count] of Object.entries(candidate.changes)) score += (changes[kind] ?? 0) * count;
    return score;
  });
}

/** Softmax over all candidates, and over only the right ones. */
function shares(row: readonly IndexedCandidate[], weights: Float64Array, distance: number) {
  const scores = row.map(({ cost, kinds, counts }) => {
    let score = -distance * cost;
    for (let i = 0; i < kinds.length; i++) score += (weights[kinds[i] ?? 0] ?? 0) * (counts[i] ?? 0);
    return score;
  });
  const best = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - best));
  const bestRight = Math.max(...scores.filter((_, index) => row[index]?.right));
  const rightPowers = scores.map((score, index) => row[index]?.right ? Math.exp(score - bestRight) : 0);
  const total = powers.reduce((sum, power) => sum + power, 0);
  const rightTotal = rightPowers.reduce((sum, power) => sum + power, 0);
  return { all: powers.map((power) => power / total), right: rightPowers.map((power) => power / rightTotal) };
}

function indexCandidate(
  { cost, right, changes }: LearningCandidate,
  numbers: ReadonlyMap<string, number>,
): IndexedCandidate {
  const known = Object.entries(changes).flatMap(([kind, count]) => {
    const number = numbers.get(kind);
    return number === undefined ? [] : [{ number, count }];
  });
  return {
    cost,
    right,
    kinds: Int32Array.from(known, ({ number }) => number),
    counts: Float64Array.from(known, ({ count }) => count),
  };
}

/** Kinds of change by which the candidates of enough rows differ, sorted. */
function decidingChanges(rows: readonly LearningRow[], minRows: number): readonly string[] {
  const deciding = new Map<string, number>();
  for (const row of rows) {
    const kinds = new Set(row.flatMap((candidate) => Object.keys(candidate.changes)));
    for (const kind of kinds) {
      if (new Set(row.map((candidate) => candidate.changes[kind] ?? 0)).size < 2) continue;
      deciding.set(kind, (deciding.get(kind) ?? 0) + 1);
    }
  }
  return [...deciding].filter(([, count]) => count >= minRows).map(([kind]) => kind).sort();
}
