/** One client's connection to a session's log as server-sent events, whatever their framing. */
import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import type { Chunk } from "../broadcast/frame_window.ts";
import { sseBody } from "../sse/sse_body.ts";
import type { SessionId } from "../types.ts";
import { connectionOf } from "./connection.ts";
import type { HttpDeps } from "./deps.ts";

/** The contract's four headers, and what keeps proxies from transforming the stream. */
export const SSE_HEADERS: Readonly<Record<string, string>> = {
  "Content-Type": "text/event-stream; charset=utf-8",
  "Cache-Control": "no-cache, no-transform",
  "Connection": "keep-alive",
  "X-Accel-Buffering": "no",
};

export interface SseSource {
  readonly sessionId: SessionId;
  /** Number of the newest event that the client has already. */
  readonly cursor: number;
  /** What the client gets; `signal` aborts when it leaves, and then nothing more is read. */
  chunks(signal: AbortSignal): AsyncGenerator<Chunk, void, undefined>;
}

/**
 * Registers the client and streams to it until the chunks end, it leaves, stalls, or the server stops. While it stops, a
 * client is told at once to come back: after any other answer a native `EventSource` never would (WHATWG HTML, section 9.2.3).
 * Throws a 429 or 503 problem.
 */
export function sseResponse(
  c: Context,
  { access, clients, monitor, stopping, log }: Pick<
    HttpDeps,
    "access" | "clients" | "monitor" | "stopping" | "log"
  >,
  { sessionId, cursor, chunks }: SseSource,
): Response {
  const giveBack = access.limits.openStream(c);
  const client = { clientId: c.req.query("client_id")?.slice(0, 200) || crypto.randomUUID(), taken: cursor };
  const response = streamSSE(c, async (sse) => {
    const leaving = new AbortController();
    const leave = clients.add(sessionId, client);
    const body = sseBody(chunks(leaving.signal), {
      monitor,
      stopping,
      onTaken: (lastId) => client.taken = lastId,
      onEnd: (reason) => {
        leave();
        giveBack();
        leaving.abort();
        log.debug("Stream ended", {
          session: sessionId,
          client: client.clientId,
          reason,
          taken: client.taken,
        });
        // What lies in the buffers of a client that takes nothing goes with its connection.
        if (reason === "stalled") connectionOf(c).disconnect();
      },
    });
    // A client that leaves is no error: the body is cancelled and has told `onEnd` so.
    await sse.pipe(body).catch(() => {});
  });
  for (const [name, value] of Object.entries(SSE_HEADERS)) {
    response.headers.set(name, value);
    // Hono lays the context's headers, which `streamSSE` has set, over those of the response.
    c.header(name, value);
  }
  return response;
}
