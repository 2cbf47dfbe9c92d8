/** The work of one transaction of group commit: the events of many sessions in as few statements as possible. */
import { CompiledQuery, type Kysely, sql } from "kysely";
import type { SessionStatus } from "../types.ts";
import { eventBytes, type KeptBytes } from "./kept_bytes.ts";
import type { Database } from "./schema.ts";
import type { Append, AppendResult } from "./store.ts";

/** Rows of one INSERT: more would not make a row cheaper, and each row binds five of at most 32,766 values. */
const ROWS_PER_INSERT = 256;

/** The state of a session after the appends so far. */
interface Growing {
  readonly ordinal: number;
  readonly owner: string | null;
  readonly rows: EventRow[];
  keptBytes: number;
  lastEventId: number;
  status: string;
  found: number;
  done: number;
  failed: number;
  /** What a start or an end of the session changes. */
  change:
    | { readonly status: SessionStatus; readonly worker_id?: string; readonly error?: string | null }
    | null;
}

type EventRow = readonly [
  session: number,
  id: number,
  data: string,
  reactionIndex: number | null,
  isLast: number,
];

/** INSERTs of one store by their number of rows: a statement costs more to build than to run. */
export type EventInserts = Map<number, string>;

/** The results of appends, and the bytes by which each owner's sessions have grown. */
export interface Appended {
  readonly results: ReadonlyMap<Append, AppendResult>;
  readonly grown: ReadonlyMap<string | null, number>;
}

/**
 * Carries out `appends` in order within the open transaction `tx`; resolves with the result of each.
 *
 * However many there are, one statement reads the sessions, a few insert the events and one writes the sessions, so that the cost of
 * a transaction is that of its rows.
 */
export async function appendEvents(
  tx: Kysely<Database>,
  appends: readonly Append[],
  { kept, inserts }: { readonly kept: KeptBytes; readonly inserts: EventInserts },
): Promise<Appended> {
  const sessions = await readSessions(tx, appends);
  const results = new Map<Append, AppendResult>();
  const grown = new Map<string | null, number>();
  const growing = new Set<Growing>();
  for (const append of appends) {
    const session = sessions.get(append.sessionId);
    const bytes = append.events.reduce((sum, { data }) => sum + eventBytes(data), 0);
    const owners = (grown.get(session?.owner ?? null) ?? 0) + bytes;
    const mayGrow = append.end !== undefined || append.events.length === 0 ||
      kept.hasRoom(session?.owner ?? null, owners);
    const result = grow(session, append, mayGrow ? null : kept.ownersBound());
    results.set(append, result);
    if (session === undefined || !result.ok) continue;
    growing.add(session);
    session.keptBytes += bytes;
    grown.set(session.owner, owners);
  }
  const changed = [...growing];
  // Session by session, which is the order of the table on disk.
  const rows = changed.flatMap((session) => session.rows);
  for (let from = 0; from < rows.length; from += ROWS_PER_INSERT) {
    const some = rows.slice(from, from + ROWS_PER_INSERT);
    await tx.executeQuery(CompiledQuery.raw(insertOf(tx, some.length, inserts), some.flat()));
  }
  if (changed.length > 0) await writeSessions(tx, changed);
  return { results, grown };
}

async function readSessions(
  tx: Kysely<Database>,
  appends: readonly Append[],
): Promise<ReadonlyMap<string, Growing>> {
  const ids = [...new Set(appends.map(({ sessionId }) => sessionId))];
  const rows = await tx.selectFrom("visible_sessions").where("session_id", "in", ids)
    .select(["session_id", "ordinal", "owner", "status", "last_event_id"]).execute();
  return new Map(rows.map(({ session_id: id, ordinal, owner, status, last_event_id: lastEventId }) => [
    id,
    {
      ordinal,
      owner,
      status,
      lastEventId,
      rows: [],
      keptBytes: 0,
      found: 0,
      done: 0,
      failed: 0,
      change: null,
    },
  ]));
}

/** The result of one append, which also updates `session`; `bound` says why the session may not grow, if so. */
function grow(session: Growing | undefined, append: Append, bound: string | null): AppendResult {
  if (session === undefined) return { ok: false, code: "session_not_found" };
  if (session.status !== "queued" && session.status !== "running") {
    return { ok: false, code: "session_ended" };
  }
  if (bound !== null) return { ok: false, code: "storage_full_for_owner", message: bound };
  const { events, reactions, start, end } = append;
  const firstId = session.lastEventId + 1;
  for (const [index, { data, reactionIndex }] of events.entries()) {
    const isLast = end !== undefined && index === events.length - 1;
    session.rows.push([session.ordinal, firstId + index, data, reactionIndex, isLast ? 1 : 0]);
  }
  session.lastEventId += events.length;
  session.found += reactions?.found ?? 0;
  session.done += reactions?.done ?? 0;
  session.failed += reactions?.failed ?? 0;
  if (start !== undefined) session.change = { status: "running", worker_id: start.workerId };
  if (end !== undefined) session.change = { ...session.change, status: end.status, error: end.error };
  session.status = session.change?.status ?? session.status;
  return { ok: true, firstId };
}

function insertOf(db: Kysely<Database>, count: number, inserts: EventInserts): string {
  const known = inserts.get(count);
  if (known !== undefined) return known;
  const row = { session: 0, id: 0, data: "", reaction_index: null, is_last: 0 };
  const made = db.insertInto("events").values(Array.from({ length: count }, () => row)).compile().sql;
  inserts.set(count, made);
  return made;
}

/** Writes the sessions; a changed status is written separately, since it is indexed. */
async function writeSessions(tx: Kysely<Database>, sessions: readonly Growing[]): Promise<void> {
  const counts = sessions.map(({ ordinal, lastEventId, found, done, failed, keptBytes }) => [
    ordinal,
    lastEventId,
    found,
    done,
    failed,
    keptBytes,
  ]);
  await sql`update sessions set
    updated_at = ${new Date().toISOString()},
    last_event_id = change.value ->> 1,
    found = found + (change.value ->> 2),
    done = done + (change.value ->> 3),
    failed = failed + (change.value ->> 4),
    kept_bytes = kept_bytes + (change.value ->> 5)
    from json_each(${JSON.stringify(counts)}) as change
    where ordinal = change.value ->> 0`.execute(tx);
  for (const { ordinal, change } of sessions) {
    if (change === null) continue;
    await tx.updateTable("sessions").where("ordinal", "=", ordinal).set(change).execute();
  }
}
