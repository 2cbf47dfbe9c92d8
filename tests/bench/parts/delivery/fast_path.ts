/** The gain from the fast path past `streamSSE`: the same service with and without it. */
import { comparisonLine } from "./lines.ts";
import { FRAME_BYTES, measure, type Run, takeTurns } from "./runs.ts";
import type { BenchLine } from "../../support/bench_line.ts";
import { startOurs } from "../../peers/peer_ours.ts";

const CLIENTS = 1_000;
/** Slow enough for both to keep up: a server that falls behind sends several events at a time, which costs it less. */
const ORDER = { events: 100, frameBytes: FRAME_BYTES, rate: 20 } as const;
const WARM_UP = { ...ORDER, events: 200, rate: 100 };
const LOAD = { readers: CLIENTS, sampled: 50 } as const;
const WITHOUT = "streamSSE alone";

export async function fastPathLines(pairs: number): Promise<readonly BenchLine[]> {
  await using servers = new AsyncDisposableStack();
  const [fast, streamed] = [
    servers.use(await startOurs()),
    servers.use(await startOurs("--fast-path", "off")),
  ];
  for (const server of [fast, streamed]) await measure(server, WARM_UP, LOAD);
  const runs = await takeTurns([
    { name: fast.name, measure: () => measure(fast, ORDER, LOAD) },
    { name: WITHOUT, measure: () => measure({ ...streamed, name: WITHOUT }, ORDER, LOAD) },
  ], pairs);
  const line = (subject: string, figure: (run: Run) => number, text: (value: number) => string) =>
    comparisonLine({
      measure: `${ORDER.rate} events/s to ${CLIENTS.toLocaleString("en")} clients: ${subject}`,
      peer: WITHOUT,
      ours: (runs.get(fast.name) ?? []).map(figure),
      theirs: (runs.get(WITHOUT) ?? []).map(figure),
      text,
      target: { atMost: 1 },
    });
  return [
    line("CPU of the server per delivery", ({ cpu, report }) => cpu * 1e6 / report.deliveries, micros),
    line("agent to client, p50", ({ report }) => report.p50 ?? NaN, (value) => `${value.toFixed(1)} ms`),
  ];
}

function micros(value: number): string {
  return `${value.toFixed(2)} µs`;
}
