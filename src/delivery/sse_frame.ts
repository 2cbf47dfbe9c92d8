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

/**
 * A comment, which clients ignore, sent when nothing else was for a while. Like everything that is no event it ends with one line
 * break: after a blank line `@microsoft/fetch-event-source` and others call back with an event without data.
 */
export const KEEP_ALIVE: Uint8Array<ArrayBuffer> = encoder.encode(": keep-alive\n");
