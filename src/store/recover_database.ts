/** Copies what can be read of a damaged database into a new one. */
import { type Client, createClient, type Row } from "@libsql/client";
import { type Kysely, sql } from "kysely";
import { RxnstreamError } from "../errors.ts";
import type { CompletionEvent } from "../types.ts";
import { openDatabase } from "./open_database.ts";
import { type Database, HIDDEN_STATUSES } from "./schema.ts";
import { isPassing, storeError } from "./store_error.ts";

/** The outcome for the sessions of a damaged database. */
export interface Recovery {
  /** Complete sessions. */
  readonly whole: number;
  /** Sessions that lost the end of their logs; unfinished ones will compute it again. */
  readonly cutShort: number;
  readonly events: number;
}

const EVENTS_PER_READ = 500;
/** Most bytes of events read at once, unless one alone is larger: memory does not grow with the database. */
const BYTES_PER_READ = 4 * 1024 * 1024;
const LOST = {
  end: "The end of the log was lost with a damaged database; resume the session to compute it again",
  query: "The session's query was lost with a damaged database",
} as const;

/**
 * Copies every readable session from the file `from` into a new database `to`, with its log up to the first unreadable event, so that
 * the log has no gap. A log that had ended then ends with an error, and its session can be resumed. The new database is a single file,
 * which is on the disk when this resolves and unusable until then.
 * Rejects with `store_damaged` if nothing at all can be read, and with `store_unavailable` if another process has locked it.
 */
export async function recoverDatabase(from: string, to: string): Promise<Recovery> {
  using damaged = new DamagedDatabase(from);
  const sessions = (await damaged.sessions())
    .filter(({ status }) => !HIDDEN_STATUSES.some((hidden) => hidden === status));
  if (!damaged.isReadable) {
    throw new RxnstreamError(
      "store_damaged",
      `Nothing in the database "${from}" can be read: restore it from a backup`,
    );
  }
  const { db } = await openDatabase(to, Infinity);
  let cutShort = 0;
  let events = 0;
  try {
    await sql`PRAGMA synchronous=OFF`.execute(db);
    const continued = new Set<unknown>([null]);
    for (const session of sessions) {
      const { resumed_from: ended = null } = session;
      // Earlier versions could resume a session several times; the first one remains its continuation.
      const row = { ...session, resumed_from: continued.has(ended) ? null : ended };
      continued.add(ended);
      const recovered = await recoverSession(db, damaged, row);
      events += recovered.events;
      if (recovered.isCut) cutShort++;
    }
    // Copies the write-ahead log into the file and removes it.
    await sql`PRAGMA journal_mode=DELETE`.execute(db);
  } finally {
    await db.destroy();
  }
  using file = await Deno.open(to, { write: true });
  await file.sync();
  return { whole: sessions.length - cutShort, cutShort, events };
}

async function recoverSession(
  db: Kysely<Database>,
  damaged: DamagedDatabase,
  row: Readonly<Record<string, unknown>>,
): Promise<{ events: number; isCut: boolean }> {
  const ordinal = Number(row["ordinal"]);
  // The rows are from the same tables, of this version or an earlier one.
  const session = { ...row } as unknown as Database["sessions"] & {
    readonly ordinal: number;
    readonly kept_bytes: number;
  };
  const hasQuery = await db.transaction().execute(async (tx) => {
    await tx.insertInto("sessions").values(session).execute();
    const query = await damaged.query(ordinal);
    if (query === undefined) return false;
    await tx.insertInto("queries").values({ ...query } as unknown as Database["queries"]).execute();
    return true;
  });
  let last = 0;
  let completion: string | undefined;
  for await (const rows of damaged.events(ordinal)) {
    const events = rows as unknown as Database["events"][];
    await db.insertInto("events").values(events).execute();
    last += events.length;
    completion = events.find(({ is_last }) => is_last === 1)?.data;
  }
  const canGoOn = completion === undefined && hasQuery &&
    (session.status === "queued" || session.status === "running");
  const isCut = last < session.last_event_id || completion === undefined && !canGoOn;
  // The row can be older than the log if the write-ahead log was lost.
  if (!isCut && last === session.last_event_id) return { events: last, isCut };
  if (completion === undefined && !canGoOn) {
    completion = completionData(hasQuery ? LOST.end : LOST.query);
    await db.insertInto("events").values({
      session: ordinal,
      id: ++last,
      data: completion,
      reaction_index: null,
      is_last: 1,
    }).execute();
  }
  await db.updateTable("sessions").where("ordinal", "=", ordinal).set({
    last_event_id: last,
    ...await countReactions(db, ordinal),
    updated_at: new Date().toISOString(),
    ...(completion === undefined ? {} : statusIn(completion)),
  }).execute();
  return { events: last, isCut };
}

function completionData(error: string): string {
  return JSON.stringify({ _type: "completion", status: "error", error } satisfies CompletionEvent);
}

function statusIn(completion: string): Pick<Database["sessions"], "status" | "error"> {
  const { status, error = null } = JSON.parse(completion) as CompletionEvent;
  return { status, error };
}

async function countReactions(
  db: Kysely<Database>,
  ordinal: number,
): Promise<{ found: number; done: number; failed: number }> {
  const { rows: [counts] } = await sql<{ found: number; done: number; failed: number }>`
    with facts as (
      select json_extract(data, '$.aux.info_type') as type, json_extract(data, '$.aux.verdict') as verdict
      from events where session = ${ordinal} and json_valid(data)
    )
    select
      count(*) filter (where type = 'reaction_text') as found,
      count(*) filter (where type = 'reaction_complete') as done,
      count(*) filter (where type = 'reaction_complete' and verdict = 'broken') as failed
    from facts`.execute(db);
  return { found: counts?.found ?? 0, done: counts?.done ?? 0, failed: counts?.failed ?? 0 };
}

/** A database file of which some parts cannot be read. */
class DamagedDatabase implements Disposable {
  readonly #client: Client;
  #isReadable = false;

  constructor(path: string) {
    this.#client = createClient({ url: `file:${path}`, concurrency: 1 });
  }

  /** True once anything has been read. */
  get isReadable(): boolean {
    return this.#isReadable;
  }

  /** The sessions in the order of their ordinals, read from both ends up to unreadable parts. */
  async sessions(): Promise<readonly Row[]> {
    const step = (condition: string, order: string) => async (at: number) =>
      (await this.#read(
        `select * from sessions where ordinal ${condition} ? order by ordinal ${order} limit 1`,
        [at],
      ))?.[0];
    const first = await this.#walk(step(">", "asc"), 0);
    const reached = Number(first.at(-1)?.["ordinal"] ?? 0);
    const last = await this.#walk(step("<", "desc"), Number.MAX_SAFE_INTEGER, reached);
    return [...first, ...last.reverse()];
  }

  /** The row with a session's query; undefined if unreadable. */
  async query(session: number): Promise<Row | undefined> {
    return (await this.#read("select * from queries where session = ?", [session]))?.[0];
  }

  /** The events of a session from the first on, without a gap. */
  async *events(session: number): AsyncGenerator<readonly Row[], void, undefined> {
    let limit = EVENTS_PER_READ;
    for (let after = 0; limit > 0;) {
      const sizes = await this.#read(
        "select id, octet_length(data) as bytes from events where session = ? and id > ? order by id limit ?",
        [session, after, limit],
      );
      const count = sizes === null ? 0 : readable(sizes, after);
      if (sizes !== null && count === 0) return;
      const rows = sizes === null ? null : await this.#read(
        "select * from events where session = ? and id > ? order by id limit ?",
        [session, after, count],
      );
      if (rows === null) {
        limit = Math.floor((count || limit) / 2);
        continue;
      }
      yield rows.map((row) => ({ ...row }));
      after += rows.length;
    }
  }

  [Symbol.dispose](): void {
    this.#client.close();
  }

  async #walk(
    next: (at: number) => Promise<Row | undefined>,
    from: number,
    end?: number,
  ): Promise<Row[]> {
    const rows: Row[] = [];
    for (let row = await next(from); row !== undefined; row = await next(Number(row["ordinal"]))) {
      if (end !== undefined && Number(row["ordinal"]) <= end) break;
      rows.push(row);
    }
    return rows;
  }

  /** Null if unreadable; a connection on which anything failed is not used again. */
  async #read(statement: string, args: readonly number[]): Promise<readonly Row[] | null> {
    try {
      const { rows } = await this.#client.execute({ sql: statement, args: [...args] });
      this.#isReadable = true;
      return rows;
    } catch (error) {
      if (isPassing(error)) throw storeError(error);
      await this.#client.reconnect();
      return null;
    }
  }
}

/** How many of the events after `after` follow without a gap and fit into one read. */
function readable(sizes: readonly Row[], after: number): number {
  let bytes = 0;
  const end = sizes.findIndex((row, index) => {
    bytes += Number(row["bytes"]);
    return row["id"] !== after + index + 1 || index > 0 && bytes > BYTES_PER_READ;
  });
  return end === -1 ? sizes.length : end;
}
