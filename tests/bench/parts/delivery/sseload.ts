/** Compares two load clients: ours and an independent program, on the same server with the same load. */
import { comparisonLine } from "./lines.ts";
import { FRAME_BYTES, measure, millions, note, takeTurns } from "./runs.ts";
import { type BenchLine, ratiosOf, spreadOf } from "../../support/bench_line.ts";
import { startOurs } from "../../peers/peer_ours.ts";
import type { PeerServer, PublishOrder } from "../../peers/peer_server.ts";
import { BenchProcess, cpuSecondsOf, LOAD_CORE } from "../../support/processes.ts";

const CLIENTS = 1_000;
const REST_MS = 10;
/** A million deliveries per second: as much as both clients handle without being at their limit. */
const STEADY: PublishOrder = { events: 3_000, frameBytes: FRAME_BYTES, rate: 1_000 };
const BURST: PublishOrder = { events: 8_000, frameBytes: FRAME_BYTES, rate: 0 };
const PACED: PublishOrder = { events: 300, frameBytes: FRAME_BYTES, rate: 100 };
const NAME = "sseload";
/** How far the figures may differ. */
const BAND = 0.15;
/** A client that uses this share of its core shows its own limit, not the server's. */
const LOAD_LIMIT = 0.9;

interface Figures {
  /** Deliveries per second between the first one and the last. */
  readonly rate: number;
  readonly p50: number;
  /** Of the server for each delivery, in microseconds. */
  readonly cpuEach: number;
  /** Of the load client. */
  readonly cpuShare: number;
}

/** The part of the other program's final output that is read. */
interface SseloadReport {
  readonly deliveries: number;
  readonly per_s: number;
  readonly missing: number;
  readonly dup: number;
  readonly reordered: number;
  readonly lat_ms: { readonly p50: number; readonly p99: number };
  readonly cpu_share: number;
}

/** `program` takes the options of sseload.c. */
export async function sseloadLines(program: string, pairs: number): Promise<readonly BenchLine[]> {
  await using server = await startOurs();
  await measure(server, BURST, { readers: CLIENTS, restMs: REST_MS });
  const both = (order: PublishOrder, restMs: number) =>
    takeTurns([
      { name: "ours", measure: () => withOurs(server, order, restMs) },
      { name: NAME, measure: () => withProgram(program, server, order, restMs) },
    ], pairs);
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  const micros = (value: number) => `${value.toFixed(2)} µs`;
  const steady = await both(STEADY, REST_MS);
  const paced = await both(PACED, 0);
  // The other program parses every byte and is slower here: this shows by how much.
  const burst = await both(BURST, 0);
  return [
    agreementLine("1,000 events/s, deliveries per second", steady, ({ rate }) => rate, millions),
    agreementLine("1,000 events/s, CPU of the server per delivery", steady, ({ cpuEach }) => cpuEach, micros),
    agreementLine("100 events/s, agent to client p50", paced, ({ p50 }) => p50, ms),
    {
      ...agreementLine("burst, deliveries per second", burst, ({ rate }) => rate, millions),
      target: "",
      met: null,
    },
  ];
}

/** Without a verdict if one of the clients is at its limit. */
function agreementLine(
  what: string,
  runs: ReadonlyMap<string, readonly Figures[]>,
  figure: (figures: Figures) => number,
  text: (value: number) => string,
): BenchLine {
  const [ours, theirs] = [runs.get("ours") ?? [], runs.get(NAME) ?? []];
  const share = (figures: readonly Figures[]) => spreadOf(figures.map(({ cpuShare }) => cpuShare)).median;
  const warning = (figures: readonly Figures[]) => share(figures) > LOAD_LIMIT ? " (at its own limit)" : "";
  const isLimited = share(ours) > LOAD_LIMIT || share(theirs) > LOAD_LIMIT;
  const line = comparisonLine({
    measure: `our load client and ${NAME}, ${CLIENTS.toLocaleString("en")} clients: ${what}`,
    peer: NAME,
    ours: ours.map(figure),
    theirs: theirs.map(figure),
    text,
    warnings: [warning(ours), warning(theirs)],
  });
  const { median } = ratiosOf(ours.map(figure), theirs.map(figure));
  return isLimited ? line : { ...line, target: `1 ± ${BAND}`, met: Math.abs(median - 1) <= BAND };
}

async function withOurs(server: PeerServer, order: PublishOrder, restMs: number): Promise<Figures> {
  const { report, cpu } = await measure(server, order, { readers: CLIENTS, restMs, sampled: 50 });
  return {
    rate: report.rate,
    p50: report.p50 ?? NaN,
    cpuEach: cpu * 1e6 / report.deliveries,
    cpuShare: report.cpu,
  };
}

async function withProgram(
  program: string,
  server: PeerServer,
  order: PublishOrder,
  restMs: number,
): Promise<Figures> {
  await using stream = await server.stream(order);
  await using process = new BenchProcess(program, [
    ...[
      "-u",
      stream.url,
      "-n",
      String(CLIENTS),
      "-e",
      String(order.events),
      "-w",
      String(restMs * 1_000),
      "-T",
    ],
  ], { program: [], core: LOAD_CORE });
  await process.line();
  const cpu = await cpuSecondsOf(server.pid);
  await stream.publish();
  const report: SseloadReport = JSON.parse(await process.line());
  const cpuEach = (await cpuSecondsOf(server.pid) - cpu) * 1e6 / report.deliveries;
  const { deliveries, per_s, missing, dup, reordered, lat_ms, cpu_share } = report;
  note(
    `${NAME.padEnd(30)} ${deliveries} deliveries, ${millions(per_s)}/s, p50 ${lat_ms.p50.toFixed(1)} p99 ` +
      `${lat_ms.p99.toFixed(1)} ms, ${missing} missing, ${dup} twice, ${reordered} reordered; its CPU ${
        (cpu_share * 100).toFixed(0)
      } %`,
  );
  return { rate: per_s, p50: lat_ms.p50, cpuEach, cpuShare: cpu_share };
}
