/** Answers with a stream of server-sent events in any framing: opens it, hands it to delivery, and ends it. */
import type { Context } from "hono";
import { type SSEStreamingApi, streamSSE } from "hono/streaming";
import type { Connection, Framing, SendEnd, StreamClient } from "../../delivery/connection.ts";
import type { SessionId } from "../../types.ts";
import type { Authentication } from "../access/authentication.ts";
import { allows, type Caller } from "../access/caller.ts";
import type { HttpServices } from "../http_services.ts";
import { transportOf } from "../listener/transport.ts";
import { type EarlyEnd, encodeEarlyEnd, encodeOpening, encodeRetry } from "./stream_ends.ts";
import { StreamedConnection } from "./streamed_connection.ts";

/** The contract's four headers, and those that stop caches from storing the stream and proxies from transforming it. */
export const SSE_HEADERS: Readonly<Record<string, string>> = {
  "Content-Type": "text/event-stream; charset=utf-8",
  "Cache-Control": "no-cache, no-store, no-transform",
  "Connection": "keep-alive",
  "X-Accel-Buffering": "no",
};

/** How long clients wait before they reconnect after a broken connection, in milliseconds. */
const RETRY_MS = 2_000;
/**
 * How long clients of a stopping server wait before they reconnect, in milliseconds. The server has up to 4.5 s to
 * stop and half a second to start again; Firefox's `EventSource` gives up for good if a connection attempt is
 * refused.
 */
const RESTART_MS = 6_000;
/** Reconnections are spread over this period, in milliseconds. */
const SPREAD_MS = 2_000;

export interface SseStreamOptions {
  readonly sessionId: SessionId;
  /** Number of the newest event that the client has. */
  readonly cursor: number;
  /** For a framing other than the default. */
  readonly framing?: Framing;
  /**
   * How to end a stream before the client has the whole log. `"cut"`: an event gives the reason and the connection is
   * cut, so that nobody mistakes this for the end of the log. `"end"`: end it properly in HTTP, for a framing that
   * marks the end of the log itself.
   */
  readonly earlyEnd: "cut" | "end";
}

/**
 * Answers with what `attach` sends to the client, until that resolves. While the server is stopping, tells the
 * client at once to reconnect: after any other response, a native `EventSource` never would (WHATWG HTML, section
 * 9.2.3). Throws a 429 or 503 problem.
 *
 * Hono's `streamSSE` opens, carries and ends every stream. Between the opening and the end, bytes take the fast path
 * of `node_connection.ts` if there is one.
 */
export function sseStream(
  c: Context,
  { access, stopping, log }: Pick<HttpServices, "access" | "stopping" | "log">,
  { sessionId, cursor, earlyEnd, framing }: SseStreamOptions,
  attach: (client: StreamClient) => Promise<SendEnd>,
): Response {
  const releaseStream = access.limits.openStream(c);
  const clientId = c.req.query("client_id")?.slice(0, 200) || crypto.randomUUID();
  const caller = c.get("caller");
  const ending = new AbortController();
  const stop = () => ending.abort();
  const channel = transportOf(c).responseChannel(ending.signal);

  async function open(sse: SSEStreamingApi): Promise<Connection> {
    const streamed = new StreamedConnection(sse, ending.signal);
    streamed.send(encodeOpening(RETRY_MS, { forWebKit: isWebKit(c) }));
    return await channel.opened() ?? streamed;
  }

  const streamed = streamSSE(c, async (sse) => {
    stopping.addEventListener("abort", stop, { once: true });
    sse.onAbort(stop);
    const facts = { session: sessionId, client: clientId };
    const connection = await open(sse);
    let reason: EarlyEnd | "complete" | "left" = "left";
    let isRevoked = false;
    using _watched = access.authentication.onChange(() => {
      if (mayStillRead(access.authentication, caller, sessionId)) return;
      isRevoked = true;
      ending.abort();
    });
    try {
      if (!stopping.aborted) {
        const client = { clientId, connection, lastSentId: cursor, ...(framing && { framing }) };
        reason = await attach(client);
        log.debug("Stream ended", { ...facts, end: reason, lastSentId: client.lastSentId });
      }
    } catch (error) {
      if (!ending.signal.aborted) {
        log.error("Stream failed", { ...facts, error });
        reason = "failed";
      }
    }
    try {
      if (isRevoked && reason !== "complete") reason = "revoked";
      if (stopping.aborted && reason !== "complete") reason = "stopping";
      if (reason !== "complete" && reason !== "left" && !sse.aborted) {
        const retryMs = (reason === "stopping" ? RESTART_MS : RETRY_MS) +
          Math.floor(Math.random() * SPREAD_MS);
        connection.send(earlyEnd === "cut" ? encodeEarlyEnd(reason, retryMs) : encodeRetry(retryMs));
        if (earlyEnd === "cut") channel.cutAtEnd();
      }
    } finally {
      stopping.removeEventListener("abort", stop);
      releaseStream();
    }
  });
  const response = new Response(streamed.body && channel.through(streamed.body), streamed);
  for (const [name, value] of Object.entries(SSE_HEADERS)) {
    response.headers.set(name, value);
    // Hono overrides the headers of the response with those of the context, which `streamSSE` has set.
    c.header(name, value);
  }
  return response;
}

/** True if the one who opened a session's stream may still read it, now that tokens and keys have been read again. */
function mayStillRead(authentication: Authentication, caller: Caller | null, sessionId: SessionId): boolean {
  const now = caller === null ? null : authentication.identityNow(caller);
  if (now === null || caller === null || now.sessions?.has(sessionId) === false) return false;
  return allows({ ...now, via: caller.via }, "read");
}

/**
 * True for WebKit's `EventSource`, which needs a different opening. Chromium's user agent mentions WebKit too, and a
 * library that uses `fetch` does not send the cache headers of an `EventSource`.
 */
function isWebKit(c: Context): boolean {
  const agent = c.req.header("User-Agent") ?? "";
  return agent.includes("AppleWebKit/") && !/Chrom(e|ium)\//.test(agent) &&
    (c.req.header("Cache-Control") ?? "").includes("no-cache");
}
