/** Clients of a session's log as in real use: cut off, resuming, native, and fetching the log at the end. */
import { delay } from "@std/async";
import { EventSource as NpmEventSource } from "eventsource";
import { parseEvents } from "../support/sse/parse_events.ts";
import { until } from "../support/until.ts";

/** The events that a client got, in the order of arrival. */
export interface Received {
  readonly ids: readonly number[];
  readonly data: readonly string[];
}

/** About `count` reactions, a few of which cannot be read. */
export function manyReactions(count: number): string {
  const lines = Array.from({ length: count }, (_, index) => {
    const acid = "C".repeat(1 + index % 12);
    const alcohol = "C".repeat(1 + Math.floor(index / 12) % 12);
    if (index % 25 === 7) return `not a reaction>>(${index}`;
    return `${acid}C(=O)O.O${alcohol}c1ccccc1>>${acid}C(=O)O${alcohol}c1ccccc1`;
  });
  return lines.join("\n");
}

/** Submits a text with one reaction per line; resolves with the id of the session. */
export async function createSession(url: string, reactions: string): Promise<string> {
  const response = await fetch(`${url}/sessions`, {
    method: "POST",
    headers: { "Content-Type": "chemical/x-daylight-smiles" },
    body: reactions,
  });
  const { session_id: id } = await response.json();
  if (response.status !== 201) throw new Error(`The server answered ${response.status}`);
  return id;
}

/**
 * Creates a session that is queued behind another until `release` is called, so that clients can join before it begins.
 * The server must run one session at a time, to its end (`--max-running 1 --turn 0`).
 */
export async function createWaitingSession(
  url: string,
  reactions: string,
): Promise<{ readonly id: string; release(): Promise<void> }> {
  const earlier = await createSession(url, manyReactions(3_000));
  const id = await createSession(url, reactions);
  return {
    id,
    async release() {
      await (await fetch(`${url}/sessions/${earlier}/cancel`, { method: "POST" })).body?.cancel();
    },
  };
}

/** Resolves when clients with all these ids are connected to the session's stream. */
export async function untilConnected(url: string, id: string, clients: readonly string[]): Promise<void> {
  await until(() => sessionJson(url, id, "/streaming-status"), {
    is: ({ streaming_clients: there }) => clients.every((client) => there.includes(client)),
  });
}

/** Resolves when this many reactions of the session are done. */
export async function untilDone(url: string, id: string, reactions: number): Promise<void> {
  await until(() => sessionJson(url, id), { is: (session) => session.reactions.done >= reactions });
}

/** The JSON of `/sessions/{id}`, or of `path` below it. */
export async function sessionJson(url: string, id: string, path = "") {
  return await (await fetch(`${url}/sessions/${id}${path}`)).json();
}

/** The whole log as NDJSON, one `{"id","data"}` per line. */
export async function contentLines(url: string, id: string): Promise<string> {
  const response = await fetch(`${url}/sessions/${id}/content`, {
    headers: { Accept: "application/x-ndjson" },
  });
  return await response.text();
}

/** The events that a client received, in the form of NDJSON content. */
export function asContentLines({ ids, data }: Received): string {
  return ids.map((id, index) => `{"id":${id},"data":${data[index]}}\n`).join("");
}

/** Follows the log until the server says 204. */
export interface LogClient {
  readonly received: Received;
  /** Resolves when the client has been told that the log is complete. */
  readonly ended: Promise<void>;
  /** Resolves when the client has event `id` or a later one. */
  reached(id: number): Promise<void>;
}

class Progress implements LogClient {
  readonly received = { ids: [] as number[], data: [] as string[] };
  readonly #ended = Promise.withResolvers<void>();
  readonly #waiting: { readonly id: number; readonly resolve: () => void }[] = [];
  readonly ended = this.#ended.promise;

  get lastId(): number {
    return this.received.ids.at(-1) ?? 0;
  }

  add(id: number, data: string): void {
    this.received.ids.push(id);
    this.received.data.push(data);
    for (const waiting of this.#waiting) if (waiting.id <= id) waiting.resolve();
  }

  finish(): void {
    this.#ended.resolve();
  }

  fail(error: unknown): void {
    this.#ended.reject(error);
  }

  async reached(id: number): Promise<void> {
    if (this.lastId >= id) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push({ id, resolve });
    // A client that has failed would never get there.
    await Promise.race([promise, this.ended]);
  }
}

/**
 * Reads with `fetch`. Whenever it has read the bytes that `cutAfter` says, it drops the connection, even in the middle of an
 * event, and reconnects with the `Last-Event-ID` of the last whole event; it also retries while the server is away.
 */
export function followCut(stream: string, cutAfter: () => number): LogClient {
  const progress = new Progress();
  async function connect(): Promise<"more" | "end"> {
    const response = await fetch(`${stream}?client_id=cut`, {
      headers: progress.lastId === 0 ? {} : { "Last-Event-ID": String(progress.lastId) },
    });
    if (response.status === 204) return "end";
    if (response.status !== 200 || response.body === null) {
      throw new Error(`The stream answered ${response.status}: ${await response.text()}`);
    }
    let text = "";
    let left = cutAfter();
    for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
      const kept = piece.slice(0, left);
      left -= kept.length;
      text += kept;
      const whole = text.lastIndexOf("\n\n") + 2;
      if (whole > 1) {
        const { ids, data } = parseEvents(text.slice(0, whole));
        ids.forEach((id, index) => progress.add(id, data[index] ?? ""));
        text = text.slice(whole);
      }
      // Leaving the loop cancels the body, which closes the connection.
      if (left <= 0) break;
    }
    return "more";
  }
  async function follow(): Promise<void> {
    for (;;) {
      try {
        if (await connect() === "end") return progress.finish();
      } catch (error) {
        // `fetch` and its body fail with a TypeError when the server is away.
        if (!(error instanceof TypeError)) return progress.fail(error);
        await delay(50);
      }
    }
  }
  void follow();
  return progress;
}

/** The `EventSource` classes that programs use. */
const EVENT_SOURCES = {
  native: EventSource,
  npm: NpmEventSource as unknown as typeof EventSource,
} as const;

/**
 * Follows with an `EventSource`, Deno's or npm's, with its kind as client id. It is never closed from outside:
 * it stops on its own, or the test hangs.
 */
export function followNative(stream: string, kind: keyof typeof EVENT_SOURCES): LogClient {
  const progress = new Progress();
  const Source = EVENT_SOURCES[kind];
  const source = new Source(`${stream}?client_id=${kind}`);
  source.onmessage = ({ lastEventId, data }) => progress.add(Number(lastEventId), data);
  source.onerror = () => {
    if (source.readyState === Source.CLOSED) progress.finish();
  };
  return progress;
}
