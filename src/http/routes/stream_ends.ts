/**
 * The first and last bytes of a stream of server-sent events (WHATWG HTML, section 9.2.5), before and after those of
 * its events.
 */

const encoder = new TextEncoder();

/**
 * Anything that is not an event ends with a single line break: after a blank line, `@microsoft/fetch-event-source`
 * and others call back with an event without data, which their callers cannot read.
 */

/**
 * First bytes of every stream: the reconnection time in milliseconds, and a comment that makes proxies forward the
 * response head. `forWebKit` puts blank lines before them: WebKit keeps the unfinished line and block of a broken
 * connection and appends the first line of the next connection. The blank lines end these first, as an event that
 * does not advance the cursor.
 */
export function encodeOpening(
  retryMs: number,
  { forWebKit }: { readonly forWebKit: boolean },
): Uint8Array<ArrayBuffer> {
  return encoder.encode(`${forWebKit ? "\n\n" : ""}retry: ${retryMs}\n: rxnstream\n`);
}

/** Why a stream ends before its log does. */
export type EarlyEnd = "stopping" | "failed" | "revoked" | "deleted";

/**
 * Last bytes of a stream that ends before its log does. The event is named, so that `onmessage` does not receive it,
 * and has no id, so that the cursor stays. Clients reconnect after `retryMs`; if the session was deleted, a 404 then
 * turns them away, and a 401 or 403 if the token was revoked.
 */
export function encodeEarlyEnd(reason: EarlyEnd, retryMs: number): Uint8Array<ArrayBuffer> {
  if (reason === "deleted") return encoder.encode(`event: deleted\ndata: {"reason":"deleted"}\n\n`);
  const data = JSON.stringify({ reason, retry_ms: retryMs });
  return encoder.encode(`retry: ${retryMs}\nevent: goodbye\ndata: ${data}\n\n`);
}

/** Only the reconnection time, for a framing that has no event for the reason why a stream ends. */
export function encodeRetry(retryMs: number): Uint8Array<ArrayBuffer> {
  return encoder.encode(`retry: ${retryMs}\n`);
}
