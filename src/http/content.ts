/** `GET /sessions/{id}/content`: the log as JSON or NDJSON, with long-poll. */
import type { Context, Hono } from "hono";
import { isCompletion } from "../sse/sse_message.ts";
import type { LogEntry, Session } from "../types.ts";
import { contentCursor, hasAll } from "./cursor.ts";
import type { HttpDeps } from "./deps.ts";
import { nextEvent } from "./next_event.ts";
import { prefers, requestedSession, wholeNumber } from "./request_values.ts";
import { textBody } from "./text_body.ts";

const PAGE = { limit: 1_000, maxBytes: 256 * 1024 } as const;
/** Longest wait of a long-poll, in seconds: shorter than what proxies allow. */
const MAX_WAIT = 55;

type ContentDeps = Pick<HttpDeps, "access" | "store" | "broadcast" | "stopping">;

export function mountContent(app: Hono, deps: ContentDeps): void {
  app.get("/sessions/:session_id/content", (c) => content(c, deps));
}

async function content(c: Context, deps: ContentDeps): Promise<Response> {
  const session = await requestedSession(c, deps.store);
  const after = contentCursor(c, session) ?? 0;
  const limit = wholeNumber(c, "limit", { min: 1, max: 1_000_000_000, fallback: Infinity });
  const wait = wholeNumber(c, "wait", { min: 0, max: MAX_WAIT, fallback: 0 });
  const ndjson = prefers(c, "application/x-ndjson", "application/json");
  // Nobody reads the body of a HEAD request, so it waits for nothing.
  const waits = wait > 0 && after === session.lastEventId && !hasAll(session, after) &&
    c.req.raw.method !== "HEAD";
  const giveBack = waits ? deps.access.limits.openStream(c) : () => {};
  const body = textBody((left) => {
    left.addEventListener("abort", giveBack, { once: true });
    return text(left);
  });
  async function* text(left: AbortSignal): AsyncGenerator<string, void, undefined> {
    if (waits) await nextEvent(deps, session.sessionId, { after, seconds: wait, left }).finally(giveBack);
    const pages = entryPages(deps, session, after, limit);
    yield* ndjson ? ndjsonText(pages) : jsonText(pages, session, after);
  }
  return c.body(body, 200, {
    "Content-Type": ndjson ? "application/x-ndjson; charset=utf-8" : "application/json; charset=utf-8",
    "Cache-Control": "no-store",
    "Vary": "Accept",
  });
}

/** The log in pages, so that a long one is never in memory as a whole. */
async function* entryPages(
  { store }: ContentDeps,
  { sessionId }: Session,
  after: number,
  limit: number,
): AsyncGenerator<readonly LogEntry[], void, undefined> {
  let left = limit;
  for (let at = after; left > 0;) {
    const page = await store.entriesAfter(sessionId, at, { ...PAGE, limit: Math.min(PAGE.limit, left) });
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    at = last.id;
    left -= page.length;
  }
}

/** `data` goes out byte for byte as it is stored and streamed. */
function entryJson({ id, data }: LogEntry): string {
  return `{"id":${id},"data":${data}}`;
}

async function* ndjsonText(
  pages: AsyncIterable<readonly LogEntry[]>,
): AsyncGenerator<string, void, undefined> {
  for await (const page of pages) yield page.map((entry) => entryJson(entry) + "\n").join("");
}

/** `next_after` is null once the client has the completion event, from here or from before: nothing will follow. */
async function* jsonText(
  pages: AsyncIterable<readonly LogEntry[]>,
  session: Session,
  after: number,
): AsyncGenerator<string, void, undefined> {
  yield '{"items":[';
  let last: LogEntry = { id: after, data: "" };
  let separator = "";
  for await (const page of pages) {
    yield separator + page.map(entryJson).join(",");
    separator = ",";
    last = page.at(-1) ?? last;
  }
  const isOver = isCompletion(last.data) || hasAll(session, last.id);
  yield `],"next_after":${isOver ? null : last.id}}`;
}
