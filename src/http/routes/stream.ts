/** `GET /sessions/{id}/stream` and `/streaming-status`: cursor in, server-sent events out. */
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Connection } from "../../delivery/connection.ts";
import type { PartialListener } from "../../session/partials.ts";
import { isFinal } from "../../session/session_state.ts";
import { json, problems, STORED, textOf } from "../contract/answers.ts";
import { cursorHeader, cursorParameters, readByRoute, sessionParams } from "../contract/parameters.ts";
import { type HttpApp, mountRoute } from "../contract/routes.ts";
import { streamingStatus as streamingStatusSchema } from "../contract/session_schemas.ts";
import { isAtEnd, streamCursor } from "../cursor.ts";
import type { HttpServices } from "../http_services.ts";
import { HttpProblem } from "../problem.ts";
import { acceptQuality } from "../accept.ts";
import { requestedSession } from "../requested_session.ts";
import { SSE_HEADERS, sseStream } from "./sse_stream.ts";

const STREAM = createRoute({
  method: "get",
  path: "/sessions/{session_id}/stream",
  operationId: "streamEvents",
  tags: ["Events"],
  summary: "The log as server-sent events: history, then live, then the completion event",
  description:
    "Events of the log have `data` and `id` but no name. `goodbye` and `deleted`, which have no id, say " +
    "why a stream ends before its log does; `partial` has none either.",
  request: {
    params: sessionParams,
    query: z.object({
      client_id: readByRoute("Names the client in the streaming status", "string"),
      ...cursorParameters,
      partial: readByRoute("1: also what a language model says, as it arrives", "integer"),
      ticket: readByRoute("Replaces a token, for clients that cannot send one", "string"),
    }),
    headers: cursorHeader,
  },
  responses: {
    200: {
      description: "The events after the cursor",
      content: {
        "text/event-stream": textOf({
          message: "ContentEvent",
          goodbye: "GoodbyeEvent",
          deleted: "DeletedEvent",
          partial: "PartialEvent",
        }),
      },
    },
    204: { description: "The client has everything; a native EventSource stops" },
    ...problems(
      "cursor_malformed",
      "session_not_found",
      "not_acceptable",
      "cursor_beyond_log",
      "streams_full",
      ...STORED,
    ),
  },
});

const STREAMING_STATUS = createRoute({
  method: "get",
  path: "/sessions/{session_id}/streaming-status",
  operationId: "getStreamingStatus",
  tags: ["Events"],
  summary: "Who is streaming a session, and how far the session has got",
  request: { params: sessionParams },
  responses: {
    200: json("The status", streamingStatusSchema),
    ...problems("session_not_found", ...STORED),
  },
});

export function mountStream(app: HttpApp, deps: HttpServices): void {
  mountRoute(app, STREAM, (c) => stream(c, deps));
  mountRoute(app, STREAMING_STATUS, (c) => streamingStatus(c, deps));
}

async function stream(c: Context, deps: HttpServices): Promise<Response> {
  const session = await requestedSession(c, deps.store);
  if (acceptQuality(c, "text/event-stream") === 0) {
    throw new HttpProblem(406, "not_acceptable", 'This is a "text/event-stream"; for JSON ask /content');
  }
  const cursor = streamCursor(c, session) ?? 0;
  // The status that makes a native EventSource stop for good (WHATWG HTML, section 9.2.3).
  if (isAtEnd(session, cursor)) return c.body(null, 204, { "Cache-Control": "no-store" });
  // Hono also runs this handler for HEAD and drops the body unread, so a stream created here would never be
  // cancelled.
  if (c.req.raw.method === "HEAD") return c.body(null, 200, SSE_HEADERS);
  const { sessionId } = session;
  return sseStream(
    c,
    deps,
    { sessionId, cursor, earlyEnd: "cut" },
    async (client) => {
      using _partials = c.req.query("partial") === "1"
        ? deps.partials.subscribe(sessionId, partialSender(client.connection))
        : null;
      return await deps.delivery.attach(sessionId, client);
    },
  );
}

/** Sends partial events with a name and without an id; a client that is behind misses some. */
function partialSender(connection: Connection): PartialListener {
  const encoder = new TextEncoder();
  let isFull = false;
  return (partial) => {
    if (isFull || connection.signal.aborted) return;
    const text = `event: partial\ndata: ${JSON.stringify(partial)}\n\n`;
    if (connection.send(encoder.encode(text))) return;
    isFull = true;
    connection.drained().then(() => isFull = false, () => {});
  };
}

async function streamingStatus(c: Context, { store, delivery, runner }: HttpServices): Promise<Response> {
  const session = await requestedSession(c, store);
  const { clientIds, connections, furthestBehind } = delivery.clients.of(session.sessionId);
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
