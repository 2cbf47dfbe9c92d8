/** One measurement of a server under load, and many of them taken in turn. */
import type { PeerServer, PublishOrder } from "../../peers/peer_server.ts";
import { cpuSecondsOf, threadSecondsOf } from "../../support/processes.ts";
import { flawOf, LoadClient } from "../../load/sse_load_client.ts";
import type { LoadOptions, LoadReport } from "../../load/sse_load_report.ts";

/** The results of one run. */
export interface Run {
  readonly report: LoadReport;
  /** From the command to publish until the last event arrived, in seconds. */
  readonly seconds: number;
  /** Deliveries per second in that time. */
  readonly rate: number;
  /** CPU time of the server in that time with all its threads, in seconds. */
  readonly cpu: number;
  /** The part of it of each thread that is still running, by name. */
  readonly threads: ReadonlyMap<string, number>;
}

/** The load client's share of a core above which the figures may be its own. */
const LOAD_LIMIT = 0.95;
/** Length of an event's frame, in bytes. */
export const FRAME_BYTES = 300;

export function note(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`  ${text}\n`));
}

/**
 * Publishes to this many clients and waits until all readers have everything; then, with all still connected, for `atTheEnd`.
 * Rejects if a reader did not get every event.
 */
export async function measure(
  server: PeerServer,
  order: PublishOrder,
  load: Omit<LoadOptions, "url" | "least">,
  atTheEnd?: () => Promise<void>,
): Promise<Run> {
  await using stream = await server.stream(order);
  await using client = await LoadClient.connect({
    url: stream.url,
    events: order.events,
    least: leastOf(order.frameBytes),
    ...load,
  });
  const threads = await threadSecondsOf(server.pid);
  const cpu = await cpuSecondsOf(server.pid);
  const start = performance.timeOrigin + performance.now();
  const [report] = await Promise.all([client.report(), stream.publish()]);
  const seconds = (report.lastAt - start) / 1_000;
  const run: Run = {
    report,
    seconds,
    rate: report.deliveries / seconds,
    cpu: await cpuSecondsOf(server.pid) - cpu,
    threads: difference(threads, await threadSecondsOf(server.pid)),
  };
  const flaw = server.ordered || report.incomplete > 0 ? flawOf(report) : "";
  note(`${server.name.padEnd(30)} ${describe(run, load.readers, order)}${flaw && `; ${flaw}`}`);
  await atTheEnd?.();
  if (report.incomplete > 0) throw new Error(`${server.name} did not deliver everything: ${flaw}`);
  return run;
}

/** The least length of an event's frame: most of it is filling. */
export function leastOf(frameBytes: number): number {
  return Math.floor(frameBytes * 0.75);
}

function difference(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  return new Map(
    [...after].map(([name, seconds]) => [name, seconds - (before.get(name) ?? 0)] as const)
      .filter(([, seconds]) => seconds > 0.005),
  );
}

function describe(
  { report, seconds, rate, cpu, threads }: Run,
  readers: number,
  order: PublishOrder,
): string {
  const each = cpu * 1e6 / report.deliveries;
  const shares = [...threads].map(([name, time]) => `${name} ${(time * 100 / seconds).toFixed(0)} %`);
  return `${order.events} events to ${readers}: ${millions(rate)}/s in ${seconds.toFixed(2)} s, ` +
    `${each.toFixed(2)} µs each, core ${(cpu * 100 / seconds).toFixed(0)} %` +
    (shares.length > 1 ? ` (${shares.join(", ")})` : "") +
    `, p50 ${report.p50?.toFixed(1)} p99 ${report.p99?.toFixed(1)} ms; load client ${
      (report.cpu * 100).toFixed(0)
    } %, ${(report.bytes / report.deliveries).toFixed(0)} bytes each`;
}

/** "1.80 M" or "420 k". */
export function millions(value: number): string {
  return value >= 1e6 ? `${(value / 1e6).toFixed(2)} M` : `${(value / 1e3).toFixed(0)} k`;
}

/** A remark on the figures of the runs: that the load client was at its limit in most of them, or "". */
export function warningOf(runs: readonly Run[]): string {
  const limited = runs.filter(({ report }) => report.cpu > LOAD_LIMIT).length;
  return limited * 2 > runs.length ? " (the load client at its limit)" : "";
}

/** One contender, measured as often as the others, in turn. */
export interface Contender<Result> {
  readonly name: string;
  measure(): Promise<Result>;
}

/**
 * Results by name, one round after another. The order is reversed each time, so that a machine that warms up or slows down
 * favours nobody. A contender that fails is left out from then on, which is noted; if the first one, ours, fails, this rejects.
 */
export async function takeTurns<Result>(
  contenders: readonly Contender<Result>[],
  rounds: number,
): Promise<ReadonlyMap<string, readonly Result[]>> {
  const results = new Map<string, Result[]>(contenders.map(({ name }) => [name, []]));
  let left = contenders;
  for (let round = 0; round < rounds; round++) {
    for (const contender of round % 2 === 0 ? left : left.toReversed()) {
      try {
        results.get(contender.name)?.push(await contender.measure());
      } catch (error) {
        if (contender === contenders[0]) throw error;
        note(`${contender.name} is left out: ${error}`);
        results.delete(contender.name);
        left = left.filter((other) => other !== contender);
      }
    }
  }
  return results;
}
