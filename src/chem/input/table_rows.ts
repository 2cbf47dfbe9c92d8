/** Splits delimited text into rows of cells. */

/** A non-empty row. */
export interface Row {
  readonly cells: readonly string[];
  /** 1-based line on which the row begins. */
  readonly line: number;
}

/** A cell and the position after it: its delimiter, its line break, or the end of the text. */
interface Cell {
  readonly text: string;
  readonly end: number;
}

/** How the text is delimited. */
interface Layout {
  readonly text: string;
  readonly delimiter: string;
  /** Quoted cells may contain delimiters and line breaks. */
  readonly quotes: boolean;
}

const QUOTE = '"';

/**
 * The first `maxRows` rows of a text with `\n` line breaks, skipping rows whose cells are all blank and lines that
 * begin with `#`. Takes time linear in the text, little more than a search for its delimiters. With `quotes`, cells
 * are read according to RFC 4180; a quotation mark within a cell, or one that more text follows, is literal. Null if
 * a quotation mark is never closed.
 */
export function readRows(layout: Layout, maxRows: number): readonly Row[] | null {
  const { text } = layout;
  const rows: Row[] = [];
  let line = 1;
  let at = 0;
  while (at < text.length && rows.length < maxRows) {
    if (text[at] === "#") at = endOf(text, at, "\n");
    else if (text[at] !== "\n") {
      const begin = line;
      const cells: string[] = [];
      for (;;) {
        const cell = cellAt(layout, at);
        if (cell === null) return null;
        cells.push(cell.text);
        line += breaksIn(cell.text);
        at = cell.end;
        if (at === text.length || text[at] === "\n") break;
        at++;
      }
      if (cells.some((cell) => cell.trim() !== "")) rows.push({ cells, line: begin });
    }
    line++;
    at++;
  }
  return rows;
}

function cellAt({ text, delimiter, quotes }: Layout, start: number): Cell | null {
  if (quotes && text[start] === QUOTE) return quotedCellAt(text, delimiter, start);
  const end = endOf(text, start, delimiter);
  return { text: text.slice(start, end), end };
}

/** The quoted cell that begins at `start`, or null if it is never closed. */
function quotedCellAt(text: string, delimiter: string, start: number): Cell | null {
  const pieces: string[] = [];
  for (let at = start + 1;;) {
    const quote = text.indexOf(QUOTE, at);
    if (quote === -1) return null;
    const next = text[quote + 1];
    if (next === QUOTE) {
      pieces.push(text.slice(at, quote + 1));
      at = quote + 2;
      continue;
    }
    pieces.push(text.slice(at, quote));
    const content = pieces.join("");
    if (next === undefined || next === "\n" || next === delimiter) return { text: content, end: quote + 1 };
    const end = endOf(text, quote, delimiter);
    return { text: QUOTE + content + text.slice(quote, end), end };
  }
}

/** Position of the next delimiter or line break, or the end of the text. */
function endOf(text: string, start: number, delimiter: string): number {
  let end = start;
  while (end < text.length && text[end] !== delimiter && text[end] !== "\n") end++;
  return end;
}

function breaksIn(cell: string): number {
  let count = 0;
  for (let at = cell.indexOf("\n"); at !== -1; at = cell.indexOf("\n", at + 1)) count++;
  return count;
}
