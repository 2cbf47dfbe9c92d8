/** What a case works with: the server under test, and clients that are disposed of when the case is over. */
import { freePort } from "../support/server_process.ts";
import { type Adapter, CAPABILITIES, type Capability, type Settings, type Target } from "./adapter.ts";
import { expect, Failure } from "./expect.ts";
import { type HttpAnswer, HttpConnection, type HttpRequest } from "../support/http/http_connection.ts";
import { SseClient, within } from "./client/sse_client.ts";

export interface FollowOptions extends HttpRequest {
  /** Sent as `Last-Event-ID`. */
  readonly cursor?: string;
  /** Sent in the query, in the adapter's parameter. */
  readonly queryCursor?: string;
  /** More parameters of the query, in order. */
  readonly query?: readonly (readonly [name: string, value: string])[];
  /** A proxy to use instead of the server's own address. */
  readonly via?: string;
}

export interface Limits {
  /** Longest wait for one thing, in milliseconds. */
  readonly patienceMs: number;
  readonly heartbeatMs: number;
}

/** An origin that the server is told to allow. */
export const ALLOWED_ORIGIN = "https://viewer.example";

/** Starts the server in a folder and on a port of its own. */
export async function startTarget(adapter: Adapter, { heartbeatMs }: Limits): Promise<StartedTarget> {
  const folder = await Deno.makeTempDir({ prefix: "rxnstream-conformance-" });
  const settings = { folder, port: freePort(), heartbeatMs, allowedOrigin: ALLOWED_ORIGIN };
  try {
    return { target: await adapter.start(settings), settings };
  } catch (error) {
    await Deno.remove(folder, { recursive: true });
    throw error;
  }
}

export interface StartedTarget {
  readonly target: Target;
  readonly settings: Settings;
}

export async function stopTarget({ target, settings }: StartedTarget): Promise<void> {
  await target[Symbol.asyncDispose]();
  await Deno.remove(settings.folder, { recursive: true });
}

export class World implements AsyncDisposable {
  readonly adapter: Adapter;
  readonly limits: Limits;
  readonly #resources = new AsyncDisposableStack();
  /** Connections being opened: a failing case does not wait for everything that it has started. */
  readonly #opening = new Set<Promise<unknown>>();
  #started: StartedTarget;

  constructor(adapter: Adapter, started: StartedTarget, limits: Limits) {
    this.adapter = adapter;
    this.#started = started;
    this.limits = limits;
  }

  get target(): Target {
    return this.#started.target;
  }

  /** The running server, for whoever has to stop it. */
  get started(): StartedTarget {
    return this.#started;
  }

  /** Disposes something when the case is over. */
  use<Value extends Disposable | AsyncDisposable>(value: Value): Value {
    return this.#resources.use(value);
  }

  /** What a published text becomes. */
  becomes(items: readonly string[]): readonly string[] {
    const { adapter } = this;
    return adapter.becomes === undefined ? items : items.map((item) => adapter.becomes?.(item) ?? item);
  }

  /** A feature of the server that the case needs; fails if the server lacks it and the adapter does not say why. */
  ability<Name extends "end" | "clients" | "remove" | "shut">(name: Name): NonNullable<Target[Name]> {
    const { target } = this;
    const method = target[name];
    if (method === undefined) throw new Failure(`it cannot ${CAPABILITIES[name satisfies Capability]}`);
    return method.bind(target) as NonNullable<Target[Name]>;
  }

  async end(stream: string): Promise<void> {
    await this.ability("end")(stream);
  }

  /** A new stream with these texts in it. */
  async stream(...items: readonly string[]): Promise<string> {
    const stream = await this.target.createStream();
    if (items.length > 0) await this.target.publish(stream, items);
    return stream;
  }

  /** The address of a stream, with what the options put into it. */
  url(stream: string, { queryCursor, query = [], via }: FollowOptions = {}): string {
    const url = new URL(this.target.streamUrl(stream));
    if (via !== undefined) {
      const { protocol, host } = new URL(via);
      url.protocol = protocol;
      url.host = host;
    }
    if (queryCursor !== undefined) {
      const name = this.adapter.queryCursor;
      if (name === undefined) throw new Failure(`it cannot ${CAPABILITIES.query_cursor}`);
      url.searchParams.set(name, queryCursor);
    }
    for (const [name, value] of query) url.searchParams.append(name, value);
    return url.href;
  }

  /** The published texts that a client got; shortened ones are replaced by the whole text that the server keeps. */
  async wholeItems(stream: string, { published }: SseClient): Promise<readonly string[]> {
    const { adapter } = this;
    const url = this.url(stream);
    return await Promise.all(
      published.map(async (event) => await adapter.wholeItem?.(url, event) ?? event.item),
    );
  }

  /** Opens a stream, whatever the answer. */
  async open(stream: string, options: FollowOptions = {}): Promise<SseClient> {
    const { cursor, queryCursor: _queryCursor, query: _query, via: _via, ...request } = options;
    const headers = { ...request.headers, ...(cursor === undefined ? {} : { "Last-Event-ID": cursor }) };
    const { patienceMs } = this.limits;
    const itemOf = this.adapter.itemOf.bind(this.adapter);
    const url = this.url(stream, options);
    return await this.#connected(() => SseClient.open(url, { ...request, headers, patienceMs, itemOf }));
  }

  /** Opens a stream that must exist. */
  async follow(stream: string, options: FollowOptions = {}): Promise<SseClient> {
    const client = await this.open(stream, options);
    expect(client.answer.status === 200, `the stream is answered with ${client.answer.status}`);
    return client;
  }

  /** Sends any request and reads the head of the answer. */
  async request(
    url: string,
    request: HttpRequest,
  ): Promise<HttpAnswer & { readonly connection: HttpConnection }> {
    const connection = await this.#connected(() => HttpConnection.open(new URL(url)));
    return { ...await this.exchange(connection, url, request), connection };
  }

  /** Sends any request over a connection that is open. */
  async exchange(connection: HttpConnection, url: string, request: HttpRequest = {}): Promise<HttpAnswer> {
    await connection.send(new URL(url), request);
    return await this.wait(connection.answer(request.method), "the answer's head");
  }

  /** Waits no longer than the patience. */
  async wait<Value>(promise: Promise<Value>, what: string): Promise<Value> {
    return await within(promise, this.limits.patienceMs, () => what);
  }

  /** Polls until the answer is right, for things that the server notices soon but not at once. */
  async eventually(holds: () => Promise<boolean>, what: string): Promise<void> {
    const until = performance.now() + this.limits.patienceMs;
    while (!await holds()) {
      expect(performance.now() < until, `waited ${this.limits.patienceMs / 1_000} s for ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Stops the server with a signal. Only for cases that have their own server. */
  async shut(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    await this.wait(this.ability("shut")(signal), `the process to end after ${signal}`);
  }

  /** Starts the server again, in the same place. */
  async startAgain(): Promise<void> {
    const { settings, target } = this.#started;
    await target[Symbol.asyncDispose]();
    this.#started = { settings, target: await this.adapter.start(settings) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources.disposeAsync();
    while (this.#opening.size > 0) await Promise.allSettled(this.#opening);
  }

  /** Opens a connection, and disposes it when the case is over; rejects if it is over already. */
  async #connected<Value extends Disposable>(open: () => Promise<Value>): Promise<Value> {
    if (this.#resources.disposed) throw new Failure("the case is over");
    const kept = open().then((value) => {
      if (!this.#resources.disposed) return this.#resources.use(value);
      value[Symbol.dispose]();
      throw new Failure("the case is over");
    });
    this.#opening.add(kept);
    try {
      return await kept;
    } finally {
      this.#opening.delete(kept);
    }
  }
}
