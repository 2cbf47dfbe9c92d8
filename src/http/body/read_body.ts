/** Reads the body of a request up to a limit, in blocks. */
import type { Context } from "hono";
import { transportOf } from "../listener/transport.ts";
import { HttpProblem } from "../problem.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * The bytes of a body as received: blocks can be transferred to another thread, and joining many would block this
 * one.
 */
export interface ReceivedBody {
  readonly blocks: readonly Bytes[];
  readonly length: number;
}

/** Most bytes of a block: creating one blocks the event loop for about a millisecond. */
const BLOCK_BYTES = 256 * 1024;

/** The size that a body may have, and advice for clients with more. */
export interface BodyLimit {
  readonly maxBytes: number;
  readonly advice: string;
}

/** The size of the body according to its head, `maxBytes` at most; `maxBytes` if the head does not give it. */
export function announcedBytes(c: Context, maxBytes: number): number {
  const length = c.req.header("Content-Length");
  if (length === undefined) return c.req.header("Transfer-Encoding") === undefined ? 0 : maxBytes;
  return Math.min(maxBytes, Number(length) || 0);
}

/**
 * Reads the whole body; throws a 413 problem as soon as it is known to exceed the limit, and a 400 one if it is cut
 * off.
 *
 * Does not use the request's web stream: if left unread, that keeps what arrives later, or ends the connection.
 */
export async function readBody(c: Context, limit: BodyLimit): Promise<ReceivedBody> {
  const announced = Number(c.req.header("Content-Length") ?? 0);
  if (announced > limit.maxBytes) throw tooLarge(limit);
  const blocks = new Blocks();
  try {
    for await (const part of transportOf(c).requestBody()) {
      if (blocks.length + part.length > limit.maxBytes) throw tooLarge(limit);
      blocks.add(part, announced);
    }
  } catch (cause) {
    if (cause instanceof HttpProblem) throw cause;
    // The client has disconnected: nobody reads this, and the server has not failed.
    throw new HttpProblem(400, "body_incomplete", "The body ended before it was complete");
  } finally {
    c.set("bodyBytes", blocks.length);
  }
  return { blocks: blocks.all(), length: blocks.length };
}

/** The bytes as one array. */
export function joined({ blocks, length }: ReceivedBody): Bytes {
  const [only] = blocks;
  if (blocks.length === 1 && only !== undefined) return only;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const block of blocks) {
    bytes.set(block, at);
    at += block.length;
  }
  return bytes;
}

/** Copies parts of any size into blocks of its own, with little overhead. */
class Blocks {
  readonly #full: Bytes[] = [];
  #last: Bytes = new Uint8Array(0);
  #used = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** `expected` is the total number of bytes, if known. */
  add(part: Uint8Array, expected: number): void {
    let at = 0;
    while (at < part.length) {
      if (this.#used === this.#last.length) this.#begin(expected - this.#length, part.length - at);
      const count = Math.min(part.length - at, this.#last.length - this.#used);
      this.#last.set(part.subarray(at, at + count), this.#used);
      this.#used += count;
      this.#length += count;
      at += count;
    }
  }

  all(): readonly Bytes[] {
    return this.#used === 0 ? this.#full : [...this.#full, this.#last.subarray(0, this.#used)];
  }

  /** If the size is unknown, blocks grow with the body. */
  #begin(left: number, atLeast: number): void {
    if (this.#used > 0) this.#full.push(this.#last);
    const size = left > 0 ? left : Math.max(atLeast, this.#length);
    this.#last = new Uint8Array(Math.min(size, BLOCK_BYTES));
    this.#used = 0;
  }
}

function tooLarge({ maxBytes, advice }: BodyLimit): HttpProblem {
  const size = (maxBytes / 1024 / 1024).toFixed(2);
  return new HttpProblem(413, "body_too_large", `The body is larger than ${size} MiB${advice}`);
}
