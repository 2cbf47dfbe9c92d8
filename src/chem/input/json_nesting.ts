/** Deeper values are not parsed; the parser's time grows with the square of the depth. */
const MAX_DEPTH = 100;

/** The text of a JSON value, with an ellipsis in place of every value nested too deeply. A single pass. */
export function withoutDeepValues(text: string): string {
  const kept: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (char === QUOTE) i = stringEnd(text, i);
    else if (char === OPEN_BRACKET || char === OPEN_BRACE) {
      if (++depth === MAX_DEPTH + 1) kept.push(text.slice(start, i));
    } else if ((char === CLOSE_BRACKET || char === CLOSE_BRACE) && depth-- === MAX_DEPTH + 1) {
      kept.push('"…"');
      start = i + 1;
    }
  }
  // Unclosed values are not valid JSON anyway.
  return kept.length === 0 ? text : kept.join("") + (depth > MAX_DEPTH ? "" : text.slice(start));
}

/** Position of the closing quotation mark of the string that begins at `start`, or the end of the text. */
function stringEnd(text: string, start: number): number {
  let i = start + 1;
  while (i < text.length && text.charCodeAt(i) !== QUOTE) i += text.charCodeAt(i) === BACKSLASH ? 2 : 1;
  return i;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
