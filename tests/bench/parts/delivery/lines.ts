/** How our measurements and those of a peer become a line of the table. */
import { type BenchLine, ratiosOf, type Spread, spreadOf, spreadText } from "../../support/bench_line.ts";

export interface Comparison {
  readonly measure: string;
  readonly peer: string;
  /** In the same rounds. */
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
  readonly text: (value: number) => string;
  /** The bound for the median of ours over theirs; absent if the peer is shown only for comparison. */
  readonly target?: { readonly atLeast: number } | { readonly atMost: number };
  /** Remarks on our figure and on theirs. */
  readonly warnings?: readonly [ours: string, theirs: string];
}

/** With the significant digits only. */
export function ratioText(ratio: Spread): string {
  const size = Math.abs(ratio.median);
  return spreadText(ratio, size >= 100 ? 0 : size >= 10 ? 1 : size < 0.1 ? 3 : 2);
}

export function comparisonLine(comparison: Comparison): BenchLine {
  const { measure, peer, ours, theirs, text, target, warnings = ["", ""] } = comparison;
  const ratio = ratiosOf(ours, theirs);
  return {
    measure,
    ours: text(spreadOf(ours).median) + warnings[0],
    peer: `${peer} ${text(spreadOf(theirs).median)}${warnings[1]}`,
    ratio: ratioText(ratio),
    target: target === undefined
      ? ""
      : "atLeast" in target
      ? `≥ ${target.atLeast} x ${peer}`
      : `≤ ${target.atMost} x ${peer}`,
    met: target === undefined
      ? null
      : "atLeast" in target
      ? ratio.median >= target.atLeast
      : ratio.median <= target.atMost,
  };
}

/** A figure of ours that is compared only with a bound. */
export function boundLine(
  measure: string,
  ours: readonly number[],
  { text, atMost, atLeast, beside = "" }: {
    readonly text: (value: number) => string;
    readonly atMost?: number;
    readonly atLeast?: number;
    /** What else was measured. */
    readonly beside?: string;
  },
): BenchLine {
  const { median, low, high } = spreadOf(ours);
  const target = atMost !== undefined
    ? `≤ ${text(atMost)}`
    : atLeast !== undefined
    ? `≥ ${text(atLeast)}`
    : "";
  return {
    measure,
    ours: `${text(median)} (${text(low)} to ${text(high)})`,
    peer: beside,
    ratio: "",
    target,
    met: target === "" ? null : median <= (atMost ?? Infinity) && median >= (atLeast ?? -Infinity),
  };
}

export function missingLine(measure: string, peer: string, install: string): BenchLine {
  return {
    measure,
    ours: "",
    peer: `${peer} is not installed: ${install}`,
    ratio: "",
    target: "",
    met: null,
  };
}
