/** One line of the table that `deno task bench` prints, and how repeated measurements become one. */

/** A figure of ours, compared with a peer or a bound that was measured in the same run. */
export interface BenchLine {
  /** The measure, with its size: "burst to 1,000 clients: deliveries per second". */
  readonly measure: string;
  readonly ours: string;
  /** The peer's name and figure; "" for a bound alone. */
  readonly peer: string;
  /** Ours over the peer's: the median of the pairs, and their spread; "" for a bound alone. */
  readonly ratio: string;
  readonly target: string;
  /** Null if there is no target, or if something it needs is not installed. */
  readonly met: boolean | null;
}

/** Median, lowest and highest of repeated measurements. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** NaN throughout for no values. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
  return { median, low: sorted[0] ?? NaN, high: sorted.at(-1) ?? NaN };
}

/** The ratios of measurements taken in pairs, one after the other: a temporary slowdown of the machine affects both. */
export function ratiosOf(ours: readonly number[], peer: readonly number[]): Spread {
  return spreadOf(ours.map((value, index) => value / (peer[index] ?? NaN)));
}

/** "4.20 (3.90 to 4.60)". */
export function spreadText({ median, low, high }: Spread, digits = 2): string {
  return `${median.toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;
}
