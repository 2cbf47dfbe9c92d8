import { bracketEnd, reactionArrows } from "./reaction_arrows.ts";
import { looksLikeReaction } from "./reaction_likeness.ts";

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
export function trimNotation(word: string): TrimmedNotation | null {
  if (!word.includes(">") || word.length > MAX_CHARACTERS) return null;
  const bare = withoutQuoting(withoutEmphasis(word));
  for (const candidate of withoutLabel(bare)) {
    const text = withoutTail(candidate);
    if (looksLikeReaction(text, "prose")) return { text, complete: word.endsWith(text) };
  }
  return null;
}

/** `**CCO>>CC=O**`, `_…_`, `~~…~~`, `$…$`, with a full stop or colon behind. */
function withoutEmphasis(word: string): string {
  let head = 0;
  while (head < word.length && EMPHASIS.includes(word.charAt(head))) head++;
  const marks = word.slice(0, head);
  // `*` is an atom too: as many are taken behind as stood in front.
  let stars = marks.split("*").length - 1;
  let end = word.length;
  for (; end > head; end--) {
    const char = word.charAt(end - 1);
    if (char === "*" && stars > 0) stars--;
    else if (!"_~$.:".includes(char)) break;
  }
  return word.slice(head, end);
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
  while (i < text.length) {
    const char = text[i];
    if (char === "[") {
      const end = bracketEnd(text, i);
      i = end === -1 ? i + 1 : end;
      continue;
    }
    if (char === ">" && text[i - 1] !== "-") depth = 0;
    else if (char === "(") depth++;
    else if (char === "]" || char === ")" && depth-- === 0) break;
    i++;
  }
  while (i > 0 && ".:\\".includes(text.charAt(i - 1))) i--;
  return text.slice(0, i);
}
