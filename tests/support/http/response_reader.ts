/** Reads HTTP/1 responses from a connection (RFC 9112), one after another. */

export interface ResponseHead {
  readonly status: number;
  readonly headers: Headers;
  /** Length of the head, including its empty line. */
  readonly bytes: number;
}

export interface ResponseHandlers {
  /** Interim responses (1xx) are passed over. */
  readonly onHead: (head: ResponseHead) => void;
  /** A piece of the body, without chunk framing; it is valid only during the call. */
  readonly onBody: (bytes: Uint8Array<ArrayBuffer>) => void;
  readonly onEnd: () => void;
  /** Whether the current response has no body because it answers HEAD; by default no response does. */
  readonly isToHead?: () => boolean;
}

const decoder = new TextDecoder("latin1");

export class ResponseReader {
  readonly #handlers: ResponseHandlers;
  /** The part that the next bytes belong to. */
  #state: "head" | "length" | "chunk_head" | "chunk" | "chunk_end" | "trailer" | "until_close" = "head";
  /** Text of a head, a chunk's head or a trailer that is not complete yet. */
  #text = "";
  #hasEnded = false;
  /** Remaining bytes of the body or the chunk. */
  #left = 0;

  constructor(handlers: ResponseHandlers) {
    this.#handlers = handlers;
  }

  /** Throws `SyntaxError` for what is not a response. */
  feed(bytes: Uint8Array<ArrayBuffer>): void {
    for (let at = 0; at < bytes.length;) at += this.feedOne(bytes.subarray(at));
  }

  /** Consumes no bytes after the end of a response, and returns how many it has consumed. */
  feedOne(bytes: Uint8Array<ArrayBuffer>): number {
    this.#hasEnded = false;
    let at = 0;
    while (at < bytes.length && !this.#hasEnded) {
      if (this.#state === "length" || this.#state === "chunk") {
        const piece = bytes.subarray(at, at + this.#left);
        at += piece.length;
        this.#left -= piece.length;
        this.#handlers.onBody(piece);
        if (this.#left > 0) continue;
        if (this.#state === "chunk") this.#state = "chunk_end";
        else this.#finish();
      } else if (this.#state === "until_close") {
        this.#handlers.onBody(bytes.subarray(at));
        return bytes.length;
      } else {
        at += this.#line(bytes.subarray(at));
      }
    }
    return at;
  }

  /** True from a head to the end of its body. */
  get isInBody(): boolean {
    return this.#state !== "head";
  }

  /** The connection has ended; true if that was between two responses, or is how the body ends. */
  close(): boolean {
    if (this.#state === "until_close") this.#finish();
    return this.#state === "head" && this.#text === "";
  }

  /** Reads up to the end of a line and returns how many bytes that were. */
  #line(bytes: Uint8Array<ArrayBuffer>): number {
    const end = bytes.indexOf(10);
    const taken = end < 0 ? bytes.length : end + 1;
    this.#text += decoder.decode(bytes.subarray(0, taken));
    if (end < 0) return taken;
    if (this.#state === "head") {
      if (this.#text.endsWith("\r\n\r\n")) this.#head(this.#takeText());
      return taken;
    }
    const line = this.#takeText().trim();
    if (this.#state === "chunk_end") this.#state = "chunk_head";
    else if (this.#state === "trailer") line === "" && this.#finish();
    else this.#chunkHead(line);
    return taken;
  }

  #takeText(): string {
    const text = this.#text;
    this.#text = "";
    return text;
  }

  #head(text: string): void {
    const status = Number(/^HTTP\/1\.[01] (\d{3})[ \r]/.exec(text)?.[1]);
    if (Number.isNaN(status)) throw new SyntaxError(`This is no response: ${text.slice(0, 80)}`);
    if (status < 200) return;
    const headers = new Headers();
    for (const line of text.trimEnd().split("\r\n").slice(1)) {
      const colon = line.indexOf(":");
      headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
    }
    const isToHead = this.#handlers.isToHead?.() ?? false;
    this.#handlers.onHead({ status, headers, bytes: text.length });
    const length = headers.get("Content-Length");
    this.#left = Number(length ?? 0);
    if (isToHead || status === 204 || status === 304) this.#finish();
    else if (/\bchunked\b/i.test(headers.get("Transfer-Encoding") ?? "")) this.#state = "chunk_head";
    else if (length === null) this.#state = "until_close";
    else if (this.#left === 0) this.#finish();
    else this.#state = "length";
  }

  #chunkHead(line: string): void {
    if (!/^[0-9a-f]+\b/i.test(line)) throw new SyntaxError(`This is no chunk: ${line.slice(0, 80)}`);
    this.#left = parseInt(line, 16);
    this.#state = this.#left === 0 ? "trailer" : "chunk";
  }

  #finish(): void {
    this.#state = "head";
    this.#hasEnded = true;
    this.#handlers.onEnd();
  }
}
