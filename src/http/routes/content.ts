/** `GET /sessions/{id}/content`: the log as JSON or NDJSON, with long-poll. */
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { isCompletion } from "../../encoding/event_json.ts";
import type { TurnOptions } from "../../scheduling/fair_turns.ts";
import type { LogEntry, Session } from "../../types.ts";
import { problems, STORED, textOf } from "../contract/answers.ts";
import { content as contentSchema } from "../contract/event_schemas.ts";
import {
  cursorHeader,
  cursorParameters,
  readByRoute,
  sessionParams,
  wholeNumber,
  wholeNumberOr,
} from "../contract/parameters.ts";
import { type HttpApp, mountRoute } from "../contract/routes.ts";
import { contentCursor, isAtEnd } from "../cursor.ts";
import type { HttpServices } from "../http_services.ts";
import { answerInPieces, type Piece } from "./long_answer.ts";
import { SLICE_BYTES, turnsOf } from "./reading_turns.ts";
import { prefersMediaType } from "../accept.ts";
import { requestedSession, sessionNotFound } from "../requested_session.ts";
import { textBody } from "./text_body.ts";

/** Maximum read per turn; it is sent as stored. */
const PAGE = { limit: 1_000, maxBytes: 2 * SLICE_BYTES } as const;
/** Longest wait of a long-poll, in seconds: shorter than the timeouts of common proxies. */
const MAX_WAIT = 55;

type ContentDeps = Pick<
  HttpServices,
  "access" | "store" | "delivery" | "stopping" | "runner" | "reading" | "log"
>;

const contentRange = z.object({
  after: readByRoute("Number of an event; only later events are returned", "integer"),
  ...cursorParameters,
  limit: wholeNumber(1, 1_000_000_000, "Maximum number of events; by default, all"),
  wait: wholeNumberOr(0, 0, MAX_WAIT, "Seconds to wait for an event if there is none yet"),
});

const CONTENT = createRoute({
  method: "get",
  path: "/sessions/{session_id}/content",
  operationId: "readContent",
  tags: ["Events"],
  summary: "The log as JSON or NDJSON",
  description:
    "With `wait`, answers as soon as there is an event. Send `Accept: application/x-ndjson` for NDJSON.",
  request: { params: sessionParams, query: contentRange, headers: cursorHeader },
  responses: {
    200: {
      description: "The events after the cursor",
      content: {
        "application/json": { schema: contentSchema },
        "application/x-ndjson": textOf("LogItem"),
      },
    },
    ...problems(
      "parameter_malformed",
      "cursor_malformed",
      "session_not_found",
      "cursor_beyond_log",
      "streams_full",
      "reads_full",
      ...STORED,
    ),
  },
});

export function mountContent(app: HttpApp, deps: ContentDeps): void {
  mountRoute(app, CONTENT, (c, query) => content(c, deps, query));
}

async function content(
  c: Context,
  deps: ContentDeps,
  { limit = Infinity, wait }: z.output<typeof contentRange>,
): Promise<Response> {
  const session = await requestedSession(c, deps.store);
  const after = contentCursor(c, session) ?? 0;
  const ndjson = prefersMediaType(c, "application/x-ndjson", "application/json");
  // Nobody reads the body of a HEAD request, so do not wait for it.
  const waits = wait > 0 && after === session.lastEventId && !isAtEnd(session, after) &&
    c.req.raw.method !== "HEAD";
  const headers = {
    "Content-Type": ndjson ? "application/x-ndjson; charset=utf-8" : "application/json; charset=utf-8",
    "Cache-Control": "no-store",
    "Vary": "Accept",
  };
  const write = ndjson ? ndjsonText : jsonText;
  const turn = { ...turnsOf(c, deps), first: true };
  const pieces = () => write(entryPages(deps, session, { turn, after, limit }), session, after);
  if (!waits) return await answerInPieces(c, deps, pieces(), headers);

  const releaseStream = deps.access.limits.openStream(c);
  async function* text(left: AbortSignal): AsyncGenerator<string, void, undefined> {
    const signal = AbortSignal.any([left, deps.stopping]);
    await deps.delivery.nextEvent(session.sessionId, { after, ms: wait * 1_000, signal }).finally(
      releaseStream,
    );
    // The log ended at `after` before the wait, so the first page holds everything new.
    for await (const piece of pieces()) yield piece.text;
  }
  return c.body(textBody(text, { ended: releaseStream }), 200, headers);
}

/** Consecutive events; nothing follows the last page. */
interface EntryPage {
  readonly entries: readonly LogEntry[];
  readonly isLast: boolean;
}

/**
 * The log as of when the session was read, in pages, so that a long log is never in memory as a whole. Throws
 * `session_not_found` if the session is deleted before the end.
 */
async function* entryPages(
  { store, reading }: ContentDeps,
  { sessionId, lastEventId }: Session,
  { turn, after, limit }: { readonly turn: TurnOptions; readonly after: number; readonly limit: number },
): AsyncGenerator<EntryPage, void, undefined> {
  let at = after;
  for (let left = limit;;) {
    const bounds = { limit: Math.min(PAGE.limit, left), maxBytes: PAGE.maxBytes };
    const entries = await reading.run(
      { ...turn, first: turn.first && at === after },
      () => store.entriesAfter(sessionId, at, bounds),
      (read) => read,
    );
    if (entries.length === 0 && at < lastEventId && await store.session(sessionId) === null) {
      throw sessionNotFound(sessionId);
    }
    left -= entries.length;
    at = entries.at(-1)?.id ?? Infinity;
    const isLast = at >= lastEventId || left <= 0;
    yield { entries, isLast };
    if (isLast) return;
  }
}

/** `data` is sent byte for byte as stored and streamed. */
function entryJson({ id, data }: LogEntry): string {
  return `{"id":${id},"data":${data}}`;
}

async function* ndjsonText(pages: AsyncIterable<EntryPage>): AsyncGenerator<Piece, void, undefined> {
  for await (const { entries, isLast } of pages) {
    yield { text: entries.map((entry) => entryJson(entry) + "\n").join(""), isLast };
  }
}

/** `next_after` is null once the client has the completion event, in this answer or from before: nothing will follow. */
async function* jsonText(
  pages: AsyncIterable<EntryPage>,
  session: Session,
  after: number,
): AsyncGenerator<Piece, void, undefined> {
  let before = '{"items":[';
  let last: LogEntry = { id: after, data: "" };
  for await (const { entries, isLast } of pages) {
    const text = entries.length === 0 && last.id > after ? "" : before + entries.map(entryJson).join(",");
    last = entries.at(-1) ?? last;
    const isOver = isCompletion(last.data) || isAtEnd(session, last.id);
    yield { text: isLast ? `${text}],"next_after":${isOver ? null : last.id}}` : text, isLast };
    before = ",";
  }
}
