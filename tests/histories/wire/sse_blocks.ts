/** Takes a stream of server-sent events apart without any mercy: what is not as promised is kept as strange. */

/** One event of the log. */
export interface LogBlock {
  readonly id: number;
  readonly data: string;
}

/** Not `.`, which takes U+2028 for the end of a line: a stream does not. */
const EVENT = /^id: ([1-9]\d*)\ndata: ([^\n]*)$/;
/** Comments and the reconnection time: what may stand beside events. */
const SILENT_LINE = /^(:[^\n]*|retry: \d+)$/;

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
      const [, id, data] = EVENT.exec(block) ?? [];
      if (id !== undefined && data !== undefined) events.push({ id: Number(id), data });
      else if (!block.split("\n").every((line) => SILENT_LINE.test(line))) this.#strange(block.slice(0, 300));
    }
    return events;
  }
}
