/** Finds reaction SMILES among the words of one line. Prose is full of `>`, so most candidates are not reactions. */
import { EquationReader } from "./equation_reader.ts";
import { plainLine } from "./plain_line.ts";
import { proseWords, type Word } from "./prose_words.ts";
import { stepOver } from "./reaction_arrows.ts";
import { trimNotation } from "./trim_notation.ts";

/** `C>>` and `>>C` are the shortest words that contain more than a single term or arrow. */
const MIN_NOTATION = 3;
/** The beginning of a CXSMILES extension; `| 85 % |` in a table is not one. */
const EXTENSION =
  /^(?:[($]|\^\d|&\d+:|(?:a|atomProp|c|ctu|C|f|H|LN|LO|LP|lp|m|o\d+|RG|r|rb|s|Sg|SgD|SgH|sp|t|u|w[UDF]?):\S|r(?:,|$))/;

/**
 * The reactions in one line of prose, left to right, as reaction SMILES (with CXSMILES extension, if there is one). A
 * single pass; never throws. A line that is nothing but the notation needs less to count, unless it is `among` others.
 */
export function* reactionsInLine(
  raw: string,
  { isAmongOthers = false }: { readonly isAmongOthers?: boolean } = {},
): Generator<string, void> {
  const line = plainLine(raw);
  if (!/[>→]| = /.test(line)) return;
  const equations = new EquationReader();
  const whole = line.trim();
  let resume = 0;
  for (const word of proseWords(line)) {
    if (word.start < resume) continue;
    if (word.text.length < MIN_NOTATION) {
      const equation = equations.take(word);
      if (equation !== null) yield equation;
      continue;
    }
    const notation = trimNotation(word.text, word.text === whole && !isAmongOthers ? "line" : "prose");
    if (notation === null) {
      for (const part of atArrows(word)) {
        const equation = equations.take(part);
        if (equation !== null) yield equation;
      }
      continue;
    }
    const equation = equations.end();
    if (equation !== null) yield equation;
    const extension = notation.complete ? extensionAt(line, word.end) : null;
    if (extension !== null) resume = extension.end;
    yield extension === null ? notation.text : `${notation.text} |${extension.text}|`;
  }
  const equation = equations.end();
  if (equation !== null) yield equation;
}

/** `CCO>>` and `>>CCO` next to a space are a term and an arrow; `A+B->C` is an equation without any space. */
function atArrows(word: Word): readonly Word[] {
  const { text } = word;
  if (text.endsWith(">>")) {
    return [...atOperators({ ...word, text: text.slice(0, -2) }), { ...word, text: ">>", apart: false }];
  }
  if (text.startsWith(">>")) {
    return [{ ...word, text: ">>" }, ...atOperators({ ...word, text: text.slice(2), apart: false })];
  }
  return atOperators(word);
}

/** A plus sign outside brackets, and an arrow that no metal follows and so is no dative bond, part terms. */
function atOperators(word: Word): readonly Word[] {
  const { text } = word;
  if (!/.\+|.->/.test(text)) return [word];
  const parts: string[] = [];
  let from = 0;
  for (let i = 0; i < text.length; i = stepOver(text, i)) {
    const operator = text[i] === "+" ? "+" : /^-{1,3}>(?!\[)/.exec(text.slice(i, i + 5))?.[0];
    if (operator === undefined || i < from) continue;
    parts.push(text.slice(from, i), operator);
    from = i + operator.length;
  }
  parts.push(text.slice(from));
  return parts.filter((part) => part !== "").map((part, i) => ({
    ...word,
    text: part,
    apart: i === 0 && word.apart,
  }));
}

function extensionAt(line: string, offset: number): { readonly text: string; readonly end: number } | null {
  let open = offset;
  while (line[open] === " " || line[open] === "\t") open++;
  if (open === offset || line[open] !== "|") return null;
  const close = line.indexOf("|", open + 1);
  const text = line.slice(open + 1, close);
  return close !== -1 && EXTENSION.test(text) ? { text, end: close + 1 } : null;
}
