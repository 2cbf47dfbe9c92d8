/** Tickets in the query of a stream, for an `EventSource`, which cannot send a token. */
import type { Context } from "hono";
import { hasCursor } from "../cursor.ts";
import type { Access } from "./access.ts";
import type { Identity } from "./caller.ts";

/** A ticket is used for the first time within this long, in milliseconds. */
export const OPEN_MS = 60_000;
/**
 * Whom the request's ticket lets read this session's stream; null if it has none that does.
 *
 * A native EventSource comes back with the URL that it was opened with. So a ticket that has opened its stream is good to its
 * end; a server that has started again knows a stream that was open by the last event id it is taken up with.
 */
export async function ticketIdentity(
  c: Context,
  access: Access,
  sessionId: string,
): Promise<Identity | null> {
  const text = c.req.query("ticket");
  const pass = text === undefined ? null : await access.passes.read("ticket", text);
  if (pass === null || pass.openBy === null || !pass.sessions?.has(sessionId)) return null;
  const isGood = isTicketGood({
    openBy: pass.openBy,
    now: Date.now(),
    hasOpened: access.openedTickets.has(pass.id),
    since: access.openedTickets.since,
    isResumed: hasCursor(c),
  });
  const identity = access.authentication.byPass(pass);
  if (identity === null || !isGood) return null;
  access.openedTickets.add(pass.id);
  return { ...identity, scopes: new Set(["read"]), sessions: pass.sessions };
}

export interface TicketUse {
  /** Times are milliseconds since 1970. */
  readonly openBy: number;
  readonly now: number;
  /** Whether this server has seen it open its stream. */
  readonly hasOpened: boolean;
  /** From when on this server has seen all that did. */
  readonly since: number;
  /** Whether the client says that it has events already. */
  readonly isResumed: boolean;
}

/** Whether a ticket opens its stream now, or takes it up again. */
export function isTicketGood({ openBy, now, hasOpened, since, isResumed }: TicketUse): boolean {
  const isOlderThanServer = openBy - OPEN_MS < since;
  return now <= openBy || hasOpened || isOlderThanServer && isResumed;
}
