/**
 * Measures how events get from the server to its clients: `deno task bench delivery [--pairs N] [--only burst,paced,…]`.
 *
 * The whole service runs with a synthetic agent on one core, the load client and the publisher for Nchan on another. Peers have
 * the same 300 bytes per event, a history and ids.
 */
import { burstLines } from "./burst.ts";
import { fastPathLines } from "./fast_path.ts";
import { idleLines } from "./idle.ts";
import { lateLines } from "./late.ts";
import { pacedLines } from "./paced.ts";
import { replayLines } from "./replay.ts";
import { singleLines } from "./single.ts";
import { sseloadLines } from "./sseload.ts";
import { stalledLines } from "./stalled.ts";
import type { BenchLine } from "../../support/bench_line.ts";
import type { BenchOptions } from "../../support/bench_options.ts";
import { LOAD_CORE, pinThisProcess } from "../../support/processes.ts";

const GROUPS: Readonly<Record<string, (pairs: number) => Promise<readonly BenchLine[]>>> = {
  burst: burstLines,
  paced: pacedLines,
  single: singleLines,
  replay: replayLines,
  late: lateLines,
  idle: idleLines,
  stalled: stalledLines,
  fast_path: fastPathLines,
};

/** `only` names groups of lines; `sseload` adds one that compares the load client with that program. */
export async function deliveryLines({ pairs, only, sseload }: BenchOptions): Promise<readonly BenchLine[]> {
  await using _pin = await pinThisProcess(LOAD_CORE);
  const lines: BenchLine[] = [];
  for (const [name, measure] of Object.entries(GROUPS)) {
    if (only === undefined || only.includes(name)) lines.push(...await measure(pairs));
  }
  if (sseload !== undefined) lines.push(...await sseloadLines(sseload, pairs));
  return lines;
}
