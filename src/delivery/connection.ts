/** What delivery needs of whoever serves HTTP: where to send the bytes for a client, and how to make them if not as usual. */
import type { LogEntry } from "../types.ts";

/** One client's connection. */
export interface Connection {
  /**
   * Sends `bytes` after everything that was sent before, whatever is still waiting; never throws. False if nothing more
   * should be sent before `drained` has resolved. The bytes are shared with other connections: never write to them.
   */
  send(bytes: Uint8Array<ArrayBuffer>): boolean;
  /** Resolves when there is room for more, or when the client has left. */
  drained(): Promise<void>;
  /** Aborted when the client leaves or the server stops: nothing more is to be sent. */
  readonly signal: AbortSignal;
}

/** How a client is sent events in another framing than that of `encodeEntries`. */
export interface Framing {
  /** The bytes for entries that follow one another; made for one client. */
  encode(entries: readonly LogEntry[]): Promise<Uint8Array<ArrayBuffer>>;
}
