/** What the routes know of the connection that a request came by. */
import type { Context } from "hono";

/** The server hands it to Hono with each request, as `c.env`. */
export interface Connection {
  /** The address at the other end of the socket: the client's, or that of the proxy in front. */
  readonly remoteAddress: string;
  /** The body of the request, for which a client that asked is told to send it; fails if it breaks off. */
  requestBody(): AsyncIterable<Uint8Array>;
  /** The body of the answer below its stream; asked for once, before the answer is given. */
  body(): ConnectionBody;
  /** Ends the connection at once, in the middle of an answer. */
  cut(): void;
}

/** Where the stream of an answer's body ends up, and where more of the body can be written past it. */
export interface ConnectionBody {
  /** Resolves once `bytes` of the body have come through its stream and there is room for more. */
  reached(bytes: number): Promise<void>;
  /** Ends all waiting, because the client has left. */
  abandon(): void;
  /** Sends what was written, and closes the connection without the mark that ends a body (RFC 9112, section 8). */
  cut(): void;
  /** Writes a part of the body at once, in any case; false if nothing more should come before `reached` says so. */
  write(bytes: Uint8Array): boolean;
}

/** The connection of a request that `listen` took in. */
export function connectionOf(c: Context): Connection {
  return c.env;
}
