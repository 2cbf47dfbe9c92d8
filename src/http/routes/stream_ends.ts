/** The first and the last bytes of a stream of server-sent events (WHATWG HTML, section 9.2.5), around those of its events. */

const encoder = new TextEncoder();

/*
 * What is no event ends with one line break: after a blank line `@microsoft/fetch-event-source` and others call back with an
 * event without data, which their callers cannot read.
 */

/**
 * First bytes of every stream: the reconnection time in milliseconds, and a comment that makes proxies pass the head on.
 *
 * `forWebKit` puts blank lines before them. WebKit keeps the unfinished line and block of a connection that broke and adds the
 * next connection's first line to it: so they end first, as an event that the cursor has not reached.
 */
export function encodeOpening(
  retryMs: number,
  { forWebKit }: { readonly forWebKit: boolean },
): Uint8Array<ArrayBuffer> {
  return encoder.encode(`${forWebKit ? "\n\n" : ""}retry: ${retryMs}\n: rxnstream\n`);
}

/** Why a stream ends before its log does. */
export type EarlyEnd = "stopping" | "failed" | "deleted";

/**
 * Last bytes of a stream that ends before its log does. The event has a name of its own, so that `onmessage` does not get it, and
 * no id, so that the cursor stays. Clients come back after `retryMs`; from a session that was deleted a 404 sends them away.
 */
export function encodeEarlyEnd(reason: EarlyEnd, retryMs: number): Uint8Array<ArrayBuffer> {
  if (reason === "deleted") return encoder.encode(`event: deleted\ndata: {"reason":"deleted"}\n\n`);
  const data = JSON.stringify({ reason, retry_ms: retryMs });
  return encoder.encode(`retry: ${retryMs}\nevent: goodbye\ndata: ${data}\n\n`);
}

/** The reconnection time alone, for a framing that has no event to tell why a stream ends. */
export function encodeRetry(retryMs: number): Uint8Array<ArrayBuffer> {
  return encoder.encode(`retry: ${retryMs}\n`);
}
