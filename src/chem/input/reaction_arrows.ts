/** A longer `[…]` is not a bracket atom. */
const MAX_BRACKET_CHARACTERS = 160;
/** Nor is one with more levels of nested brackets; nobody writes a SMARTS with more than three. */
const MAX_BRACKET_DEPTH = 4;

/**
 * Index just after the bracket atom that opens at `open`, or -1 if no bracket atom ends there. A bracket atom
 * contains no whitespace and no arrow, and a second `[` only within a recursive SMARTS `$(…)`, up to the maximum
 * depth. Stopping at these keeps a scan over many brackets linear: each character is seen from at most as many
 * brackets as may be open.
 */
export function bracketEnd(text: string, open: number): number {
  const limit = Math.min(text.length, open + MAX_BRACKET_CHARACTERS);
  let depth = 1;
  let recursive = false;
  for (let i = open + 1; i < limit; i++) {
    const char = text[i] ?? "";
    if (char === "]" && --depth === 0) return i + 1;
    if (char === "$" && text[i + 1] === "(") recursive = true;
    if (char === "[" && recursive && depth < MAX_BRACKET_DEPTH) depth++;
    else if ("[<> \t\n".includes(char)) return -1;
  }
  return -1;
}

/** Index just after the character at `i`, or after the bracket atom that opens there. */
export function stepOver(text: string, i: number): number {
  const end = text[i] === "[" ? bracketEnd(text, i) : -1;
  return end === -1 ? i + 1 : end;
}

/**
 * Positions of the `>` characters that separate the parts of a reaction SMILES, ascending. Those in bracket atoms and
 * in dative bonds (`->`, an RDKit extension) are left out.
 */
export function reactionArrows(text: string): readonly number[] {
  const arrows: number[] = [];
  for (let i = 0; i < text.length; i = stepOver(text, i)) {
    if (text[i] === ">" && text[i - 1] !== "-") arrows.push(i);
  }
  return arrows;
}
