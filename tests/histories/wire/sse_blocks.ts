/** Parses a stream of server-sent events strictly: anything that is not as promised is kept as strange. */
import { EventParser } from "../../support/sse/event_parser.ts";

/** One event of the log. */
export interface LogBlock {
  readonly id: number;
  readonly data: string;
}

/** Not `.`, which treats U+2028 as a line end: a stream does not. */
const EVENT = /^data: ([^\n]*)\nid: ([1-9]\d*)$/;
/** What a stream sends when it ends before its log does: the only named events. */
const EARLY_END = /^event: (goodbye|deleted)\ndata: \{"reason":"\w+"[^\n]*\}$/;
/** Comments and the reconnection time, which may precede events. */
const SILENT_LINES = /^((:[^\n]*|retry: \d+)(\n|$))*/;

/** Reads the bytes of one connection. */
export class SseBlocks {
  readonly #parser = new EventParser();
  readonly #strange: (text: string) => void;

  constructor(strange: (text: string) => void) {
    this.#strange = strange;
  }

  /** The events now complete. Throws `TypeError` for bytes that are not UTF-8. */
  feed(bytes: Uint8Array<ArrayBuffer>): readonly LogBlock[] {
    this.#parser.push(bytes);
    const events: LogBlock[] = [];
    for (const arrival of this.#parser.arrivals.splice(0)) {
      if (arrival.kind === "comment" || arrival.kind === "retry") continue;
      const block = arrival.lines.join("\n");
      const event = block.replace(SILENT_LINES, "");
      const [, data, id] = EVENT.exec(event) ?? [];
      if (id !== undefined && data !== undefined) events.push({ id: Number(id), data });
      else if (!EARLY_END.test(event)) this.#strange(block.slice(0, 300));
    }
    return events;
  }
}
