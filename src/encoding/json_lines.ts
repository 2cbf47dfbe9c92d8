import { EventLoopShare } from "../scheduling/event_loop_share.ts";

/** No line to a chem process is longer than this many bytes, its newline included. */
export const MAX_REQUEST_BYTES = 64 * 1024 * 1024;

/** No line from a chem process is longer. */
export const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

const NEWLINE = 10;

/**
 * Splits bytes into lines of UTF-8 text without their newline; what follows the last newline is dropped,
 * since a line that was cut short means nothing.
 *
 * - **Cost** is linear in the bytes, however small the chunks are.
 * - **Gives way** to the event loop when the reader has been at the lines of one chunk for some milliseconds.
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
