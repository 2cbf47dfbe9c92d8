/** The place in a log after which a client wants to go on. */
import type { Context } from "hono";
import { RxnstreamError } from "../errors.ts";
import { isFinal } from "../session/session_state.ts";
import type { Session } from "../types.ts";

const HEADER = "Last-Event-ID";
/**
 * Names under which clients put their cursor into the query: ours, that of event-source-polyfill and reconnecting-eventsource, and
 * that of older polyfills.
 */
export const CURSOR_NAMES = ["last_event_id", "lastEventId", "evs_last_event_id"] as const;
const CONTENT_NAMES = ["after", ...CURSOR_NAMES] as const;
/** Every name that means a place in a log on some route, in small letters alone: another spelling of one is not ignored. */
const MEANINGS: ReadonlySet<string> = new Set(["lasteventid", "evslasteventid", "after", "offset"]);

/**
 * The cursor of a request for a stream; undefined if it has none, or an empty one (WHATWG HTML, section 9.2.3). The header wins
 * over the query: a native `EventSource` that reconnects repeats the URL that it was opened with, so the header is newer.
 *
 * Throws `cursor_malformed` or `cursor_beyond_log`, so that a cursor is never ignored in silence.
 */
export function streamCursor(c: Context, session: Session): number | undefined {
  const inQuery = queryText(c, CURSOR_NAMES);
  const inHeader = headerText(c);
  const text = inHeader ?? inQuery;
  return text === undefined ? undefined : cursorWithin(text, session);
}

/** The cursor of a request for a log's content. Nothing repeats such a request with a newer header, so the two must agree. */
export function contentCursor(c: Context, session: Session): number | undefined {
  const inQuery = queryText(c, CONTENT_NAMES);
  const inHeader = headerText(c);
  const text = only([inQuery, inHeader].filter((text) => text !== undefined));
  return text === undefined ? undefined : cursorWithin(text, session);
}

/** True if the request says that its client has events already. */
export function hasCursor(c: Context): boolean {
  return /^[1-9][0-9]*$/.test(headerText(c) ?? queryText(c, CURSOR_NAMES) ?? "");
}

/** Throws `cursor_malformed` if the query has a cursor under a name that is none of `names`. */
export function refuseOtherNames(c: Context, names: readonly string[]): void {
  for (const name of new URL(c.req.url).searchParams.keys()) {
    if (names.includes(name) || !MEANINGS.has(name.toLowerCase().replaceAll(/[^a-z]/g, ""))) continue;
    throw malformed(
      `"${name.slice(0, 40)}" is not read here: the place to go on after is ${
        names.join(" or ")
      } in the query`,
    );
  }
}

/** The place in the log that a number names; throws `cursor_beyond_log` if there is no such place yet. */
export function cursorWithin(text: string, session: Session): number {
  // However long it is, it is only compared: more digits than a number has exactly lie beyond every log.
  const cursor = Number(text);
  if (cursor <= session.lastEventId) return cursor;
  throw new RxnstreamError(
    "cursor_beyond_log",
    `The last event id ${text.slice(0, 40)} lies beyond the newest event, ${session.lastEventId}`,
  );
}

/** True if the client has everything that will ever be in the log. */
export function isAtEnd(session: Session, cursor: number): boolean {
  return isFinal(session.status) && cursor === session.lastEventId;
}

function queryText(c: Context, names: readonly string[]): string | undefined {
  refuseOtherNames(c, names);
  const { searchParams } = new URL(c.req.url);
  const text = only(names.flatMap((name) => searchParams.getAll(name)).filter((text) => text !== ""));
  if (text !== undefined) refuseMalformed(text);
  return text;
}

function headerText(c: Context): string | undefined {
  const text = c.req.header(HEADER);
  if (text === undefined || text === "") return undefined;
  refuseMalformed(text);
  return text;
}

/** The one text that is there, however often. */
function only(texts: readonly string[]): string | undefined {
  const [first, other] = new Set(texts);
  if (other === undefined) return first;
  throw malformed(
    `The request has two last event ids that differ, "${first?.slice(0, 40)}" and "${other.slice(0, 40)}"`,
  );
}

function refuseMalformed(text: string): void {
  if (/^(0|[1-9][0-9]*)$/.test(text)) return;
  throw malformed(`The last event id must be a whole number, not "${text.slice(0, 40)}"`);
}

function malformed(detail: string): RxnstreamError {
  return new RxnstreamError("cursor_malformed", detail);
}
