/** What the routes know of the connection that a request came by. */
import type { Context } from "hono";

/** The server hands it to Hono with each request, as `c.env`. */
export interface Connection {
  /** The address at the other end of the socket: the client's, or that of the proxy in front. */
  readonly remoteAddress: string;
  /** Cuts the connection at once, with what the client has not taken yet. Idempotent. */
  disconnect(): void;
}

/** The connection of a request that `listen` took in. */
export function connectionOf(c: Context): Connection {
  return c.env;
}
