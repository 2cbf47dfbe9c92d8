/** Reads JSON as models write it: in prose or a fence, with trailing commas, Python's words, or cut off in the middle. */

const MAX_DEPTH = 64;
const MAX_CHARACTERS = 1_000_000;
const WORDS: Readonly<Record<string, boolean | null>> = {
  true: true,
  false: false,
  null: null,
  True: true,
  False: false,
  None: null,
  NaN: null,
  undefined: null,
};
/** A member or element that ended before it was complete. */
const CUT = Symbol("cut");
const CLOSING_QUOTE: Readonly<Record<string, string>> = { '"': '"', "'": "'", "“": "”" };

/** The value, and whether the text ended before it did. */
export interface LooseJson {
  readonly value: unknown;
  readonly isCut: boolean;
}

/**
 * The first object or list of an answer; null if there is none. Of a value that is cut off, only what is complete is
 * kept: an element of a list, and a member of an object, is there in whole or not at all, except the lists on the way
 * to where it ends. Never throws; linear in the text.
 */
export function readLooseJson(answer: string): LooseJson | null {
  const text = answer.slice(0, MAX_CHARACTERS).replace(/<think>[^]*?(?:<\/think>|$)/g, "");
  const fenced = /```(?:json|JSON|json5)?\s*([[{][^]*?)(?:```|$)/.exec(text)?.[1];
  for (const candidate of [fenced, text]) {
    if (candidate === undefined) continue;
    let tries = 0;
    for (let at = candidate.search(/[[{]/); at >= 0 && tries < 8; tries++) {
      const parser = new Parser(candidate, at);
      const value = parser.value(0);
      if (value !== CUT && isContent(value)) return { value, isCut: parser.isCut };
      const next = candidate.slice(at + 1).search(/[[{]/);
      at = next < 0 ? -1 : at + 1 + next;
    }
  }
  return null;
}

/** Brackets in prose, such as `[1]` or `{…}`, are no answer; an empty list or object is one. */
function isContent(value: unknown): boolean {
  if (Array.isArray(value)) {
    return value.length === 0 ||
      value.some((entry) => typeof entry === "object" || typeof entry === "string");
  }
  return typeof value === "object" && value !== null;
}

class Parser {
  /** True once the text has ended within a value. */
  isCut = false;
  readonly #text: string;
  #at: number;

  constructor(text: string, at: number) {
    this.#text = text;
    this.#at = at;
  }

  /** The value at this place; `CUT` if it is incomplete or is none. */
  value(depth: number): unknown {
    this.#skip();
    const char = this.#text[this.#at];
    if (depth > MAX_DEPTH) this.#at = this.#text.length;
    if (char === undefined || depth > MAX_DEPTH) return this.#cut();
    if (char === "{") return this.#object(depth);
    if (char === "[") return this.#list(depth);
    if (char in CLOSING_QUOTE) return this.#string();
    const word = /^[^\s,:[\]{}"']+/.exec(this.#text.slice(this.#at, this.#at + 200))?.[0] ?? "";
    if (word === "") {
      this.#at++;
      return null;
    }
    this.#at += word.length;
    if (this.#at >= this.#text.length) return this.#cut();
    if (Object.hasOwn(WORDS, word)) return WORDS[word];
    const number = Number(word);
    return Number.isFinite(number) ? number : word;
  }

  #cut(): typeof CUT {
    this.isCut = true;
    return CUT;
  }

  #object(depth: number): unknown {
    const members: [string, unknown][] = [];
    this.#at++;
    for (;;) {
      this.#skip(",");
      const char = this.#text[this.#at];
      if (char === undefined) return this.#partial(Object.fromEntries(members), depth);
      if (char === "}") {
        this.#at++;
        return Object.fromEntries(members);
      }
      const key = this.value(MAX_DEPTH);
      this.#skip();
      if (key === CUT) return this.#partial(Object.fromEntries(members), depth);
      if (this.#text[this.#at] !== ":") {
        // A closing bracket in the wrong place, or a key without a value.
        if (this.#text[this.#at] === "]") this.#at++;
        continue;
      }
      this.#at++;
      const value = this.value(depth + 1);
      if (value !== CUT) members.push([String(key), value]);
    }
  }

  #list(depth: number): unknown {
    const elements: unknown[] = [];
    this.#at++;
    for (;;) {
      this.#skip(",");
      const char = this.#text[this.#at];
      if (char === undefined) {
        this.isCut = true;
        // Names of a list that is cut off are not all of its names; complete reactions are.
        return elements.some((entry) => typeof entry === "object" && entry !== null) ? elements : CUT;
      }
      if (char === "]") {
        this.#at++;
        return elements;
      }
      if (char === "}") return elements;
      const value = this.value(depth + 1);
      if (value !== CUT) elements.push(value);
    }
  }

  /** An object that is cut off counts only at the top: within a list it would pass for a complete reaction. */
  #partial(object: object, depth: number): unknown {
    this.isCut = true;
    return depth === 0 ? object : CUT;
  }

  #string(): unknown {
    const close = CLOSING_QUOTE[this.#text[this.#at] ?? ""] ?? '"';
    let result = "";
    for (let i = this.#at + 1; i < this.#text.length; i++) {
      const char = this.#text[i] ?? "";
      if (char === close && !this.#isWithin(i, close)) {
        this.#at = i + 1;
        return result;
      }
      if (char !== "\\") {
        result += char;
        continue;
      }
      i++;
      const escaped = this.#text[i] ?? "";
      const code = escaped === "u" ? /^[\da-fA-F]{4}/.exec(this.#text.slice(i + 1, i + 5))?.[0] : undefined;
      if (code !== undefined) {
        result += String.fromCharCode(parseInt(code, 16));
        i += 4;
      } else if (`"'\\/`.includes(escaped)) result += escaped;
      else if ("nrt".includes(escaped)) result += escaped === "n" ? "\n" : escaped === "t" ? "\t" : "\r";
      // SMILES have backslashes for double bonds, which models forget to escape.
      else result += `\\${escaped}`;
    }
    this.#at = this.#text.length;
    return this.#cut();
  }

  /** A prime of a name, as in `4'-bromo`, within single quotes. */
  #isWithin(at: number, close: string): boolean {
    return close === "'" && !/^\s*(?:[,:\]}]|$)/.test(this.#text.slice(at + 1, at + 20));
  }

  #skip(also = ""): void {
    for (;;) {
      const char = this.#text[this.#at];
      if (char === undefined) return;
      if (/\s/.test(char) || also.includes(char) && also !== "") this.#at++;
      else if (char === "/" && this.#text[this.#at + 1] === "/") {
        const end = this.#text.indexOf("\n", this.#at);
        this.#at = end < 0 ? this.#text.length : end;
      } else return;
    }
  }
}
