/** A client of one stream, which reads only while a caller waits for something, and waits at most as long as its patience. */
import type { Adapter } from "../adapter.ts";
import { Failure } from "../expect.ts";
import { type Arrival, EventParser, type ParsedEvent } from "../../support/sse/event_parser.ts";
import {
  type BodyEnd,
  type HttpAnswer,
  HttpConnection,
  type HttpRequest,
} from "../../support/http/http_connection.ts";

export interface ClientOptions extends HttpRequest {
  readonly patienceMs: number;
  readonly itemOf: Adapter["itemOf"];
}

/** An event that carries a published text. */
export interface Publication extends ParsedEvent {
  readonly item: string;
}

/** Settles as `promise` does, or rejects with a failure that says what was awaited, and for how long in total. */
export async function within<Value>(
  promise: Promise<Value>,
  ms: number,
  what: () => string,
  inAll = ms,
): Promise<Value> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Failure(`waited ${inAll / 1_000} s for ${what()}`)), ms);
  // The caller no longer waits, so a later rejection must not disturb it.
  promise.catch(() => {});
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

export class SseClient implements Disposable {
  readonly connection: HttpConnection;
  readonly answer: HttpAnswer;
  readonly #options: Pick<ClientOptions, "patienceMs" | "itemOf">;
  readonly #parser = new EventParser();
  readonly #published: Publication[] = [];
  #seen = 0;

  private constructor(
    connection: HttpConnection,
    answer: HttpAnswer,
    options: Pick<ClientOptions, "patienceMs" | "itemOf">,
  ) {
    this.connection = connection;
    this.answer = answer;
    this.#options = options;
  }

  /** Sends the request and resolves with the head of the answer, whatever its status. */
  static async open(url: string, { patienceMs, itemOf, ...request }: ClientOptions): Promise<SseClient> {
    const target = new URL(url);
    const connection = await HttpConnection.open(target);
    try {
      const headers = { Accept: "text/event-stream", ...request.headers };
      await connection.send(target, { ...request, headers });
      const answer = await within(connection.answer(request.method), patienceMs, () => "the answer's head");
      return new SseClient(connection, answer, { patienceMs, itemOf });
    } catch (error) {
      connection[Symbol.dispose]();
      throw error;
    }
  }

  get arrivals(): readonly Arrival[] {
    return this.#parser.arrivals;
  }

  /** The events that carry a published text; a server may send others of its own. */
  get published(): readonly Publication[] {
    const { arrivals } = this.#parser;
    for (; this.#seen < arrivals.length; this.#seen++) {
      const arrival = arrivals[this.#seen];
      if (arrival?.kind !== "event") continue;
      const item = this.#options.itemOf(arrival.event);
      if (item !== undefined) this.#published.push({ ...arrival.event, item });
    }
    return this.#published;
  }

  /** The published texts so far. */
  get items(): readonly string[] {
    return this.published.map(({ item }) => item);
  }

  get lastEventId(): string {
    return this.#parser.lastEventId;
  }

  /** How the stream ended; undefined while it is open, as far as was read. */
  get end(): BodyEnd | undefined {
    return this.answer.body.end;
  }

  /** Reads the next bytes; false at the end of the stream. */
  async step(what: () => string, ms = this.#options.patienceMs): Promise<boolean> {
    const bytes = await within(this.answer.body.read(), ms, what, this.#options.patienceMs);
    if (bytes === null) return false;
    try {
      this.#parser.push(bytes);
    } catch {
      throw new Failure("the stream is not UTF-8");
    }
    return true;
  }

  /** Reads until `condition` holds; fails if the stream ends before, or brings nothing new for as long as the patience lasts. */
  async until(condition: () => boolean, what: string): Promise<void> {
    if (await this.#advance(condition, what)) return;
    throw new Failure(
      `the stream ended (${this.end}) before ${what} (${this.published.length} events so far)`,
    );
  }

  async untilItems(count: number): Promise<void> {
    await this.until(() => this.published.length >= count, `published item ${count}`);
  }

  async untilEnd(): Promise<void> {
    await this.#advance(() => false, "the end of the stream");
  }

  /** True when the condition holds, false when the stream has ended before. */
  async #advance(condition: () => boolean, what: string): Promise<boolean> {
    const { patienceMs } = this.#options;
    const waited = () => `${what} (${this.published.length} events so far)`;
    let since = performance.now();
    for (let seen = this.published.length; !condition();) {
      if (!await this.step(waited, Math.max(0, since + patienceMs - performance.now()))) return false;
      // Comments do not count as progress.
      if (this.published.length > seen || this.#parser.isInside) since = performance.now();
      seen = this.published.length;
    }
    return true;
  }

  [Symbol.dispose](): void {
    this.connection[Symbol.dispose]();
  }
}
