/** Measures how fast the server starts and what it needs before it does anything: `deno task bench start [--pairs <n>]`. */
import { fileURLToPath } from "node:url";
import { type BenchLine, ratiosOf, type Spread, spreadOf, spreadText } from "../../support/bench_line.ts";
import type { BenchOptions } from "../../support/bench_options.ts";
import { figure } from "../../support/figures.ts";
import { measureStart, type Start } from "./started_server.ts";

const TARGET_MS = 300;
const TARGET_MIB = 150;
const EXECUTABLE = fileURLToPath(new URL("../../../../build/rxnstream", import.meta.url));
const DENO_RUN: readonly string[] = ["run", "-A", "--quiet", "--cached-only"];

/**
 * The start of the executable, or of `deno run` without one, with a new data folder each time, compared with that of
 * `Deno.serve` alone, which is the bound.
 */
export async function startLines({ pairs }: BenchOptions): Promise<readonly BenchLine[]> {
  const isExecutable = await exists(EXECUTABLE);
  const [name, command, args] = isExecutable
    ? ["executable", EXECUTABLE, []]
    : ["deno run", Deno.execPath(), [...DENO_RUN, import.meta.resolve("../../../../main.ts")]];
  const bare = [...DENO_RUN, import.meta.resolve("./bare_server.ts")];
  const ours: Start[] = [];
  const bound: Start[] = [];
  // The first start of each fills the code caches and those of the system.
  for (let pair = 0; pair <= pairs; pair++) {
    const folder = await Deno.makeTempDir({ prefix: "rxnstream-bench-" });
    try {
      ours.push(
        await measureStart(command, [
          ...args,
          "serve",
          "--port",
          "0",
          "--data",
          folder,
          "--log-level",
          "warn",
        ]),
      );
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
    bound.push(await measureStart(Deno.execPath(), bare));
  }
  const line = (measure: string, unit: string, key: keyof Start, target: number): BenchLine => {
    const [mine, least] = [ours, bound].map((starts) => starts.slice(1).map((start) => start[key]));
    const median: Spread = spreadOf(mine ?? []);
    return {
      measure: `start (${name}): ${measure}`,
      ours: `${spreadText(median, 0)} ${unit}`,
      peer: `Deno.serve alone ${figure(spreadOf(least ?? []).median, unit, 0)}`,
      ratio: spreadText(ratiosOf(mine ?? [], least ?? [])),
      target: `≤ ${target} ${unit}`,
      met: Number.isNaN(median.median) ? null : median.median <= target,
    };
  };
  return [
    line("from the start of the process to the first byte of an answer", "ms", "firstByte", TARGET_MS),
    line("resident without chemistry processes", "MiB", "resident", TARGET_MIB),
  ];
}

async function exists(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
