/** Reads values out of requests; what cannot be read is a problem that names it. */
import type { Context } from "hono";
import { RxnstreamError } from "../errors.ts";
import type { Store } from "../store/store.ts";
import type { Session } from "../types.ts";
import { HttpProblem } from "./problem.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Parts of a media range that are looked at: its name, and parameters, its weight among them. */
const MOST_PARTS = 16;

/** The session that the path names, in upper or lower case (RFC 9562, section 4); throws `session_not_found`. */
export async function requestedSession(c: Context, store: Pick<Store, "session">): Promise<Session> {
  const sessionId = (c.req.param("session_id") ?? "").toLowerCase();
  const session = UUID.test(sessionId) ? await store.session(sessionId) : null;
  if (session === null) throw sessionNotFound(sessionId);
  return session;
}

export function sessionNotFound(sessionId: string): RxnstreamError {
  return new RxnstreamError("session_not_found", `No session has the id "${sessionId.slice(0, 100)}"`);
}

/** A whole number of the query string within bounds, or `fallback` if it is absent; a 400 problem if it is malformed. */
export function wholeNumber<Fallback>(
  c: Context,
  name: string,
  { min, max, fallback }: { readonly min: number; readonly max: number; readonly fallback: Fallback },
): number | Fallback {
  const text = c.req.query(name);
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!/^-?\d{1,15}$/.test(text) || value < min || value > max) {
    throw new HttpProblem(
      400,
      "parameter_malformed",
      `"${name}" must be a whole number from ${min} to ${max}, not "${text.slice(0, 40)}"`,
    );
  }
  return value;
}

/**
 * How much the client wants a media type, 0 to 1: the `q` of the most specific range of `Accept` that holds it
 * (RFC 9110, section 12.5.1). No header wants everything.
 */
export function acceptQuality(c: Context, type: string): number {
  const accept = c.req.header("Accept");
  if (accept === undefined || accept.trim() === "") return 1;
  const [exact, ofKind, any] = weights(accept, [type, `${type.split("/")[0]}/*`, "*/*"]);
  return exact ?? ofKind ?? any ?? 0;
}

/** True if the client names a media type itself, and wants it no less than another. */
export function prefersMediaType(c: Context, type: string, other: string): boolean {
  const [named] = weights(c.req.header("Accept") ?? "", [type]);
  return named !== undefined && named > 0 && named >= acceptQuality(c, other);
}

/** The weight of each of these ranges that the header names. Others may be thousands, and cost no more than to be walked over. */
function weights(accept: string, ranges: readonly string[]): readonly (number | undefined)[] {
  const found = new Map<string, number>();
  for (let at = 0; at < accept.length;) {
    const comma = accept.indexOf(",", at);
    const end = comma < 0 ? accept.length : comma;
    if (end > at) {
      const [name = "", ...parameters] = accept.slice(at, end).split(";", MOST_PARTS);
      const range = name.trim().toLowerCase();
      if (ranges.includes(range)) found.set(range, weightOf(parameters));
    }
    at = end + 1;
  }
  return ranges.map((range) => found.get(range));
}

function weightOf(parameters: readonly string[]): number {
  for (const parameter of parameters) {
    const weight = /^q=([01](?:\.\d*)?)$/.exec(parameter.trim().toLowerCase())?.[1];
    if (weight !== undefined) return Math.min(1, Number(weight));
  }
  return 1;
}
