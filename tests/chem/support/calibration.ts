/** Measures how reliable stated confidences are, and fits them so that they are. */

/** An answer with its confidence (0 to 1), and whether it was right. */
export interface Judged {
  readonly confidence: number;
  readonly right: boolean;
}

/** One line of a reliability table: answers with a confidence of at least `from` and below the next line's. */
export interface ReliabilityLine {
  readonly from: number;
  readonly count: number;
  readonly meanConfidence: number;
  readonly shareRight: number;
}

/** Shares are 0 to 1; NaN if there are no answers. */
export interface Calibration {
  readonly answers: number;
  readonly shareRight: number;
  /** Share of the answers above the threshold, and how many of those are right. */
  readonly shareSure: number;
  readonly shareRightOfSure: number;
  readonly table: readonly ReliabilityLine[];
}

const EDGES = [0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99];

/** Counts correct answers above the threshold (more than, not equal to), and line by line. */
export function calibration(answers: readonly Judged[], threshold = 0.9): Calibration {
  const sure = answers.filter(({ confidence }) => confidence > threshold);
  const table = EDGES.map((from, index) => {
    const to = EDGES[index + 1] ?? Infinity;
    const within = answers.filter(({ confidence }) => confidence >= from && confidence < to);
    return { from, count: within.length, meanConfidence: mean(within), shareRight: shareRight(within) };
  });
  return {
    answers: answers.length,
    shareRight: shareRight(answers),
    shareSure: sure.length / answers.length,
    shareRightOfSure: shareRight(sure),
    table,
  };
}

/** The table as lines of text. */
export function reliabilityLines({ table }: Calibration): readonly string[] {
  return table.filter(({ count }) => count > 0).map(({ from, count, meanConfidence, shareRight }) =>
    `  from ${from.toFixed(2)}  ${String(count).padStart(5)} answers  mean confidence ${
      meanConfidence.toFixed(3)
    }  right ${shareRight.toFixed(3)}`
  );
}

/**
 * Logistic regression by Newton's method: coefficients, the constant first, of the features for the log-odds of being
 * right (Platt scaling, with more than one feature).
 */
export function fitLogistic(
  rows: readonly { readonly features: readonly number[]; readonly right: boolean }[],
): readonly number[] {
  const size = (rows[0]?.features.length ?? 0) + 1;
  let coefficients = new Array<number>(size).fill(0);
  for (let round = 0; round < 50; round++) {
    const slope = new Array<number>(size).fill(0);
    const curve = Array.from({ length: size }, (_, i) => {
      const line = new Array<number>(size).fill(0);
      line[i] = RIDGE;
      return line;
    });
    for (const { features, right } of rows) {
      const values = [1, ...features];
      const share = logistic(values.reduce((sum, value, i) => sum + value * (coefficients[i] ?? 0), 0));
      values.forEach((value, i) => {
        slope[i] = (slope[i] ?? 0) + ((right ? 1 : 0) - share) * value;
        const line = curve[i] ?? [];
        values.forEach((other, k) => {
          line[k] = (line[k] ?? 0) + share * (1 - share) * value * other;
        });
      });
    }
    const step = solve(curve, slope);
    coefficients = coefficients.map((value, i) => value + (step[i] ?? 0));
  }
  return coefficients;
}

/** Keeps the fit finite where everything is right. */
const RIDGE = 1e-3;

function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

/** Gaussian elimination with pivoting. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): readonly number[] {
  const lines = matrix.map((line, i) => [...line, right[i] ?? 0]);
  const size = lines.length;
  for (let i = 0; i < size; i++) {
    const pivots = lines.slice(i).map((line) => Math.abs(line[i] ?? 0));
    const pivot = i + pivots.indexOf(Math.max(...pivots));
    [lines[i], lines[pivot]] = [lines[pivot] ?? [], lines[i] ?? []];
    const top = lines[i] ?? [];
    lines.forEach((line, k) => {
      if (k === i) return;
      const factor = (line[i] ?? 0) / (top[i] ?? 1);
      for (let j = i; j <= size; j++) line[j] = (line[j] ?? 0) - factor * (top[j] ?? 0);
    });
  }
  return lines.map((line, i) => (line[size] ?? 0) / (line[i] ?? 1));
}

function shareRight(answers: readonly Judged[]): number {
  return answers.filter(({ right }) => right).length / answers.length;
}

function mean(answers: readonly Judged[]): number {
  return answers.reduce((sum, { confidence }) => sum + confidence, 0) / answers.length;
}
