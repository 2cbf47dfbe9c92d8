/** Finds faults of a database that `recoverDatabase` could repair. */
import { sql } from "kysely";
import { openDatabase } from "./open_database.ts";
import { HIDDEN_STATUSES } from "./schema.ts";
import { storeError } from "./store_error.ts";

/**
 * Reads the whole database at `path`, which nobody else may use; returns the first fault, or null. Rejects with
 * `store_unavailable` if the database cannot be read now, which is not a fault of it.
 */
export async function databaseFault(path: string): Promise<string | null> {
  try {
    const { db } = await openDatabase(path, Infinity);
    try {
      const { rows: [verdict] } = await sql<{ integrity_check: string }>`PRAGMA integrity_check(1)`.execute(
        db,
      );
      if (verdict?.integrity_check !== "ok") return String(verdict?.integrity_check);
      const { rows: [cut] } = await sql<{ session_id: string }>`
        select session_id from sessions where status not in (${sql.join(HIDDEN_STATUSES)}) and (
          last_event_id <> (select count(*) from events where session = ordinal)
          or last_event_id <> (select coalesce(max(id), 0) from events where session = ordinal)
          or not exists (select 1 from queries where session = ordinal)
        ) limit 1`.execute(db);
      return cut === undefined ? null : `session ${cut.session_id} is incomplete`;
    } finally {
      await db.destroy();
    }
  } catch (error) {
    const { code, message } = storeError(error);
    if (code !== "store_damaged") throw storeError(error);
    return message;
  }
}
