/** The body of a request within a limit. */
import type { Context } from "hono";
import { HttpProblem } from "./problem.ts";

/**
 * Reads the whole body; a 413 problem as soon as it is known to be larger than `maxBytes`, a 400 one if it breaks off.
 *
 * Hono's `bodyLimit` would make a second request of the first, which makes Deno abort its signal after every answer.
 */
export async function readBody(c: Context, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const { body } = c.req.raw;
  if (Number(c.req.header("Content-Length") ?? 0) > maxBytes) {
    await body?.cancel();
    throw tooLarge(maxBytes);
  }
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  try {
    for await (const part of body ?? []) {
      length += part.length;
      if (length > maxBytes) throw tooLarge(maxBytes);
      parts.push(part);
    }
  } catch (cause) {
    if (cause instanceof HttpProblem) throw cause;
    // The client has left in the middle: nobody reads this, and the server has not failed.
    throw new HttpProblem(400, "body_incomplete", "The body ended before it was complete");
  } finally {
    c.set("bodyBytes", length);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

function tooLarge(maxBytes: number): HttpProblem {
  return new HttpProblem(
    413,
    "body_too_large",
    `The body is larger than ${(maxBytes / 1024 / 1024).toFixed(2)} MiB`,
  );
}
