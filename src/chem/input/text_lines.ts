/** One line of a text without its line break; `number` counts from 1, `at` is its offset. */
export interface TextLine {
  readonly text: string;
  readonly number: number;
  readonly at: number;
}

/**
 * Reads the lines of a text one by one, so that a text of many short lines is never held as an array. Expects `\n`
 * line breaks.
 */
export class LineReader {
  readonly #text: string;
  #offset = 0;
  #number = 0;
  /** Lines read ahead; those before `#taken` have been consumed. */
  #ahead: TextLine[] = [];
  #taken = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The next line, or null at the end. */
  next(): TextLine | null {
    if (this.#ahead.length === 0) return this.#read();
    const line = this.peek(0);
    this.skip(1);
    return line;
  }

  /** The line that `next` will return after `distance` further calls. */
  peek(distance: number): TextLine | null {
    const index = this.#taken + distance;
    while (this.#ahead.length <= index) {
      const line = this.#read();
      if (line === null) return null;
      this.#ahead.push(line);
    }
    return this.#ahead[index] ?? null;
  }

  /** Consumes `count` lines that `peek` has returned. */
  skip(count: number): void {
    this.#taken = Math.min(this.#taken + count, this.#ahead.length);
    if (this.#taken === this.#ahead.length) {
      this.#ahead.length = 0;
      this.#taken = 0;
    } else if (this.#taken * 2 >= this.#ahead.length) {
      // Shortening the queue only when half of it has been consumed keeps the cost per line constant.
      this.#ahead = this.#ahead.slice(this.#taken);
      this.#taken = 0;
    }
  }

  /** The remaining lines one by one. */
  *[Symbol.iterator](): Generator<TextLine, void> {
    for (let line = this.next(); line !== null; line = this.next()) yield line;
  }

  #read(): TextLine | null {
    const start = this.#offset;
    if (start >= this.#text.length) return null;
    const end = this.#text.indexOf("\n", start);
    const stop = end === -1 ? this.#text.length : end;
    this.#offset = stop + 1;
    return { text: this.#text.slice(start, stop), number: ++this.#number, at: start };
  }
}

/** Is this line blank or a comment (`#`), and therefore not data? */
export function isNoData(line: string): boolean {
  return line === "" || /^\s*(?:#|$)/.test(line);
}

/** Up to `count` data lines from the beginning, each cut to `width` characters. */
export function sampleLines(text: string, count: number, width: number): readonly TextLine[] {
  const sample: TextLine[] = [];
  const reader = new LineReader(text);
  for (let line = reader.next(); line !== null && sample.length < count; line = reader.next()) {
    if (!isNoData(line.text)) sample.push({ ...line, text: line.text.slice(0, width) });
  }
  return sample;
}
