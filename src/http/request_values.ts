/** Reads values out of requests; what cannot be read is a problem that names it. */
import type { Context } from "hono";
import { RxnstreamError } from "../errors.ts";
import type { Store } from "../store/store.ts";
import type { Session } from "../types.ts";
import { HttpProblem } from "./problem.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

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
export function wants(c: Context, type: string): number {
  const accept = c.req.header("Accept");
  if (accept === undefined || accept.trim() === "") return 1;
  const ranges = new Map(acceptRanges(accept));
  return ranges.get(type) ?? ranges.get(`${type.split("/")[0]}/*`) ?? ranges.get("*/*") ?? 0;
}

/** True if the client names a media type itself, and wants it no less than another. */
export function prefers(c: Context, type: string, other: string): boolean {
  const named = acceptRanges(c.req.header("Accept") ?? "").some(([name]) => name === type);
  return named && wants(c, type) > 0 && wants(c, type) >= wants(c, other);
}

function acceptRanges(accept: string): readonly (readonly [string, number])[] {
  return accept.split(",").map((range) => {
    const [name = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
    const weight = parameters.map((parameter) => /^q=([01](?:\.\d*)?)$/.exec(parameter)?.[1]).find(
      Boolean,
    );
    return [name, weight === undefined ? 1 : Math.min(1, Number(weight))] as const;
  });
}
