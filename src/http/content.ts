/** `GET /sessions/{id}/content`: the log as JSON or NDJSON, with long-poll. */
import type { Context, Hono } from "hono";
import { deadline } from "@std/async";
import { isCompletion } from "../sse/sse_message.ts";
import type { LogEntry, Session } from "../types.ts";
import type { HttpDeps } from "./deps.ts";
import { asksForType, cursorOf, hasAll, requestedSession, wholeNumber } from "./request_values.ts";

const PAGE = { limit: 1_000, maxBytes: 256 * 1024 } as const;
/** Longest wait of a long-poll, in seconds: shorter than what proxies allow. */
const MAX_WAIT = 55;

export function mountContent(app: Hono, deps: HttpDeps): void {
  app.get("/sessions/:session_id/content", (c) => content(c, deps));
}

async function content(c: Context, deps: HttpDeps): Promise<Response> {
  const session = await requestedSession(c, deps.store);
  const after = cursorOf(c, session, "after");
  const limit = wholeNumber(c, "limit", { min: 1, max: 1_000_000_000, fallback: Infinity });
  const wait = wholeNumber(c, "wait", { min: 0, max: MAX_WAIT, fallback: 0 });
  if (wait > 0 && after === session.lastEventId && !hasAll(session, after)) {
    await nextEvent(deps, session, after, wait);
  }
  const pages = entryPages(deps, session, after, limit);
  const ndjson = asksForType(c, "application/x-ndjson");
  const text = ndjson ? ndjsonText(pages) : jsonText(pages, after);
  return c.body(ReadableStream.from(text).pipeThrough(new TextEncoderStream()), 200, {
    "Content-Type": ndjson ? "application/x-ndjson; charset=utf-8" : "application/json; charset=utf-8",
    "Cache-Control": "no-store",
    "Vary": "Accept",
  });
}

/** Resolves when the session has an event after `after`, when it is deleted, or after `seconds`. */
async function nextEvent(
  { broadcast, stopping }: HttpDeps,
  { sessionId }: Session,
  after: number,
  seconds: number,
): Promise<void> {
  using subscription = broadcast.subscribe(sessionId, after);
  const live = subscription.readable.getReader();
  try {
    await deadline(live.read(), seconds * 1_000, { signal: stopping });
  } catch (error) {
    const { name } = error as Error;
    if (name !== "TimeoutError" && name !== "AbortError") throw error;
  }
}

/** The log in pages, so that a long one is never in memory as a whole. */
async function* entryPages(
  { store }: HttpDeps,
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

/** `next_after` is null once the completion event is among the items: nothing will follow. */
async function* jsonText(
  pages: AsyncIterable<readonly LogEntry[]>,
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
  yield `],"next_after":${isCompletion(last.data) ? null : last.id}}`;
}
