/** A reader's position in the Durable Streams protocol: offsets into the log, cursors for caches, entity tags. */
import type { Context } from "hono";
import { RxnstreamError } from "../../errors.ts";
import type { Session, SessionId } from "../../types.ts";
import { cursorWithin, isAtEnd, refuseOtherNames } from "../cursor.ts";
import { HttpProblem } from "../problem.ts";

/** Digits of an offset: enough for any safe integer of JavaScript, so that offsets sort as text. */
const OFFSET_DIGITS = 16;

/** Start and length of the cursor intervals (protocol, section 10.1). */
const CURSOR_EPOCH = Date.UTC(2024, 9, 9);
const CURSOR_INTERVAL_MS = 20_000;
/** Maximum number of intervals by which a repeated cursor is moved on: one hour. */
const MAX_JITTER = 180;

/** The offset after the event with this number; 0 is the beginning. */
export function offsetAfter(eventId: number): string {
  return String(eventId).padStart(OFFSET_DIGITS, "0");
}

/**
 * The number of the event after which the query's `offset` asks to read; undefined if it has none. `-1` is the
 * beginning, `now` the end of the log. Throws `cursor_malformed` (also if `offset` is repeated or spelled
 * differently) or `cursor_beyond_log`.
 */
export function queryOffset(c: Context, session: Session): number | undefined {
  refuseOtherNames(c, ["offset"]);
  const [offset, ...more] = c.req.queries("offset") ?? [];
  if (offset === undefined) return undefined;
  if (offset === "-1" && more.length === 0) return 0;
  if (offset === "now" && more.length === 0) return session.lastEventId;
  if (more.length > 0 || !/^\d{16}$/.test(offset)) {
    throw new RxnstreamError(
      "cursor_malformed",
      `"offset" must be one that this server gave, -1 or now, not "${[offset, ...more].join().slice(0, 40)}"`,
    );
  }
  return cursorWithin(offset, session);
}

export const LIVE_MODES = ["long-poll", "sse"] as const;
export type LiveMode = typeof LIVE_MODES[number];

/** How the reader wants to follow the stream; undefined if it only wants what is there. */
export function queryLive(c: Context): LiveMode | undefined {
  const live = c.req.query("live");
  const mode = LIVE_MODES.find((name) => name === live);
  if (live !== undefined && mode === undefined) {
    throw new HttpProblem(
      400,
      "parameter_malformed",
      `"live" must be ${LIVE_MODES.join(" or ")}, not "${live.slice(0, 40)}"`,
    );
  }
  return mode;
}

/**
 * The cursors of one live response: the interval of the current time, but never below the first cursor, which lies
 * beyond the one that the client echoes. Otherwise, a cache in between could give a client the same response for
 * ever.
 */
export function cursors(c: Context): () => string {
  const echoed = c.req.query("cursor") ?? "";
  const used = /^\d{1,15}$/.test(echoed) ? Number(echoed) : -1;
  const first = interval() > used ? interval() : used + 1 + Math.floor(Math.random() * MAX_JITTER);
  return () => String(Math.max(first, interval()));
}

function interval(): number {
  return Math.floor((Date.now() - CURSOR_EPOCH) / CURSOR_INTERVAL_MS);
}

/**
 * Identifies a piece of a log. The end of a log has a tag of its own, as the protocol requires, because the
 * completion event is a message.
 */
export function entityTag(sessionId: SessionId, from: number, to: number): string {
  return `"${sessionId}:${from}:${to}"`;
}

/** True if the client has the version that the tag names (RFC 9110, section 13.1.2). */
export function hasTagged(c: Context, tag: string): boolean {
  const tags = (c.req.header("If-None-Match") ?? "").split(",").map((text) =>
    text.trim().replace(/^W\//, "")
  );
  return tags.includes(tag) || tags.includes("*");
}

/** Response headers that pages of other origins must be able to read. */
export const POSITION_HEADERS = [
  "Stream-Next-Offset",
  "Stream-Up-To-Date",
  "Stream-Closed",
  "Stream-Cursor",
] as const;

/** The position headers for a reader that has read up to the event with this number. */
export function positionHeaders(session: Session, at: number): Record<string, string> {
  return {
    "Stream-Next-Offset": offsetAfter(at),
    ...(at === session.lastEventId ? { "Stream-Up-To-Date": "true" } : {}),
    ...(isAtEnd(session, at) ? { "Stream-Closed": "true" } : {}),
  };
}
