/** A late client: it gets the events from before it came, from the log on disk or from memory. */
import { boundLine, missingLine, ratioText } from "./lines.ts";
import { FRAME_BYTES, leastOf, millions, note, takeTurns } from "./runs.ts";
import { type BenchLine, ratiosOf, spreadOf } from "../../support/bench_line.ts";
import { NCHAN } from "../../peers/peer_list.ts";
import { fillOf, phaseOf, startOurs } from "../../peers/peer_ours.ts";
import type { PeerStream } from "../../peers/peer_server.ts";
import { LoadClient } from "../../load/sse_load_client.ts";
import type { LoadOptions } from "../../load/sse_load_report.ts";

const EVENTS = 100_000;
/** Nchan gets slower with more events: its rate for this many is above that for all. */
const NCHAN_EVENTS = 20_000;
/** The newest events, which the shared window always holds, and the number of clients that request them at once. */
const RECENT = 6_000;
const RECENT_CLIENTS = 100;
const [LOG_AT_LEAST, WINDOW_AT_LEAST] = [200_000, 1_500_000];

export async function replayLines(pairs: number): Promise<readonly BenchLine[]> {
  await using held = new AsyncDisposableStack();
  const ours = held.use(await startOurs());
  const phases = [phaseOf({ events: EVENTS, rate: 0 }), { ...phaseOf({ events: 1, rate: 0 }), gated: true }];
  const session = held.use(await ours.session({ bytes: fillOf(FRAME_BYTES), phases }));
  // It keeps reading to the end: a session that nobody follows needs no window.
  held.use(await published(session, EVENTS));
  const recent = { readers: RECENT_CLIENTS, events: RECENT, lastEventId: String(EVENTS - RECENT) };
  const contenders = [
    { name: "log", measure: () => replay("rxnstream, log", session.url, { readers: 1, events: EVENTS }) },
    { name: "window", measure: () => replay("rxnstream, window", session.url, recent) },
  ];
  const nchan = await NCHAN.start();
  if (nchan !== null) {
    const stream = await held.use(nchan).stream({ events: NCHAN_EVENTS, frameBytes: FRAME_BYTES, rate: 0 });
    held.use(stream);
    await stream.publish();
    const load = { readers: 1, events: NCHAN_EVENTS };
    contenders.push({ name: NCHAN.name, measure: () => replay(NCHAN.name, stream.url, load) });
  }
  const rates = await takeTurns(contenders, pairs);
  const log = rates.get("log") ?? [];
  const theirs = rates.get(NCHAN.name);
  const subject = `replay of ${
    EVENTS.toLocaleString("en")
  } events from the log to a late client: events per second`;
  const line = boundLine(subject, log, { text: millions, atLeast: LOG_AT_LEAST });
  return [
    theirs === undefined ? line : {
      ...line,
      peer: `Nchan ${millions(spreadOf(theirs).median)} (${NCHAN_EVENTS.toLocaleString("en")} events)`,
      ratio: ratioText(ratiosOf(log, theirs)),
    },
    ...(theirs === undefined ? [missingLine(subject, NCHAN.name, NCHAN.install)] : []),
    boundLine(
      `replay of the ${RECENT.toLocaleString("en")} newest from memory to ${RECENT_CLIENTS} late clients: ` +
        "deliveries per second",
      rates.get("window") ?? [],
      { text: millions, atLeast: WINDOW_AT_LEAST },
    ),
  ];
}

/** Resolves with the reader that has waited for all events. */
export async function published(stream: PeerStream, events: number): Promise<LoadClient> {
  const reader = await LoadClient.connect({
    url: stream.url,
    readers: 1,
    events,
    least: leastOf(FRAME_BYTES),
  });
  await stream.publish();
  await reader.report();
  return reader;
}

/** Deliveries per second from the first request to the last event. */
async function replay(name: string, url: string, load: Omit<LoadOptions, "url" | "least">): Promise<number> {
  await using client = await LoadClient.connect({ url, least: leastOf(FRAME_BYTES), ...load });
  const { deliveries, startedAt, lastAt, cpu, gaps } = await client.report();
  const rate = deliveries * 1_000 / (lastAt - startedAt);
  if (deliveries !== load.readers * (load.events ?? NaN)) throw new Error(`${name} has ${gaps} gaps`);
  note(`${name.padEnd(30)} ${millions(rate)}/s; load client ${(cpu * 100).toFixed(0)} %`);
  return rate;
}
