/** Tickets in the query string of a stream, for `EventSource`, which cannot send a token. */
import type { Context } from "hono";
import { hasCursor } from "../cursor.ts";
import type { Access } from "./access.ts";
import type { Identity } from "./caller.ts";

/** Time within which a ticket must be used for the first time, in milliseconds. */
export const OPEN_MS = 60_000;
/**
 * The identity as which the request's ticket may read this session's stream; null without a ticket that allows it.
 *
 * A native EventSource reconnects with the URL that it was opened with. So a ticket that has opened its stream stays
 * valid until it expires; a restarted server recognises a stream that was open by the last event id that comes with
 * it.
 */
export async function ticketIdentity(
  c: Context,
  access: Access,
  sessionId: string,
): Promise<Identity | null> {
  const text = c.req.query("ticket");
  const signed = text === undefined ? null : await access.signedTokens.read("ticket", text);
  if (signed === null || signed.openBy === null || !signed.sessions?.has(sessionId)) return null;
  const isGood = isTicketGood({
    openBy: signed.openBy,
    now: Date.now(),
    hasOpened: access.openedTickets.has(signed.id),
    since: access.openedTickets.since,
    isResumed: hasCursor(c),
  });
  const identity = access.authentication.identityNow(signed);
  if (identity === null || !isGood) return null;
  access.openedTickets.add(signed.id);
  return { ...identity, scopes: new Set(["read"]), sessions: signed.sessions };
}

export interface TicketUse {
  /** Times are in milliseconds since 1970. */
  readonly openBy: number;
  readonly now: number;
  /** Whether this server has seen it open its stream. */
  readonly hasOpened: boolean;
  /** Since when this server has seen all tickets that did. */
  readonly since: number;
  /** Whether the client says that it already has events. */
  readonly isResumed: boolean;
}

/** Whether a ticket may open its stream now, or resume it. */
export function isTicketGood({ openBy, now, hasOpened, since, isResumed }: TicketUse): boolean {
  const isOlderThanServer = openBy - OPEN_MS < since;
  return now <= openBy || hasOpened || isOlderThanServer && isResumed;
}
