/** What delivery needs from the HTTP server: where to send a client's bytes, and optionally how to frame them. */
import type { LogEntry } from "../types.ts";

/** One client's connection. */
export interface Connection {
  /**
   * Sends `bytes` after everything sent before, even if that is still waiting; never throws. Returns false if the
   * caller should send nothing more until `drained` resolves. The bytes are shared with other connections: never
   * write to them.
   */
  send(bytes: Uint8Array<ArrayBuffer>): boolean;
  /** Resolves when there is room for more, or when the client has left. */
  drained(): Promise<void>;
  /** Aborted when the client leaves or the server stops; send nothing after that. */
  readonly signal: AbortSignal;
}

/** Sends a client its events in a framing other than that of `encodeEntries`. */
export interface Framing {
  /** The bytes of consecutive entries, made for one client. */
  encode(entries: readonly LogEntry[]): Promise<Uint8Array<ArrayBuffer>>;
}

/** One connection to one session's log. */
export interface StreamClient {
  readonly clientId: string;
  readonly connection: Connection;
  /** For a framing other than the default. */
  readonly framing?: Framing;
  /** Number of the newest event that was sent to it, or its initial cursor. Delivery moves it. */
  lastSentId: number;
}

/** Why sending ended: the completion event was sent, the session was deleted, or the client left. */
export type SendEnd = "complete" | "deleted" | "left";
