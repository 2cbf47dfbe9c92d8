/** Tickets in the query of a stream, for an `EventSource`, which cannot send a token. */
import type { Context, Hono } from "hono";
import type { Store } from "../../store/store.ts";
import { hasCursor } from "../cursor.ts";
import { requestedSession } from "../request_values.ts";
import type { Access } from "./access.ts";
import type { Identity } from "./caller.ts";
import { tokenRequired } from "./unauthorized.ts";

/** A ticket is used for the first time within this long, in milliseconds. */
const OPEN_MS = 60_000;
/** For this long the stream that it opened can be taken up again, unless the token ends earlier, in milliseconds. */
const STREAM_MS = 12 * 3_600_000;

export function mountTickets(
  app: Hono,
  { access, store }: { readonly access: Access; readonly store: Store },
): void {
  app.post("/sessions/:session_id/stream-tickets", async (c) => {
    const caller = c.get("caller");
    if (caller === null) throw tokenRequired();
    const { sessionId } = await requestedSession(c, store);
    const openBy = Date.now() + OPEN_MS;
    const end = Math.min(Date.now() + STREAM_MS, caller.expiresAt ?? Infinity);
    const identity: Identity = { ...caller, scopes: new Set(["read"]), sessions: new Set([sessionId]) };
    const ticket = await access.passes.sign("ticket", identity, { expiresAt: end, openBy });
    return c.json(
      {
        ticket,
        expires_at: new Date(Math.min(openBy, end)).toISOString(),
        stream_expires_at: new Date(end).toISOString(),
        stream_url: `/sessions/${sessionId}/stream?ticket=${ticket}`,
      },
      201,
    );
  });
}

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
