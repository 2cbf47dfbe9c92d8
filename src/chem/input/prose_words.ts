/** Splits a line where notation cannot continue, which is not where words of a language end. */
import { stepOver } from "./reaction_arrows.ts";
import { isClean, smilesShape } from "./smiles_shape.ts";

/** A run of characters that can occur in notation. `start` and `end` are offsets in the line. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Something other than spaces and code marks separates this word from the previous one. */
  readonly apart: boolean;
}

/** ASCII characters that do not occur in SMILES outside brackets, including the apostrophe and the bar. */
const SEPARATORS = "\"'`,;!?&^{}|";
const OPEN_ANGLE = 0x3c;
/** By character code; undefined beyond ASCII. */
const IS_NOTATION = Uint8Array.from(
  { length: 0x7f },
  (_, code) => code > 0x20 && !SEPARATORS.includes(String.fromCharCode(code)) ? 1 : 0,
);
/** Arrows of reaction equations; each forms a word of its own. */
const ARROWS = "→⟶⇒➔➝";
/** Any tag of HTML or XML; the values of its attributes hold no angle brackets, since notation in them is to be found. */
const TAG =
  /<(?:\/[A-Za-z][\w:.-]{0,60}\s*|[A-Za-z][\w:.-]{0,60}(?:\s+[\w:.-]{1,60}(?:\s*=\s*(?:"[^"<>]{0,400}"|'[^'<>]{0,400}'|[^\s"'<>]{1,400}))?){0,20}\s*\/?)>/y;

/**
 * The words of a line, left to right. HTML tags, punctuation and all non-ASCII characters separate words, except
 * inside a bracket atom.
 */
export function* proseWords(line: string): Generator<Word, void> {
  let start = -1;
  let apart = false;
  let i = 0;
  while (i < line.length) {
    const char = line[i] ?? "";
    if (char === "[") {
      if (start === -1) start = i;
      i = stepOver(line, i);
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
    if (char !== " " && char !== "\t" && char !== "`" && char !== "\u00a0") apart = true;
    i += char === "<" ? tagLength(line, i) : 1;
  }
  if (start !== -1) yield { text: line.slice(start), start, end: line.length, apart };
}

function isWordCharacter(line: string, i: number): boolean {
  const code = line.charCodeAt(i);
  return code === OPEN_ANGLE ? line[i + 1] === "-" : IS_NOTATION[code] === 1;
}

/** Tags whose names are SMILES too. */
const SHORT_TAGS = new Set(["b", "i", "p", "s", "B", "I", "P", "S"]);

/** Length of the tag that begins at `start`, or 1 if there is none; `<CCO>>CC=O>` begins with no tag. */
function tagLength(line: string, start: number): number {
  TAG.lastIndex = start;
  const tag = TAG.exec(line)?.[0];
  if (tag === undefined) return 1;
  const name = /^<([A-Za-z][\w:.-]*)>$/.exec(tag)?.[1];
  if (name === undefined || SHORT_TAGS.has(name)) return tag.length;
  const shape = smilesShape(name);
  return shape.atoms > 0 && isClean(shape) && /[A-Z]/.test(name) ? 1 : tag.length;
}
