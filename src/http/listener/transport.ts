/** What the routes know of the socket that a request came by. */
import type { Context } from "hono";
import type { Connection } from "../../delivery/connection.ts";

/** The server hands it to Hono with each request, as `c.env`. */
export interface Transport {
  /** The address at the other end of the socket: the client's, or that of the proxy in front. */
  readonly remoteAddress: string;
  /** The body of the request, for which a client that asked is told to send it; fails if it breaks off. */
  requestBody(): AsyncIterable<Uint8Array>;
  /** How an answer's body gets to the socket; `signal` becomes that of its connection. */
  responseChannel(signal: AbortSignal): ResponseChannel;
  /** Ends the connection at once, in the middle of an answer. */
  cut(): void;
}

/** How the body of a stream gets to its client. */
export interface ResponseChannel {
  /** The body as the server has to read it. */
  through(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array>;
  /**
   * Resolves when the head and the first part of the body have been sent, or when the client has left: with a
   * connection that is faster than the body, and after which nothing more may come by the body; null if there is
   * none.
   */
  opened(): Promise<Connection | null>;
  /** Has the connection closed where the body ends, without the mark that ends a body (RFC 9112, section 8). */
  cutAtEnd(): void;
}

/** The transport of a request that `listen` took in. */
export function transportOf(c: Context): Transport {
  return c.env;
}
