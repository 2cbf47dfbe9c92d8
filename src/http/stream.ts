/** `GET /sessions/{id}/stream` and `/streaming-status`: cursor in, server-sent events out. */
import type { Context, Hono } from "hono";
import { streamSSE } from "hono/streaming";
import { RxnstreamError } from "../errors.ts";
import { isFinal } from "../session/session_state.ts";
import { eventStream } from "../sse/event_stream.ts";
import { sseBody } from "../sse/sse_body.ts";
import type { HttpDeps } from "./deps.ts";
import { HttpProblem } from "./problem.ts";
import { hasAll, headerCursor, queryCursor, requestedSession, wants } from "./request_values.ts";

/** The contract's four headers, and what keeps proxies from transforming the stream. */
const STREAM_HEADERS: Readonly<Record<string, string>> = {
  "Content-Type": "text/event-stream; charset=utf-8",
  "Cache-Control": "no-cache, no-transform",
  "Connection": "keep-alive",
  "X-Accel-Buffering": "no",
};

export function mountStream(app: Hono, deps: HttpDeps): void {
  app.get("/sessions/:session_id/stream", (c) => stream(c, deps));
  app.get("/sessions/:session_id/streaming-status", (c) => streamingStatus(c, deps));
}

async function stream(c: Context, deps: HttpDeps): Promise<Response> {
  const { store, broadcast, clients, monitor, stopping, log } = deps;
  const session = await requestedSession(c, store);
  if (wants(c, "text/event-stream") === 0) {
    throw new HttpProblem(406, "not_acceptable", 'This is a "text/event-stream"; for JSON ask /content');
  }
  // A native EventSource that reconnects repeats its URL: the header is newer. The query is for clients without headers.
  const cursor = headerCursor(c, session) ?? queryCursor(c, session, "last_event_id") ?? 0;
  // The answer that makes a native EventSource stop for good (WHATWG HTML, section 9.2.3).
  if (hasAll(session, cursor)) return c.body(null, 204);
  // Hono runs this handler for HEAD too and drops the body unread: a stream made here would never be cancelled.
  if (c.req.raw.method === "HEAD") return c.body(null, 200, STREAM_HEADERS);
  if (stopping.aborted) {
    throw new RxnstreamError("stopping", "The server is stopping");
  }

  const { sessionId } = session;
  const client = { clientId: c.req.query("client_id")?.slice(0, 200) || crypto.randomUUID(), taken: cursor };
  const response = streamSSE(c, async (sse) => {
    const leaving = new AbortController();
    const leave = clients.add(sessionId, client);
    const chunks = eventStream({ store, broadcast }, sessionId, { cursor, signal: leaving.signal });
    const body = sseBody(chunks, {
      monitor,
      stopping,
      onTaken: (lastId) => client.taken = lastId,
      onEnd: (reason) => {
        leave();
        leaving.abort();
        log.debug("Stream ended", {
          session: sessionId,
          client: client.clientId,
          reason,
          taken: client.taken,
        });
        // What a client that takes nothing was given is dropped, so that it costs no memory until it goes.
        if (reason === "stalled") sse.abort();
      },
    });
    // A client that leaves is no error: the body is cancelled and has told `onEnd` so.
    await sse.pipe(body).catch(() => {});
  });
  for (const [name, value] of Object.entries(STREAM_HEADERS)) {
    response.headers.set(name, value);
    // Hono lays the context's headers, which `streamSSE` has set, over those of the response.
    c.header(name, value);
  }
  return response;
}

async function streamingStatus(c: Context, { store, clients, runner }: HttpDeps): Promise<Response> {
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
