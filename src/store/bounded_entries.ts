/** Reads pieces of logs of limited size without reading much more than that. */
import { type Kysely, sql } from "kysely";
import type { LogEntry, SessionId } from "../types.ts";
import type { Database } from "./schema.ts";
import type { PageBounds, ReactionEntry } from "./store.ts";

/** Rows to read first; they show how many may follow. SQLite must load each row that it passes, which can be megabytes. */
const FIRST_ROWS = 16;
/** Most rows to read at once. */
const MOST_ROWS = 256;

/** The events after `after` in order, as many as the bounds allow, and at least the first. */
export async function readEntries(
  db: Kysely<Database>,
  sessionId: SessionId,
  after: number,
  { limit, maxBytes }: PageBounds,
): Promise<readonly LogEntry[]> {
  const entries: LogEntry[] = [];
  let bytes = 0;
  const pieces = inPieces<LogEntry>(maxBytes, (last, rows) =>
    db.selectFrom("events").select(["id", "data"])
      .where("session", "=", ordinalOf(sessionId)).where("id", ">", last?.id ?? after)
      .orderBy("id").limit(Math.min(rows, limit - entries.length)).execute());
  for await (const entry of pieces) {
    bytes += entry.data.length;
    if (bytes > maxBytes && entries.length > 0) break;
    entries.push(entry);
    if (entries.length === limit) break;
  }
  return entries;
}

/** The events of the reactions `from` to `to`, of as many complete ones as `maxBytes` allow, and at least of the first. */
export async function readReactionEntries(
  db: Kysely<Database>,
  sessionId: SessionId,
  { from, to, maxBytes }: { readonly from: number; readonly to: number; readonly maxBytes: number },
): Promise<readonly ReactionEntry[]> {
  const entries: ReactionEntry[] = [];
  let bytes = 0;
  /** Number of entries of the reactions before the current one. */
  let whole = 0;
  const pieces = inPieces<ReactionEntry>(
    maxBytes,
    (last, rows) =>
      db.selectFrom("events").select(["id", "data", sql<number>`reaction_index`.as("reactionIndex")])
        .where("session", "=", ordinalOf(sessionId)).where("reaction_index", "<=", to)
        .where("reaction_index", ">=", last?.reactionIndex ?? from)
        .where(sql<boolean>`(reaction_index > ${last?.reactionIndex ?? from} or id > ${last?.id ?? 0})`)
        .orderBy("reaction_index").orderBy("id").limit(rows).execute(),
  );
  for await (const entry of pieces) {
    if (entry.reactionIndex !== entries.at(-1)?.reactionIndex) whole = entries.length;
    bytes += entry.data.length;
    if (bytes > maxBytes && whole > 0) return entries.slice(0, whole);
    entries.push(entry);
  }
  return entries;
}

function ordinalOf(sessionId: SessionId) {
  return sql<number>`(select ordinal from visible_sessions where session_id = ${sessionId})`;
}

/** The rows of a query, each read once, in batches of about `maxBytes`; a consumer that has enough stops earlier. */
async function* inPieces<Row extends LogEntry>(
  maxBytes: number,
  read: (last: Row | undefined, rows: number) => Promise<readonly Row[]>,
): AsyncGenerator<Row, void, undefined> {
  let last: Row | undefined;
  let count = 0;
  let bytes = 0;
  for (let rows = FIRST_ROWS;;) {
    const piece = await read(last, rows);
    yield* piece;
    if (piece.length < rows) return;
    for (const { data } of piece) bytes += data.length;
    count += piece.length;
    last = piece.at(-1);
    const fitting = Math.ceil((maxBytes - bytes) * count / Math.max(1, bytes));
    rows = Math.min(MOST_ROWS, Math.max(FIRST_ROWS, fitting + 1));
  }
}
