/** Two load clients held against each other: ours and an independent program, on the same server with the same load. */
import { comparisonLine } from "./delivery_lines.ts";
import { FRAME_BYTES, measure, millions, note, takeTurns } from "./delivery_runs.ts";
import type { BenchLine } from "./support/bench_line.ts";
import { startOurs } from "./support/peer_ours.ts";
import type { PeerServer, PublishOrder } from "./support/peer_server.ts";
import { BenchProcess, LOAD_CORE } from "./support/processes.ts";

const CLIENTS = 1_000;
const REST_MS = 10;
const BURST: PublishOrder = { events: 5_000, frameBytes: FRAME_BYTES, rate: 0 };
const PACED: PublishOrder = { events: 300, frameBytes: FRAME_BYTES, rate: 100 };
const NAME = "sseload";
/** How far the figures may lie apart. */
const BAND = 0.15;

interface Figures {
  readonly rate: number;
  readonly p50: number;
}

/** What the other program prints in the end, as far as it is looked at. */
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
  const burst = await both(BURST, REST_MS);
  const paced = await both(PACED, 0);
  const line = (
    measure: string,
    runs: typeof burst,
    figure: (figures: Figures) => number,
    text: typeof millions,
  ) => {
    const { target: _, met: __, ...rest } = comparisonLine({
      measure: `load client against sseload, ${CLIENTS.toLocaleString("en")} clients: ${measure}`,
      peer: NAME,
      ours: (runs.get("ours") ?? []).map(figure),
      theirs: (runs.get(NAME) ?? []).map(figure),
      text,
    });
    const ratio = Number.parseFloat(rest.ratio);
    return { ...rest, target: `1 ± ${BAND}`, met: Math.abs(ratio - 1) <= BAND };
  };
  return [
    line("deliveries per second in a burst", burst, ({ rate }) => rate, millions),
    line("p50 at 100 events/s", paced, ({ p50 }) => p50, (value) => `${value.toFixed(1)} ms`),
  ];
}

async function withOurs(server: PeerServer, order: PublishOrder, restMs: number): Promise<Figures> {
  const { report } = await measure(server, order, { readers: CLIENTS, restMs, sampled: 50 });
  return { rate: report.rate, p50: report.p50 ?? NaN };
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
  await stream.publish();
  const report: SseloadReport = JSON.parse(await process.line());
  const { deliveries, per_s, missing, dup, reordered, lat_ms, cpu_share } = report;
  note(
    `${NAME.padEnd(28)} ${deliveries} deliveries, ${millions(per_s)}/s, p50 ${lat_ms.p50.toFixed(1)} p99 ` +
      `${lat_ms.p99.toFixed(1)} ms, ${missing} missing, ${dup} twice, ${reordered} reordered; its CPU ${
        (cpu_share * 100).toFixed(0)
      } %`,
  );
  return { rate: per_s, p50: lat_ms.p50 };
}
