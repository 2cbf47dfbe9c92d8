/**
 * Writes events into a database, in its own process: `deno run -A log_load.ts HOW SESSIONS EVENTS GROUP`.
 *
 * SESSIONS sessions at once, each with EVENTS events of about 300 bytes, in groups of GROUP as an agent yields them. HOW is one of
 *
 * - `product`: a synthetic agent through the runner of sessions, group commit, the store in its thread and the broadcast;
 * - `bare`: the rows of the same events, made beforehand, with one prepared statement of SQLite on the same tables, in one
 *   transaction for each 2,000: nothing that writes these rows to this disk does less;
 * - `each`: the same with one transaction for each event, for one second.
 *
 * All with `synchronous=FULL`. Prints a line of JSON (`LogReport`) and ends.
 */
import { DatabaseSync } from "node:sqlite";
import type { ServiceAgent } from "../../../../src/agent/service_agent.ts";
import { openDelivery } from "../../../../src/delivery/delivery.ts";
import { LocalBroadcast } from "../../../../src/delivery/local_broadcast.ts";
import { createLog } from "../../../../src/log.ts";
import { Meters } from "../../../../src/meters.ts";
import { stampEvent } from "../../../../src/session/append_and_publish.ts";
import { Resumptions } from "../../../../src/session/resumptions.ts";
import { SessionRunner } from "../../../../src/session/session_runner.ts";
import { GroupCommit } from "../../../../src/store/group_commit.ts";
import type { Store } from "../../../../src/store/store.ts";
import { openStore } from "../../../../src/store/store_client.ts";
import type { AgentEvent, Session } from "../../../../src/types.ts";
import { watchLoop } from "../event_loop/loop_watch.ts";

/** What was written, and the time it took. */
export interface LogReport {
  readonly events: number;
  readonly seconds: number;
  /** Average length of an event's data. */
  readonly bytes: number;
  /** The longest that the event loop was held, in milliseconds on a core; only of `product`. */
  readonly held: number | null;
}

const EVENTS_PER_TRANSACTION = 2_000;
const FILL = "x".repeat(110);

function eventOf(number: number): AgentEvent {
  return {
    type: "info",
    message: "A synthetic event",
    aux: { info_type: "synthetic", reaction_index: number, fill: FILL },
  };
}

function agentOf(events: number, group: number): ServiceAgent {
  return {
    name: "synthetic",
    async *run(_task, { signal }) {
      for (let number = 0; number < events; number += group) {
        signal.throwIfAborted();
        const count = Math.min(group, events - number);
        yield Array.from({ length: count }, () => eventOf(number / group));
      }
    },
  };
}

function createSessions(store: Store, count: number): Promise<readonly Session[]> {
  return Promise.all(Array.from({ length: count }, async () => {
    const { session } = await store.createSession({
      sessionId: crypto.randomUUID(),
      title: "",
      agent: "synthetic",
      maxReactions: 1,
      query: { text: "synthetic", format: "auto", fileName: null },
      idempotency: null,
    });
    return session;
  }));
}

async function throughProduct(path: string, sizes: readonly number[], group: number): Promise<LogReport> {
  const [sessions = 0, events = 0] = sizes;
  const log = createLog("warn");
  await using store = await openStore(path, { log });
  await using eventLog = new GroupCommit(store, log);
  async function run(count: number): Promise<{ readonly events: number; readonly bytes: number }> {
    const broadcast = new LocalBroadcast();
    const delivery = openDelivery({ store, broadcast, keepAliveMs: 15_000 });
    const agents = new Map([["synthetic", agentOf(count, group)]]);
    await using runner = new SessionRunner({
      store,
      eventLog,
      delivery,
      agents,
      log: createLog("warn"),
      meters: new Meters(),
      maxRunning: sessions,
      turnMs: Infinity,
      resumptions: new Resumptions(null, log),
    });
    const created = await createSessions(store, sessions);
    let left = created.length;
    const ended = Promise.withResolvers<void>();
    const publish = broadcast.publish.bind(broadcast);
    broadcast.publish = (sessionId, entries) => {
      publish(sessionId, entries);
      if (entries.at(-1)?.data.startsWith('{"_type":"completion"') && --left === 0) ended.resolve();
    };
    for (const session of created) runner.submit(session);
    await ended.promise;
    const stored = await Promise.all(created.map(({ sessionId }) => store.session(sessionId)));
    const [first] = await store.entriesAfter(created[0]?.sessionId ?? "", 0, { limit: 1, maxBytes: 1 });
    return {
      events: stored.reduce((sum, session) => sum + (session?.lastEventId ?? 0), 0),
      bytes: first?.data.length ?? 0,
    };
  }
  // Code that runs for the first time is compiled meanwhile.
  await run(Math.ceil(events / 5));
  const start = performance.now();
  const { samples, result } = await watchLoop(() => run(events));
  const seconds = (performance.now() - start) / 1_000;
  return { ...result, seconds, held: Math.max(...samples.held) };
}

async function bare(path: string, [sessions = 0, events = 0]: readonly number[], ms: number, each: boolean) {
  {
    await using store = await openStore(path);
    await createSessions(store, sessions);
  }
  const rows = Array.from({ length: sessions * events }, (_, index) => {
    const number = Math.floor(index / sessions);
    const stamped = stampEvent(eventOf(number), crypto.randomUUID(), new Date().toISOString());
    return [1 + index % sessions, 1 + number, JSON.stringify(stamped), number, 0] as const;
  });
  using database = new DatabaseSync(path);
  database.exec("PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA wal_autocheckpoint=4096");
  const insert = database.prepare(
    "insert into events (session, id, data, reaction_index, is_last) values (?, ?, ?, ?, ?)",
  );
  const start = performance.now();
  const size = each ? 1 : EVENTS_PER_TRANSACTION;
  let written = 0;
  for (; written < rows.length && performance.now() - start < ms; written += size) {
    // Session by session, the order of the table on disk.
    const some = rows.slice(written, written + size).sort(([a], [b]) => a - b);
    database.exec("begin immediate");
    for (const row of some) insert.run(...row);
    database.exec("commit");
  }
  const seconds = (performance.now() - start) / 1_000;
  return { events: written, seconds, bytes: rows[0]?.[2].length ?? 0, held: null };
}

const [how = "", ...numbers] = Deno.args;
const [sessions = 0, events = 0, group = 1] = numbers.map(Number);
const folder = await Deno.makeTempDir({ prefix: "rxnstream-bench-" });
const path = `${folder}/log.db`;
const report: LogReport = how === "product"
  ? await throughProduct(path, [sessions, events], group)
  : await bare(path, [sessions, events], how === "each" ? 1_000 : Infinity, how === "each");
await Deno.remove(folder, { recursive: true });
Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(report) + "\n"));
