/** The text of server-sent events (WHATWG HTML, section 9.2.5), as bytes. */
import { isCompletion } from "../encoding/event_json.ts";
import { shortenedEvent } from "../encoding/shortened_event.ts";
import type { EntryFrame } from "../store/store.ts";
import type { LogEntry } from "../types.ts";

const encoder = new TextEncoder();

/**
 * Consecutive events as they go to clients. The bytes are shared by all who get them: never write to them. `lastId` is the
 * number of the newest event, `isLast` is true if that is the completion event.
 */
export interface FrameChunk {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly lastId: number;
  readonly isLast: boolean;
}

/**
 * JSON has no line breaks outside its strings, where they are escaped, so one `data:` line holds it.
 *
 * The `id:` comes last, because some clients move their cursor when they read it (`@microsoft/fetch-event-source`): behind the
 * data it moves when they have all of the event, wherever a connection is cut.
 */
export const ENTRY_FRAME: EntryFrame = { beforeData: "data: ", beforeId: "\nid: ", end: "\n\n" };

/** Longest line of a stream, in bytes: half of what Python's aiohttp reads, which gives up at a longer one. */
export const LONGEST_LINE = 64 * 1024;
/** Bytes of UTF-8 that one character of a JavaScript string takes at most. */
const MOST_BYTES = 3;

/**
 * Events of the log with `id:` and without `event:`, so that `onmessage` gets them. One whose line would be too long is
 * shortened; the log has it whole. `entries` must not be empty.
 */
export function encodeEntries(entries: readonly LogEntry[]): FrameChunk {
  const { beforeData, beforeId, end } = ENTRY_FRAME;
  const last = entries.at(-1);
  if (last === undefined) throw new RangeError("There are no events to encode");
  const text = entries.map((entry) => beforeData + lineOf(entry) + beforeId + entry.id + end).join("");
  return { bytes: encoder.encode(text), lastId: last.id, isLast: isCompletion(last.data) };
}

function lineOf({ id, data }: LogEntry): string {
  const most = LONGEST_LINE - ENTRY_FRAME.beforeData.length;
  if (MOST_BYTES * data.length <= most || encoder.encode(data).length <= most) return data;
  return shortenedEvent(id, data, most);
}

/*
 * What is no event ends with one line break: after a blank line `@microsoft/fetch-event-source` and others call back with an
 * event without data, which their callers cannot read.
 */

/**
 * First bytes of every stream: the reconnection time in milliseconds, and a comment that makes proxies pass the head on.
 *
 * `forWebKit` puts blank lines before them. WebKit keeps the unfinished line and block of a connection that broke and adds the
 * next connection's first line to it: so they end first, as an event that the cursor has not reached.
 */
export function encodeOpening(
  retryMs: number,
  { forWebKit }: { readonly forWebKit: boolean },
): Uint8Array<ArrayBuffer> {
  return encoder.encode(`${forWebKit ? "\n\n" : ""}retry: ${retryMs}\n: rxnstream\n`);
}

/** A comment, which clients ignore, sent when nothing else was for a while. */
export const KEEP_ALIVE: Uint8Array<ArrayBuffer> = encoder.encode(": keep-alive\n");

/** Why a stream ends before its log does. */
export type EarlyEnd = "stopping" | "failed" | "deleted";

/**
 * Last bytes of a stream that ends before its log does. The event has a name of its own, so that `onmessage` does not get it, and
 * no id, so that the cursor stays. Clients come back after `retryMs`; from a session that was deleted a 404 sends them away.
 */
export function encodeEarlyEnd(reason: EarlyEnd, retryMs: number): Uint8Array<ArrayBuffer> {
  if (reason === "deleted") return encoder.encode(`event: deleted\ndata: {"reason":"deleted"}\n\n`);
  const data = JSON.stringify({ reason, retry_ms: retryMs });
  return encoder.encode(`retry: ${retryMs}\nevent: goodbye\ndata: ${data}\n\n`);
}

/** The reconnection time alone, for a framing that has no event to tell why a stream ends. */
export function encodeRetry(retryMs: number): Uint8Array<ArrayBuffer> {
  return encoder.encode(`retry: ${retryMs}\n`);
}
