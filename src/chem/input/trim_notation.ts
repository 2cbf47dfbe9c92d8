/** Takes Markdown, brackets and punctuation off a word, which may be part of the notation as well. */
import { bracketEnd, reactionArrows, stepOver } from "./reaction_arrows.ts";
import { type Demand, looksLikeReaction } from "./reaction_likeness.ts";

/** `C>>C` is the shortest reaction. */
const MIN_CHARACTERS = 4;
const EMPHASIS = "*_~$";
/** A word longer than this is no notation that anybody wrote into a sentence. */
const MAX_CHARACTERS = 100_000;

/** A reaction SMILES inside a word. `complete` says that nothing was cut off behind it. */
export interface TrimmedNotation {
  readonly text: string;
  readonly complete: boolean;
}

/**
 * Finds the reaction SMILES in a word of prose: takes away brackets, emphasis and quoting around it, the full stop
 * behind it, and a label in front of it (`rxn:`, `smiles=`, `f(`). Null if the rest does not look like a reaction.
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

/** `**CCO>>CC=O**`, `_…_`, `~~…~~`, `$…$`, with a full stop or colon behind. */
function withoutEmphasis(word: string): string {
  let start = 0;
  while (start < word.length && EMPHASIS.includes(word.charAt(start))) start++;
  let end = word.length;
  while (end > start && (EMPHASIS + ".:").includes(word.charAt(end - 1))) end--;
  // One `*` is an atom too, unless it stands at both ends; two never begin or end a SMILES in earnest.
  const before = starCount(word.slice(0, start));
  const behind = starCount(word.slice(end));
  const isAtom = (stars: number, others: number) => stars === 1 && others === 0;
  return (isAtom(before, behind) ? "*" : "") + word.slice(start, end) + (isAtom(behind, before) ? "*" : "");
}

function starCount(text: string): number {
  return text.split("*").length - 1;
}

/** `>` that quote a mail, or that close an angle bracket, are not part of a reaction that has two others. */
function withoutQuoting(word: string): string {
  const spare = reactionArrows(word).length - 2;
  if (spare <= 0) return word;
  const leading = word.length - word.replace(/^>+/, "").length;
  const bare = word.slice(Math.min(leading, spare));
  return spare > leading && bare.endsWith(">") ? bare.slice(0, -1) : bare;
}

/** The word from its first character that can begin SMILES, then the same behind possible labels. */
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

/** Position of the outermost `(` that nothing closes, or -1. */
function openParenthesis(text: string): number {
  let depth = 0;
  for (let i = text.length - 1; i >= 0; i--) {
    if (text[i] === ")") depth++;
    else if (text[i] === "(" && depth-- === 0) return i;
  }
  return -1;
}

/** Cuts at the first closing bracket that was not opened, and the punctuation behind. */
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
  return text.slice(0, i);
}
