/** Strips Markdown, brackets and punctuation from a word, although these may also be part of the notation. */
import { bracketEnd, reactionArrows, stepOver } from "./reaction_arrows.ts";
import { type Demand, looksLikeReaction } from "./reaction_likeness.ts";

/** `C>>C` is the shortest reaction. */
const MIN_CHARACTERS = 4;
const EMPHASIS = "*_~$";
/** A longer word is not notation that anybody wrote into a sentence. */
const MAX_CHARACTERS = 100_000;

/** A reaction SMILES inside a word. `complete` means that nothing was cut off after it. */
export interface TrimmedNotation {
  readonly text: string;
  readonly complete: boolean;
}

/**
 * Finds the reaction SMILES in a word of prose: removes surrounding brackets, emphasis and quoting, the full stop
 * after it, and a label before it (`rxn:`, `smiles=`, `f(`). Null if the rest does not look like a reaction.
 */
export function trimNotation(word: string, demand: Demand): TrimmedNotation | null {
  if (word.length < MIN_CHARACTERS || word.length > MAX_CHARACTERS || !word.includes(">")) return null;
  const bare = withoutQuoting(withoutEmphasis(word));
  for (const candidate of withoutLabel(bare)) {
    const text = withoutTail(candidate);
    if (looksLikeReaction(text, demand)) return { text, complete: word.endsWith(text) };
  }
  return null;
}

/** `**CCO>>CC=O**`, `_…_`, `~~…~~`, `$…$`, possibly followed by a full stop or colon. */
function withoutEmphasis(word: string): string {
  let start = 0;
  while (start < word.length && EMPHASIS.includes(word.charAt(start))) start++;
  let end = word.length;
  while (end > start && (EMPHASIS + ".:").includes(word.charAt(end - 1))) end--;
  // A single `*` is also an atom, unless there is one at each end; a SMILES never really begins or ends with two.
  const before = starCount(word.slice(0, start));
  const behind = starCount(word.slice(end));
  const isAtom = (stars: number, others: number) => stars === 1 && others === 0;
  return (isAtom(before, behind) ? "*" : "") + word.slice(start, end) + (isAtom(behind, before) ? "*" : "");
}

function starCount(text: string): number {
  return text.split("*").length - 1;
}

/**
 * `>` characters that quote an email, or that close an angle bracket, are not part of a reaction, which already has
 * two.
 */
function withoutQuoting(word: string): string {
  const spare = reactionArrows(word).length - 2;
  if (spare <= 0) return word;
  const leading = word.length - word.replace(/^>+/, "").length;
  const bare = word.slice(Math.min(leading, spare));
  return spare > leading && bare.endsWith(">") ? bare.slice(0, -1) : bare;
}

/** The word from the first character that can begin SMILES, then the same after possible labels. */
function* withoutLabel(word: string): Generator<string, void> {
  const begin = word.search(/[A-Za-z[*]/);
  if (begin === -1) return;
  const whole = word[begin] === "[" && bracketEnd(word, begin) === -1
    ? word.slice(begin + 1)
    : word.slice(begin);
  yield whole;
  const left = whole.slice(0, reactionArrows(whole)[0] ?? 0);
  const cuts = [left.indexOf(":"), left.indexOf("="), openParenthesis(left)];
  for (const cut of cuts) if (cut !== -1) yield whole.slice(cut + 1);
}

/** Position of the outermost unclosed `(`, or -1. */
function openParenthesis(text: string): number {
  let depth = 0;
  for (let i = text.length - 1; i >= 0; i--) {
    if (text[i] === ")") depth++;
    else if (text[i] === "(" && depth-- === 0) return i;
  }
  return -1;
}

/** Cuts at the first unmatched closing bracket, and strips punctuation before it. */
function withoutTail(text: string): string {
  let depth = 0;
  let i = 0;
  for (; i < text.length; i = stepOver(text, i)) {
    const char = text[i];
    if (char === ">" && text[i - 1] !== "-") depth = 0;
    else if (char === "(") depth++;
    else if (char === "]" || char === ")" && depth-- === 0) break;
  }
  while (i > 0 && ".:\\".includes(text.charAt(i - 1))) i--;
  // A yield behind the product: `…OCC/85%`.
  return text.slice(0, i).replace(/\/\d{1,3}%$/, "");
}
