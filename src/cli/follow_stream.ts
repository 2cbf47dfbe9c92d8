/** An SSE client that resumes where its connection broke, until the completion event. */
import { delay } from "@std/async";
import { createParser, type EventSourceMessage } from "eventsource-parser";
import { isPassing, request, ServerError } from "./server_client.ts";

export interface FollowOptions {
  /** Number of the last event that the caller has; 0 for none. */
  readonly after: number;
  readonly clientId: string;
  /** How long to keep trying when the server cannot be reached, in milliseconds. */
  readonly patienceMs: number;
  /** For a server that requires one; absent or null for none. */
  readonly token?: string | null;
  /** A connection without any data for this long, not even a comment, counts as dead, in milliseconds. */
  readonly silenceMs?: number;
  /** Called before each retry with what went wrong. */
  readonly onRetry: (reason: string) => void;
  readonly signal?: AbortSignal;
}

/** One event of the log, as received. */
export interface ReceivedEvent {
  readonly id: number;
  readonly data: string;
}

/** Reconnection time until the server names one, in milliseconds (WHATWG HTML leaves the default to the client). */
const DEFAULT_RETRY_MS = 2_000;
/** Four times the server's usual keep-alive time, in milliseconds: a longer keep-alive time only causes reconnections. */
const SILENCE_MS = 60_000;

/**
 * Yields the events of a session after `after`, each once and in order, and ends after the completion event.
 * Throws `ServerError` if the server refuses the stream, if the session is deleted, or if the server cannot be reached at first or
 * for longer than the patience.
 */
export async function* followStream(
  url: string,
  { after, clientId, patienceMs, token = null, silenceMs = SILENCE_MS, onRetry, signal }: FollowOptions,
): AsyncGenerator<ReceivedEvent, void, undefined> {
  let lastId = after;
  let retryMs = DEFAULT_RETRY_MS;
  let heard = performance.now();
  for (let attempt = 0;; attempt++) {
    const leaving = new AbortController();
    let reason = "The connection ended";
    /** The reason that the server gave for ending the stream. */
    let farewell: string | undefined;
    try {
      const answer = request(`${url}?client_id=${encodeURIComponent(clientId)}`, {
        token,
        headers: { Accept: "text/event-stream", ...(lastId > 0 ? { "Last-Event-ID": String(lastId) } : {}) },
        signal: signal === undefined ? leaving.signal : AbortSignal.any([signal, leaving.signal]),
      });
      const response = await inTime(answer, silenceMs);
      heard = performance.now();
      if (response.status === 204 || response.body === null) return;
      const messages: EventSourceMessage[] = [];
      const parser = createParser({
        onEvent: (message) => messages.push(message),
        onRetry: (ms) => retryMs = ms,
      });
      const texts = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        // Only the server's time counts: the caller may pause for as long as it likes.
        const { value: text, done } = await inTime(texts.read(), silenceMs);
        if (done) break;
        heard = performance.now();
        parser.feed(text);
        for (const { id, event, data } of messages.splice(0)) {
          if (event === "deleted") throw new ServerError(404, "The session was deleted");
          if (event === "goodbye") farewell = goodbyeText(data);
          // Log events have no name; anything else that a later server may send has one.
          if (event !== undefined || id === undefined) continue;
          lastId = Number(id);
          yield { id: lastId, data };
          if (data.startsWith('{"_type":"completion"')) return;
        }
      }
    } catch (error) {
      signal?.throwIfAborted();
      const mayPass = (failure: ServerError) => attempt === 0 ? failure.isCut : isPassing(failure);
      if (error instanceof ServerError && !mayPass(error)) throw error;
      if (performance.now() - heard > patienceMs) throw error;
      reason = (error as Error).message;
    } finally {
      leaving.abort();
    }
    onRetry(farewell ?? reason);
    await delay(retryMs, signal === undefined ? {} : { signal });
  }
}

function goodbyeText(data: string): string {
  const { reason } = JSON.parse(data) as { reason?: string };
  if (reason === "revoked") return "The token may no longer read this session";
  return reason === "stopping" ? "The server is stopping" : "The server could not continue the stream";
}

/** Settles as `promise` does, or rejects after `ms`. */
function inTime<T>(promise: Promise<T>, ms: number): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("The connection has been silent for too long")), ms);
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
