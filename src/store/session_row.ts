/** Converts a row of the table of sessions to the type that the rest of the program uses. */
import type { Selectable } from "kysely";
import type { Session, SessionStatus } from "../types.ts";
import type { SessionsTable } from "./schema.ts";

export function toSession(row: Selectable<SessionsTable>): Session {
  return {
    sessionId: row.session_id,
    title: row.title,
    status: row.status as SessionStatus,
    agent: row.agent,
    workerId: row.worker_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    error: row.error,
    reactions: { found: row.found, done: row.done, failed: row.failed },
    lastEventId: row.last_event_id,
    keptBytes: row.kept_bytes,
    resumedFrom: row.resumed_from,
    owner: row.owner,
  };
}
