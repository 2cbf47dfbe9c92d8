/** `GET /sessions/{id}/content`: the log as JSON or NDJSON, with long-poll. */
import type { Context, Hono } from "hono";
import { delay } from "@std/async";
import { isCompletion } from "../sse/sse_message.ts";
import type { LogEntry, Session } from "../types.ts";
import type { HttpDeps } from "./deps.ts";
import {
  hasAll,
  headerCursor,
  prefers,
  queryCursor,
  requestedSession,
  wholeNumber,
} from "./request_values.ts";
import { textBody } from "./text_body.ts";

const PAGE = { limit: 1_000, maxBytes: 256 * 1024 } as const;
/** Longest wait of a long-poll, in seconds: shorter than what proxies allow. */
const MAX_WAIT = 55;

type ContentDeps = Pick<HttpDeps, "store" | "broadcast" | "stopping">;

export function mountContent(app: Hono, deps: ContentDeps): void {
  app.get("/sessions/:session_id/content", (c) => content(c, deps));
}

async function content(c: Context, deps: ContentDeps): Promise<Response> {
  const session = await requestedSession(c, deps.store);
  const after = queryCursor(c, session, "after") ?? headerCursor(c, session) ?? 0;
  const limit = wholeNumber(c, "limit", { min: 1, max: 1_000_000_000, fallback: Infinity });
  const wait = wholeNumber(c, "wait", { min: 0, max: MAX_WAIT, fallback: 0 });
  const ndjson = prefers(c, "application/x-ndjson", "application/json");
  const body = textBody(async function* (left) {
    if (wait > 0 && after === session.lastEventId && !hasAll(session, after)) {
      await nextEvent(deps, session, { after, seconds: wait, left });
    }
    const pages = entryPages(deps, session, after, limit);
    yield* ndjson ? ndjsonText(pages) : jsonText(pages, session, after);
  });
  return c.body(body, 200, {
    "Content-Type": ndjson ? "application/x-ndjson; charset=utf-8" : "application/json; charset=utf-8",
    "Cache-Control": "no-store",
    "Vary": "Accept",
  });
}

/** Resolves when the session has an event after `after`, when it is deleted, when the client has left, or after `seconds`. */
async function nextEvent(
  { store, broadcast, stopping }: ContentDeps,
  { sessionId }: Session,
  { after, seconds, left }: { readonly after: number; readonly seconds: number; readonly left: AbortSignal },
): Promise<void> {
  using subscription = broadcast.subscribe(sessionId, after);
  // What came before the subscription may never come through it: a log that has ended is not broadcast any longer.
  const session = await store.session(sessionId);
  if (session === null || session.lastEventId > after) return;
  const live = subscription.readable.getReader();
  const come = new AbortController();
  const signal = AbortSignal.any([come.signal, left, stopping]);
  try {
    await Promise.race([live.read(), delay(seconds * 1_000, { signal }).catch(() => {})]);
  } finally {
    // The timer of a wait that has ended is not left to run.
    come.abort();
  }
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
