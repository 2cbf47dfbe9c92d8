/**
 * The body of a `node:http` request: read in parts, or received and dropped after an answer that did not wait for it.
 */
import type { IncomingMessage, ServerResponse } from "node:http";

/** How long to wait for the next bytes of a body that nobody reads, in milliseconds. */
const SILENCE_MS = 10_000;
/** The same for a client that asked whether to send its body and got an answer instead. */
const REFUSED_MS = 1_000;
/**
 * The rest of a body up to this size is awaited and the connection kept; the client of a longer one is told to stop.
 */
const SHORT_BYTES = 64 * 1024;

/** How much of a body is dropped, and for how long, before its connection is cut. */
export interface DropLimit {
  readonly maxBytes: number;
  readonly maxMs: number;
}

/** Requests whose clients wait for `100 Continue` before they send their body (RFC 9110, section 10.1.1). */
const asking = new WeakSet<IncomingMessage>();

/** Marks a request whose client sends its body only when told to. */
export function holdBack(incoming: IncomingMessage): void {
  asking.add(incoming);
}

/** The parts of the body as they arrive; throws if it is cut off. The rest stays unread if the consumer stops. */
export function requestBody(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): AsyncIterable<Uint8Array> {
  if (asking.delete(incoming)) outgoing.writeContinue();
  return incoming.iterator({ destroyOnReturn: false });
}

/** True if so much of the body is still to come that the client should be told to stop. */
export function isBodyLeft(incoming: IncomingMessage): boolean {
  if (hasCome(incoming)) return false;
  return asking.has(incoming) || !(Number(incoming.headers["content-length"]) <= SHORT_BYTES);
}

/**
 * Ends an answer only after the body of its request. A connection that is closed while bytes arrive is reset, and a
 * client that is still sending does not see the answer (RFC 9112, section 9.6).
 */
export function dropBodyBehind(incoming: IncomingMessage, outgoing: ServerResponse, limit: DropLimit): void {
  const end: (bytes?: unknown) => ServerResponse = outgoing.end.bind(outgoing);
  outgoing.end = ((bytes?: string | Uint8Array) => {
    if (hasCome(incoming)) return end(bytes);
    if (bytes === undefined) outgoing.flushHeaders();
    else outgoing.write(bytes);
    const { socket } = incoming;
    drop(incoming, limit).then((isWhole) => {
      if (!isWhole) outgoing.once("finish", () => socket.destroy());
      end();
    });
    return outgoing;
  }) as typeof outgoing.end;
}

function hasCome(incoming: IncomingMessage): boolean {
  const { "content-length": length = "0", "transfer-encoding": coding } = incoming.headers;
  return incoming.complete || incoming.destroyed || coding === undefined && Number(length) === 0;
}

/** True if the whole body arrived within the limit. */
function drop(incoming: IncomingMessage, { maxBytes, maxMs }: DropLimit): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  let left = maxBytes;
  const give = () => resolve(false);
  const whole = setTimeout(give, maxMs);
  let silence = setTimeout(give, asking.has(incoming) ? REFUSED_MS : SILENCE_MS);
  const take = (part: Uint8Array) => {
    left -= part.length;
    if (left < 0) return give();
    clearTimeout(silence);
    silence = setTimeout(give, SILENCE_MS);
  };
  incoming.on("data", take);
  incoming.once("end", () => resolve(true));
  for (const event of ["close", "error"]) incoming.once(event, give);
  incoming.resume();
  return promise.finally(() => {
    clearTimeout(whole);
    clearTimeout(silence);
    incoming.off("data", take);
  });
}
