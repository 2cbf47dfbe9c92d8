/** JSON Lines between the server and its chem processes. */
import { EventLoopShare } from "../scheduling/event_loop_share.ts";

/** Longest line to a chem process in bytes, including its newline. */
export const MAX_REQUEST_BYTES = 64 * 1024 * 1024;

/** Longest line from a chem process in bytes. */
export const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

const NEWLINE = 10;

/**
 * Splits bytes into lines of UTF-8 text without their newline; anything after the last newline is dropped,
 * since an incomplete line means nothing.
 *
 * - **Cost** is linear in the bytes, however small the chunks are.
 * - **Yields** to the event loop after some milliseconds with the lines of one chunk.
 * - **Throws** a RangeError as soon as a line is longer than `maxBytes`, a TypeError if it is not UTF-8.
 * - **Leaving early** cancels `source`.
 */
export async function* textLines(
  source: ReadableStream<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let parts: Uint8Array[] = [];
  let held = 0;
  const loop = new EventLoopShare();
  for await (const chunk of source) {
    let start = 0;
    loop.begin();
    while (start < chunk.length) {
      const newline = chunk.indexOf(NEWLINE, start);
      const end = newline === -1 ? chunk.length : newline;
      held += end - start;
      if (held >= maxBytes) throw new RangeError(`Cannot read line: it is longer than ${maxBytes} bytes`);
      parts.push(chunk.subarray(start, end));
      start = end + 1;
      if (newline === -1) break;
      const line = parts.length === 1 && parts[0] ? parts[0] : joined(parts, held);
      parts = [];
      held = 0;
      if (loop.shouldYield) await loop.yield();
      yield decoder.decode(line);
    }
  }
}

/** Bytes of one JSON value and its newline. */
export function jsonLine(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(value) + "\n");
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
