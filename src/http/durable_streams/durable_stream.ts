/**
 * `/v1/stream/{session_id}`: a session's log for readers that use the Durable Streams protocol
 * (https://github.com/durable-streams/durable-streams, PROTOCOL.md).
 *
 * The stream is in JSON mode; its messages are the `data` of the events. It is closed once it holds the completion
 * event. Only the session writes to it.
 */
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { LogEntry, Session } from "../../types.ts";
import { problems, STORED, textOf } from "../contract/answers.ts";
import { contentEvent } from "../contract/event_schemas.ts";
import { readByRoute, sessionParams } from "../contract/parameters.ts";
import { type HttpApp, mountRoute } from "../contract/routes.ts";
import { isAtEnd } from "../cursor.ts";
import type { HttpServices } from "../http_services.ts";
import { durableFraming, encodeControl } from "./durable_stream_frames.ts";
import {
  cursors,
  entityTag,
  hasTagged,
  LIVE_MODES,
  type LiveMode,
  positionHeaders,
  queryLive,
  queryOffset,
} from "./durable_stream_position.ts";
import { HttpProblem, problemResponse } from "../problem.ts";
import { turnsOf } from "../routes/reading_turns.ts";
import { acceptQuality } from "../accept.ts";
import { requestedSession, sessionNotFound } from "../requested_session.ts";
import { sseStream } from "../routes/sse_stream.ts";

const EVENT_STREAM = "text/event-stream";
/** Maximum size of one response. */
const PAGE = { limit: 1_000, maxBytes: 256 * 1024 } as const;
/** A response cached for one caller must not be served to another. */
const VARY = "Authorization, Cookie";
/**
 * For pages that can never change. They belong to the client, so shared caches must not store them (protocol, section
 * 10.1).
 */
const CACHEABLE = "private, max-age=60, stale-while-revalidate=300";
/**
 * For pages that end at the open end of a log: caches must revalidate, and the entity tag tells them if nothing has
 * been added.
 */
const REVALIDATED = "private, no-cache";

const position = z.object({
  "Stream-Next-Offset": z.string().optional().openapi({
    description: "Where to continue; with live=sse, sent in `control` events",
  }),
  "Stream-Up-To-Date": z.literal("true").optional().openapi({ description: "Nothing more at present" }),
  "Stream-Closed": z.literal("true").optional().openapi({ description: "There will never be more" }),
  "Stream-Cursor": z.string().optional().openapi({
    description: "For a long-poll: send it back as `cursor`",
  }),
});

const STREAM = createRoute({
  method: "get",
  path: "/v1/stream/{session_id}",
  operationId: "readDurableStream",
  tags: ["Events"],
  summary: "The log over the Durable Streams protocol: a JSON stream, closed by the completion event",
  request: {
    params: sessionParams,
    query: z.object({
      offset: readByRoute(
        "An offset from the server, -1 for the beginning, or now for the end; required with live",
        "string",
      ),
      live: z.unknown().optional().openapi({ type: "string", enum: [...LIVE_MODES] }),
      cursor: readByRoute("The Stream-Cursor of the previous response", "string"),
      client_id: readByRoute("Names the client in the streaming status", "string"),
    }),
    headers: z.object({ "If-None-Match": z.string().optional() }),
  },
  responses: {
    200: {
      description: "The messages from the offset on; with live=sse, `data` and `control` events",
      headers: position,
      content: {
        "application/json": { schema: z.array(contentEvent) },
        "text/event-stream": textOf({ data: "DurableDataEvent", control: "DurableControlEvent" }),
      },
    },
    204: { description: "For a long-poll: nothing has come, or nothing ever will", headers: position },
    304: { description: "The client already has this" },
    ...problems(
      "parameter_malformed",
      "cursor_malformed",
      "session_not_found",
      "method_not_allowed",
      "not_acceptable",
      "cursor_beyond_log",
      "streams_full",
      ...STORED,
    ),
  },
});

export function mountDurableStream(app: HttpApp, deps: HttpServices): void {
  mountRoute(app, STREAM, (c) => read(c, deps));
  app.all(STREAM.getRoutingPath(), (c) =>
    problemResponse(
      c,
      new HttpProblem(
        405,
        "method_not_allowed",
        `${c.req.method} is not possible here: a session alone writes its log; POST /sessions makes one`,
        { Allow: "GET, HEAD, OPTIONS" },
      ),
    ));
}

async function read(c: Context, deps: HttpServices): Promise<Response> {
  const session = await requestedSession(c, deps.store);
  const live = queryLive(c);
  const offset = queryOffset(c, session);
  if (live !== undefined && offset === undefined) {
    throw new HttpProblem(400, "parameter_malformed", `live=${live} needs an "offset", such as -1`);
  }
  const type = live === "sse" ? EVENT_STREAM : "application/json";
  if (acceptQuality(c, type) === 0) {
    throw new HttpProblem(406, "not_acceptable", `This is "${type}"; live=sse makes it server-sent events`);
  }
  if (c.req.raw.method === "HEAD") return metadata(c, session);
  const from = offset ?? 0;
  if (live === "sse") return follow(c, deps, session, from);
  return await messages(c, deps, { session, from, live });
}

/** Answers HEAD: where the stream currently ends. */
function metadata(c: Context, session: Session): Response {
  const { "Stream-Up-To-Date": _, ...headers } = positionHeaders(session, session.lastEventId);
  return c.body(null, 200, { ...headers, "Content-Type": "application/json", "Cache-Control": "no-store" });
}

interface Place {
  readonly session: Session;
  readonly from: number;
  readonly live: Exclude<LiveMode, "sse"> | undefined;
}

/** Catch-up and long-poll: a page of messages as an array. */
async function messages(
  c: Context,
  deps: HttpServices,
  { session: asked, from, live }: Place,
): Promise<Response> {
  const isLive = live !== undefined;
  let session = asked;
  if (isLive && from === session.lastEventId && !isAtEnd(session, from)) {
    const { delivery, stopping } = deps;
    const signal = AbortSignal.any([c.req.raw.signal, stopping]);
    const releaseStream = deps.access.limits.openStream(c);
    await delivery.nextEvent(session.sessionId, { after: from, ms: delivery.keepAliveMs, signal })
      .finally(releaseStream);
    session = await requestedSession(c, deps.store);
  }
  const entries = await page(c, deps, session, from);
  const to = entries.at(-1)?.id ?? from;
  const isClosed = isAtEnd(session, to);
  const headers = {
    ...positionHeaders(session, to),
    ...(isLive && !isClosed ? { "Stream-Cursor": cursors(c)() } : {}),
  };
  if (isLive && entries.length === 0) return c.body(null, 204, { ...headers, "Cache-Control": "no-store" });
  // What "now" refers to can change at any time, so this response has no entity tag and is not cached.
  if (c.req.query("offset") === "now") {
    return array(c, entries, { ...headers, "Cache-Control": "no-store" });
  }
  const tag = entityTag(session.sessionId, from, to);
  const isFixed = isClosed || to < session.lastEventId;
  const tagged = {
    ...headers,
    "ETag": tag,
    "Cache-Control": isFixed ? CACHEABLE : REVALIDATED,
    "Vary": VARY,
  };
  return hasTagged(c, tag) ? c.body(null, 304, tagged) : array(c, entries, tagged);
}

/** The log as of when the session was read, so that the headers match the messages. Throws `session_not_found`. */
async function page(
  c: Context,
  deps: HttpServices,
  { sessionId, lastEventId }: Session,
  after: number,
): Promise<readonly LogEntry[]> {
  if (after === lastEventId) return [];
  const limit = Math.min(PAGE.limit, lastEventId - after);
  const entries = await deps.reading.run(
    { ...turnsOf(c, deps), first: true },
    () => deps.store.entriesAfter(sessionId, after, { ...PAGE, limit }),
    (read) => read,
  );
  if (entries.length === 0) throw sessionNotFound(sessionId);
  return entries;
}

/** The messages are sent byte for byte as stored. */
function array(c: Context, entries: readonly LogEntry[], headers: Record<string, string>): Response {
  const body = `[${entries.map(({ data }) => data).join(",")}]`;
  return c.body(body, 200, { ...headers, "Content-Type": "application/json" });
}

function follow(c: Context, deps: HttpServices, session: Session, cursor: number): Response {
  const nextCursor = cursors(c);
  // Clients that already have everything are told so in the response head, too.
  if (isAtEnd(session, cursor)) {
    for (const [name, value] of Object.entries(positionHeaders(session, cursor))) c.header(name, value);
  }
  const { sessionId, lastEventId } = session;
  const { delivery, store } = deps;
  const framing = durableFraming(store, session, nextCursor);
  const options = { sessionId, cursor, framing, earlyEnd: "end" } as const;
  const response = sseStream(c, deps, options, async (client) => {
    const isClosed = isAtEnd(session, cursor);
    if (cursor === lastEventId) {
      client.connection.send(encodeControl(cursor, isClosed ? "closed" : "up_to_date", nextCursor()));
    }
    return isClosed ? "complete" : await delivery.attach(sessionId, client);
  });
  // The protocol defines the type without a charset, and readers compare it literally.
  c.header("Content-Type", EVENT_STREAM);
  response.headers.set("Content-Type", EVENT_STREAM);
  return response;
}
