/** One HTTP/1 connection, byte by byte: nothing is read that was not asked for, and nothing is hidden. */

/** How a body ended: by its own rules, by the end of the connection where that is the rule, or cut off. */
export type BodyEnd = "complete" | "closed" | "cut";

export interface HttpRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly version?: "1.0" | "1.1";
}

const encoder = new TextEncoder();
const LINE_END = encoder.encode("\r\n");

/** Opens connections, sends requests and reads answers in the order in which they come. */
export class HttpConnection implements Disposable {
  readonly #socket: Deno.Conn;
  #buffer: Uint8Array = new Uint8Array();
  #closed = false;

  private constructor(socket: Deno.Conn) {
    this.#socket = socket;
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
    const bytes = encoder.encode(
      `${method} ${url.pathname}${url.search} HTTP/${version}\r\n${fields.join("")}\r\n`,
    );
    for (let sent = 0; sent < bytes.length;) sent += await this.#socket.write(bytes.subarray(sent));
  }

  /** Reads the head of the next answer; the body is read by `body.read()` until it gives null. */
  async answer(method = "GET"): Promise<HttpAnswer> {
    const statusLine = await this.line();
    const match = /^HTTP\/1\.[01] (\d{3})/.exec(statusLine);
    if (match === null) throw new Error(`The server answered "${statusLine.slice(0, 80)}"`);
    const headers = new Headers();
    for (let line = await this.line(); line !== ""; line = await this.line()) {
      const colon = line.indexOf(":");
      headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
    }
    const status = Number(match[1]);
    return { status, headers, body: new HttpBody(this, framing(method, status, headers)) };
  }

  /** Bytes that are here, at most `most`, or the next ones that come; null at the end of the connection. */
  async read(most = Infinity): Promise<Uint8Array | null> {
    if (this.#buffer.length === 0 && !await this.#fill()) return null;
    const taken = this.#buffer.subarray(0, Math.min(most, this.#buffer.length));
    this.#buffer = this.#buffer.subarray(taken.length);
    return taken;
  }

  /** The next line without its end; throws if the connection ends before it. */
  async line(): Promise<string> {
    for (;;) {
      const end = indexOf(this.#buffer, LINE_END);
      if (end >= 0) {
        const line = new TextDecoder().decode(this.#buffer.subarray(0, end));
        this.#buffer = this.#buffer.subarray(end + LINE_END.length);
        return line;
      }
      if (!await this.#fill()) throw new Error("The server closed the connection without an answer");
    }
  }

  [Symbol.dispose](): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket.close();
  }

  async #fill(): Promise<boolean> {
    const piece = new Uint8Array(65_536);
    let length: number | null;
    try {
      length = await this.#socket.read(piece);
    } catch (error) {
      // A reset ends a connection, too; that it was none by the rules is seen from what is missing.
      if (this.#closed || !(error instanceof Deno.errors.ConnectionReset)) throw error;
      return false;
    }
    if (length === null) return false;
    const joined = new Uint8Array(this.#buffer.length + length);
    joined.set(this.#buffer);
    joined.set(piece.subarray(0, length), this.#buffer.length);
    this.#buffer = joined;
    return true;
  }
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: HttpBody;
}

/** How long a body is: not there at all, in chunks, so many bytes, or up to the end of the connection. */
type Framing = "none" | "chunked" | "close" | number;

function framing(method: string, status: number, headers: Headers): Framing {
  if (method === "HEAD" || status === 204 || status === 304 || status < 200) return "none";
  if (/\bchunked\b/i.test(headers.get("Transfer-Encoding") ?? "")) return "chunked";
  const length = headers.get("Content-Length");
  return length === null ? "close" : Number(length);
}

export class HttpBody {
  readonly #connection: HttpConnection;
  readonly #framing: Framing;
  /** Bytes that are left of the chunk, or of the whole body. */
  #left: number;
  #end: BodyEnd | undefined;

  constructor(connection: HttpConnection, framing: Framing) {
    this.#connection = connection;
    this.#framing = framing;
    this.#left = typeof framing === "number" ? framing : 0;
    if (framing === "none" || framing === 0) this.#end = "complete";
  }

  /** Undefined until `read` has given null. */
  get end(): BodyEnd | undefined {
    return this.#end;
  }

  /** The next bytes, null at the end. */
  async read(): Promise<Uint8Array | null> {
    if (this.#end !== undefined) return null;
    if (this.#framing === "chunked" && this.#left === 0 && !await this.#nextChunk()) return null;
    const bytes = await this.#connection.read(this.#framing === "close" ? Infinity : this.#left);
    if (bytes === null) {
      this.#end = this.#framing === "close" ? "closed" : "cut";
      return null;
    }
    if (this.#framing === "close") return bytes;
    this.#left -= bytes.length;
    if (this.#framing === "chunked" && this.#left === 0) await this.#connection.line().catch(() => {});
    if (this.#framing !== "chunked" && this.#left === 0) this.#end = "complete";
    return bytes;
  }

  async text(): Promise<string> {
    const decoder = new TextDecoder();
    let text = "";
    for (let bytes = await this.read(); bytes !== null; bytes = await this.read()) {
      text += decoder.decode(bytes, { stream: true });
    }
    return text;
  }

  async #nextChunk(): Promise<boolean> {
    try {
      this.#left = parseInt(await this.#connection.line(), 16);
      if (this.#left > 0) return true;
      while (await this.#connection.line() !== "");
      this.#end = "complete";
    } catch (error) {
      if (error instanceof Deno.errors.BadResource || error instanceof Deno.errors.Interrupted) throw error;
      this.#end = "cut";
    }
    return false;
  }
}

function indexOf(bytes: Uint8Array, [first, second]: Uint8Array): number {
  for (let at = bytes.indexOf(first ?? 0); at >= 0; at = bytes.indexOf(first ?? 0, at + 1)) {
    if (bytes[at + 1] === second) return at;
  }
  return -1;
}
