/** Reads the sheets of an Office Open XML workbook (`.xlsx`) as text in CSV. */
import { RxnstreamError } from "../errors.ts";
import { readXml, XmlFault } from "../xml/xml_events.ts";

/** Cells of one sheet, row by row; rows without cells are empty. */
export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
}

/** The content of a file in the archive as text; null if there is none. */
export type PartReader = (name: string) => Promise<string | null>;

const MAX_ROWS = 1_048_576;
const MAX_COLUMNS = 16_384;
/** Empty rows and cells between others; more would be made from a few bytes. */
const MAX_EMPTY = 1_000_000;
const DAY_MS = 86_400_000;
/** Day 0 of the serial numbers of dates, 1899-12-30, in ms; 1904-01-01 in workbooks that say so. */
const EPOCH = { of1900: Date.UTC(1899, 11, 30), of1904: Date.UTC(1904, 0, 1) } as const;

/**
 * The sheets in the order of the workbook. Source: ECMA-376, part 1, 18.2 to 18.8. Formulas count by the value stored with
 * them; numbers formatted as dates are written as ISO 8601. Throws `input_invalid` if the workbook is damaged.
 */
export async function readSheets(part: PartReader): Promise<readonly Sheet[]> {
  try {
    const { sheets, is1904 } = workbookOf(await part("xl/workbook.xml") ?? "");
    const targets = relationsOf(await part("xl/_rels/workbook.xml.rels") ?? "");
    const strings = stringsOf(await part("xl/sharedStrings.xml") ?? "");
    const dates = dateStylesOf(await part("xl/styles.xml") ?? "");
    const read: Sheet[] = [];
    for (const { name, relation } of sheets) {
      const target = targets.get(relation) ?? "";
      const path = target.startsWith("/") ? target.slice(1) : `xl/${target}`;
      const xml = await part(path);
      if (xml !== null) read.push({ name, rows: rowsOf(xml, { strings, dates, is1904 }) });
    }
    return read;
  } catch (error) {
    if (!(error instanceof XmlFault)) throw error;
    throw new RxnstreamError("input_invalid", `The workbook cannot be read: ${error.message}`, {
      cause: error,
    });
  }
}

/** Rows as CSV (RFC 4180); line breaks in cells become blanks, so that a row is a line, except in RXN blocks. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const cells = (row: readonly string[]) => Array.from({ length: width }, (_, i) => csvCell(row[i] ?? ""));
  return rows.map((row) => cells(row).join(",")).join("\n") + "\n";
}

function csvCell(cell: string): string {
  const text = cell.trimStart().startsWith("$RXN") ? cell : cell.replace(/\s*[\r\n]+\s*/g, " ");
  return /[",\n\r]|^#/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function workbookOf(xml: string) {
  const sheets: { readonly name: string; readonly relation: string }[] = [];
  let is1904 = false;
  eachElement(xml, (name, attributes) => {
    if (name === "workbookPr") is1904 = /^(?:1|true)$/.test(attributes()["date1904"] ?? "");
    if (name !== "sheet") return;
    // Its own `id` is `sheetId`; `r:id` is the relation.
    const { name: sheet = "", id = "" } = attributes();
    sheets.push({ name: sheet, relation: id });
  });
  return { sheets, is1904 };
}

function relationsOf(xml: string): ReadonlyMap<string, string> {
  const targets = new Map<string, string>();
  eachElement(xml, (name, attributes) => {
    if (name !== "Relationship") return;
    const { Id = "", Target = "" } = attributes();
    targets.set(Id, Target);
  });
  return targets;
}

/** The shared strings; their runs of one format are joined, and readings of East Asian characters left out. */
function stringsOf(xml: string): readonly string[] {
  const strings: string[] = [];
  let text = "";
  let isText = false;
  let isReading = false;
  if (xml === "") return strings;
  readXml(xml, {
    open: (name) => {
      if (name === "si") text = "";
      if (name === "rPh") isReading = true;
      isText = name === "t" && !isReading;
    },
    close: (name) => {
      if (name === "si") strings.push(unescaped(text));
      if (name === "rPh") isReading = false;
      isText = false;
    },
    text: (piece) => {
      if (isText) text += piece;
    },
  });
  return strings;
}

/** Which cell styles show a number as a date. */
function dateStylesOf(xml: string): ReadonlySet<number> {
  const formats = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);
  const styles = new Set<number>();
  let isCellFormats = false;
  let count = 0;
  eachElement(xml, (name, attributes) => {
    if (name === "numFmt") {
      const { numFmtId = "", formatCode = "" } = attributes();
      const bare = formatCode.replace(/"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]/gi, "");
      if (/[ymdhs]/i.test(bare) && !/General/i.test(bare)) formats.add(Number(numFmtId));
    } else if (name === "cellXfs") isCellFormats = true;
    else if (name === "cellStyles") isCellFormats = false;
    else if (name === "xf" && isCellFormats) {
      if (formats.has(Number(attributes()["numFmtId"]))) styles.add(count);
      count++;
    }
  });
  return styles;
}

interface Meaning {
  readonly strings: readonly string[];
  readonly dates: ReadonlySet<number>;
  readonly is1904: boolean;
}

function rowsOf(xml: string, meaning: Meaning): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell: { readonly type: string; readonly style: number; readonly column: number } | null = null;
  let value = "";
  let isValue = false;
  let empty = 0;
  const addEmpty = (count: number) => {
    empty += count;
    if (empty > MAX_EMPTY) throw new XmlFault("it has too many empty cells");
  };
  readXml(xml, {
    open: (name, attributes) => {
      if (name === "row") {
        const number = Number(attributes()["r"] ?? rows.length + 1);
        const index = number >= 1 && number <= MAX_ROWS ? number - 1 : rows.length;
        addEmpty(Math.max(0, index - rows.length));
        while (rows.length < index) rows.push([]);
        row = [];
        rows.push(row);
      } else if (name === "c") {
        const { r = "", t = "n", s = "0" } = attributes();
        cell = { type: t, style: Number(s), column: columnOf(r) ?? row.length };
        value = "";
      }
      isValue = name === "v" || name === "t";
    },
    close: (name) => {
      isValue = false;
      if (name !== "c" || cell === null) return;
      addEmpty(Math.max(0, cell.column - row.length));
      while (row.length < cell.column) row.push("");
      row[cell.column] = cellText(cell.type, cell.style, value, meaning);
      cell = null;
    },
    text: (piece) => {
      if (isValue && cell !== null) value += piece;
    },
  });
  return rows;
}

function cellText(type: string, style: number, value: string, { strings, dates, is1904 }: Meaning): string {
  if (type === "s") return strings[Number(value)] ?? "";
  if (type === "b") return value === "1" ? "TRUE" : "FALSE";
  if (type !== "n") return unescaped(value);
  const number = Number(value);
  if (value === "" || !Number.isFinite(number)) return value;
  if (dates.has(style)) return dateText(number, is1904);
  // 0.1 + 0.2 is stored with 17 digits and shown with 15.
  return String(Number(number.toPrecision(15)));
}

function dateText(serial: number, is1904: boolean): string {
  const ms = (is1904 ? EPOCH.of1904 : EPOCH.of1900) + Math.round(serial * DAY_MS);
  if (Math.abs(ms) > 8.64e15) return String(serial);
  const [day = "", time = ""] = new Date(ms).toISOString().slice(0, 19).split("T");
  if (serial >= 0 && serial < 1) return time;
  return time === "00:00:00" ? day : `${day}T${time}`;
}

/** Column of a reference such as `AB12`, from 0. */
function columnOf(reference: string): number | null {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0];
  if (letters === undefined) return null;
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return column < MAX_COLUMNS ? column : null;
}

/** Control characters are written as `_x000D_`. */
function unescaped(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
}

function eachElement(
  xml: string,
  open: (name: string, attributes: () => Readonly<Record<string, string>>) => void,
): void {
  if (xml !== "") readXml(xml, { open, close: () => {}, text: () => {} });
}
