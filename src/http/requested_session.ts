/** The session that a request is about. */
import type { Context } from "hono";
import { RxnstreamError } from "../errors.ts";
import type { Store } from "../store/store.ts";
import type { Session } from "../types.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The session that the path names, in upper or lower case (RFC 9562, section 4); throws `session_not_found`. */
export async function requestedSession(c: Context, store: Pick<Store, "session">): Promise<Session> {
  const sessionId = (c.req.param("session_id") ?? "").toLowerCase();
  const session = UUID.test(sessionId) ? await store.session(sessionId) : null;
  if (session === null) throw sessionNotFound(sessionId);
  return session;
}

export function sessionNotFound(sessionId: string): RxnstreamError {
  return new RxnstreamError("session_not_found", `No session has the id "${sessionId.slice(0, 100)}"`);
}
