/** The newest frames of one session's log, already encoded and shared by everybody who reads them. */

/** One event as it goes over the wire. `isLast` is the completion event, after which nothing comes. */
export interface Frame {
  readonly id: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly isLast: boolean;
}

/** Several frames in one piece; `lastId` is the number of the newest among them. Its bytes are shared: never written to. */
export interface Chunk {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly lastId: number;
  readonly isLast: boolean;
}

/** Chunks remembered for readers at the same place. */
const MAX_SHARED_CHUNKS = 32;
/**
 * No chunk or page goes beyond an event whose number is a multiple of this: readers that were at places of their own meet there,
 * and from then on share what they read.
 */
export const MEETING_PLACE = 1_024;

/** How many events there are from the one after `cursor` to the next meeting place. */
export function eventsToMeetingPlace(cursor: number): number {
  return MEETING_PLACE - cursor % MEETING_PLACE;
}

/** Joins frames, which follow one another, into one chunk. */
export function joinFrames(frames: readonly Frame[]): Chunk | undefined {
  const [first] = frames;
  const last = frames.at(-1);
  if (first === undefined || last === undefined) return undefined;
  if (first === last) return { bytes: first.bytes, lastId: first.id, isLast: first.isLast };
  const bytes = new Uint8Array(frames.reduce((sum, frame) => sum + frame.bytes.length, 0));
  let offset = 0;
  for (const frame of frames) {
    bytes.set(frame.bytes, offset);
    offset += frame.bytes.length;
  }
  return { bytes, lastId: last.id, isLast: last.isLast };
}

/**
 * A sliding window over the end of a log, bounded in frames and bytes: the oldest frames leave first.
 *
 * Who reads at a place that has left gets `"behind"` and goes back to the log in the database.
 */
export class FrameWindow {
  readonly #maxFrames: number;
  readonly #maxBytes: number;
  /** By number, in order; a map lets go of what leaves at once, wherever it is. */
  readonly #frames = new Map<number, Frame>();
  /** Chunks by the cursor they follow: readers at the same place share one. The newest one may grow with the next push. */
  readonly #chunks = new Map<number, Chunk>();
  #firstId = 0;
  #lastId = 0;
  #bytes = 0;

  constructor(bounds: { readonly maxFrames: number; readonly maxBytes: number }) {
    this.#maxFrames = bounds.maxFrames;
    this.#maxBytes = bounds.maxBytes;
  }

  /** Number of the newest frame; 0 if there was none yet. */
  get lastId(): number {
    return this.#lastId;
  }

  get isEmpty(): boolean {
    return this.#frames.size === 0;
  }

  /** True once the completion event has passed. */
  get ended(): boolean {
    return this.#frames.get(this.#lastId)?.isLast ?? false;
  }

  /** Takes the next frames of the log. Throws `RangeError` if they do not follow the newest one. */
  push(frames: readonly Frame[]): void {
    const newest = this.#lastId;
    for (const frame of frames) {
      if (this.isEmpty) this.#firstId = frame.id;
      else if (frame.id !== this.#lastId + 1) {
        throw new RangeError(`Cannot publish event ${frame.id}: the newest is ${this.#lastId}`);
      }
      this.#frames.set(frame.id, frame);
      this.#lastId = frame.id;
      this.#bytes += frame.bytes.length;
    }
    while (this.#frames.size > 1 && (this.#frames.size > this.#maxFrames || this.#bytes > this.#maxBytes)) {
      this.#bytes -= this.#frames.get(this.#firstId)?.bytes.length ?? 0;
      this.#frames.delete(this.#firstId++);
    }
    for (const [cursor, { lastId }] of this.#chunks) {
      if (lastId === newest || lastId < this.#firstId) this.#chunks.delete(cursor);
    }
  }

  /** True if the event after `cursor` is in the window. */
  holds(cursor: number): boolean {
    return this.#frames.has(cursor + 1);
  }

  /** What follows `cursor`, up to about `maxBytes`; `"empty"` if nothing does yet; `"behind"` if it has left the window. */
  chunkAfter(cursor: number, maxBytes: number): Chunk | "empty" | "behind" {
    if (cursor >= this.#lastId) return "empty";
    if (!this.holds(cursor)) return "behind";
    const made = this.#chunks.get(cursor);
    if (made !== undefined) return made;
    const frames: Frame[] = [];
    let bytes = 0;
    const end = Math.min(this.#lastId, cursor + eventsToMeetingPlace(cursor));
    for (let id = cursor + 1; id <= end && (frames.length === 0 || bytes < maxBytes); id++) {
      const frame = this.#frames.get(id);
      if (frame === undefined) break;
      frames.push(frame);
      bytes += frame.bytes.length;
    }
    const chunk = joinFrames(frames);
    if (chunk === undefined) return "empty";
    if (this.#chunks.size >= MAX_SHARED_CHUNKS) this.#chunks.clear();
    this.#chunks.set(cursor, chunk);
    return chunk;
  }
}
