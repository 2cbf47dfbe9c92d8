/** Sends the bytes of requests over TCP, several in a row on one connection, and reads each answer. */
import { deadline } from "@std/async";
import type { RawRequest } from "./http_requests.ts";

/** A server that says nothing for this long hangs, in milliseconds. */
const WATCHDOG_MS = 30_000;

/** What is known of an answer: its status is 0 if the connection was closed instead. */
export interface RawAnswer {
  readonly status: number;
  /** It says when to try again. */
  readonly retryAfter: boolean;
  /** Bytes of head and body, chunk sizes not among them. */
  readonly bytes: number;
}

/** What became of one request. */
export interface RawOutcome extends RawAnswer {
  readonly request: RawRequest;
}

const NO_ANSWER: RawAnswer = { status: 0, retryAfter: false, bytes: 0 };

/** Sends all requests in order; one that ends its connection is followed by the rest on a new one. */
export async function sendAll(
  { hostname, port }: { readonly hostname: string; readonly port: number },
  requests: readonly RawRequest[],
): Promise<readonly RawOutcome[]> {
  const outcomes: RawOutcome[] = [];
  while (outcomes.length < requests.length) {
    const rest = requests.slice(outcomes.length);
    using connection = await Deno.connect({ hostname, port });
    const writing = writeAll(connection, rest);
    const answers = new AnswerReader(connection);
    for (const request of rest) {
      const answer = await deadline(answers.next(request.isHead), WATCHDOG_MS);
      if (answer === null) break;
      outcomes.push({ request, ...answer });
    }
    const answered = outcomes.length - (requests.length - rest.length);
    const cut = rest[0];
    if (answered === 0 && cut !== undefined) outcomes.push({ request: cut, ...NO_ANSWER });
    if (answered < rest.length) connection.close();
    await writing;
  }
  return outcomes;
}

/** Sends what may be no request at all and says that nothing follows; takes the first answer. */
export async function sendAlone(
  { hostname, port }: { readonly hostname: string; readonly port: number },
  request: RawRequest,
): Promise<RawOutcome> {
  using connection = await Deno.connect({ hostname, port });
  const writing = writeAll(connection, [request]).then(() => connection.closeWrite().catch(() => {}));
  const answer = await deadline(new AnswerReader(connection).next(request.isHead), WATCHDOG_MS);
  connection.close();
  await writing;
  return { request, ...answer ?? NO_ANSWER };
}

async function writeAll(connection: Deno.Conn, requests: readonly RawRequest[]): Promise<void> {
  try {
    for (const { bytes } of requests) {
      for (let sent = 0; sent < bytes.length;) sent += await connection.write(bytes.subarray(sent));
    }
  } catch {
    // The server has closed the connection.
  }
}

/** Reads answers one after another (RFC 9112). */
class AnswerReader {
  readonly #connection: Deno.Conn;
  readonly #chunk = new Uint8Array(64 * 1024);
  #text = "";
  #ended = false;

  constructor(connection: Deno.Conn) {
    this.#connection = connection;
  }

  /** The next answer, once it is there as a whole; null if the connection ends before. */
  async next(isHead: boolean): Promise<RawAnswer | null> {
    for (;;) {
      const head = await this.#until("\r\n\r\n");
      if (head === null) return null;
      const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1] ?? NaN);
      if (Number.isNaN(status)) throw new Error(`This is no answer: ${JSON.stringify(head.slice(0, 200))}`);
      if (status < 200) continue;
      const retryAfter = /\r\nretry-after: *\d/i.test(head);
      const answer = (body: number): RawAnswer => ({ status, retryAfter, bytes: head.length + body });
      if (isHead || status === 204 || status === 304) return answer(0);
      const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
      if (length !== undefined) return await this.#take(Number(length)) ? answer(Number(length)) : null;
      if (/\r\ntransfer-encoding: *chunked/i.test(head)) {
        const body = await this.#takeChunks();
        return body === null ? null : answer(body);
      }
      while (await this.#more());
      return answer(this.#text.length);
    }
  }

  /** The bytes of the chunks, or null if the connection ends before the last. */
  async #takeChunks(): Promise<number | null> {
    for (let bytes = 0;;) {
      const line = await this.#until("\r\n");
      if (line === null) return null;
      const length = parseInt(line, 16);
      if (!await this.#take(length + 2)) return null;
      if (length === 0) return bytes;
      bytes += length;
    }
  }

  async #until(end: string): Promise<string | null> {
    for (;;) {
      const at = this.#text.indexOf(end);
      if (at >= 0) {
        const text = this.#text.slice(0, at + end.length);
        this.#text = this.#text.slice(at + end.length);
        return text;
      }
      if (!await this.#more()) return null;
    }
  }

  async #take(length: number): Promise<boolean> {
    while (this.#text.length < length) if (!await this.#more()) return false;
    this.#text = this.#text.slice(length);
    return true;
  }

  /** Bytes as Latin-1, so that lengths are those of the bytes. */
  async #more(): Promise<boolean> {
    if (this.#ended) return false;
    const read = await this.#connection.read(this.#chunk).catch(() => null);
    if (read === null) {
      this.#ended = true;
      return false;
    }
    this.#text += latin1.decode(this.#chunk.subarray(0, read));
    return true;
  }
}

const latin1 = new TextDecoder("latin1");
