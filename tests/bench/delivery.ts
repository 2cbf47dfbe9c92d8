/**
 * How events get from the server to its clients: `deno task bench delivery [--pairs N] [--only burst,paced,…]`.
 *
 * The whole service runs with a synthetic agent on one core, the load client and who publishes to Nchan on another. Peers have
 * the same 300 bytes per event, a history and ids.
 */
import { burstLines } from "./delivery_burst.ts";
import { pacedLines } from "./delivery_paced.ts";
import type { BenchLine } from "./support/bench_line.ts";
import type { BenchOptions } from "./support/bench_options.ts";
import { LOAD_CORE, pinThisProcess } from "./support/processes.ts";

const GROUPS: Readonly<Record<string, (pairs: number) => Promise<readonly BenchLine[]>>> = {
  burst: burstLines,
  paced: pacedLines,
};

/** `only` names groups of lines. Pins this process to the load's core. */
export async function deliveryLines({ pairs, only }: BenchOptions): Promise<readonly BenchLine[]> {
  await pinThisProcess(LOAD_CORE);
  const lines: BenchLine[] = [];
  for (const [name, measure] of Object.entries(GROUPS)) {
    if (only === undefined || only.includes(name)) lines.push(...await measure(pairs));
  }
  return lines;
}
