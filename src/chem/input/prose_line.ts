/** Finds reaction SMILES among the words of one line. Prose is full of `>`, so most candidates are not reactions. */
import { EquationReader } from "./equation_reader.ts";
import { proseWords, type Word } from "./prose_words.ts";
import { trimNotation } from "./trim_notation.ts";

/** `C>>` and `>>C` are the shortest words that contain more than a single term or arrow. */
const MIN_NOTATION = 3;
/** The beginning of a CXSMILES extension; `| 85 % |` in a table is not one. */
const EXTENSION =
  /^(?:[($]|\^\d|&\d+:|(?:a|atomProp|c|ctu|C|f|H|LN|LO|LP|lp|m|o\d+|RG|r|rb|s|Sg|SgD|SgH|sp|t|u|w[UDF]?):\S|r(?:,|$))/;
const ENTITIES: Readonly<Record<string, string>> = { "&gt;": ">", "&lt;": "<", "&amp;": "&" };

/**
 * The reactions in one line of prose, left to right, as reaction SMILES (with CXSMILES extension, if there is one). A
 * single pass; never throws.
 */
export function* reactionsInLine(raw: string): Generator<string, void> {
  if (!/[>→⟶⇒➔➝]|&gt;/.test(raw)) return;
  const line = unescaped(raw);
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
    const notation = trimNotation(word.text, word.text === whole ? "line" : "prose");
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

/** Markdown and HTML write `>` as `\>` and `&gt;`; neither occurs in SMILES. */
function unescaped(line: string): string {
  const plain = line.includes("\\>") ? line.replaceAll("\\>", ">") : line;
  return plain.includes("&")
    ? plain.replace(/&(?:gt|lt|amp);/g, (entity) => ENTITIES[entity] ?? entity)
    : plain;
}

/** `CCO>>` and `>>CCO` next to a space are a term and an arrow. */
function atArrows(word: Word): readonly Word[] {
  const { text } = word;
  if (text.endsWith(">>")) {
    return [{ ...word, text: text.slice(0, -2) }, { ...word, text: ">>", apart: false }];
  }
  if (text.startsWith(">>")) return [{ ...word, text: ">>" }, { ...word, text: text.slice(2), apart: false }];
  return [word];
}

function extensionAt(line: string, offset: number): { readonly text: string; readonly end: number } | null {
  let open = offset;
  while (line[open] === " " || line[open] === "\t") open++;
  if (open === offset || line[open] !== "|") return null;
  const close = line.indexOf("|", open + 1);
  const text = line.slice(open + 1, close);
  return close !== -1 && EXTENSION.test(text) ? { text, end: close + 1 } : null;
}
