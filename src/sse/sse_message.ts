/** The text of server-sent events (WHATWG HTML, section 9.2.5), as bytes. */
import type { Chunk, Frame } from "../broadcast/frame_window.ts";
import type { EntryFrame } from "../store/store.ts";
import type { LogEntry } from "../types.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const DATA_FIELD = "data: ";

/** The completion event begins so, and no other: agents' events begin with their `type`. */
const COMPLETION_PREFIX = '{"_type":"completion"';

/** True for the data of the event that ends a log. */
export function isCompletion(data: string): boolean {
  return data.startsWith(COMPLETION_PREFIX);
}

/** JSON has no line breaks outside its strings, where they are escaped, so one `data:` line holds it. */
export const ENTRY_FRAME: EntryFrame = { beforeId: "id: ", beforeData: `\n${DATA_FIELD}`, end: "\n\n" };

/** One event of the log as a frame: with `id:`, without `event:`, so that `onmessage` gets it. */
export function encodeFrame({ id, data }: LogEntry): Frame {
  const { beforeId, beforeData, end } = ENTRY_FRAME;
  return { id, bytes: encoder.encode(beforeId + id + beforeData + data + end), isLast: isCompletion(data) };
}

/** The data of the events in a chunk, for those who frame it in another way. */
export function messagesOf({ bytes }: Chunk): readonly string[] {
  const lines = decoder.decode(bytes).split("\n");
  return lines.filter((line) => line.startsWith(DATA_FIELD)).map((line) => line.slice(DATA_FIELD.length));
}

/** First bytes of every stream: the reconnection time in milliseconds, and a comment that makes proxies pass the head on. */
export function encodeOpening(retryMs: number): Uint8Array<ArrayBuffer> {
  return encoder.encode(`retry: ${retryMs}\n: rxnstream\n\n`);
}

/** A comment, which clients ignore, sent when nothing else was for a while. */
export const KEEP_ALIVE: Uint8Array<ArrayBuffer> = encoder.encode(": keep-alive\n\n");

/** Last bytes when the server stops: clients come back after `retryMs`, which differs from client to client. */
export function encodeGoodbye(retryMs: number): Uint8Array<ArrayBuffer> {
  return encoder.encode(`retry: ${retryMs}\n: server stopping\n\n`);
}
