/**
 * Answers from logs of any length: short ones at once, long ones in pieces, each holding one of the places for long
 * reads.
 */
import type { Context } from "hono";
import { errorText } from "../../log.ts";
import { transportOf } from "../listener/transport.ts";
import type { HttpServices } from "../http_services.ts";
import { textBody } from "./text_body.ts";

type LongDeps = Pick<HttpServices, "access" | "log">;

/** A part of an answer; nothing follows the last part. */
export interface Piece {
  readonly text: string;
  readonly isLast: boolean;
}

/**
 * Answers with what `make` yields, once a place for it is free. For a HEAD request, whose body nobody reads, nothing
 * is made. An answer that fails midway is cut off, so that it does not look complete. Throws a 429 or 503 problem.
 */
export async function longAnswer(
  c: Context,
  { access, log }: LongDeps,
  make: (left: AbortSignal) => AsyncGenerator<string | Uint8Array<ArrayBuffer>, void, undefined>,
  headers: Record<string, string>,
): Promise<Response> {
  if (c.req.raw.method === "HEAD") return c.body(null, 200, headers);
  const place = await access.limits.openRead(c);
  const { method, path } = c.req;
  const body = textBody(make, {
    ...place,
    failed(error) {
      log.error("Answer broken off", { method, path, error: errorText(error) });
      transportOf(c).cut();
    },
  });
  return c.body(body, 200, headers);
}

/** Like `longAnswer`, but makes the first piece at once; if that is also the last, the answer takes no place. */
export async function answerInPieces(
  c: Context,
  deps: LongDeps,
  pieces: AsyncGenerator<Piece, void, undefined>,
  headers: Record<string, string>,
): Promise<Response> {
  if (c.req.raw.method === "HEAD") return c.body(null, 200, headers);
  const { value: first } = await pieces.next();
  if (first === undefined || first.isLast) return c.body(first?.text ?? "", 200, headers);
  async function* all(opening: string): AsyncGenerator<string, void, undefined> {
    yield opening;
    for await (const { text } of pieces) yield text;
  }
  return await longAnswer(c, deps, () => all(first.text), headers);
}
