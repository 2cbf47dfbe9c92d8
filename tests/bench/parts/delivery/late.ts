/** Many late clients at once: live followers must not notice them. */
import { ratioText } from "./lines.ts";
import { FRAME_BYTES, leastOf, note } from "./runs.ts";
import { published } from "./replay.ts";
import { type BenchLine, ratiosOf, spreadOf } from "../../support/bench_line.ts";
import { fillOf, phaseOf, startOurs } from "../../peers/peer_ours.ts";
import type { PeerStream } from "../../peers/peer_server.ts";
import { LoadClient } from "../../load/sse_load_client.ts";

const HISTORY = 100_000;
const LIVE_CLIENTS = 100;
const LATE_CLIENTS = 50;
/** What the live clients receive while the others catch up. */
const LIVE = { events: 400, rate: 100 } as const;
const AT_MOST = 2;

export async function lateLines(pairs: number): Promise<readonly BenchLine[]> {
  await using server = await startOurs();
  const rounds = Array.from({ length: 2 * pairs + 1 }, () => ({ ...phaseOf(LIVE), gated: true }));
  await using session = await server.session({
    bytes: fillOf(FRAME_BYTES),
    phases: [phaseOf({ events: HISTORY, rate: 0 }), ...rounds],
  });
  await using _first = await published(session, HISTORY);
  let newest = HISTORY;
  const measure = async (late: boolean) => {
    const p99 = await liveP99(session, newest, late);
    newest += LIVE.events;
    return p99;
  };
  await measure(false);
  const alone: number[] = [];
  const beside: number[] = [];
  for (let round = 0; round < pairs; round++) {
    for (const late of round % 2 === 0 ? [false, true] : [true, false]) {
      (late ? beside : alone).push(await measure(late));
    }
  }
  const ratio = ratiosOf(beside, alone);
  const ms = (values: readonly number[]) => `${spreadOf(values).median.toFixed(1)} ms`;
  return [{
    measure: `${LATE_CLIENTS} late clients at once, ${
      HISTORY.toLocaleString("en")
    } events each: agent to live client p99`,
    ours: ms(beside),
    peer: `without them ${ms(alone)}`,
    ratio: ratioText(ratio),
    target: `≤ ${AT_MOST} x without them`,
    met: ratio.median <= AT_MOST,
  }];
}

async function liveP99(session: PeerStream, newest: number, withLate: boolean): Promise<number> {
  const least = leastOf(FRAME_BYTES);
  await using live = await LoadClient.connect({
    url: session.url,
    readers: LIVE_CLIENTS,
    events: LIVE.events,
    lastEventId: String(newest),
    least,
    sampled: 50,
  });
  const [report, seconds] = await Promise.all([
    live.report(),
    withLate ? catchUp(session.url, least) : Promise.resolve(NaN),
    session.publish(),
  ]);
  const { p50, p99, max } = report;
  note(
    `live with ${withLate ? LATE_CLIENTS : 0} late clients`.padEnd(31) +
      `p50 ${p50?.toFixed(1)} p99 ${p99?.toFixed(1)} max ${max?.toFixed(1)} ms` +
      (withLate ? `; they took ${seconds.toFixed(1)} s` : ""),
  );
  return p99 ?? NaN;
}

/** How long it takes until all late clients have the history, in seconds. */
async function catchUp(url: string, least: number): Promise<number> {
  await using late = await LoadClient.connect(
    { url, readers: LATE_CLIENTS, events: HISTORY, least, restMs: 2 },
    { nice: true },
  );
  const { startedAt, lastAt, incomplete } = await late.report();
  if (incomplete > 0) throw new Error(`${incomplete} late clients did not get everything`);
  return (lastAt - startedAt) / 1_000;
}
