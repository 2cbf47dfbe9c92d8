/** A resumable stream in memory that does everything right, or everything but one thing, which the suite has to notice. */
import type { Adapter, Settings, Target } from "./adapter.ts";

/** What it does wrong. */
export const FLAWS = [
  "none",
  "says another charset",
  "may be cached",
  "may be stored by caches that revalidate",
  "may be transformed",
  "may be buffered",
  "claims an encoding",
  "opens without a byte",
  "says no retry",
  "normalises line breaks",
  "reads texts as fields",
  "trims texts",
  "leaves out NUL",
  "breaks lines at U+2028",
  "leaves out byte order marks",
  "halves surrogate pairs",
  "replaces lone surrogates",
  "cuts long texts",
  "sends long lines",
  "leaves line separators as they are",
  "puts ids before data",
  "ends comments with a blank line",
  "sends blank lines to reconnecting clients",
  "does not know WebKit",
  "encodes piece by piece",
  "names its events",
  "gives no ids",
  "gives one id twice",
  "counts ids backwards",
  "replays a past that differs from what it sent live",
  "keeps one log for all streams",
  "keeps 1,000 events",
  "keeps nothing across a restart",
  "loses events that come while a client joins",
  "repeats events that come while a client joins",
  "swaps two events",
  "ignores Last-Event-ID",
  "ignores the query",
  "lets the query win",
  "knows only one name of the cursor in the query",
  "ignores other names",
  "insists on a query that is not empty",
  "takes the first of two cursors",
  "calls cursors of many digits malformed",
  "takes an empty Last-Event-ID for a position",
  "treats any cursor as the beginning",
  "waits for cursors beyond its log",
  "opens streams that nobody created",
  "sends an event with the next one",
  "sends nothing while idle",
  "sends events while idle",
  "sends ids while idle",
  "never notices clients that leave",
  "never ends a stream",
  "cuts streams instead of ending them",
  "forgets an ended stream",
  "never says 204",
  "lets caches store the 204",
  "ends deleted streams like others",
  "does not say that a stream was deleted",
  "counts a HEAD request as a client",
  "treats POST as GET",
  "streams to clients that want JSON",
  "insists on the media type",
  "allows no origin",
  "refuses preflights",
  "makes all wait for the slowest",
  "skips what a slow client misses",
  "ends streams properly when it stops",
  "says nothing when it stops",
  "moves the cursor when it stops",
] as const;
export type Flaw = typeof FLAWS[number];

interface Log {
  readonly items: string[];
  ended: boolean;
  deleted: boolean;
  clients: number;
  changed: PromiseWithResolvers<void>;
  /** How far each connected client has got. */
  readonly places: Map<number, number>;
  /** Resolves when one of them has taken an event. */
  taken: PromiseWithResolvers<void>;
}

type Logs = Map<string, Log>;

/** The content of the disk, by folder, where an ordinary server would have a file. */
const disks = new Map<string, Logs>();

const encoder = new TextEncoder();

/** Longer texts (in characters) are sent shortened; the whole text is served separately. */
const LONGEST_TEXT = 40_000;
const CURSOR_NAMES = ["after", "lastEventId", "evs_last_event_id"];

/** The text in an event, after what the flaw does to it. */
function spoilt(text: string, flaw: Flaw): string {
  switch (flaw) {
    case "normalises line breaks":
      return text.replaceAll(/\r\n?/g, "\n");
    case "reads texts as fields":
      return text.replace(/^(id|data|event): ?/, "");
    case "trims texts":
      return text.trim();
    case "leaves out NUL":
      return text.replaceAll("\0", "");
    case "breaks lines at U+2028":
      return text.replaceAll(/[\u2028\u2029]/g, "\n");
    case "leaves out byte order marks":
      return text.replaceAll("\uFEFF", "");
    case "halves surrogate pairs":
      return text.replaceAll(/[\u{10000}-\u{10FFFF}]/gu, (pair) => pair.charAt(0));
    case "replaces lone surrogates":
      return text.toWellFormed();
    case "cuts long texts":
      return text.slice(0, 500_000);
    default:
      return text;
  }
}

/** An event as it goes over the wire; `live` if it was not yet there when the client joined. */
function encodeEvent(log: Log, index: number, live: boolean, flaw: Flaw): Uint8Array<ArrayBuffer> {
  const number = flaw === "gives one id twice" ? Math.max(index, 1) : index + 1;
  const id = flaw === "counts ids backwards" ? 1_000_000 - number : number;
  const text = spoilt(log.items[index] ?? "", flaw);
  const isCut = text.length > LONGEST_TEXT && flaw !== "sends long lines" && flaw !== "cuts long texts";
  const json = JSON.stringify(isCut ? { cut: text.slice(0, 1_000), whole: index } : text);
  const data = flaw === "leaves line separators as they are"
    ? json
    : json.replaceAll(/[\x85\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const differs = flaw === "replays a past that differs from what it sent live" && live;
  const idLine = flaw === "gives no ids" ? "" : `id: ${id}\n`;
  const fields = `${flaw === "names its events" ? "event: item\n" : ""}data:${differs ? "" : " "}${data}\n`;
  const frame = `${flaw === "puts ids before data" ? idLine + fields : fields + idLine}\n`;
  if (flaw !== "encodes piece by piece") return encoder.encode(frame);
  const pieces = frame.match(/[^]{1,1000}/g) ?? [];
  return encoder.encode(pieces.map((piece) => new TextDecoder().decode(encoder.encode(piece))).join(""));
}

export class FlawedServer {
  readonly #flaw: Flaw;
  readonly #settings: Settings;
  readonly #logs: Logs;
  readonly #stopping = new AbortController();
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  #clients = 0;
  #stopped: Promise<void> | undefined;

  constructor(flaw: Flaw, settings: Settings) {
    this.#flaw = flaw;
    this.#settings = settings;
    this.#logs = disks.get(settings.folder) ?? new Map();
    if (flaw !== "keeps nothing across a restart") disks.set(settings.folder, this.#logs);
    const { port } = settings;
    this.#server = Deno.serve(
      { hostname: "127.0.0.1", port, onListen() {} },
      (request) => this.#answer(request),
    );
  }

  get target(): Target {
    const name = (stream: string) => this.#flaw === "keeps one log for all streams" ? "all" : stream;
    const change = (stream: string, make: (log: Log) => void) => {
      const log = this.#logs.get(name(stream));
      if (log === undefined) return;
      make(log);
      log.changed.resolve();
      log.changed = Promise.withResolvers();
    };
    return {
      createStream: () => {
        const stream = name(crypto.randomUUID());
        if (!this.#logs.has(stream)) this.#logs.set(stream, emptyLog());
        return Promise.resolve(stream);
      },
      publish: async (stream, items) => {
        const log = this.#logs.get(name(stream));
        if (this.#flaw === "makes all wait for the slowest" && log !== undefined) await this.#untilTaken(log);
        if (this.#stopping.signal.aborted) throw new Error("The server has stopped");
        change(stream, (log) => log.items.push(...items));
        // As over a network: the next publication comes later.
        await new Promise((resolve) => setTimeout(resolve));
      },
      end: (stream) => {
        if (this.#flaw !== "never ends a stream") change(stream, (log) => log.ended = true);
        return Promise.resolve();
      },
      remove: (stream) => {
        change(stream, (log) => log.deleted = true);
        this.#logs.delete(name(stream));
        return Promise.resolve();
      },
      streamUrl: (stream) => `http://127.0.0.1:${this.#server.addr.port}/${stream}`,
      clients: (stream) => Promise.resolve(this.#logs.get(name(stream))?.clients ?? 0),
      shut: () => this.#stop(),
      [Symbol.asyncDispose]: () => this.#stop(),
    };
  }

  #stop(): Promise<void> {
    this.#stopping.abort();
    for (const log of this.#logs.values()) log.clients = 0;
    return this.#stopped ??= this.#server.shutdown();
  }

  /** Waits until no client is more than a few events behind. */
  async #untilTaken(log: Log): Promise<void> {
    const aborted = Promise.withResolvers<void>();
    this.#stopping.signal.addEventListener("abort", () => aborted.resolve(), { once: true });
    while (
      !this.#stopping.signal.aborted && [...log.places.values()].some((at) => at + 8 < log.items.length)
    ) {
      await Promise.race([log.taken.promise, aborted.promise]);
    }
  }

  #headers(origin: string | null): Headers {
    const flaw = this.#flaw;
    const allowed = origin === this.#settings.allowedOrigin && flaw !== "allows no origin";
    return new Headers({
      "Content-Type": `text/event-stream; charset=${flaw === "says another charset" ? "latin1" : "utf-8"}`,
      ...(flaw === "may be cached" ? {} : {
        "Cache-Control": [
          "no-cache",
          ...(flaw === "may be stored by caches that revalidate" ? [] : ["no-store"]),
          ...(flaw === "may be transformed" ? [] : ["no-transform"]),
        ].join(", "),
      }),
      ...(flaw === "may be buffered" ? {} : { "X-Accel-Buffering": "no" }),
      ...(flaw === "claims an encoding" ? { "Content-Encoding": "gzip" } : {}),
      ...(allowed ? { "Access-Control-Allow-Origin": origin, "Vary": "Origin" } : {}),
    });
  }

  #answer(request: Request): Response {
    const flaw = this.#flaw;
    const { method } = request;
    const url = new URL(request.url);
    const headers = this.#headers(request.headers.get("Origin"));
    if (method === "OPTIONS") {
      if (flaw === "refuses preflights") return new Response(null, { status: 403 });
      headers.set("Access-Control-Allow-Headers", "Last-Event-ID");
      return new Response(null, { status: 204, headers });
    }
    const isRead = method === "GET" || method === "HEAD" ||
      (method === "POST" && flaw === "treats POST as GET");
    if (!isRead) return new Response(null, { status: 405, headers: { Allow: "GET, HEAD, OPTIONS" } });
    const [, stream = "", whole] = url.pathname.split("/");
    const log = this.#logs.get(stream) ??
      (flaw === "opens streams that nobody created" ? emptyLog() : undefined);
    if (log === undefined) return new Response(null, { status: 404 });
    if (flaw === "forgets an ended stream" && log.ended) return new Response(null, { status: 404 });
    if (whole !== undefined) return Response.json(log.items[Number(whole)]);
    if (!this.#accepts(request.headers.get("Accept"))) return new Response(null, { status: 406 });
    const query = this.#queryCursor(url.searchParams);
    if (query instanceof Response) return query;
    const cursor = this.#cursor(log, request.headers.get("Last-Event-ID"), query);
    if (cursor instanceof Response) return cursor;
    if (log.ended && cursor === log.items.length && flaw !== "never says 204") {
      const kept = flaw === "lets caches store the 204";
      return new Response(null, { status: 204, headers: kept ? {} : { "Cache-Control": "no-store" } });
    }
    if (method === "HEAD") {
      if (flaw === "counts a HEAD request as a client") log.clients++;
      return new Response(null, { headers });
    }
    const agent = request.headers.get("User-Agent") ?? "";
    const isWebKit = /AppleWebKit(?!.*Chrome)/.test(agent) && request.headers.has("Cache-Control");
    const isBlank = isWebKit && flaw !== "does not know WebKit" ||
      cursor > 0 && flaw === "sends blank lines to reconnecting clients";
    return new Response(this.#body(log, cursor, isBlank ? "\n\n" : ""), { headers });
  }

  #queryCursor(params: URLSearchParams): string | null | Response {
    const flaw = this.#flaw;
    const names = flaw === "knows only one name of the cursor in the query" ? ["after"] : CURSOR_NAMES;
    for (const name of params.keys()) {
      const isOther = !names.includes(name) && /^(evs)?last.?event.?id$/i.test(name);
      if (
        isOther && flaw !== "ignores other names" && flaw !== "knows only one name of the cursor in the query"
      ) {
        return new Response(null, { status: 400 });
      }
    }
    const given = names.flatMap((name) => params.getAll(name));
    if (flaw === "insists on a query that is not empty" && given.includes("")) {
      return new Response(null, { status: 400 });
    }
    const [first = null, other] = new Set(given.filter((text) => text !== ""));
    return other === undefined || flaw === "takes the first of two cursors"
      ? first
      : new Response(null, { status: 400 });
  }

  #accepts(accept: string | null): boolean {
    if (this.#flaw === "streams to clients that want JSON") return true;
    const ranges = accept === null ? [] : accept.split(",").map((range) => range.trim());
    if (this.#flaw === "insists on the media type") return ranges.includes("text/event-stream");
    return accept === null ||
      ranges.some((range) => /^(text\/event-stream|text\/\*|\*\/\*)(;q=(1|0\.[1-9]))?$/.test(range));
  }

  #cursor(log: Log, header: string | null, query: string | null): number | Response {
    const flaw = this.#flaw;
    const fromHeader = flaw === "ignores Last-Event-ID" ? null : header;
    const fromQuery = flaw === "ignores the query" ? null : query;
    if (header === "" && flaw === "takes an empty Last-Event-ID for a position") return log.items.length;
    const text = (flaw === "lets the query win" ? fromQuery || fromHeader : fromHeader || fromQuery) || "0";
    if (!/^\d+$/.test(text) || flaw === "calls cursors of many digits malformed" && text.length > 15) {
      return flaw === "treats any cursor as the beginning" ? 0 : new Response(null, { status: 400 });
    }
    const cursor = flaw === "counts ids backwards" && text !== "0" ? 1_000_000 - Number(text) : Number(text);
    if (cursor <= log.items.length || flaw === "waits for cursors beyond its log") return cursor;
    return new Response(null, { status: 409 });
  }

  #body(log: Log, cursor: number, opening: string): ReadableStream<Uint8Array<ArrayBuffer>> {
    const flaw = this.#flaw;
    const client = this.#clients++;
    const left = new AbortController();
    const signal = AbortSignal.any([left.signal, this.#stopping.signal]);
    log.clients++;
    log.places.set(client, cursor);
    const leave = () => {
      if (left.signal.aborted) return;
      left.abort();
      log.places.delete(client);
      if (flaw !== "never notices clients that leave") log.clients--;
    };
    const chunks = this.#chunks(log, { cursor, client, signal, opening });
    return new ReadableStream({
      async pull(controller) {
        const { value, done } = await chunks.next();
        if (!done) return controller.enqueue(value);
        const isCut = log.ended
          ? flaw === "cuts streams instead of ending them"
          : log.deleted
          ? flaw !== "ends deleted streams like others"
          : flaw !== "ends streams properly when it stops";
        if (isCut) controller.error(new Error("cut"));
        else controller.close();
        leave();
      },
      cancel: leave,
    }, { highWaterMark: 0 });
  }

  async *#chunks(
    log: Log,
    { cursor, client, signal, opening }: {
      readonly cursor: number;
      readonly client: number;
      readonly signal: AbortSignal;
      readonly opening: string;
    },
  ): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
    const flaw = this.#flaw;
    const retry = flaw === "says no retry" ? "" : "retry: 50\n";
    if (flaw !== "opens without a byte") yield encoder.encode(`${opening}${retry}: open\n`);
    let at = cursor;
    let past = log.items.length;
    if (flaw === "keeps 1,000 events") at = Math.max(at, past - 1_000);
    const aborted = Promise.withResolvers<void>();
    signal.addEventListener("abort", () => aborted.resolve(), { once: true });
    while (!signal.aborted) {
      const { changed } = log;
      const late = flaw === "sends an event with the next one" ? 1 : 0;
      if (flaw === "skips what a slow client misses" && log.items.length - at > 100 && at >= past) {
        at = log.items.length - 1;
      }
      if (at < log.items.length - late) {
        const swapped = flaw === "swaps two events" && at === 9
          ? 10
          : flaw === "swaps two events" && at === 10
          ? 9
          : at;
        yield encodeEvent(log, swapped, at >= past, flaw);
        at++;
        log.places.set(client, at);
        log.taken.resolve();
        log.taken = Promise.withResolvers();
        if (at === past && flaw === "loses events that come while a client joins") {
          await new Promise((resolve) => setTimeout(resolve, 2));
          at = log.items.length;
        }
        if (at === past + 1 && flaw === "repeats events that come while a client joins") {
          past = -1;
          at--;
        }
        continue;
      }
      if (log.ended) return;
      if (log.deleted) {
        if (flaw !== "does not say that a stream was deleted") {
          yield encoder.encode("event: deleted\ndata: {}\n\n");
        }
        return;
      }
      const beat = Promise.withResolvers<"beat">();
      const timer = setTimeout(() => beat.resolve("beat"), this.#settings.heartbeatMs);
      const next = await Promise.race([changed.promise, aborted.promise, beat.promise]);
      clearTimeout(timer);
      if (next !== "beat" || flaw === "sends nothing while idle") continue;
      yield encoder.encode(
        flaw === "sends events while idle"
          ? 'data: "beat"\n\n: beat\n'
          : flaw === "sends ids while idle"
          ? "id: 77\n\n: beat\n"
          : flaw === "ends comments with a blank line"
          ? ": beat\n\n"
          : ": beat\n",
      );
    }
    if (!this.#stopping.signal.aborted || flaw === "says nothing when it stops") return;
    yield encoder.encode(
      `retry: 50\n${flaw === "moves the cursor when it stops" ? "id: 99\n" : ""}event: goodbye\ndata: {}\n\n`,
    );
  }
}

function emptyLog(): Log {
  return {
    items: [],
    ended: false,
    deleted: false,
    clients: 0,
    changed: Promise.withResolvers(),
    places: new Map(),
    taken: Promise.withResolvers(),
  };
}

export function flawedAdapter(flaw: Flaw): Adapter {
  return {
    name: "flawed",
    product: `a server that ${flaw}`,
    queryCursor: "after",
    malformedIds: ["x", "-1"],
    idBeyond: (id) => String(Number(id) + 1),
    itemOf({ type, data }) {
      if (type === "goodbye" || type === "deleted") return undefined;
      const value = JSON.parse(data);
      return typeof value === "string" ? value : value.cut;
    },
    async wholeItem(streamUrl, { data }) {
      const { whole } = JSON.parse(data);
      return whole === undefined ? undefined : await (await fetch(`${streamUrl}/${whole}`)).json();
    },
    start: (settings) => Promise.resolve(new FlawedServer(flaw, settings).target),
  };
}
