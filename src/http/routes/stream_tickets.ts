/** `POST /sessions/{id}/stream-tickets`: a ticket for an `EventSource`, which cannot send a token. */
import type { Hono } from "hono";
import type { Store } from "../../store/store.ts";
import type { Access } from "../access/access.ts";
import type { Identity } from "../access/caller.ts";
import { OPEN_MS } from "../access/tickets.ts";
import { tokenRequired } from "../access/unauthorized.ts";
import { requestedSession } from "../requested_session.ts";

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
