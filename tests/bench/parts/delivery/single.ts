/** One client and one event at a time: the cost of the way from the agent to a reader, apart from the disk. */
import { boundLine, comparisonLine } from "./lines.ts";
import { FRAME_BYTES, measure } from "./runs.ts";
import { type BenchLine, spreadOf } from "../../support/bench_line.ts";
import { BARE_LIBSQL } from "../../peers/peer_list.ts";
import { startOurs } from "../../peers/peer_ours.ts";
import { sinceCommit } from "./since_commit.ts";
import { quantile } from "../../load/sse_load_report.ts";

const ORDER = { events: 300, frameBytes: FRAME_BYTES, rate: 100 } as const;
/** Milliseconds that the server may add to the disk's own sync. */
const P50_AT_MOST = 1;
const P99_AT_MOST = 5;
/** If the libSQL client alone takes longer than that: the largest allowed multiple of its time. */
const TIMES_BARE = 1.3;

interface Latencies {
  readonly p50: number;
  readonly p99: number;
}

export async function singleLines(pairs: number): Promise<readonly BenchLine[]> {
  await using server = await startOurs();
  await using floor = await BARE_LIBSQL.start();
  await measure(server, ORDER, { readers: 1 });
  if (floor !== null) await measure(floor, ORDER, { readers: 1 });
  const disk: Latencies[] = [];
  const whole: Latencies[] = [];
  const bare: Latencies[] = [];
  const sinceDisk: Latencies[] = [];
  for (let round = 0; round < pairs; round++) {
    disk.push(await measureSync());
    const { report } = await measure(server, ORDER, { readers: 1, arrivals: true });
    whole.push({ p50: report.p50 ?? NaN, p99: report.p99 ?? NaN });
    sinceDisk.push(await sinceCommit(server, report));
    if (floor === null) continue;
    const { report: least } = await measure(floor, ORDER, { readers: 1 });
    bare.push({ p50: least.p50 ?? NaN, p99: least.p99 ?? NaN });
  }
  const line = (which: keyof Latencies, atMost: number) => {
    const middle = (values: readonly Latencies[]) => spreadOf(values.map((value) => value[which])).median;
    return boundLine(
      `one client, one event at a time: agent to client ${which} above the disk's own sync`,
      whole.map((value, round) => value[which] - (disk[round]?.[which] ?? NaN)),
      {
        text: (value) => `${value.toFixed(1)} ms`,
        atMost,
        beside:
          `sync alone ${middle(disk).toFixed(1)} ms, agent to client ${middle(whole).toFixed(1)} ms, of it ` +
          `after the commit ${middle(sinceDisk).toFixed(1)} ms`,
      },
    );
  };
  const beside = (which: keyof Latencies) =>
    comparisonLine({
      measure: `one client, one event at a time: agent to client ${which}`,
      peer: BARE_LIBSQL.name,
      ours: whole.map((value) => value[which]),
      theirs: bare.map((value) => value[which]),
      text: (value) => `${value.toFixed(1)} ms`,
      target: { atMost: TIMES_BARE },
    });
  return [line("p50", P50_AT_MOST), line("p99", P99_AT_MOST), beside("p50"), beside("p99")];
}

/** The time for as many small appends to reach the disk of the temporary files, one by one and at the same pace. */
async function measureSync(): Promise<Latencies> {
  const path = await Deno.makeTempFile({ prefix: "rxnstream-bench-sync-" });
  const page = new Uint8Array(4_096);
  const times: number[] = [];
  {
    using file = await Deno.open(path, { append: true });
    for (let index = 0; index < ORDER.events; index++) {
      const start = performance.now();
      await file.write(page);
      // SQLite as libSQL builds it calls fsync, too.
      await file.sync();
      const time = performance.now() - start;
      times.push(time);
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, 1_000 / ORDER.rate - time)));
    }
  }
  await Deno.remove(path);
  times.sort((a, b) => a - b);
  return { p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
}
