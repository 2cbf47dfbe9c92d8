/** Reads values out of requests; what cannot be read is a problem that names it. */
import type { Context } from "hono";
import type { Store } from "../store/store.ts";
import { isFinal } from "../session/session_state.ts";
import type { Session } from "../types.ts";
import { HttpProblem } from "./problem.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The session that the path names, or a 404 problem. */
export async function requestedSession(c: Context, store: Pick<Store, "session">): Promise<Session> {
  const sessionId = c.req.param("session_id") ?? "";
  const session = UUID.test(sessionId) ? await store.session(sessionId) : null;
  if (session === null) {
    throw new HttpProblem(404, "session_not_found", `No session has the id "${sessionId.slice(0, 100)}"`);
  }
  return session;
}

/** A whole number of the query string within bounds, or `fallback` if it is absent; a 400 problem if it is malformed. */
export function wholeNumber<Fallback>(
  c: Context,
  name: string,
  { min, max, fallback }: { readonly min: number; readonly max: number; readonly fallback: Fallback },
): number | Fallback {
  const text = c.req.query(name);
  if (text === undefined || text === "") return fallback;
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
 * The place in the log after which a client wants to go on: the `Last-Event-ID` header, else `?last_event_id=` (polyfills
 * cannot send the header), else the start. Malformed is a 400 problem, beyond the log a 409 one, never silence.
 */
export function cursorOf(c: Context, session: Session, parameter: string): number {
  const text = c.req.header("Last-Event-ID") || c.req.query(parameter) || "0";
  if (!/^\d{1,15}$/.test(text)) {
    throw new HttpProblem(
      400,
      "cursor_malformed",
      `The last event id must be a whole number, not "${text.slice(0, 40)}"`,
    );
  }
  const cursor = Number(text);
  if (cursor > session.lastEventId) {
    throw new HttpProblem(
      409,
      "cursor_beyond_log",
      `The last event id ${cursor} lies beyond the newest event, ${session.lastEventId}`,
    );
  }
  return cursor;
}

/** True if the client has everything that will ever be in the log. */
export function hasAll(session: Session, cursor: number): boolean {
  return isFinal(session.status) && cursor === session.lastEventId;
}

/** True if the request's `Accept` allows a media type; no header allows everything. */
export function acceptsType(c: Context, type: string): boolean {
  const accept = c.req.header("Accept");
  if (accept === undefined || accept.trim() === "") return true;
  const [family] = type.split("/");
  return accept.split(",").some((range) => {
    const [name = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
    if (parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))) return false;
    return name === "*/*" || name === `${family}/*` || name === type;
  });
}

/** True if the client names the media type itself in `Accept`. */
export function asksForType(c: Context, type: string): boolean {
  return (c.req.header("Accept") ?? "").toLowerCase().split(",").some((range) =>
    range.split(";")[0]?.trim() === type
  );
}
