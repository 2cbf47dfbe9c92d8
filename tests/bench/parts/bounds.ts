/**
 * Measures whether memory stays within its bounds: `deno task bench bounds [--minutes N]`.
 *
 * The whole service runs in its own process with a synthetic agent; sessions and their clients come and go, some of which
 * never read. The resident memory after each minute is printed (VmRSS), without the chemistry processes, which have their own.
 */
import { FRAME_BYTES, leastOf } from "./delivery/runs.ts";
import { fillOf, startOurs } from "../peers/peer_ours.ts";
import { residentKibOf } from "../support/processes.ts";
import { flawOf, LoadClient } from "../load/sse_load_client.ts";

const READERS = 50;
const STALLED = 5;
/** Clients that never read are cut off in the middle of each session. */
const WRITE_DEADLINE_SECONDS = "5";
const LOAD = { events: 20_000, group: 16, rate: 50 } as const;

function print(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

function mib(kib: number): string {
  return `${(kib / 1_024).toFixed(0)} MiB`;
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

async function soak(minutes: number): Promise<void> {
  await using server = await startOurs("--write-deadline", WRITE_DEADLINE_SECONDS);
  const residents: number[] = [];
  const end = performance.now() + minutes * 60_000;
  let nextMinute = performance.now() + 60_000;
  let sessions = 0;
  let deliveries = 0;
  while (performance.now() < end) {
    await using session = await server.session({ bytes: fillOf(FRAME_BYTES), phases: [LOAD] });
    await using clients = await LoadClient.connect({
      url: session.url,
      readers: READERS,
      stalled: STALLED,
      events: LOAD.events,
      least: leastOf(FRAME_BYTES),
    });
    await session.publish();
    const report = await clients.report();
    const flaw = flawOf(report);
    if (flaw !== "" || report.deliveries < READERS * LOAD.events) {
      throw new Error(`Events are missing: ${flaw}`);
    }
    sessions++;
    deliveries += report.deliveries;
    if (performance.now() < nextMinute) continue;
    nextMinute += 60_000;
    residents.push(await residentKibOf(server.pid));
    print(`minute ${String(residents.length).padStart(3)}  ${mib(residents.at(-1) ?? NaN)}`);
  }
  const half = Math.floor(residents.length / 2);
  print(
    `${sessions} sessions, ${(deliveries / 1e6).toFixed(0)} M deliveries; resident on average ` +
      `${mib(average(residents.slice(0, Math.max(1, half))))} in the first half, ${
        mib(average(residents.slice(half)))
      } in the second`,
  );
}

const [option = "--minutes", value = "10"] = Deno.args;
const minutes = Number(value);
if (option !== "--minutes" || !(minutes > 0)) {
  print("deno task bench bounds [--minutes N]");
  Deno.exit(2);
}
await soak(minutes);
