/** One client's connection to a session's log as server-sent events, whatever their framing. */
import type { Context } from "hono";
import { type SSEStreamingApi, streamSSE } from "hono/streaming";
import type { Chunk } from "../../broadcast/frame_window.ts";
import type { SseLine } from "../../sse/follow_log.ts";
import {
  type EarlyEnd,
  encodeEarlyEnd,
  encodeOpening,
  encodeRetry,
  KEEP_ALIVE,
} from "../../sse/sse_message.ts";
import type { StreamClient } from "../../sse/stream_clients.ts";
import type { SessionId } from "../../types.ts";
import { type ConnectionBody, connectionOf } from "../listener/connection.ts";
import type { HttpServices } from "../http_services.ts";

/** The contract's four headers, and what keeps caches from keeping the stream and proxies from transforming it. */
export const SSE_HEADERS: Readonly<Record<string, string>> = {
  "Content-Type": "text/event-stream; charset=utf-8",
  "Cache-Control": "no-cache, no-store, no-transform",
  "Connection": "keep-alive",
  "X-Accel-Buffering": "no",
};

/** Clients come back this long after a broken connection, in milliseconds. */
const RETRY_MS = 2_000;
/**
 * From a server that stops they come back after this long, in milliseconds: it has up to 4.5 s to stop, and half a second to start
 * again. Firefox's `EventSource` never comes back when it finds nobody there.
 */
const RESTART_MS = 6_000;
/** The times at which they come back are spread over this long, in milliseconds. */
const SPREAD_MS = 2_000;

export interface SseSource {
  readonly sessionId: SessionId;
  /** Number of the newest event that the client has already. */
  readonly cursor: number;
  /** Gives the client what it gets, and resolves when that is all; `signal` aborts when it leaves or the server stops. */
  deliver(line: SseLine, signal: AbortSignal): Promise<void>;
  /**
   * How a stream ends whose client has not been given all of the log. `"cut"`: an event says why, and the connection is cut, so
   * that nobody takes the end for that of the log. `"end"`: by the rules of HTTP, in a framing that says otherwise where the log ends.
   */
  readonly earlyEnd: "cut" | "end";
}

/**
 * Registers the client and streams to it until the source ends, it leaves, or the server stops. While it stops, a
 * client is told at once to come back: after any other answer a native `EventSource` never would (WHATWG HTML, section 9.2.3).
 * Throws a 429 or 503 problem.
 */
export function sseResponse(
  c: Context,
  { access, clients, stopping, log }: Pick<HttpServices, "access" | "clients" | "stopping" | "log">,
  { sessionId, cursor, deliver, earlyEnd }: SseSource,
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
    let reason: EarlyEnd = "deleted";
    try {
      await line.writeBytes(encodeOpening(RETRY_MS, { forWebKit: isWebKit(c) }));
      if (!stopping.aborted) await deliver(line, ending.signal);
    } catch (error) {
      if (!ending.signal.aborted) {
        log.error("Stream failed", { session: sessionId, client: clientId, error });
        reason = "failed";
      }
    }
    if (stopping.aborted) reason = "stopping";
    try {
      if (!line.hasAll && !sse.aborted) await line.endEarly(reason, earlyEnd);
    } finally {
      stopping.removeEventListener("abort", stop);
      leave();
      giveBack();
      const end = line.hasAll ? "done" : sse.aborted ? "cancelled" : reason;
      log.debug("Stream ended", { session: sessionId, client: clientId, reason: end, taken: line.taken });
    }
  });
  for (const [name, value] of Object.entries(SSE_HEADERS)) {
    response.headers.set(name, value);
    // Hono lays the context's headers, which `streamSSE` has set, over those of the response.
    c.header(name, value);
  }
  return response;
}

/**
 * True for the `EventSource` of WebKit, which needs another opening. Chromium names WebKit too; a library that reads by `fetch` does
 * not ask caches to stay away.
 */
function isWebKit(c: Context): boolean {
  const agent = c.req.header("User-Agent") ?? "";
  return agent.includes("AppleWebKit/") && !/Chrom(e|ium)\//.test(agent) &&
    (c.req.header("Cache-Control") ?? "").includes("no-cache");
}

/** A client's stream: `write` goes by Hono's, at the client's pace; `take` goes straight to the connection below it. */
class SseConnection implements SseLine, StreamClient {
  readonly clientId: string;
  taken: number;
  /** Whether the last chunk of all has been given to it. */
  hasAll = false;
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

  async write({ bytes, lastId, isLast }: Chunk): Promise<void> {
    await this.writeBytes(bytes);
    this.taken = lastId;
    this.hasAll = isLast;
  }

  async flushed(): Promise<void> {
    await this.#body.reached(this.#written);
  }

  take({ bytes, lastId, isLast }: Chunk): boolean {
    this.taken = lastId;
    this.hasAll = isLast;
    return this.#body.write(bytes);
  }

  sendComment(): void {
    this.#body.write(KEEP_ALIVE);
  }

  /** Says why the stream ends before its log, and ends it. */
  async endEarly(reason: EarlyEnd, how: SseSource["earlyEnd"]): Promise<void> {
    const retryMs = (reason === "stopping" ? RESTART_MS : RETRY_MS) + Math.floor(Math.random() * SPREAD_MS);
    await this.writeBytes(how === "cut" ? encodeEarlyEnd(reason, retryMs) : encodeRetry(retryMs));
    if (how === "end") return;
    await this.flushed();
    this.#body.cut();
  }
}
