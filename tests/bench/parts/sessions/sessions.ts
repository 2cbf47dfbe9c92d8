/** Measures the service with many sessions: `deno task bench sessions [--pairs <n>] [--reactions <n of each session>]`. */
import { openChemPool } from "../../../../src/chem/pool/chem_pool.ts";
import { type BenchLine, ratiosOf, spreadOf, spreadText } from "../../support/bench_line.ts";
import type { BenchOptions } from "../../support/bench_options.ts";
import { builtInReactions } from "../chemistry/chem_builtin.ts";
import { openChemBench } from "../chemistry/chem_chain.ts";
import { figure } from "../../support/figures.ts";
import { measurePool } from "./pool_rate.ts";
import { runProgram } from "../../support/program.ts";
import { serveProduct } from "../../support/product_server.ts";
import type { ViewersOptions, ViewersReport } from "./session_viewers.ts";

const SESSIONS = 50;
const VIEWERS = 10;
/** Of each session; 1,000 take minutes. */
const REACTIONS = 60;
const TARGET_SHARE = 0.9;
const TARGET_FIRST_MS = 500;

/**
 * Concurrent sessions with their viewers, through the server as a user starts it, compared with a pool of as many chem
 * processes that works through the same reactions on its own.
 */
export async function sessionsLines(
  { pairs, reactions = REACTIONS }: BenchOptions,
): Promise<readonly BenchLine[]> {
  const all = await builtInReactions(await openChemBench());
  const processes = Math.max(1, navigator.hardwareConcurrency);
  const file = await Deno.makeTempFile();
  const through: number[] = [];
  const alone: number[] = [];
  const first: number[] = [];
  try {
    await Deno.writeTextFile(file, all.join("\n"));
    await using pool = openChemPool({ processes });
    await using server = await serveProduct(["--max-running", String(SESSIONS)]);
    const viewed = (count: number): Promise<ViewersReport> => {
      const { url } = server;
      const options: ViewersOptions = { url, sessions: SESSIONS, viewers: VIEWERS, reactions: count, file };
      return runProgram<ViewersReport>(import.meta.resolve("./session_viewers.ts"), [
        JSON.stringify(options),
      ]);
    };
    const work = sessionsOf(all, reactions);
    // Code that runs for the first time is compiled meanwhile, in every process.
    await measurePool(pool, sessionsOf(all, 20));
    await viewed(20);
    for (let pair = 0; pair < pairs; pair++) {
      const report = await viewed(reactions);
      if (report.flaw !== "") throw new Error(report.flaw);
      through.push(work.length / report.seconds);
      first.push(Math.max(...report.firstEvents));
      alone.push(await measurePool(pool, work));
    }
  } finally {
    await Deno.remove(file);
  }
  const ratio = ratiosOf(through, alone);
  const firstEvent = spreadOf(first);
  const name = `${SESSIONS} sessions of ${reactions} reactions at once, ${VIEWERS} viewers each`;
  return [
    {
      measure: `${name}: reactions per second`,
      ours: spreadOf(through).median.toFixed(0),
      peer: `the pool of ${processes} chem processes alone ${spreadOf(alone).median.toFixed(0)}`,
      ratio: spreadText(ratio),
      target: `≥ ${TARGET_SHARE} × the pool`,
      met: ratio.median >= TARGET_SHARE,
    },
    {
      measure: `${name}: from a session's turn to its first event, the slowest session`,
      ours: `${spreadText(firstEvent, 0)} ms`,
      peer: "",
      ratio: "",
      target: `≤ ${figure(TARGET_FIRST_MS, "ms", 0)}`,
      met: firstEvent.median <= TARGET_FIRST_MS,
    },
  ];
}

/** The reactions of all sessions, the first of each first: about the order in which they are worked on. */
function sessionsOf(all: readonly string[], reactions: number): readonly string[] {
  return Array.from({ length: SESSIONS * reactions }, (_, index) => {
    const start = Math.floor(index % SESSIONS * all.length / SESSIONS);
    return all[(start + Math.floor(index / SESSIONS)) % all.length] ?? "";
  });
}
