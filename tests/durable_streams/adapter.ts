/**
 * What the public suite of the Durable Streams protocol needs to have streams to read: its writes, done on a real service.
 *
 * The suite creates streams itself (PUT, POST), while in the product sessions write them. So PUT creates a session, POST puts its
 * messages into the session's log and publishes them as a session's worker does, and `Stream-Closed` appends the completion
 * event. What is read (GET, HEAD, OPTIONS) is the product's answer, header by header and byte by byte; only the name in the
 * path is replaced by the session's id.
 */
import { Buffer } from "node:buffer";
import { type ServiceParts, startService } from "../../src/cli/serve.ts";
import { readServeConfig } from "../../src/config/read_config.ts";
import { offsetAfter } from "../../src/http/durable_streams/durable_stream_position.ts";
import { Meters } from "../../src/meters.ts";
import { appendCompletion } from "../../src/session/append_and_publish.ts";
import type { SessionId } from "../../src/types.ts";
import { temporaryFolder } from "../support/folders.ts";

export interface Adapter extends AsyncDisposable {
  readonly url: string;
}

export interface AdapterOptions {
  /**
   * Whether streams of other types than JSON, which the product does not have, are read as the bytes that were written: the
   * strings in the product's arrays, joined. All else of an answer stays.
   */
  readonly unwraps: boolean;
}

/** A stream that the suite has created. */
interface Stream {
  readonly sessionId: SessionId;
  readonly type: string;
}

export async function startAdapter(options: AdapterOptions): Promise<Adapter> {
  await using resources = new AsyncDisposableStack();
  const folder = resources.use(await temporaryFolder());
  const config = readServeConfig({
    port: "0",
    data: folder.path,
    "log-level": "silent",
    processes: "1",
    // Long-polls end with it; the suite waits for some to do so.
    "keep-alive": "1",
    // All requests come from the adapter.
    "max-requests": "0",
  });
  const captured = Promise.withResolvers<ServiceParts>();
  const service = await startService(config, {
    adapt(parts) {
      captured.resolve(parts);
      return parts;
    },
  });
  resources.defer(() => service.stop());
  const writer = new StreamWriter(await captured.promise);
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {}, onError: () => new Response(null, { status: 502 }) },
    (request) => answer(request, { serviceUrl: service.url, writer, ...options }),
  );
  resources.defer(() => server.shutdown());
  const owned = resources.move();
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

interface AnswerDeps extends AdapterOptions {
  readonly serviceUrl: string;
  readonly writer: StreamWriter;
}

async function answer(request: Request, { serviceUrl, writer, unwraps }: AnswerDeps): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const stream = writer.stream(pathname);
  switch (request.method) {
    case "PUT":
      return await writer.create(request, pathname);
    case "POST":
      return stream === undefined
        ? new Response(null, { status: 404 })
        : await writer.append(request, stream);
    case "DELETE":
      writer.forget(pathname);
      return await fetch(`${serviceUrl}/sessions/${stream?.sessionId}`, { method: "DELETE" });
  }
  const path = stream === undefined ? pathname : `/v1/stream/${stream.sessionId}`;
  const headers = new Headers(request.headers);
  headers.delete("Host");
  const response = await fetch(`${serviceUrl}${path}${search}`, { method: request.method, headers });
  if (unwraps && stream !== undefined && !isJson(stream.type)) return await unwrap(response, stream.type);
  return new Response(response.body, response);
}

async function unwrap(response: Response, type: string): Promise<Response> {
  const { status, headers } = response;
  if (status !== 200 || headers.get("Content-Type") !== "application/json") {
    return new Response(response.body, response);
  }
  const text = await response.text();
  const messages: unknown[] = text === "" ? [] : JSON.parse(text);
  // The completion event is the only message that is not a string.
  const written = messages.filter((message) => typeof message === "string").join("");
  const unwrapped = new Response(Buffer.from(written, "latin1"), { status, headers });
  unwrapped.headers.delete("Content-Length");
  unwrapped.headers.set("Content-Type", type);
  return unwrapped;
}

/** Writes sessions' logs as their workers do: commit first, then publish. */
class StreamWriter {
  readonly #parts: ServiceParts;
  readonly #streams = new Map<string, Stream>();

  constructor(parts: ServiceParts) {
    this.#parts = parts;
  }

  stream(pathname: string): Stream | undefined {
    return this.#streams.get(pathname);
  }

  forget(pathname: string): void {
    this.#streams.delete(pathname);
  }

  /** Creates the stream and writes the body to it; an existing one is left as it is. */
  async create(request: Request, pathname: string): Promise<Response> {
    if (this.#streams.has(pathname)) return new Response(null, { status: 200 });
    const stream = {
      sessionId: crypto.randomUUID(),
      type: request.headers.get("Content-Type") ?? "application/octet-stream",
    };
    await this.#parts.store.createSession({
      sessionId: stream.sessionId,
      title: pathname,
      agent: "rdkit",
      maxReactions: 1,
      query: { text: "", format: "auto", fileName: null },
      idempotency: null,
    });
    this.#streams.set(pathname, stream);
    const { status, headers } = await this.append(request, stream);
    headers.set("Location", request.url);
    headers.set("Content-Type", stream.type);
    return new Response(null, { status: status === 204 ? 201 : status, headers });
  }

  async append(request: Request, { sessionId, type }: Stream): Promise<Response> {
    const { store, eventLog, broadcast } = this.#parts;
    const messages = await messagesOf(request, type);
    const closes = request.headers.get("Stream-Closed")?.toLowerCase() === "true";
    if (messages === undefined) return new Response(null, { status: 400 });
    const result = await eventLog.append({
      sessionId,
      events: messages.map((data) => ({ data, reactionIndex: null })),
    });
    if (!result.ok) {
      const status = messages.length > 0 ? 409 : 204;
      return new Response(null, { status, headers: { "Stream-Closed": "true" } });
    }
    broadcast.publish(sessionId, messages.map((data, index) => ({ id: result.firstId + index, data })));
    if (closes) {
      await appendCompletion(
        { eventLog, delivery: broadcast, meters: new Meters() },
        sessionId,
        "completed",
        null,
      );
    }
    const session = await store.session(sessionId);
    const headers = new Headers({ "Stream-Next-Offset": offsetAfter(session?.lastEventId ?? 0) });
    if (closes) headers.set("Stream-Closed", "true");
    return new Response(null, { status: 204, headers });
  }
}

/**
 * The JSON messages in a body: the elements of an array, or else the one value; undefined if it is not JSON. What a stream of
 * another type is given becomes one string with a character for every byte.
 */
async function messagesOf(request: Request, type: string): Promise<readonly string[] | undefined> {
  const body = Buffer.from(await request.arrayBuffer());
  if (body.length === 0) return [];
  if (!isJson(type)) return [JSON.stringify(body.toString("latin1"))];
  try {
    const value: unknown = JSON.parse(body.toString());
    return (Array.isArray(value) ? value : [value]).map((message) => JSON.stringify(message));
  } catch {
    return undefined;
  }
}

function isJson(type: string): boolean {
  return type.toLowerCase().startsWith("application/json");
}
