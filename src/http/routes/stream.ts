/** `GET /sessions/{id}/stream` and `/streaming-status`: cursor in, server-sent events out. */
import type { Context, Hono } from "hono";
import { isFinal } from "../../session/session_state.ts";
import { followLog } from "../../sse/follow_log.ts";
import { isAtEnd, streamCursor } from "../cursor.ts";
import type { HttpServices } from "../http_services.ts";
import { HttpProblem } from "../problem.ts";
import { acceptQuality } from "../accept.ts";
import { requestedSession } from "../requested_session.ts";
import { SSE_HEADERS, sseResponse } from "./sse_response.ts";

export function mountStream(app: Hono, deps: HttpServices): void {
  app.get("/sessions/:session_id/stream", (c) => stream(c, deps));
  app.get("/sessions/:session_id/streaming-status", (c) => streamingStatus(c, deps));
}

async function stream(c: Context, deps: HttpServices): Promise<Response> {
  const session = await requestedSession(c, deps.store);
  if (acceptQuality(c, "text/event-stream") === 0) {
    throw new HttpProblem(406, "not_acceptable", 'This is a "text/event-stream"; for JSON ask /content');
  }
  const cursor = streamCursor(c, session) ?? 0;
  // The answer that makes a native EventSource stop for good (WHATWG HTML, section 9.2.3).
  if (isAtEnd(session, cursor)) return c.body(null, 204, { "Cache-Control": "no-store" });
  // Hono runs this handler for HEAD too and drops the body unread: a stream made here would never be cancelled.
  if (c.req.raw.method === "HEAD") return c.body(null, 200, SSE_HEADERS);
  return sseResponse(c, deps, {
    sessionId: session.sessionId,
    cursor,
    deliver: (line, signal) => followLog(deps, session.sessionId, line, signal),
    earlyEnd: "cut",
  });
}

async function streamingStatus(c: Context, { store, clients, runner }: HttpServices): Promise<Response> {
  const session = await requestedSession(c, store);
  const { clientIds, connections, furthestBehind } = clients.of(session.sessionId);
  const worker = runner.workerOf(session.sessionId);
  return c.json({
    session_id: session.sessionId,
    has_active_worker: worker !== null,
    streaming_clients: clientIds,
    queue_size: furthestBehind === null ? 0 : Math.max(0, session.lastEventId - furthestBehind),
    is_complete: isFinal(session.status),
    status: session.status,
    worker_id: worker?.workerId ?? session.workerId,
    created_at: session.createdAt,
    last_event_id: session.lastEventId,
    connections,
    reactions: session.reactions,
  });
}
