import { bracketEnd } from "./reaction_arrows.ts";

/** A run of characters that notation can have. `start` and `end` are offsets in the line. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Something other than blanks and code marks stands between the word before and this one. */
  readonly apart: boolean;
}

/** ASCII characters that SMILES does not have outside brackets; the apostrophe and the bar among them. */
const SEPARATORS = "\"'`,;!?&^{}|";
/** Arrows of reaction equations; each is a word of its own. */
const ARROWS = "→⟶⇒➔➝";
const TAG =
  /<\/?(?:a|b|blockquote|body|br|code|div|em|font|h[1-6]|html|i|kbd|li|ol|p|pre|s|samp|small|span|strong|sub|sup|table|tbody|td|th|thead|tr|tt|u|ul)(?:\s[^<>]{0,400})?\/?>/iy;

/**
 * The words of a line, left to right. HTML tags, punctuation and everything beyond ASCII part words;
 * what stands in a bracket atom does not.
 */
export function* proseWords(line: string): Generator<Word, void> {
  let start = -1;
  let apart = false;
  let i = 0;
  while (i < line.length) {
    const char = line[i] ?? "";
    if (char === "[") {
      if (start === -1) start = i;
      const end = bracketEnd(line, i);
      i = end === -1 ? i + 1 : end;
      continue;
    }
    if (isWordCharacter(line, i)) {
      if (start === -1) start = i;
      i++;
      continue;
    }
    if (start !== -1) {
      yield { text: line.slice(start, i), start, end: i, apart };
      start = -1;
      apart = false;
    }
    if (ARROWS.includes(char)) {
      yield { text: char, start: i, end: i + 1, apart };
      apart = false;
      i++;
      continue;
    }
    TAG.lastIndex = i;
    const tag = char === "<" ? TAG.exec(line)?.[0] : undefined;
    if (char !== " " && char !== "\t" && char !== "`" && char !== "\u00a0") apart = true;
    i += tag?.length ?? 1;
  }
  if (start !== -1) yield { text: line.slice(start), start, end: line.length, apart };
}

function isWordCharacter(line: string, i: number): boolean {
  const code = line.charCodeAt(i);
  if (code <= 0x20 || code >= 0x7f) return false;
  const char = line[i] ?? "";
  return char === "<" ? line[i + 1] === "-" : !SEPARATORS.includes(char);
}
