/** The text of server-sent events (WHATWG HTML, section 9.2.5), as bytes. */
import { isCompletion } from "../encoding/event_json.ts";
import { shortenedEvent } from "../encoding/shortened_event.ts";
import type { EntryFrame } from "../store/store.ts";
import type { LogEntry } from "../types.ts";

const encoder = new TextEncoder();

/**
 * Consecutive events, encoded for clients. The bytes are shared by all recipients: never write to them. `lastId` is
 * the number of the newest event; `isLast` is true if that is the completion event.
 */
export interface FrameChunk {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly lastId: number;
  readonly isLast: boolean;
}

/**
 * JSON escapes line breaks inside strings and has none elsewhere, so it fits on one `data:` line. The `id:` comes
 * last, because some clients (`@microsoft/fetch-event-source`) move their cursor as soon as they read it. After the
 * data, the cursor moves only once the whole event has arrived, wherever the connection breaks.
 */
export const ENTRY_FRAME: EntryFrame = { beforeData: "data: ", beforeId: "\nid: ", end: "\n\n" };

/** Longest line of a stream, in bytes: half of what Python's aiohttp accepts before it fails. */
export const LONGEST_LINE = 64 * 1024;
/** Maximum number of UTF-8 bytes per character of a JavaScript string. */
const MOST_BYTES = 3;

/**
 * Encodes events of the log with `id:` and without `event:`, so that `onmessage` receives them. An event whose line
 * would be too long is shortened; the log has it in full. `entries` must not be empty.
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
 * A comment, sent after a period of silence; clients ignore it. It ends with a single line break, like everything
 * that is not an event: after a blank line, `@microsoft/fetch-event-source` and others would call back with an event
 * without data.
 */
export const KEEP_ALIVE: Uint8Array<ArrayBuffer> = encoder.encode(": keep-alive\n");
