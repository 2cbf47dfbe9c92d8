/** One client's record of one session: the cursors it requested, the events it received, and how it ended. */

export const CLIENT_KINDS = [
  "fast",
  "slow",
  "bursts",
  "late",
  "dropper",
  "native",
  "npm",
  "watch",
  "curl",
  "chromium",
  "poll_json",
  "poll_ndjson",
  "durable_poll",
  "durable_sse",
] as const;
/**
 * The first five speak HTTP themselves over a socket: reading everything available, a little at a time, a lot now and then, nothing
 * for a while, or closing the socket after a random number of bytes. The next two are the `EventSource` of Deno and of npm.
 * The last four do not use the session's own stream: two wait for `/content`, two read `/v1/stream`.
 */
export type ClientKind = typeof CLIENT_KINDS[number];

/** One request for the stream. */
export interface Connection {
  /** The position after which it asked to continue; null if it named none. */
  readonly cursor: number | null;
  /** Null if there was no answer. */
  readonly status: number | null;
  /** When it asked, in milliseconds since 1970, if it knows. */
  readonly at?: number;
}

/** One event as it arrived. */
export interface ReceivedEvent {
  readonly id: number;
  readonly data: string;
  /** Index of its connection in the history; null for clients that do not report it. */
  readonly connection: number | null;
  /** When, in milliseconds since 1970. */
  readonly at?: number;
}

/**
 * - `told`: the server answered 204.
 * - `completion`: it had the completion event, and is a program that does not ask again.
 * - `gone`: the server answered 404.
 * - `left`: it went away as planned.
 * - `refused`: the server answered something that this client does not come back from.
 * - `hung`: it was ended because nothing more happened.
 */
export type Ending = "told" | "completion" | "gone" | "left" | "refused" | "hung";

export interface ClientHistory {
  readonly client: string;
  readonly kind: ClientKind;
  /** The session's name in the plan. */
  readonly session: string;
  /** The position in the log after which it wanted everything. */
  readonly cursor: number;
  /** It is connected directly to the server, and reads as fast as it can. */
  readonly isPrompt: boolean;
  readonly connections: readonly Connection[];
  /** In the order of arrival. */
  readonly events: readonly ReceivedEvent[];
  /** Parts of the stream that are neither events of the log nor comments. */
  readonly strange: readonly string[];
  readonly ending: Ending;
  /** More about the ending, such as a status or an exit code. */
  readonly detail: string;
}

/** Writes a history. */
export class HistoryWriter {
  readonly client: string;
  readonly kind: ClientKind;
  readonly session: string;
  readonly cursor: number;
  readonly isPrompt: boolean;
  readonly connections: { readonly cursor: number | null; status: number | null; readonly at: number }[] = [];
  readonly events: ReceivedEvent[] = [];
  readonly strange: string[] = [];
  readonly #ended = Promise.withResolvers<ClientHistory>();
  #isEnded = false;

  constructor(of: Pick<ClientHistory, "client" | "kind" | "session" | "cursor" | "isPrompt">) {
    this.client = of.client;
    this.kind = of.kind;
    this.session = of.session;
    this.cursor = of.cursor;
    this.isPrompt = of.isPrompt;
  }

  /** Resolves when the client has ended, however it did. */
  get ended(): Promise<ClientHistory> {
    return this.#ended.promise;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** The position after which it has to continue. */
  get at(): number {
    return this.events.at(-1)?.id ?? this.cursor;
  }

  /** Records a request; the answer is recorded in the returned object. */
  connect(cursor: number | null): { status: number | null } {
    const connection = { cursor, status: null, at: Date.now() };
    this.connections.push(connection);
    return connection;
  }

  add(id: number, data: string, connection: number | null): void {
    this.events.push({ id, data, connection, at: Date.now() });
  }

  /** Only the first call counts. `connections` replaces those that the client could not see itself. */
  end(ending: Ending, detail = "", connections: readonly Connection[] = this.connections): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    const { client, kind, session, cursor, isPrompt, events, strange } = this;
    this.#ended.resolve({
      client,
      kind,
      session,
      cursor,
      isPrompt,
      connections: [...connections],
      events,
      strange,
      ending,
      detail,
    });
  }
}
