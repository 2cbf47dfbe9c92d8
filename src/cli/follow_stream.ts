/** A resuming SSE client: goes on where it stopped, until the completion event. */
import { delay } from "@std/async";
import { EventSourceParserStream } from "eventsource-parser/stream";
import { ask, ServerError } from "./server_client.ts";

export interface FollowOptions {
  /** Number of the last event that the caller has; 0 for none. */
  readonly after: number;
  readonly clientId: string;
  /** How long to go on trying when the server cannot be reached, in milliseconds. */
  readonly patienceMs: number;
  /** Called before each new try with what went wrong. */
  readonly onRetry: (reason: string) => void;
  readonly signal?: AbortSignal;
}

/** One event of the log, as it came. */
export interface ReceivedEvent {
  readonly id: number;
  readonly data: string;
}

/** Reconnection time until the server names one, in milliseconds (WHATWG HTML leaves it to the client). */
const DEFAULT_RETRY_MS = 2_000;

/**
 * Yields the events of a session after `after`, each once and in order, and ends after the completion event.
 * Throws `ServerError` if the server refuses the stream, or cannot be reached at first or for longer than the patience.
 */
export async function* followStream(
  url: string,
  { after, clientId, patienceMs, onRetry, signal }: FollowOptions,
): AsyncGenerator<ReceivedEvent, void, undefined> {
  let lastId = after;
  let retryMs = DEFAULT_RETRY_MS;
  let connected = performance.now();
  for (let attempt = 0;; attempt++) {
    let reason = "The connection ended";
    try {
      const response = await ask(`${url}?client_id=${encodeURIComponent(clientId)}`, {
        headers: { Accept: "text/event-stream", ...(lastId > 0 ? { "Last-Event-ID": String(lastId) } : {}) },
        ...(signal === undefined ? {} : { signal }),
      });
      connected = performance.now();
      if (response.status === 204 || response.body === null) return;
      const events = response.body.pipeThrough(new TextDecoderStream())
        .pipeThrough(new EventSourceParserStream({ onRetry: (ms) => retryMs = ms }));
      for await (const { id, event, data } of events) {
        connected = performance.now();
        // Log events have no name of their own; whatever else a later server may send has one.
        if (event !== undefined || id === undefined) continue;
        lastId = Number(id);
        yield { id: lastId, data };
        if (data.startsWith('{"_type":"completion"')) return;
      }
    } catch (error) {
      signal?.throwIfAborted();
      const refused = error instanceof ServerError && error.status > 0 && error.status !== 503;
      if (refused || attempt === 0 && error instanceof ServerError) throw error;
      if (performance.now() - connected > patienceMs) throw error;
      reason = (error as Error).message;
    }
    onRetry(reason);
    await delay(retryMs, signal === undefined ? {} : { signal });
  }
}
