/** Delimited text as rows of cells. */

/** One row that is not empty. */
export interface Row {
  readonly cells: readonly string[];
  /** 1-based line at which the row begins. */
  readonly line: number;
}

/** A cell and the position behind it, at its delimiter, its line break, or the end of the text. */
interface Cell {
  readonly text: string;
  readonly end: number;
}

/** Where the cells of a text end. */
interface Layout {
  readonly text: string;
  readonly delimiter: string;
  /** Cells in quotation marks may hold delimiters and line breaks. */
  readonly quotes: boolean;
}

const QUOTE = '"';

/**
 * The first `maxRows` rows of a text with `\n` line breaks; rows whose cells are all blank, and lines that begin with
 * `#`, are none. Takes time linear in the text, and little more than a search for its delimiters.
 *
 * With `quotes` cells are read as RFC 4180 has them; quotation marks within a cell, or behind which it goes on, stand
 * for themselves. Null if one is never closed.
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

/** The cell whose opening quotation mark stands at `start`, or null if it is never closed. */
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

/** Where the next delimiter or line break stands, or the end of the text. */
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
