/** Measures how fast events become durable: `deno task bench event_log [--pairs <n>]`. */
import { type BenchLine, ratiosOf, spreadOf, spreadText } from "../../support/bench_line.ts";
import type { BenchOptions } from "../../support/bench_options.ts";
import { figure, thousands } from "../../support/figures.ts";
import type { LogReport } from "./log_load.ts";
import { runProgram } from "../../support/program.ts";

const SESSIONS = 50;
/** Events of each session. */
const EVENTS = 2_000;
/** Events that an agent yields at once: the usual number for one reaction. */
const GROUP = 12;
const TARGET_PER_SECOND = 50_000;
const TARGET_HELD_MS = 20;

/**
 * Durable events per second of 50 sessions at once (`synchronous=FULL`), compared with a bare loop of SQLite that writes the same
 * rows in large transactions, which is the bound, and with one transaction per event, which is the simple way; and how
 * long the event loop is held meanwhile. Each measurement runs in its own process.
 */
export async function eventLogLines({ pairs }: BenchOptions): Promise<readonly BenchLine[]> {
  const product: LogReport[] = [];
  const bare: LogReport[] = [];
  const each: LogReport[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    product.push(await load("product"));
    bare.push(await load("bare"));
    each.push(await load("each"));
  }
  const [ours, bound, plain] = [product, bare, each].map((reports) => reports.map(rateOf));
  if (ours === undefined || bound === undefined || plain === undefined) return [];
  const held = spreadOf(product.map((report) => report.held ?? NaN));
  const measure = `event log: durable events per second, ${SESSIONS} sessions at once, ${
    product[0]?.bytes ?? 0
  } bytes each`;
  return [
    {
      measure,
      ours: thousands(spreadOf(ours).median),
      peer: `bare loop of SQLite ${thousands(spreadOf(bound).median)}`,
      ratio: spreadText(ratiosOf(ours, bound)),
      target: `≥ ${thousands(TARGET_PER_SECOND)} a second`,
      met: spreadOf(ours).median >= TARGET_PER_SECOND,
    },
    {
      measure,
      ours: thousands(spreadOf(ours).median),
      peer: `a transaction for each event ${thousands(spreadOf(plain).median)}`,
      ratio: spreadText(ratiosOf(ours, plain), 1),
      target: "",
      met: null,
    },
    {
      measure: "event log: longest that the event loop is held meanwhile (median and spread of the runs)",
      ours: `${spreadText(held, 1)} ms`,
      peer: "",
      ratio: "",
      target: `≤ ${figure(TARGET_HELD_MS, "ms", 0)}`,
      met: Number.isNaN(held.high) ? null : held.high <= TARGET_HELD_MS,
    },
  ];
}

function load(how: "product" | "bare" | "each"): Promise<LogReport> {
  return runProgram<LogReport>(import.meta.resolve("./log_load.ts"), [
    how,
    ...[SESSIONS, EVENTS, GROUP].map(String),
  ]);
}

function rateOf({ events, seconds }: LogReport): number {
  return events / seconds;
}
