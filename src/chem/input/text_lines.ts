/** One line of a text without its line break; `number` counts from 1. */
export interface TextLine {
  readonly text: string;
  readonly number: number;
}

/**
 * Walks over the lines of a text one by one, so that a text of many short lines is never held as an array.
 * Expects `\n` line breaks.
 */
export class LineReader {
  readonly #text: string;
  #offset = 0;
  #number = 0;
  #ahead: TextLine[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  /** The next line, or null at the end. */
  next(): TextLine | null {
    const line = this.peek(0);
    this.skip(1);
    return line;
  }

  /** The line that the call of `next` after `distance` others will give. */
  peek(distance: number): TextLine | null {
    while (this.#ahead.length <= distance) {
      if (this.#offset >= this.#text.length) return null;
      const end = this.#text.indexOf("\n", this.#offset);
      const stop = end === -1 ? this.#text.length : end;
      this.#ahead.push({ text: this.#text.slice(this.#offset, stop), number: ++this.#number });
      this.#offset = stop + 1;
    }
    return this.#ahead[distance] ?? null;
  }

  /** Takes `count` lines, of those that `peek` has given. */
  skip(count: number): void {
    this.#ahead = this.#ahead.slice(count);
  }

  /** The remaining lines one by one. */
  *[Symbol.iterator](): Generator<TextLine, void> {
    for (let line = this.next(); line !== null; line = this.next()) yield line;
  }
}

/** Is this line blank or a comment (`#`)? Neither is data. */
export function isNoData(line: string): boolean {
  return /^\s*(?:#|$)/.test(line);
}

/** Up to `count` data lines from the beginning, each cut to `width` characters. */
export function sampleLines(text: string, count: number, width: number): readonly TextLine[] {
  const sample: TextLine[] = [];
  for (const line of new LineReader(text)) {
    if (isNoData(line.text)) continue;
    sample.push({ text: line.text.slice(0, width), number: line.number });
    if (sample.length === count) break;
  }
  return sample;
}
