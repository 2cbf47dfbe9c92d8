/** A page of a log as one piece of bytes, assembled by SQLite itself. */
import { CompiledQuery, type Kysely } from "kysely";
import type { SessionId } from "../types.ts";
import type { Database } from "./schema.ts";
import type { EntryFrame, LogPage, PageBounds } from "./store.ts";

interface PageRow {
  readonly bytes: ArrayBuffer | null;
  /** "ID LENGTH" of each event, its framed text in bytes. */
  readonly lengths: string;
  readonly last_id: number;
  readonly is_last: number;
}

/** Rows reach an aggregate in the order of its subquery. The parentheses avoid a copy of the data for each `||`. */
const PAGE_SQL = `select
  cast(group_concat(frame, '') as blob) as bytes,
  group_concat(id || ' ' || octet_length(frame)) as lengths,
  max(id) as last_id,
  max(is_last) as is_last
  from (
    select id, is_last, (?1 || data) || (?2 || id || ?3) as frame from events
    where session = (select ordinal from visible_sessions where session_id = ?4) and id > ?5
    order by id limit ?6
  )`;

/**
 * The events after `after`, each framed by `frame`; null if there are none. What exceeds the bound in bytes is read in vain, so
 * `limit` should be about what fits.
 *
 * Every row costs twice, once on each side of the thread: here a page is one row with one value.
 */
export async function readPage(
  db: Kysely<Database>,
  { sessionId, after, bounds: { limit, maxBytes }, frame }: {
    readonly sessionId: SessionId;
    readonly after: number;
    readonly bounds: PageBounds;
    readonly frame: EntryFrame;
  },
): Promise<LogPage | null> {
  const { beforeData, beforeId, end } = frame;
  const query = CompiledQuery.raw(PAGE_SQL, [beforeData, beforeId, end, sessionId, after, limit]);
  const { rows: [row] } = await db.executeQuery<PageRow>(query);
  if (row === undefined || row.bytes === null) return null;
  const page = { bytes: new Uint8Array(row.bytes), lastId: row.last_id, isLast: row.is_last === 1 };
  return page.bytes.length <= maxBytes ? page : cut(page, row.lengths, maxBytes);
}

/** The first events of a page, of at most `maxBytes` together, and at least the first. */
function cut(page: LogPage, lengths: string, maxBytes: number): LogPage {
  let kept = 0;
  let lastId = 0;
  for (const entry of lengths.split(",")) {
    const [id = NaN, length = NaN] = entry.split(" ").map(Number);
    if (kept > 0 && kept + length > maxBytes) break;
    kept += length;
    lastId = id;
  }
  // A copy, so that the rest does not stay in memory with it.
  return { bytes: page.bytes.slice(0, kept), lastId, isLast: page.isLast && lastId === page.lastId };
}
