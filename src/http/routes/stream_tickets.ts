/** `POST /sessions/{id}/stream-tickets`: a ticket for an `EventSource`, which cannot send a token. */
import { createRoute } from "@hono/zod-openapi";
import type { Store } from "../../store/store.ts";
import type { Access } from "../access/access.ts";
import type { Identity } from "../access/caller.ts";
import { OPEN_MS } from "../access/tickets.ts";
import { tokenRequired } from "../access/unauthorized.ts";
import { json, problems, STORED } from "../contract/answers.ts";
import { sessionParams } from "../contract/parameters.ts";
import { type HttpApp, mountRoute } from "../contract/routes.ts";
import { streamTicket } from "../contract/session_schemas.ts";
import { requestedSession } from "../requested_session.ts";

/** How long a stream opened with a ticket can be resumed, in milliseconds, unless the token expires earlier. */
const STREAM_MS = 12 * 3_600_000;

const STREAM_TICKET = createRoute({
  method: "post",
  path: "/sessions/{session_id}/stream-tickets",
  operationId: "createStreamTicket",
  tags: ["Access"],
  summary: "A ticket for the stream, for an EventSource, which cannot send a token",
  request: { params: sessionParams },
  responses: { 201: json("The ticket", streamTicket), ...problems("session_not_found", ...STORED) },
});

export function mountTickets(
  app: HttpApp,
  { access, store }: { readonly access: Access; readonly store: Store },
): void {
  mountRoute(app, STREAM_TICKET, async (c) => {
    const caller = c.get("caller");
    if (caller === null) throw tokenRequired();
    const { sessionId } = await requestedSession(c, store);
    const openBy = Date.now() + OPEN_MS;
    const end = Math.min(Date.now() + STREAM_MS, caller.expiresAt ?? Infinity);
    const identity: Identity = { ...caller, scopes: new Set(["read"]), sessions: new Set([sessionId]) };
    const ticket = await access.signedTokens.sign("ticket", identity, { expiresAt: end, openBy });
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
