/** Measures whether time and memory grow as they should: `deno task bench growth [--reactions <n of the largest file>]`. */
import type { BenchLine } from "../../support/bench_line.ts";
import type { BenchOptions } from "../../support/bench_options.ts";
import { thousands } from "../../support/figures.ts";
import type { Growth, GrowthReport } from "./growth_load.ts";
import { runProgram } from "../../support/program.ts";

const EVENTS: readonly number[] = [1_000, 10_000, 100_000, 1_000_000];
/** Of the largest file; the others have a tenth and a hundredth. */
const REACTIONS = 100_000;
/** Exponents of a power law: 1 is linear. Measured ones vary by some hundredths. */
const TARGET_SLOPE = 1.1;
/** Memory at the largest size over that at a tenth of it. */
const TARGET_MEMORY = 1.25;

/**
 * Time over size, as the slope of log time over log size, and resident memory. Through the whole service, from the request that
 * creates a session to the end of its stream at a client. Sizes have no peer: each is compared with the others.
 */
export async function growthLines({ reactions = REACTIONS }: BenchOptions): Promise<readonly BenchLine[]> {
  const events = await grow("events", EVENTS);
  const largest = Math.max(reactions, 100);
  const files = await grow("reactions", [0.01, 0.1, 1].map((share) => Math.round(share * largest)));
  return [
    timeLine("n events to one client", events, "through"),
    timeLine("n events read again from the log", events, "replay"),
    memoryLine("n events", events),
    timeLine("n reactions, chemistry apart, to one client", files, "through"),
    timeLine("export of n reactions", files, "exported"),
    pageLine(files),
    memoryLine("n reactions", files),
  ];
}

function grow(kind: "events" | "reactions", sizes: readonly number[]): Promise<GrowthReport> {
  return runProgram<GrowthReport>(import.meta.resolve("./growth_load.ts"), [kind, ...sizes.map(String)]);
}

type Timed = "through" | "replay" | "exported" | "page";

function timeLine(name: string, report: GrowthReport, key: Timed): BenchLine {
  const times = report.map((growth) => growth[key] ?? NaN);
  const sizes = report.map(({ size }) => size);
  const slope = slopeOf(sizes, times);
  // The fixed cost of a session hides growth among small sizes, so the last step is also judged on its own.
  const last = slopeOf(sizes.slice(-2), times.slice(-2));
  return {
    measure: `growth: ${name}, slope of log time over log n (of the last step)`,
    ours: `${slope.toFixed(2)} (${last.toFixed(2)}); ${
      perSize(report, (growth) => `${(growth[key] ?? NaN).toFixed(2)} s`)
    }`,
    peer: "linear 1.00",
    ratio: "",
    target: `≤ ${TARGET_SLOPE}`,
    met: Math.max(slope, last) <= TARGET_SLOPE,
  };
}

function pageLine(report: GrowthReport): BenchLine {
  const times = report.map(({ page }) => page ?? NaN);
  const [first = NaN] = times;
  const ratio = (times.at(-1) ?? NaN) / first;
  return {
    measure: "growth: page of the last 100 of n reactions",
    ours: perSize(report, ({ page }) => `${(1_000 * (page ?? NaN)).toFixed(0)} ms`),
    peer: "that of the smallest",
    ratio: ratio.toFixed(2),
    target: "≤ 2",
    met: ratio <= 2,
  };
}

function memoryLine(name: string, report: GrowthReport): BenchLine {
  const [largest, smaller] = [report.at(-1), report.at(-2)].map((growth) => growth?.resident ?? NaN);
  const ratio = (largest ?? NaN) / (smaller ?? NaN);
  return {
    measure: `growth: resident memory after ${name}, server and client in one process`,
    ours: perSize(report, ({ resident }) => `${resident.toFixed(0)} MiB`),
    peer: "that of a tenth of the largest",
    ratio: ratio.toFixed(2),
    target: `flat: ≤ ${TARGET_MEMORY}`,
    met: ratio <= TARGET_MEMORY,
  };
}

function perSize(report: GrowthReport, text: (growth: Growth) => string): string {
  return report.map((growth) => `${thousands(growth.size)}: ${text(growth)}`).join(", ");
}

/** The slope of the straight line nearest to log `values` over log `sizes` (least squares). */
function slopeOf(sizes: readonly number[], values: readonly number[]): number {
  const [x, y] = [sizes.map(Math.log), values.map(Math.log)];
  const mean = (all: readonly number[]) => all.reduce((sum, each) => sum + each, 0) / all.length;
  const [meanX, meanY] = [mean(x), mean(y)];
  const products = x.map((value, index) => (value - meanX) * ((y[index] ?? NaN) - meanY));
  const squares = x.map((value) => (value - meanX) ** 2);
  return mean(products) / mean(squares);
}
