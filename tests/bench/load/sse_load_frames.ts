/** Counts the events of one client's stream without parsing them, wherever its reads cut them. */

const LF = 10;
const DOT = 46;
const ZERO = 48;
const [LETTER_A, LETTER_D, LETTER_I] = [97, 100, 105];
/** `{"n":` and `"t":`, as bytes. */
const NUMBER_FIELD = new TextEncoder().encode('{"n":');
const TIME_FIELD = new TextEncoder().encode('"t":');

/** Bytes that `read` may use before the given range. */
export const HEADROOM = 64 * 1024;

/** The position of the next byte within a chunked body (RFC 9112, section 7.1). */
type Place = "size" | "extension" | "data" | "after_data" | "trailer";

export interface FrameReaderOptions {
  /** Whether the body is chunked (`Transfer-Encoding: chunked`). */
  readonly chunked: boolean;
  /** The least length of an event with a number, in bytes: this much need not be searched for its end. */
  readonly least: number;
}

/**
 * The state of one client.
 *
 * An event has an `id` or `data` line; its number is the field `n` with which its data begins, or its `id` if that is digits
 * only, whichever comes first. Lines end with LF.
 */
export class FrameReader {
  events = 0;
  /** Numbers that were skipped, came twice in a row, or came after a higher one. */
  gaps = 0;
  duplicates = 0;
  reordered = 0;
  unnumbered = 0;
  lastNumber = -1;
  readonly #chunked: boolean;
  readonly #least: number;
  #place: Place = "size";
  #left = 0;
  /** The beginning of an event whose end has not arrived. */
  #kept: Uint8Array | null = null;

  constructor({ chunked, least }: FrameReaderOptions) {
    this.#chunked = chunked;
    this.#least = least;
  }

  /**
   * Reads the bytes `start` to `end` of `bytes` and overwrites those before them: there must be `HEADROOM`. Gives `sampled`, if
   * present, the number of each event and its field `t` (NaN without one).
   */
  read(
    bytes: Uint8Array,
    start: number,
    end: number,
    sampled?: (number: number, sentAt: number) => void,
  ): void {
    if (!this.#chunked) return this.#readBody(bytes, start, end, sampled);
    let at = start;
    while (at < end) {
      switch (this.#place) {
        case "size": {
          const digit = hexDigit(bytes[at] ?? 0);
          if (digit >= 0) {
            this.#left = this.#left * 16 + digit;
            at++;
          } else this.#place = "extension";
          break;
        }
        case "extension":
          if (bytes[at++] === LF) this.#place = this.#left === 0 ? "trailer" : "data";
          break;
        case "data": {
          const stop = Math.min(end, at + this.#left);
          this.#left -= stop - at;
          this.#readBody(bytes, at, stop, sampled);
          at = stop;
          if (this.#left === 0) this.#place = "after_data";
          break;
        }
        case "after_data":
          if (bytes[at++] === LF) this.#place = "size";
          break;
        case "trailer":
          return;
      }
    }
  }

  #readBody(
    bytes: Uint8Array,
    start: number,
    end: number,
    sampled: ((number: number, sentAt: number) => void) | undefined,
  ): void {
    let at = start;
    if (this.#kept !== null) {
      // The bytes before `start` have been read: the unfinished event is moved there, so that it is in one piece.
      at -= this.#kept.length;
      if (at < 0) throw new RangeError("An event is longer than the load client can keep");
      bytes.set(this.#kept, at);
      this.#kept = null;
    }
    while (at < end) {
      const first = bytes[at];
      let stop = first === LETTER_I || first === LETTER_D ? at + this.#least : at + 1;
      while (stop < end && !(bytes[stop] === LF && bytes[stop - 1] === LF)) stop++;
      if (stop >= end) {
        this.#kept = bytes.slice(at, end);
        return;
      }
      this.#count(bytes, at, stop, sampled);
      at = stop + 1;
    }
  }

  #count(
    bytes: Uint8Array,
    start: number,
    end: number,
    sampled: ((number: number, sentAt: number) => void) | undefined,
  ): void {
    const number = eventNumber(bytes, start, end);
    if (number === NO_EVENT) return;
    this.events++;
    if (number === NO_NUMBER) this.unnumbered++;
    else {
      const last = this.lastNumber;
      if (last >= 0 && number !== last + 1) {
        if (number === last) this.duplicates++;
        else if (number < last) this.reordered++;
        else this.gaps += number - last - 1;
      }
      if (number > last) this.lastNumber = number;
    }
    sampled?.(number, timeOf(bytes, start, end));
  }
}

const NO_EVENT = -2;
const NO_NUMBER = -1;

function hexDigit(byte: number): number {
  if (byte >= ZERO && byte <= ZERO + 9) return byte - ZERO;
  const letter = byte | 32;
  return letter >= LETTER_A && letter <= LETTER_A + 5 ? letter - LETTER_A + 10 : -1;
}

function eventNumber(bytes: Uint8Array, start: number, end: number): number {
  let found = NO_EVENT;
  for (let line = start; line < end;) {
    if (bytes[line] === LETTER_I && bytes[line + 1] === LETTER_D) {
      const number = digits(bytes, bytes[line + 3] === 32 ? line + 4 : line + 3, LF);
      if (number !== NO_NUMBER) return number;
      found = NO_NUMBER;
    } else if (bytes[line] === LETTER_D && bytes[line + 1] === LETTER_A) {
      const value = bytes[line + 5] === 32 ? line + 6 : line + 5;
      if (startsWith(bytes, value, NUMBER_FIELD)) return digits(bytes, value + NUMBER_FIELD.length);
      // The id may come after the data: most often in the last line, which is short to look for from the end.
      found = NO_NUMBER;
      let last = end - 1;
      while (last > value && bytes[last - 1] !== LF) last--;
      if (bytes[last] === LETTER_I && bytes[last + 1] === LETTER_D) {
        line = last;
        continue;
      }
    }
    line = bytes.indexOf(LF, line) + 1;
  }
  return found;
}

/** The number at a position, or `NO_NUMBER` if there is none or it is not followed by `until`. */
function digits(bytes: Uint8Array, start: number, until?: number): number {
  let at = start;
  let value = 0;
  for (;; at++) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  return at === start || (until !== undefined && bytes[at] !== until) ? NO_NUMBER : value;
}

function startsWith(bytes: Uint8Array, at: number, prefix: Uint8Array): boolean {
  for (let index = 0; index < prefix.length; index++) {
    if (bytes[at + index] !== prefix[index]) return false;
  }
  return true;
}

/** A number without sign and exponent. */
function decimal(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  let scale = 0;
  for (let at = start; at < end; at++) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit >= 0 && digit <= 9) {
      value = scale === 0 ? value * 10 + digit : value + digit * scale;
      scale /= 10;
    } else if (bytes[at] === DOT && scale === 0) scale = 0.1;
    else break;
  }
  return value;
}

function timeOf(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    if (!startsWith(bytes, at, TIME_FIELD)) continue;
    const value = at + TIME_FIELD.length;
    return decimal(bytes, value, end);
  }
  return NaN;
}
