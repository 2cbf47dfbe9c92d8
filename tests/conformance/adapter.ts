/**
 * What the suite needs to know about a server. To test one, export an `Adapter` as `adapter` from a file of your own and run
 * `deno task conformance --adapter ./my_adapter.ts`; `adapters/hono.ts` is a good starting point.
 */
import type { ReceivedEvent } from "../support/sse/event_parser.ts";

/** Features that a server may lack by design; cases that need them are then not applicable instead of failed. */
export const CAPABILITIES = {
  end: "end a stream for good",
  query_cursor: "take a cursor in the query",
  clients: "tell how many clients a stream has",
  remove: "delete a stream",
  shut: "be stopped and started by the adapter",
  cors: "allow an origin",
  increasing_ids: "give ids that increase",
} as const;
export type Capability = keyof typeof CAPABILITIES;

/** How a server is to be run. */
export interface Settings {
  /** An empty folder for its data; the same one when it is started again. */
  readonly folder: string;
  /** A free port; the same one when it is started again. */
  readonly port: number;
  /** An idle stream should carry a comment about this often, in milliseconds. */
  readonly heartbeatMs: number;
  /** Pages of this origin may read its streams. */
  readonly allowedOrigin: string;
}

/** A running server. Disposing stops it if it is still running. */
export interface Target extends AsyncDisposable {
  /** Creates a stream and resolves with a handle of the adapter's own. */
  createStream(): Promise<string>;
  /** Publishes texts, in order; resolves when the server has taken them. They may hold any character, lone surrogates too. */
  publish(stream: string, items: readonly string[]): Promise<void>;
  /** Where clients read a stream. For a handle that was never given out: an address with nothing there. */
  streamUrl(stream: string): string;
  /** Ends the stream. */
  end?(stream: string): Promise<void>;
  /** Deletes a stream with all its content. */
  remove?(stream: string): Promise<void>;
  /** How many clients are connected to the stream now. */
  clients?(stream: string): Promise<number>;
  /** Sends the signal to the server and resolves when its process is gone. */
  shut?(signal: "SIGTERM" | "SIGKILL"): Promise<void>;
}

export interface Adapter {
  readonly name: string;
  /** The server under test, with its version. */
  readonly product: string;
  /** What is missing on this machine, with the line that installs it; undefined if the server can run. */
  missing?(): Promise<string | undefined>;
  /** Starts the server, or connects to a running one. */
  start(settings: Settings): Promise<Target>;
  /** The published text that an event carries; undefined for an event of the server's own, such as one that marks the end. */
  itemOf(event: ReceivedEvent): string | undefined;
  /**
   * For a server that limits the size of its events: undefined if the event carries its whole text, else the address at which the
   * server said that the whole text can be fetched.
   */
  wholeItem?(streamUrl: string, event: ReceivedEvent): Promise<string | undefined>;
  /** What a published text becomes by the server's own rules, such as other line breaks; by default it stays the same. */
  becomes?(item: string): string;
  /** Name of the query parameter that takes a cursor. */
  readonly queryCursor?: string;
  /** An id that this server could give later, but has not yet given after `id`. */
  idBeyond(id: string): string;
  /** Ids that this server never gives. */
  readonly malformedIds: readonly string[];
  /** Why the server lacks a feature by design. A feature missing without a reason is a failure. */
  readonly lacks?: Partial<Readonly<Record<Capability, string>>>;
}
