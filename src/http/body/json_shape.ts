/** What a JSON body is like before it is parsed: a parser would make values of many times its bytes out of some bodies. */

/** What no body that is meant well comes near. */
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

/** An object or array that the scan is in. */
interface Open {
  readonly isArray: boolean;
  /** The key that leads to it; empty for the whole. */
  readonly name: string;
  /** Of an array: the place of the next element. */
  index: number;
  /** Of an object: the string that comes is a key. */
  awaitsKey: boolean;
  key: string;
}

/**
 * The first fault of a JSON text that a body with reactions cannot have: it is no object, an array has an element that is no
 * string, or there are more keys or levels than any sense; null if there is none. Says nothing of the syntax, which
 * the parser knows. Takes one pass and no memory; without a fault, parsing makes little but the strings of the text.
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

/** Where the string that begins at `start` has its last quotation mark; -1 if it has none. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes++;
    if (escapes % 2 === 0) return end;
  }
  return -1;
}
