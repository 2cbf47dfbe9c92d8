/** One HTTP/1 connection, byte by byte: nothing is read before it is asked for, and nothing is hidden. */
import { type ResponseHead, ResponseReader } from "./response_reader.ts";

/** How a body ended: by its own framing, by the end of the connection where that is the framing, or cut off. */
export type BodyEnd = "complete" | "closed" | "cut";

export interface HttpRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly version?: "1.0" | "1.1";
}

export interface HttpAnswer extends ResponseHead {
  readonly body: HttpBody;
}

/** The server closed the connection instead of answering. */
export class NoAnswerError extends Error {
  override name = "NoAnswerError";
}

/** Bytes that have been read but not asked for yet. */
type Part =
  | { readonly kind: "head"; readonly head: ResponseHead }
  | { readonly kind: "bytes"; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: "end"; readonly end: BodyEnd };

const PIECE_BYTES = 65_536;
const LEAST_READ = 4_096;
const encoder = new TextEncoder();

/** Opens connections, sends requests and reads answers in the order in which they arrive. */
export class HttpConnection implements Disposable {
  readonly #socket: Deno.Conn;
  readonly #parts: Part[] = [];
  readonly #reader: ResponseReader;
  /** Bytes read after the end of a response: how to parse them depends on the request that they answer. */
  #rest: Uint8Array<ArrayBuffer> = new Uint8Array();
  #free: Uint8Array<ArrayBuffer> = new Uint8Array();
  #isToHead = false;
  #isOver = false;
  #closed = false;

  private constructor(socket: Deno.Conn) {
    this.#socket = socket;
    const parts = this.#parts;
    this.#reader = new ResponseReader({
      onHead: (head) => void parts.push({ kind: "head", head }),
      onBody: (bytes) => void parts.push({ kind: "bytes", bytes }),
      onEnd: () => void parts.push({ kind: "end", end: this.#isOver ? "closed" : "complete" }),
      isToHead: () => this.#isToHead,
    });
  }

  static async open(url: URL): Promise<HttpConnection> {
    const { hostname, protocol } = url;
    const port = Number(url.port) || (protocol === "https:" ? 443 : 80);
    const connect = protocol === "https:" ? Deno.connectTls : Deno.connect;
    return new HttpConnection(await connect({ hostname, port }));
  }

  async send(url: URL, { method = "GET", headers = {}, version = "1.1" }: HttpRequest): Promise<void> {
    const fields = Object.entries({ Host: url.host, ...headers }).map(([name, value]) =>
      `${name}: ${value}\r\n`
    );
    await this.write(
      encoder.encode(`${method} ${url.pathname}${url.search} HTTP/${version}\r\n${fields.join("")}\r\n`),
    );
  }

  /** Sends bytes as they are. */
  async write(bytes: Uint8Array): Promise<void> {
    for (let sent = 0; sent < bytes.length;) sent += await this.#socket.write(bytes.subarray(sent));
  }

  /** Closes the sending side. */
  async closeWrite(): Promise<void> {
    await (this.#socket as Deno.TcpConn).closeWrite();
  }

  /**
   * Reads the head of the next answer, which is to a request with this method; read the body with `body.read()` until it gives
   * null. Rejects with a `NoAnswerError` if the connection ends first, and with a `SyntaxError` for bytes that are not an answer.
   */
  async answer(method = "GET"): Promise<HttpAnswer> {
    this.#isToHead = method === "HEAD";
    this.#takeEnd();
    const part = await this.#next();
    if (part === null) throw new NoAnswerError("The server closed the connection without an answer");
    if (part.kind !== "head") throw new TypeError("The body of the answer before has not been read");
    return { ...part.head, body: new HttpBody(() => this.#next(), this.#takeEnd()) };
  }

  /** True when the connection ends, false if anything else comes. */
  async ends(): Promise<boolean> {
    return await this.#next() === null;
  }

  [Symbol.dispose](): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket.close();
  }

  /** The next part, null at the end of the connection; a body cut there ends as cut. */
  async #next(): Promise<Part | null> {
    while (this.#parts.length === 0) {
      if (this.#isOver) return null;
      const piece = this.#rest.length > 0 ? this.#rest : await this.#read();
      if (piece !== null) {
        this.#rest = piece.subarray(this.#reader.feedOne(piece));
        continue;
      }
      const isInside = this.#reader.isInBody;
      this.#isOver = true;
      if (!this.#reader.close() && isInside) this.#parts.push({ kind: "end", end: "cut" });
    }
    return this.#parts.shift() ?? null;
  }

  /** The end of a body, if it comes next and has already arrived. */
  #takeEnd(): BodyEnd | undefined {
    const [part] = this.#parts;
    if (part?.kind !== "end") return undefined;
    this.#parts.shift();
    return part.end;
  }

  async #read(): Promise<Uint8Array<ArrayBuffer> | null> {
    // The bytes read stay where they are, so that nothing has to be copied.
    if (this.#free.length < LEAST_READ) this.#free = new Uint8Array(PIECE_BYTES);
    try {
      const length = await this.#socket.read(this.#free);
      if (length === null) return null;
      const piece = this.#free.subarray(0, length);
      this.#free = this.#free.subarray(length);
      return piece;
    } catch (error) {
      // A reset ends a connection, too; the missing bytes show that it was not a proper end.
      if (this.#closed || !(error instanceof Deno.errors.ConnectionReset)) throw error;
      return null;
    }
  }
}

export class HttpBody {
  readonly #next: () => Promise<Part | null>;
  #end: BodyEnd | undefined;

  /** An empty body has its `end` from the beginning. */
  constructor(next: () => Promise<Part | null>, end: BodyEnd | undefined) {
    this.#next = next;
    this.#end = end;
  }

  /** Undefined until `read` has given null. */
  get end(): BodyEnd | undefined {
    return this.#end;
  }

  /** The next bytes, null at the end. */
  async read(): Promise<Uint8Array<ArrayBuffer> | null> {
    if (this.#end !== undefined) return null;
    const part = await this.#next();
    if (part?.kind === "bytes") return part.bytes;
    this.#end = part?.kind === "end" ? part.end : "cut";
    return null;
  }

  async text(): Promise<string> {
    const decoder = new TextDecoder();
    let text = "";
    for (let bytes = await this.read(); bytes !== null; bytes = await this.read()) {
      text += decoder.decode(bytes, { stream: true });
    }
    return text;
  }
}
