/** Reads an event stream as in WHATWG HTML, section 9.2.6, and keeps what browsers discard. */

/** An event as a browser dispatches it. */
export interface ReceivedEvent {
  /** What `lastEventId` was when it was dispatched. */
  readonly id: string;
  /** `message` unless the server gave it a name. */
  readonly type: string;
  readonly data: string;
}

/** An event, and how it was written in the stream. */
export interface ParsedEvent extends ReceivedEvent {
  /** The id that its own block carried; undefined if there was none. */
  readonly ownId: string | undefined;
  /** The fields of its block as received, with line ends made equal: without comments and `retry:`, which may come at any time. */
  readonly block: string;
}

/** What a stream has delivered so far, in order of arrival; `lines` are all those of a block. */
export type Arrival =
  | { readonly kind: "event"; readonly event: ParsedEvent; readonly lines: readonly string[] }
  | { readonly kind: "comment"; readonly text: string }
  | { readonly kind: "retry"; readonly text: string }
  /** A block that dispatches nothing and yet sets the last event id. */
  | { readonly kind: "id_alone"; readonly text: string; readonly lines: readonly string[] }
  /** A blank line after nothing, or after something that is not an event. */
  | { readonly kind: "empty_block"; readonly text: string; readonly lines: readonly string[] };

export class EventParser {
  readonly arrivals: Arrival[] = [];
  readonly #decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  #rest = "";
  #begun = false;
  #afterReturn = false;
  #lastEventId = "";
  /** Lines of the unfinished block, including those that are not fields of an event. */
  #lines: string[] = [];

  /** The id with which a client would reconnect. */
  get lastEventId(): string {
    return this.#lastEventId;
  }

  /** True in the middle of a block. */
  get isInside(): boolean {
    return this.#lines.length > 0 || this.#rest !== "";
  }

  /** Accepts bytes split anywhere; throws a TypeError if they are not UTF-8. */
  push(bytes: Uint8Array): void {
    let text = this.#decoder.decode(bytes, { stream: true });
    if (text === "") return;
    // One byte order mark at the very beginning is not part of the stream.
    if (!this.#begun && text.startsWith("\uFEFF")) text = text.slice(1);
    this.#begun = true;
    // A line end of two characters that was split.
    if (this.#afterReturn && text.startsWith("\n")) text = text.slice(1);
    if (text === "") return;
    this.#afterReturn = text.endsWith("\r");
    const lines = text.split(/\r\n|\r|\n/);
    lines[0] = this.#rest + lines[0];
    this.#rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line === "") {
        this.#dispatch();
        continue;
      }
      this.#lines.push(line);
      const [, field = line, value = ""] = parts(line);
      if (line.startsWith(":")) this.arrivals.push({ kind: "comment", text: line });
      else if (field === "retry") this.arrivals.push({ kind: "retry", text: value });
    }
  }

  #dispatch(): void {
    const lines = this.#lines;
    this.#lines = [];
    const data: string[] = [];
    let type = "";
    let ownId: string | undefined;
    for (const line of lines) {
      const [, field = line, value = ""] = parts(line);
      if (field === "data") data.push(value);
      else if (field === "event") type = value;
      else if (field === "id" && !value.includes("\0")) ownId = value;
    }
    if (ownId !== undefined) this.#lastEventId = ownId;
    if (data.length > 0) {
      const event = { id: this.#lastEventId, type: type || "message", data: data.join("\n"), ownId };
      this.arrivals.push({
        kind: "event",
        event: { ...event, block: lines.filter((line) => !/^(:|retry(:|$))/.test(line)).join("\n") },
        lines,
      });
    } else if (ownId !== undefined) {
      this.arrivals.push({ kind: "id_alone", text: ownId, lines });
    } else {
      this.arrivals.push({ kind: "empty_block", text: lines.join("\n"), lines });
    }
  }
}

/** The name and the value of a field. */
function parts(line: string): readonly string[] {
  return /^([^:]*):? ?([^]*)$/.exec(line) ?? [];
}
