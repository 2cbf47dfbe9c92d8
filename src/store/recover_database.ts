/** Saves what can be read of a damaged database into a new one. */
import { type Client, createClient, type Row } from "@libsql/client";
import { type Kysely, sql } from "kysely";
import { RxnstreamError } from "../errors.ts";
import type { CompletionEvent } from "../types.ts";
import { openDatabase } from "./open_database.ts";
import { type Database, HIDDEN_STATUSES } from "./schema.ts";
import { isPassing, storeError } from "./store_error.ts";

/** What became of the sessions of a damaged database. */
export interface Recovery {
  /** Sessions of which nothing is missing. */
  readonly whole: number;
  /** Sessions that have lost the end of their logs; those that had not ended make it again. */
  readonly cutShort: number;
  readonly events: number;
}

const EVENTS_PER_READ = 500;
const LOST = {
  end: "The end of the log was lost with a damaged database; resuming the session makes it again",
  query: "The session's query was lost with a damaged database",
} as const;

/**
 * Copies every session that can be read from the file `from` into a new database `to`: its log up to the first event that
 * cannot be read, so that it has no hole. A log that had ended ends with an error then, and can be resumed.
 * Rejects with `store_damaged` if nothing at all can be read, and with `store_unavailable` if another process has it locked.
 */
export async function recoverDatabase(from: string, to: string): Promise<Recovery> {
  using damaged = new DamagedDatabase(from);
  const sessions = (await damaged.rows("sessions", "ordinal"))
    .filter(({ status }) => !HIDDEN_STATUSES.some((hidden) => hidden === status));
  if (!damaged.isReadable) {
    throw new RxnstreamError(
      "store_damaged",
      `Nothing in the database "${from}" can be read: restore it from a backup`,
    );
  }
  const { db } = await openDatabase(to, Infinity);
  try {
    const queries = new Map((await damaged.rows("queries", "session")).map((row) => [row["session"], row]));
    let cutShort = 0;
    let events = 0;
    const continued = new Set<unknown>([null]);
    for (const session of sessions) {
      const { resumed_from: ended = null, ordinal } = session;
      // Earlier versions resumed a session several times: the first one remains its continuation.
      const row = { ...session, resumed_from: continued.has(ended) ? null : ended };
      continued.add(ended);
      const recovered = await recoverSession(db, damaged, row, queries.get(ordinal));
      events += recovered.events;
      if (recovered.isCut) cutShort++;
    }
    await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(db);
    return { whole: sessions.length - cutShort, cutShort, events };
  } finally {
    await db.destroy();
  }
}

async function recoverSession(
  db: Kysely<Database>,
  damaged: DamagedDatabase,
  row: Readonly<Record<string, unknown>>,
  query: Row | undefined,
): Promise<{ events: number; isCut: boolean }> {
  const ordinal = Number(row["ordinal"]);
  // The rows are those of the same tables, of this version or an earlier one.
  const session = { ...row } as unknown as Database["sessions"] & { readonly ordinal: number };
  return await db.transaction().execute(async (tx) => {
    await tx.insertInto("sessions").values(session).execute();
    if (query !== undefined) {
      await tx.insertInto("queries").values({ ...query } as unknown as Database["queries"]).execute();
    }
    let last = 0;
    let completion: string | undefined;
    for await (const rows of damaged.events(ordinal)) {
      const events = rows as unknown as Database["events"][];
      await tx.insertInto("events").values(events).execute();
      last += events.length;
      completion = events.find(({ is_last }) => is_last === 1)?.data;
    }
    const canGoOn = completion === undefined && query !== undefined &&
      (session.status === "queued" || session.status === "running");
    const isCut = last < session.last_event_id || completion === undefined && !canGoOn;
    // The row can be older than the log, if the write-ahead log has been lost.
    if (!isCut && last === session.last_event_id) return { events: last, isCut };
    if (completion === undefined && !canGoOn) {
      completion = completionData(query === undefined ? LOST.query : LOST.end);
      await tx.insertInto("events").values({
        session: ordinal,
        id: ++last,
        data: completion,
        reaction_index: null,
        is_last: 1,
      }).execute();
    }
    await tx.updateTable("sessions").where("ordinal", "=", ordinal).set({
      last_event_id: last,
      ...await countReactions(tx, ordinal),
      updated_at: new Date().toISOString(),
      ...(completion === undefined ? {} : statusIn(completion)),
    }).execute();
    return { events: last, isCut };
  });
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

/** A file of which some places cannot be read. */
class DamagedDatabase implements Disposable {
  readonly #client: Client;
  #isReadable = false;

  constructor(path: string) {
    this.#client = createClient({ url: `file:${path}`, concurrency: 1 });
  }

  /** True once anything could be read. */
  get isReadable(): boolean {
    return this.#isReadable;
  }

  /** The rows of a table in the order of its key: from both ends up to where they cannot be read. */
  async rows(table: "sessions" | "queries", key: string): Promise<readonly Row[]> {
    const step = (condition: string, order: string) => async (at: number) =>
      (await this.#read(
        `select * from ${table} where ${key} ${condition} ? order by ${key} ${order} limit 1`,
        [
          at,
        ],
      ))?.[0];
    const first = await this.#walk(step(">", "asc"), 0, key);
    const reached = Number(first.at(-1)?.[key] ?? 0);
    const last = await this.#walk(step("<", "desc"), Number.MAX_SAFE_INTEGER, key, reached);
    return [...first, ...last.reverse()];
  }

  /** The events of a session from the first on, without a hole. */
  async *events(session: number): AsyncGenerator<readonly Row[], void, undefined> {
    let limit = EVENTS_PER_READ;
    for (let after = 0; limit > 0;) {
      const rows = await this.#read(
        "select * from events where session = ? and id > ? order by id limit ?",
        [session, after, limit],
      );
      if (rows === null) {
        limit = Math.floor(limit / 2);
        continue;
      }
      const gap = rows.findIndex((row, index) => row["id"] !== after + index + 1);
      const sound = gap === -1 ? rows : rows.slice(0, gap);
      if (sound.length === 0) return;
      yield sound.map((row) => ({ ...row }));
      if (gap !== -1) return;
      after += sound.length;
    }
  }

  [Symbol.dispose](): void {
    this.#client.close();
  }

  async #walk(
    next: (at: number) => Promise<Row | undefined>,
    from: number,
    key: string,
    end?: number,
  ): Promise<Row[]> {
    const rows: Row[] = [];
    for (let row = await next(from); row !== undefined; row = await next(Number(row[key]))) {
      if (end !== undefined && Number(row[key]) <= end) break;
      rows.push(row);
    }
    return rows;
  }

  /** Null if it cannot be read; a connection on which anything has failed is not used again. */
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
