/** One client's connection to a session's log as server-sent events, whatever their framing. */
import type { Context } from "hono";
import { type SSEStreamingApi, streamSSE } from "hono/streaming";
import type { Chunk } from "../broadcast/frame_window.ts";
import type { SseLine } from "../sse/follow_log.ts";
import { encodeGoodbye, encodeOpening, KEEP_ALIVE } from "../sse/sse_message.ts";
import type { StreamClient } from "../sse/stream_clients.ts";
import type { SessionId } from "../types.ts";
import { type ConnectionBody, connectionOf } from "./connection.ts";
import type { HttpDeps } from "./deps.ts";

/** The contract's four headers, and what keeps proxies from transforming the stream. */
export const SSE_HEADERS: Readonly<Record<string, string>> = {
  "Content-Type": "text/event-stream; charset=utf-8",
  "Cache-Control": "no-cache, no-transform",
  "Connection": "keep-alive",
  "X-Accel-Buffering": "no",
};

/** Clients come back this long after a broken connection, in milliseconds. */
const RETRY_MS = 2_000;

export interface SseSource {
  readonly sessionId: SessionId;
  /** Number of the newest event that the client has already. */
  readonly cursor: number;
  /** Gives the client what it gets, and resolves when that is all; `signal` aborts when it leaves or the server stops. */
  deliver(line: SseLine, signal: AbortSignal): Promise<void>;
}

/**
 * Registers the client and streams to it until the source ends, it leaves, or the server stops. While it stops, a
 * client is told at once to come back: after any other answer a native `EventSource` never would (WHATWG HTML, section 9.2.3).
 * Throws a 429 or 503 problem.
 */
export function sseResponse(
  c: Context,
  { access, clients, stopping, log }: Pick<HttpDeps, "access" | "clients" | "stopping" | "log">,
  { sessionId, cursor, deliver }: SseSource,
): Response {
  const giveBack = access.limits.openStream(c);
  const clientId = c.req.query("client_id")?.slice(0, 200) || crypto.randomUUID();
  const body = connectionOf(c).body();
  const response = streamSSE(c, async (sse) => {
    const line = new SseConnection(sse, body, { clientId, taken: cursor });
    const leave = clients.add(sessionId, line);
    const ending = new AbortController();
    const stop = () => ending.abort();
    stopping.addEventListener("abort", stop, { once: true });
    sse.onAbort(() => {
      body.abandon();
      ending.abort();
    });
    try {
      await line.writeBytes(encodeOpening(RETRY_MS));
      if (!stopping.aborted) await deliver(line, ending.signal);
      // Spread over two seconds, so that not all clients come back in the same moment.
      if (stopping.aborted) await line.writeBytes(encodeGoodbye(500 + Math.floor(Math.random() * 2_000)));
    } catch (error) {
      // The stream ends without its completion event, so the client comes back with its cursor.
      if (!ending.signal.aborted) {
        log.error("Stream failed", { session: sessionId, client: clientId, error });
      }
    } finally {
      stopping.removeEventListener("abort", stop);
      leave();
      giveBack();
      const reason = sse.aborted ? "cancelled" : stopping.aborted ? "stopping" : "done";
      log.debug("Stream ended", { session: sessionId, client: clientId, reason, taken: line.taken });
    }
  });
  for (const [name, value] of Object.entries(SSE_HEADERS)) {
    response.headers.set(name, value);
    // Hono lays the context's headers, which `streamSSE` has set, over those of the response.
    c.header(name, value);
  }
  return response;
}

/** A client's stream: `write` goes by Hono's, at the client's pace; `take` goes straight to the connection below it. */
class SseConnection implements SseLine, StreamClient {
  readonly clientId: string;
  taken: number;
  readonly #sse: SSEStreamingApi;
  readonly #body: ConnectionBody;
  /** Bytes that were given to Hono's stream. */
  #written = 0;

  constructor(sse: SSEStreamingApi, body: ConnectionBody, { clientId, taken }: StreamClient) {
    this.#sse = sse;
    this.#body = body;
    this.clientId = clientId;
    this.taken = taken;
  }

  async writeBytes(bytes: Uint8Array): Promise<void> {
    this.#written += bytes.length;
    await this.#sse.write(bytes);
  }

  async write({ bytes, lastId }: Chunk): Promise<void> {
    await this.writeBytes(bytes);
    this.taken = lastId;
  }

  async flushed(): Promise<void> {
    await this.#body.reached(this.#written);
  }

  take({ bytes, lastId }: Chunk): boolean {
    this.taken = lastId;
    return this.#body.write(bytes);
  }

  sendComment(): void {
    this.#body.write(KEEP_ALIVE);
  }
}
