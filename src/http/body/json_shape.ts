/** Checks the shape of a JSON body before it is parsed: some bodies would become values of many times their bytes. */

/** Limits far beyond any well-meant body. */
const MOST = { depth: 8, keys: 64, shownKey: 40 } as const;

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPENING_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;
const COLON = 0x3a;
const LAST_BLANK = 0x20;

export const NO_OBJECT = "The body must be a JSON object";

/** An object or array that the scan is inside. */
interface Open {
  readonly isArray: boolean;
  /** Its key; empty for the whole body. */
  readonly name: string;
  /** Of an array: the index of the next element. */
  index: number;
  /** Of an object: the next string is a key. */
  awaitsKey: boolean;
  key: string;
}

/**
 * The first fault that rules out a valid request: the JSON is not an object, an array has an element that is not a
 * string, or there are too many keys or levels; null if there is none. Does not check the syntax, which is the
 * parser's task. Takes one pass and no memory; without a fault, parsing creates little more than the strings of the
 * text.
 */
export function shapeFault(text: string): string | null {
  const open: Open[] = [];
  let keys = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code <= LAST_BLANK || code === COLON) continue;
    const within = open.at(-1);
    if (code === CLOSING_BRACKET || code === CLOSING_BRACE) {
      open.pop();
      if (open.length === 0) return null;
      continue;
    }
    if (within === undefined && code === OPENING_BRACKET) return NO_OBJECT;
    if (within === undefined && code !== OPENING_BRACE) return null;
    if (code === COMMA) {
      if (within !== undefined) {
        within.index++;
        within.awaitsKey = true;
      }
      continue;
    }
    if (code === QUOTE) {
      const end = endOfString(text, at);
      if (end < 0) return null;
      if (within !== undefined && !within.isArray && within.awaitsKey) {
        if (++keys > MOST.keys) return `The body has more than ${MOST.keys} keys`;
        within.key = text.slice(at + 1, Math.min(end, at + 1 + MOST.shownKey));
        within.awaitsKey = false;
      }
      at = end;
      continue;
    }
    if (within?.isArray) return `"${within.name}[${within.index}]" must be a string`;
    if (code !== OPENING_BRACE && code !== OPENING_BRACKET) continue;
    if (open.length === MOST.depth) return `The body is nested deeper than ${MOST.depth} levels`;
    const isArray = code === OPENING_BRACKET;
    open.push({ isArray, name: within?.key ?? "", index: 0, awaitsKey: !isArray, key: "" });
  }
  return null;
}

/** Position of the quotation mark that ends the string beginning at `start`; -1 if there is none. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes++;
    if (escapes % 2 === 0) return end;
  }
  return -1;
}
