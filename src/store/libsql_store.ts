/** The store over a libSQL file. Its calls block their thread (the client is asynchronous in name only), so it runs in `store_thread.ts`. */
import { type Kysely, type RawBuilder, sql } from "kysely";
import { RxnstreamError } from "../errors.ts";
import { textOf } from "../encoding/text_pieces.ts";
import type {
  InputFormat,
  LogEntry,
  Session,
  SessionId,
  SessionStatus,
  StampedEvent,
  StoredQuery,
} from "../types.ts";
import { appendEvents, type EventInserts } from "./append_events.ts";
import { readEntries, readReactionEntries } from "./bounded_entries.ts";
import { answerTo, exchangesAfter, keepExchange } from "./exchanges.ts";
import { InDoubtCommit } from "./in_doubt_commit.ts";
import { KeptBytes } from "./kept_bytes.ts";
import { readPage } from "./log_page.ts";
import { type OpenDatabase, openDatabase } from "./open_database.ts";
import type { Database } from "./schema.ts";
import { toSession } from "./session_row.ts";
import {
  type Append,
  type AppendResult,
  type EntryFrame,
  type Exchange,
  type LogPage,
  type NewSession,
  NO_STORAGE_LIMITS,
  type PageBounds,
  type ReactionEntry,
  type ResumedSession,
  type SessionPage,
  type Store,
  type StoredExchange,
} from "./store.ts";
import { Sweeper } from "./sweeper.ts";
import { ResumeCopies } from "./resume_copies.ts";

/** Longest text of a query that is read as a string, in bytes. */
const SHORT_TEXT = 64 * 1024;

/** Opens or creates the database at `path`, checks it if it has at most `checkedBytes`, and brings it up to date. */
export async function openLibsqlStore(
  path: string,
  checkedBytes = Infinity,
  limits = NO_STORAGE_LIMITS,
): Promise<LibsqlStore> {
  const database = await openDatabase(path, checkedBytes);
  return new LibsqlStore(database, await KeptBytes.of(database.db, path, limits));
}

export class LibsqlStore implements Store {
  readonly #db: Kysely<Database>;
  readonly #kept: KeptBytes;
  readonly #inserts: EventInserts = new Map();
  readonly #resumeCopies: ResumeCopies;
  readonly #sweeper: Sweeper;
  /** False for a file too large to be checked before use. */
  readonly isChecked: boolean;
  #doubtful: readonly InDoubtCommit[] = [];
  /** True if the last write failed, for whatever reason: only another write can show that the reason is gone. */
  #writeFailed = false;
  #closing: Promise<void> | undefined;

  /** Starts to remove, in the background, what an earlier process left half copied or half deleted. */
  constructor({ db, isChecked }: OpenDatabase, kept: KeptBytes) {
    this.#db = db;
    this.#kept = kept;
    this.isChecked = isChecked;
    this.#resumeCopies = new ResumeCopies(db, kept);
    this.#sweeper = new Sweeper(db, (ordinal) => this.#resumeCopies.isCopying(ordinal));
    this.#sweeper.sweep();
  }

  createSession(session: NewSession): Promise<{ session: Session; created: boolean }> {
    return this.#write(() => this.#createSession(session));
  }

  async #createSession(session: NewSession): Promise<{ session: Session; created: boolean }> {
    const owner = session.owner ?? null;
    const bytes = session.query.text.length;
    const made = await this.#db.transaction().execute(async (tx) => {
      if (session.idempotency !== null) {
        const earlier = await tx.selectFrom("visible_sessions").selectAll()
          .where("idempotency_key", "=", session.idempotency.key).executeTakeFirst();
        if (earlier !== undefined) {
          if (earlier.idempotency_digest !== session.idempotency.digest) {
            throw new RxnstreamError(
              "idempotency_conflict",
              "The Idempotency-Key was used with another request",
            );
          }
          return { session: toSession(earlier), created: false };
        }
      }
      this.#kept.assertRoomFor(owner, bytes);
      const now = new Date().toISOString();
      const row = await tx.insertInto("sessions").values({
        session_id: session.sessionId,
        title: session.title,
        status: "queued",
        agent: session.agent,
        max_reactions: session.maxReactions,
        worker_id: null,
        created_at: now,
        updated_at: now,
        error: null,
        found: 0,
        done: 0,
        failed: 0,
        last_event_id: 0,
        resumed_from: null,
        idempotency_key: session.idempotency?.key ?? null,
        idempotency_digest: session.idempotency?.digest ?? null,
        owner,
        kept_bytes: bytes,
      }).returningAll().executeTakeFirstOrThrow();
      await tx.insertInto("queries").values({
        session: row.ordinal,
        text: storedText(session.query.text),
        format: session.query.format,
        file_name: session.query.fileName,
      }).execute();
      return { session: toSession(row), created: true };
    });
    if (made.created) this.#kept.add(owner, bytes);
    return made;
  }

  async resumeSession(ended: SessionId, sessionId: SessionId): Promise<ResumedSession> {
    try {
      return await this.#write(() => this.#resumeCopies.resumeSession(ended, sessionId));
    } catch (error) {
      this.#sweeper.sweep();
      throw error;
    }
  }

  async session(sessionId: SessionId): Promise<Session | null> {
    const row = await this.#db.selectFrom("visible_sessions").selectAll()
      .where("session_id", "=", sessionId).executeTakeFirst();
    return row === undefined ? null : toSession(row);
  }

  async sessions(
    filter: { status: SessionStatus | null; limit: number; after: number | null },
  ): Promise<SessionPage> {
    let query = this.#db.selectFrom("visible_sessions").selectAll().orderBy("ordinal", "desc").limit(
      filter.limit + 1,
    );
    if (filter.status !== null) query = query.where("status", "=", filter.status);
    if (filter.after !== null) query = query.where("ordinal", "<", filter.after);
    const rows = await query.execute();
    const shown = rows.slice(0, filter.limit);
    return {
      items: shown.map(toSession),
      nextAfter: rows.length > filter.limit ? shown.at(-1)?.ordinal ?? null : null,
    };
  }

  async unfinished(): Promise<readonly Session[]> {
    const rows = await this.#db.selectFrom("visible_sessions").selectAll()
      .where("status", "in", ["queued", "running"]).orderBy("ordinal").execute();
    return rows.map(toSession);
  }

  async work(sessionId: SessionId): Promise<{ query: StoredQuery; maxReactions: number } | null> {
    const row = await this.#db.selectFrom("visible_sessions").innerJoin(
      "queries",
      "queries.session",
      "visible_sessions.ordinal",
    )
      .where("session_id", "=", sessionId).select(["format", "file_name", "max_reactions"])
      .select(sql<ArrayBuffer>`cast(text as blob)`.as("text"))
      .executeTakeFirst();
    if (row === undefined) return null;
    return {
      query: { text: readText(row.text), format: row.format as InputFormat, fileName: row.file_name },
      maxReactions: row.max_reactions,
    };
  }

  async deleteSession(sessionId: SessionId): Promise<boolean> {
    const session = this.#db.selectFrom("visible_sessions").where("session_id", "=", sessionId).select(
      "ordinal",
    );
    // Its idempotency key, and its place as the continuation of another, are free again at once.
    const deleted = await this.#write(() =>
      this.#db.updateTable("sessions").where("ordinal", "in", session)
        .set({ status: "deleted", resumed_from: null, idempotency_key: null, idempotency_digest: null })
        .returning(["owner", "kept_bytes"]).executeTakeFirst()
    );
    if (deleted === undefined) return false;
    this.#kept.add(deleted.owner, -deleted.kept_bytes);
    this.#sweeper.sweep();
    return true;
  }

  async appendAll(appends: readonly Append[]): Promise<readonly AppendResult[]> {
    const landed = await this.#landed(appends);
    const left = appends.filter((append) => !landed.has(append));
    const attempt = new InDoubtCommit();
    let isComplete = false;
    try {
      const grown = await this.#write(() =>
        this.#db.transaction().execute(async (tx) => {
          const { results, grown } = await appendEvents(tx, left, {
            kept: this.#kept,
            inserts: this.#inserts,
          });
          for (const [append, result] of results) attempt.add(append, result);
          isComplete = true;
          return grown;
        })
      );
      for (const [owner, bytes] of grown) this.#kept.add(owner, bytes);
    } catch (error) {
      if (isComplete && attempt.isOpen) this.#doubtful = [...this.#doubtful, attempt];
      throw error;
    }
    // The other appends of a transaction in doubt may come later, when each is tried alone.
    for (const commit of this.#doubtful) commit.settle(appends);
    this.#doubtful = this.#doubtful.filter((commit) => commit.isOpen);
    return appends.map((append) => landed.get(append) ?? attempt.result(append));
  }

  /** The appends that are on disk although their commits seemed to fail; forgets transactions that are not. */
  async #landed(appends: readonly Append[]): Promise<ReadonlyMap<Append, AppendResult>> {
    const all = new Map<Append, AppendResult>();
    const doubtful: InDoubtCommit[] = [];
    for (const commit of this.#doubtful) {
      const landed = await commit.landed(this.#db, appends);
      if (landed === null) continue;
      doubtful.push(commit);
      for (const [append, result] of landed) all.set(append, result);
    }
    this.#doubtful = doubtful;
    return all;
  }

  entriesAfter(sessionId: SessionId, after: number, bounds: PageBounds): Promise<readonly LogEntry[]> {
    return readEntries(this.#db, sessionId, after, bounds);
  }

  async entriesOfKind(
    sessionId: SessionId,
    infoType: string,
    { after, to }: { after: number; to: number },
  ): Promise<readonly LogEntry[]> {
    // Searching the text costs a fraction of parsing the JSON. Quotes within strings are escaped, but a key of an object can look the
    // same.
    const text = `"info_type":${JSON.stringify(infoType)}`;
    const rows = await this.#db.selectFrom("events").innerJoin("visible_sessions", "ordinal", "session")
      .where("session_id", "=", sessionId).where("id", ">", after).where("id", "<=", to)
      .where(sql<boolean>`instr(data, ${text}) > 0`)
      .orderBy("id").select(["id", "data"]).execute();
    return rows.filter(({ data }) => (JSON.parse(data) as StampedEvent).aux?.info_type === infoType);
  }

  pageAfter(
    sessionId: SessionId,
    after: number,
    bounds: PageBounds,
    frame: EntryFrame,
  ): Promise<LogPage | null> {
    return readPage(this.#db, { sessionId, after, bounds, frame });
  }

  reactionEntries(
    sessionId: SessionId,
    from: number,
    to: number,
    maxBytes: number,
  ): Promise<readonly ReactionEntry[]> {
    return readReactionEntries(this.#db, sessionId, { from, to, maxBytes });
  }

  async keepExchange(sessionId: SessionId, exchange: Exchange): Promise<void> {
    const grown = await this.#write(() => keepExchange(this.#db, sessionId, exchange));
    if (grown !== null) this.#kept.add(grown.owner, grown.bytes);
  }

  answerTo(sessionId: SessionId, digest: string): Promise<string | null> {
    return answerTo(this.#db, sessionId, digest);
  }

  exchangesAfter(sessionId: SessionId, after: number, limit: number): Promise<readonly StoredExchange[]> {
    return exchangesAfter(this.#db, sessionId, after, limit);
  }

  async check(): Promise<void> {
    if (this.#writeFailed) {
      // Writes one page to the disk.
      await this.#write(() => sql`PRAGMA user_version = 1`.execute(this.#db));
      return;
    }
    // Reading alone notices neither a lock of another process nor a file that has become read-only. The change is rolled back, so
    // nothing reaches the disk; a full disk shows only when something is written.
    const rolledBack = Symbol("rolled back");
    try {
      await this.#db.transaction().execute(async (tx) => {
        await sql`create table probe (x)`.execute(tx);
        throw rolledBack;
      });
    } catch (error) {
      if (error !== rolledBack) throw error;
    }
  }

  close(): Promise<void> {
    this.#closing ??= (async () => {
      await Promise.all([this.#resumeCopies.stop(), this.#sweeper.stop()]);
      await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(this.#db);
      await this.#db.destroy();
    })();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #write<Value>(work: () => Promise<Value>): Promise<Value> {
    try {
      const value = await work();
      this.#writeFailed = false;
      return value;
    } catch (error) {
      this.#writeFailed = !(error instanceof RxnstreamError) || error.code === "store_unavailable";
      throw error;
    }
  }
}

/** Bytes are already UTF-8 text, as the database keeps it. */
function storedText(text: StoredQuery["text"]): string | RawBuilder<string> {
  return typeof text === "string" ? text : sql<string>`cast(${text} as text)`;
}

function readText(bytes: ArrayBuffer): StoredQuery["text"] {
  return bytes.byteLength > SHORT_TEXT ? new Uint8Array(bytes) : textOf(new Uint8Array(bytes));
}
