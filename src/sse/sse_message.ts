/** The text of server-sent events (WHATWG HTML, section 9.2.5), as bytes. */
import type { Chunk, Frame } from "../broadcast/frame_window.ts";
import type { EntryFrame } from "../store/store.ts";
import type { LogEntry } from "../types.ts";
import { shortenedEvent } from "./shortened_event.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const DATA_FIELD = "data: ";

/** The completion event begins so, and no other: agents' events begin with their `type`. */
const COMPLETION_PREFIX = '{"_type":"completion"';

/** True for the data of the event that ends a log. */
export function isCompletion(data: string): boolean {
  return data.startsWith(COMPLETION_PREFIX);
}

/**
 * JSON has no line breaks outside its strings, where they are escaped, so one `data:` line holds it.
 *
 * The `id:` comes last, because some clients move their cursor when they read it (`@microsoft/fetch-event-source`): behind the
 * data it moves when they have all of the event, wherever a connection is cut.
 */
export const ENTRY_FRAME: EntryFrame = { beforeData: DATA_FIELD, beforeId: "\nid: ", end: "\n\n" };

/** Longest line of a stream, in bytes: half of what Python's aiohttp reads, which gives up at a longer one. */
export const LONGEST_LINE = 64 * 1024;

/**
 * One event of the log as a frame: with `id:`, without `event:`, so that `onmessage` gets it. One whose line would be too long is
 * shortened; the log has it whole.
 */
export function encodeFrame({ id, data }: LogEntry): Frame {
  const { beforeData, beforeId, end } = ENTRY_FRAME;
  const afterData = beforeId + id + end;
  let bytes = encoder.encode(beforeData + data + afterData);
  if (bytes.length > LONGEST_LINE + afterData.length) {
    const short = shortenedEvent(id, data, LONGEST_LINE - beforeData.length);
    bytes = encoder.encode(beforeData + short + afterData);
  }
  return { id, bytes, isLast: isCompletion(data) };
}

/** The chunk with its event shortened, if it is of one event that is too long. */
export function shortenedChunk(chunk: Chunk): Chunk {
  if (chunk.bytes.length <= LONGEST_LINE) return chunk;
  const [data, other] = messagesOf(chunk);
  if (data === undefined || other !== undefined) return chunk;
  return { ...chunk, bytes: encodeFrame({ id: chunk.lastId, data }).bytes };
}

/** The data of the events in a chunk, for those who frame it in another way. */
export function messagesOf({ bytes }: Chunk): readonly string[] {
  const lines = decoder.decode(bytes).split("\n");
  return lines.filter((line) => line.startsWith(DATA_FIELD)).map((line) => line.slice(DATA_FIELD.length));
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
