/** A session as HTTP shows it. */
import type { Session } from "../../types.ts";
import type { SessionJson } from "../contract/session_schemas.ts";

/** Field names are in snake_case, as in the rest of the contract. */
export function sessionJson(session: Session): SessionJson {
  return {
    session_id: session.sessionId,
    title: session.title,
    status: session.status,
    agent: session.agent,
    worker_id: session.workerId,
    created_at: session.createdAt,
    updated_at: session.updatedAt,
    error: session.error,
    reactions: session.reactions,
    last_event_id: session.lastEventId,
    resumed_from: session.resumedFrom,
    bytes: session.keptBytes,
  };
}
