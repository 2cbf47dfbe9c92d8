/** The newest entries of one session's log, shared by all its readers. */
import { isCompletion } from "../encoding/event_json.ts";
import type { LogEntry } from "../types.ts";

/** Bounds of a window. */
export interface WindowBounds {
  readonly maxEntries: number;
  /** For all entries together; the newest entry stays even if it is longer. */
  readonly maxCharacters: number;
}

/** Maximum number of pieces kept for readers with the same cursor. */
const MAX_SHARED_PIECES = 32;
/**
 * No piece of a log extends past an event whose number is a multiple of this. From that event on, readers that
 * started at different cursors share the same pieces, which are read and encoded once for all of them.
 */
const PAGE_ALIGNMENT = 1_024;

/** Number of events after `cursor` up to the next boundary. */
export function eventsToBoundary(cursor: number): number {
  return PAGE_ALIGNMENT - cursor % PAGE_ALIGNMENT;
}

/** A sliding window over the end of a log: the oldest entries leave first. */
export class EntryWindow {
  readonly #bounds: WindowBounds;
  /** By number, in order. A map, unlike an array, releases an entry as soon as it is removed. */
  readonly #entries = new Map<number, LogEntry>();
  /** Pieces by the cursor that they follow. The last one may grow with the next push. */
  readonly #pieces = new Map<number, readonly LogEntry[]>();
  #firstId = 0;
  #lastId = 0;
  #characters = 0;

  constructor(bounds: WindowBounds) {
    this.#bounds = bounds;
  }

  /** True until the first entry is pushed. */
  get isEmpty(): boolean {
    return this.#entries.size === 0;
  }

  /** True once the completion event has been pushed. */
  get hasEnded(): boolean {
    return isCompletion(this.#entries.get(this.#lastId)?.data ?? "");
  }

  /** Adds the next entries of the log. Throws `RangeError` if they do not follow the newest one. */
  push(entries: readonly LogEntry[]): void {
    const newest = this.#lastId;
    for (const entry of entries) {
      if (this.isEmpty) this.#firstId = entry.id;
      else if (entry.id !== this.#lastId + 1) {
        throw new RangeError(`Cannot publish event ${entry.id}: the newest is ${this.#lastId}`);
      }
      this.#entries.set(entry.id, entry);
      this.#lastId = entry.id;
      this.#characters += entry.data.length;
    }
    const { maxEntries, maxCharacters } = this.#bounds;
    while (this.#entries.size > 1 && (this.#entries.size > maxEntries || this.#characters > maxCharacters)) {
      this.#characters -= this.#entries.get(this.#firstId)?.data.length ?? 0;
      this.#entries.delete(this.#firstId++);
    }
    for (const [cursor, piece] of this.#pieces) {
      const lastId = cursor + piece.length;
      if (lastId === newest || lastId < this.#firstId) this.#pieces.delete(cursor);
    }
  }

  /**
   * Entries that follow `cursor`, about `maxCharacters` in total; `"caught_up"` if there are none yet; `"behind"` if
   * the window does not reach back to `cursor`, or has never held anything.
   */
  after(cursor: number, maxCharacters: number): readonly LogEntry[] | "caught_up" | "behind" {
    if (this.isEmpty) return "behind";
    if (cursor >= this.#lastId) return "caught_up";
    if (!this.#entries.has(cursor + 1)) return "behind";
    const cached = this.#pieces.get(cursor);
    if (cached !== undefined) return cached;
    const piece: LogEntry[] = [];
    let characters = 0;
    const end = Math.min(this.#lastId, cursor + eventsToBoundary(cursor));
    for (let id = cursor + 1; id <= end && (piece.length === 0 || characters < maxCharacters); id++) {
      const entry = this.#entries.get(id);
      if (entry === undefined) break;
      piece.push(entry);
      characters += entry.data.length;
    }
    if (this.#pieces.size >= MAX_SHARED_PIECES) this.#pieces.clear();
    this.#pieces.set(cursor, piece);
    return piece;
  }
}
