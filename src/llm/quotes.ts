/** Finds a quote in the text that it is said to come from. */

/** Where a quote stands, in UTF-16 units from 0. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

const LETTER = /[\p{L}\p{N}]/u;
const SAME: Readonly<Record<string, string>> = {
  "‐": "-",
  "‑": "-",
  "‒": "-",
  "–": "-",
  "—": "-",
  "−": "-",
  "­": "",
  "’": "'",
  "‘": "'",
  "′": "'",
  "`": "'",
  "″": "''",
  "“": '"',
  "”": '"',
  "·": ".",
  "•": ".",
  "×": "x",
  "µ": "u",
  "μ": "u",
};

/** A text made comparable, with the place in the original of each of its characters. */
export class QuotedText {
  readonly #text: string;
  readonly #plain: string;
  readonly #places: readonly number[];

  constructor(text: string) {
    this.#text = text;
    const places: number[] = [];
    let plain = "";
    let at = 0;
    for (const char of text) {
      for (const same of comparable(char)) {
        plain += same;
        places.push(at);
      }
      at += char.length;
    }
    this.#plain = plain;
    this.#places = places;
  }

  /**
   * Where the quote first stands as words of its own; null if it does not occur. Blanks, line breaks, capitals and the
   * kinds of dashes, quotes and primes do not matter.
   */
  find(quote: string): Place | null {
    const wanted = [...quote].map(comparable).join("");
    if (wanted === "") return null;
    for (let at = this.#plain.indexOf(wanted); at >= 0; at = this.#plain.indexOf(wanted, at + 1)) {
      const start = this.#places[at] ?? 0;
      const last = this.#places[at + wanted.length - 1] ?? start;
      const end = last + ((this.#text.codePointAt(last) ?? 0) > 0xffff ? 2 : 1);
      if (this.#isApart(start, -1) && this.#isApart(end, 0)) return { start, end };
    }
    return null;
  }

  #isApart(at: number, step: -1 | 0): boolean {
    const outside = this.#text[at + step] ?? " ";
    const inside = this.#text[at - 1 - step] ?? " ";
    return !LETTER.test(outside) || !LETTER.test(inside);
  }
}

/** Only letters and digits, in small letters: the same for a paragraph however it was wrapped and typeset. */
export function paragraphKey(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

function comparable(char: string): string {
  if (/\s/.test(char)) return "";
  return SAME[char] ?? char.normalize("NFKC").toLowerCase();
}
