/** Takes a stream of server-sent events apart without any mercy: what is not as promised is kept as strange. */

/** One event of the log. */
export interface LogBlock {
  readonly id: number;
  readonly data: string;
}

/** Not `.`, which takes U+2028 for the end of a line: a stream does not. */
const EVENT = /^data: ([^\n]*)\nid: ([1-9]\d*)$/;
/** What a stream says that ends before its log does: the only events with a name. */
const EARLY_END = /^event: (goodbye|deleted)\ndata: \{"reason":"\w+"[^\n]*\}$/;
/** Comments and the reconnection time, which may stand before events. */
const SILENT_LINES = /^((:[^\n]*|retry: \d+)(\n|$))*/;

/** Reads the bytes of one connection. */
export class SseBlocks {
  readonly #decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  readonly #strange: (text: string) => void;
  #text = "";

  constructor(strange: (text: string) => void) {
    this.#strange = strange;
  }

  /** The events that have become whole. Throws `TypeError` for bytes that are not UTF-8. */
  feed(bytes: Uint8Array<ArrayBuffer>): readonly LogBlock[] {
    this.#text += this.#decoder.decode(bytes, { stream: true });
    const end = this.#text.lastIndexOf("\n\n");
    if (end < 0) return [];
    const blocks = this.#text.slice(0, end).split("\n\n");
    this.#text = this.#text.slice(end + 2);
    const events: LogBlock[] = [];
    for (const block of blocks) {
      const event = block.replace(SILENT_LINES, "");
      const [, data, id] = EVENT.exec(event) ?? [];
      if (id !== undefined && data !== undefined) events.push({ id: Number(id), data });
      else if (!EARLY_END.test(event)) this.#strange(block.slice(0, 300));
    }
    return events;
  }
}
