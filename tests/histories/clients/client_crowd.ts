/** All clients of a round: starts them, knows which have finished, and gives up on those that hang. */
import { delay } from "@std/async";
import type { Browser } from "puppeteer-core";
import type { Known } from "../check/database_watch.ts";
import { type ClientHistory, type ClientKind, HistoryWriter } from "../history.ts";
import type { Operator } from "../operator.ts";
import type { Operation } from "../plan.ts";
import { Random } from "../../support/random.ts";
import { bearer, type Token } from "../tokens.ts";
import type { Proxy } from "../wire/proxy.ts";
import { runChromium } from "./chromium_client.ts";
import type { RunClient } from "./client_job.ts";
import { runDurable } from "./durable_clients.ts";
import { runEventSource } from "./event_source_client.ts";
import { runPoll } from "./poll_clients.ts";
import { runCurl, runWatch } from "./process_clients.ts";
import { runSocketClient } from "./socket_client.ts";

/** The client programs installed on this machine; others replace those that are missing. */
export interface Programs {
  readonly chromium: Browser | null;
  readonly curl: boolean;
}

export interface CrowdOptions {
  readonly operator: Operator;
  readonly proxy: Proxy;
  /** Sent by the clients; null if no token is required. */
  readonly token: Token | null;
  /** Address of the server itself. */
  readonly server: string;
  readonly programs: Programs;
}

/** How far the sessions have got; `seen` changes whenever one makes progress. */
export interface Progress {
  readonly seen: string;
  readonly isOver: boolean;
}

type Join = Extract<Operation, { op: "join" }>;

/** They read as fast as they can, in this process. */
const PROMPT: ReadonlySet<ClientKind> = new Set(
  ["fast", "poll_json", "poll_ndjson", "durable_poll", "durable_sse"],
);
/** An `EventSource` sends no headers of one's own. */
const SEND_NO_TOKEN: ReadonlySet<ClientKind> = new Set(["native", "npm", "chromium"]);

/** Interval at which awaited clients are checked, in milliseconds. */
const LOOK_MS = 100;

export class ClientCrowd implements AsyncDisposable {
  readonly #options: CrowdOptions;
  readonly #leaving = new AbortController();
  readonly #running = new Set<Promise<void>>();
  readonly #open = new Set<Promise<void>>();
  readonly #writers: HistoryWriter[] = [];
  #failure: unknown;
  #longestSilenceMs = 0;

  constructor(options: CrowdOptions) {
    this.#options = options;
  }

  /** The longest time without progress while clients or sessions were awaited, in milliseconds. */
  get longestSilenceMs(): number {
    return this.#longestSilenceMs;
  }

  /** Starts a client as soon as its session is acknowledged. */
  join(join: Join): void {
    const running = this.#run(join).catch((error) => {
      this.#failure ??= error;
    });
    this.#running.add(running);
    void running.then(() => this.#running.delete(running));
  }

  /** Starts a client that wants the whole log of a session that has ended. */
  joinAfterwards(session: string): void {
    const client = `after-${session}`;
    this.join({
      op: "join",
      client,
      kind: "fast",
      session,
      from: 0,
      way: "direct",
      leaveAfter: null,
      seed: 0,
    });
  }

  /**
   * Resolves when all clients have finished and `look` says that the sessions have, too. Clients that have received nothing for
   * `silenceMs`, while `look` saw no change either, are ended as hung. Rejects if a client could not be run.
   */
  async settled(silenceMs: number, look: () => Promise<Progress>): Promise<void> {
    let last = "";
    let since = performance.now();
    while (this.#failure === undefined) {
      const { seen, isOver } = await look();
      if (isOver && this.#running.size === 0) return;
      const events = this.#writers.reduce((sum, { events }) => sum + events.length, 0);
      const now = `${events} ${this.#running.size} ${seen}`;
      if (now !== last) since = performance.now();
      const silentMs = performance.now() - since;
      this.#longestSilenceMs = Math.max(this.#longestSilenceMs, silentMs);
      if (silentMs > silenceMs) break;
      last = now;
      await delay(LOOK_MS);
    }
    if (this.#failure !== undefined) throw this.#failure;
    for (const writer of this.#writers) writer.end("hung", "nothing came any more");
  }

  /** What each client has received so far. */
  get received(): Known["received"] {
    return this.#writers.map(({ session, client, events }) => ({ session, client, events }));
  }

  /** What the clients have written, those included that are still running. */
  async histories(): Promise<readonly ClientHistory[]> {
    const { tap } = this.#options.proxy;
    const histories = await Promise.all(this.#writers.map(({ ended }) => ended));
    return histories.map((history) =>
      history.connections.length > 0 ? history : { ...history, connections: [...tap.of(history.client)] }
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#leaving.abort();
    await Promise.all(this.#running);
    await Promise.allSettled(this.#open);
  }

  async #run({ client, kind, session: name, from, way, leaveAfter, seed }: Join): Promise<void> {
    const { operator, proxy, server, token } = this.#options;
    const { signal } = this.#leaving;
    const aborted = Promise.withResolvers<null>();
    signal.addEventListener("abort", () => aborted.resolve(null), { once: true });
    const session = await Promise.race([operator.session(name), aborted.promise]);
    if (session === null || signal.aborted) return;
    const facts = from === 0 ? null : await operator.facts(session.sessionId);
    const history = new HistoryWriter({
      client,
      kind: this.#available(kind),
      session: session.name,
      isPrompt: way === "direct" && PROMPT.has(kind),
      cursor: Math.floor(from * (facts?.last_event_id ?? 0)),
    });
    this.#writers.push(history);
    const job = {
      history,
      base: way === "proxy" ? proxy.url : server,
      sessionId: session.sessionId,
      headers: token === null ? {} : bearer(token),
      ticket: token !== null && SEND_NO_TOKEN.has(history.kind)
        ? await operator.ticket(session.sessionId)
        : null,
      random: new Random(seed),
      leaveAfter: leaveAfter ?? Infinity,
      tap: proxy.tap,
    };
    const closed = this.#runner(history.kind)(job, signal);
    this.#open.add(closed);
    // One that hangs is given up here, and closed at the end.
    await Promise.race([closed, history.ended]);
  }

  #available(kind: ClientKind): ClientKind {
    const { chromium, curl } = this.#options.programs;
    if (kind === "chromium" && chromium === null) return "native";
    return kind === "curl" && !curl ? "fast" : kind;
  }

  #runner(kind: ClientKind): RunClient {
    const { chromium } = this.#options.programs;
    switch (kind) {
      case "native":
      case "npm":
        return runEventSource(kind);
      case "watch":
        return runWatch;
      case "curl":
        return runCurl;
      case "chromium":
        if (chromium === null) throw new Error("There is no Chromium");
        return runChromium(chromium);
      case "poll_json":
      case "poll_ndjson":
        return runPoll(kind === "poll_json" ? "json" : "ndjson");
      case "durable_poll":
      case "durable_sse":
        return runDurable(kind === "durable_poll" ? "long-poll" : "sse");
      default:
        return runSocketClient(kind);
    }
  }
}
