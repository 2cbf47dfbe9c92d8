/** Reads CSV and TSV row by row, with a reaction in one column or its sides in several. */
import { type FoundReaction, MAX_FIELDS } from "../../chem_results.ts";
import {
  isReactionName,
  MAX_COLUMNS,
  type ReactionColumn,
  reactionColumn,
  reactionParts,
  reactionValue,
  saysReaction,
} from "./reaction_column.ts";
import { hasArrow, holdsReaction, isReaction, recordReactions } from "./record_reaction.ts";
import { rowConditions } from "./table_conditions.ts";
import { readRows, type Row } from "./table_rows.ts";
import { isNoData, LineReader, sampleLines } from "./text_lines.ts";

export type Delimiter = "," | "\t" | ";";

const DELIMITERS: readonly Delimiter[] = ["\t", ",", ";"];
const SAMPLE_ROWS = 50;
const SAMPLE_CHARACTERS = 20_000;
/**
 * Maximum characters of column names to store with a partly empty row: a constant, plus a multiple of the row's own
 * length. The text has the names once, but the log repeats them with every row.
 */
const NAMES = { always: 1_000, perCharacter: 8 } as const;

/** A table: its column names (given, or `column_1` and so on), its data rows, and where the reaction is in them. */
export interface Table {
  /** Names of the columns that can be fields or part of the reaction. */
  readonly names: readonly string[];
  /** Number of cells in the widest row. */
  readonly width: number;
  readonly rows: readonly Row[];
  readonly column: ReactionColumn;
  /** A header gives a common name for the reaction column. */
  readonly isNamed: boolean;
}

/**
 * Reads at most `maxRows` rows of delimited text. Null if no column contains reactions or has a name that says so.
 * Rows are read according to RFC 4180; if that fails, quotation marks are treated as ordinary characters.
 */
export function readTable(text: string, delimiter: Delimiter, maxRows: number): Table | null {
  const plain = withHeaderUncommented(withoutPreamble(text, delimiter), delimiter);
  const quoted = tableOf(parseRows(plain, delimiter, maxRows, true));
  const isSound = quoted !== null && !hasSwallowedRows(quoted, delimiter);
  if (isSound || !text.includes('"')) return quoted;
  return tableOf(parseRows(plain, delimiter, maxRows, false)) ?? quoted;
}

/** The reactions of a table, one per data row. The first row keeps all columns as fields, so that no column is lost. */
export function* reactionsOfTable(table: Table): Generator<FoundReaction, void> {
  const parts = reactionParts(table.column);
  for (const [row, { cells, line }] of table.rows.entries()) {
    const all: [string, string][] = [];
    // The first columns apart from the reaction, up to the maximum number of fields.
    for (let i = 0; i < cells.length && all.length < MAX_FIELDS; i++) {
      if (!parts.has(i)) all.push([table.names[i] ?? "", cells[i] ?? ""]);
    }
    const fields = row === 0 ? all : proportionate(all, cells);
    const reading = rowConditions(all);
    yield* recordReactions(reactionOf(table.column, cells), {
      line,
      fields,
      ...reading === null ? {} : { reading },
    });
  }
}

function reactionOf(column: ReactionColumn, cells: readonly string[]): string {
  return reactionValue(column, (index) => cells[index]);
}

/** All fields, or only the non-empty ones if the names are disproportionately long for the row. */
function proportionate(
  fields: readonly (readonly [string, string])[],
  cells: readonly string[],
): readonly (readonly [string, string])[] {
  const room = NAMES.always + NAMES.perCharacter * cells.join("").length;
  const names = fields.reduce((sum, [name]) => sum + name.length, 0);
  return names <= room ? fields : fields.filter(([, cell]) => cell !== "");
}

/** The delimiter that splits the first lines into columns, one of which contains reactions; or null. */
export function tableDelimiter(text: string): Delimiter | null {
  const sample = sampleLines(text, SAMPLE_ROWS, SAMPLE_CHARACTERS).map((line) => line.text).join("\n");
  for (const delimiter of DELIMITERS) {
    const table = sample.includes(delimiter) ? readTable(sample, delimiter, SAMPLE_ROWS) : null;
    if (table !== null && table.width > 1 && isRegular(table)) return delimiter;
  }
  return null;
}

/** A table rather than sentences with commas: nearly all rows have equal width, and at least half have a reaction. */
function isRegular({ width, rows, column, isNamed }: Table): boolean {
  const even = rows.filter((row) => row.cells.length === width).length;
  // Under a column with a name, a cell may have several reactions.
  const isHit = (value: string) => isReaction(value) || isNamed && holdsReaction(value);
  const hits = rows.filter((row) => isHit(reactionOf(column, row.cells))).length;
  return rows.length >= (isNamed ? 1 : 2) && even * 10 >= rows.length * 9 && hits * 2 >= rows.length;
}

function tableOf(rows: readonly Row[] | null): Table | null {
  const first = rows?.[0];
  if (rows === undefined || rows === null || first === undefined) return null;
  const body = rows.slice(1);
  const sample = (from: readonly Row[]) => from.slice(0, SAMPLE_ROWS).map((row) => row.cells);
  const header = isHeaderRow(first.cells) ? first.cells.map((cell) => cell.trim()) : null;
  const column = header === null ? reactionColumn(null, sample(rows)) : reactionColumn(header, sample(body));
  if (column === null) return null;
  // A column `smiles` without any arrow contains compounds.
  const data = header === null ? rows : body;
  if (
    !saysReaction(column, header ?? []) && !data.some((row) => hasArrow(reactionOf(column, row.cells)))
  ) {
    return null;
  }
  const width = rows.reduce((most, row) => Math.max(most, row.cells.length), 0);
  return {
    names: columnNames(header ?? [], Math.min(width, MAX_COLUMNS + MAX_FIELDS)),
    width,
    rows: data,
    column,
    isNamed: header !== null && (column.kind === "sides" || isReactionName(header[column.index] ?? "")),
  };
}

/** A header consists of names: no cell is a reaction, and none is a number unless one of the names is a known one. */
function isHeaderRow(cells: readonly string[]): boolean {
  if (cells.some(holdsReaction)) return false;
  if (cells.some(isReactionName)) return true;
  return cells.some((cell) => cell.trim() !== "") &&
    cells.every((cell) => !/^\s*[-+]?\d[\d.,]*\s*$/.test(cell));
}

/** Gives every column a unique name: `column_3` if it has none, `yield_2` for the second `yield`. */
function columnNames(header: readonly string[], width: number): readonly string[] {
  const taken = new Set<string>();
  /** How often a name was used, so that suffixes are not tried from 2 on each time. */
  const counts = new Map<string, number>();
  return Array.from({ length: width }, (_, i) => {
    const name = header[i] === undefined || header[i] === "" ? `column_${i + 1}` : header[i];
    let unique = name;
    let count = counts.get(name) ?? 1;
    while (taken.has(unique)) unique = `${name}_${++count}`;
    counts.set(name, count);
    taken.add(unique);
    return unique;
  });
}

function parseRows(
  text: string,
  delimiter: Delimiter,
  maxRows: number,
  quotes: boolean,
): readonly Row[] | null {
  // One more for the header, and one to detect that there are more.
  const rows = readRows({ text, delimiter, quotes }, maxRows + 2);
  return rows?.map(({ cells, line }): Row => {
    const plain = quotes ? cells : cells.map(withoutQuotes);
    return { cells: withExtensionJoined(plain, delimiter), line };
  }) ?? null;
}

function withoutQuotes(cell: string): string {
  const text = cell.trim();
  return text.length >= 2 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : cell;
}

/** Rejoins a CXSMILES extension: its commas split it if the cell is not quoted. */
function withExtensionJoined(cells: readonly string[], delimiter: Delimiter): readonly string[] {
  const open = cells.findIndex((cell) =>
    /\s\|[^|]*$/.test(cell.slice(-SAMPLE_CHARACTERS)) && cell.includes(">")
  );
  if (open === -1) return cells;
  const close = cells.findIndex((cell, i) => i > open && cell.includes("|"));
  if (close === -1) return cells;
  return [...cells.slice(0, open), cells.slice(open, close + 1).join(delimiter), ...cells.slice(close + 1)];
}

/**
 * Did a literal quotation mark swallow rows? Then a cell has several lines with a reaction, or a line after its first
 * that looks like a row.
 */
function hasSwallowedRows({ rows, column }: Table, delimiter: Delimiter): boolean {
  const parts = reactionParts(column);
  return rows.some(({ cells }) =>
    cells.some((cell, i) => {
      if (!cell.includes("\n") || cell.trimStart().startsWith("$RXN")) return false;
      const lines = cell.split("\n");
      const withReaction = lines.filter((line) => line.includes(">>"));
      if (parts.has(i) && withReaction.length > 1) return true;
      return withReaction.some((line) => line !== lines[0] && line.includes(delimiter));
    })
  );
}

/** The most lines above a header that are titles and remarks. */
const MAX_PREAMBLE = 10;

/**
 * The text with the lines above its header blank, so that lines keep their numbers: `sep=;`, which Excel writes, and titles. A
 * header that stands below others has a common name for a reaction column, and more cells than each of them.
 */
function withoutPreamble(text: string, delimiter: Delimiter): string {
  const reader = new LineReader(text);
  let start = 0;
  let most = 0;
  for (let above = 0; above < MAX_PREAMBLE; above++) {
    const line = reader.next();
    if (line === null || line.text.includes(">")) return text;
    const names = line.text.slice(0, SAMPLE_CHARACTERS).trim().replace(/^#/, "").split(delimiter);
    const isSeparator = /^"?sep=.?"?$/i.test(line.text.trim());
    if (names.length > most && names.length > 1 && !isSeparator && names.some(isReactionName)) {
      return above === 0 ? text : "\n".repeat(above) + text.slice(start);
    }
    if (!isSeparator && line.text.trim() !== "") {
      most = Math.max(
        most,
        names.filter((name) => name !== "").length,
      );
    }
    start += line.text.length + 1;
  }
  return text;
}

/** `#id,rxn` is a header rather than a comment if one of its names says so. */
function withHeaderUncommented(text: string, delimiter: Delimiter): string {
  for (const line of new LineReader(text)) {
    if (line.text.trim() === "") continue;
    const names = line.text.slice(0, SAMPLE_CHARACTERS).trim().replace(/^#/, "").split(delimiter);
    const isHeader = isNoData(line.text) && names.length > 1 && names.some(isReactionName);
    return isHeader ? text.replace("#", " ") : text;
  }
  return text;
}
