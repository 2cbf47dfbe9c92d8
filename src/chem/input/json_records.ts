/** Reads JSON and JSON Lines as a table whose rows are objects or strings. */
import { type FoundReaction, MAX_FIELDS } from "../../chem_results.ts";
import { withoutDeepValues } from "./json_nesting.ts";
import {
  type ReactionColumn,
  reactionColumn,
  reactionParts,
  reactionValue,
  saysReaction,
} from "./reaction_column.ts";
import { hasArrow, holdsReaction, recordReactions } from "./record_reaction.ts";
import { isNoData, LineReader } from "./text_lines.ts";

const SAMPLE_RECORDS = 50;
const MAX_NAMES = 200;
/** How much of the start of a text is searched for: search time is proportional to the product of both lengths. */
const MAX_SOUGHT_CHARACTERS = 200;

type JsonObject = Readonly<Record<string, unknown>>;

/** One element: an object, a bare string, or null if it is neither or cannot be read. */
interface JsonRecord {
  readonly value: JsonObject | string | null;
  /** The element's original text, as far as it is known. */
  readonly raw: string;
  /** 1-based line, or null if the elements of the document have no lines of their own. */
  readonly line: number | null;
}

/** The names of the values, and which of them make up the reaction, as columns and by name. */
interface JsonColumns {
  readonly names: readonly string[];
  readonly column: ReactionColumn | null;
  readonly parts: ReadonlySet<string>;
}

/**
 * The reactions of JSON Lines, or of a JSON array of strings or objects; every element counts, readable or not. The
 * reaction is chosen as in a table; the other values become fields, as JSON if they are not strings. If there is no
 * arrow in the first `maxReactions` elements, they are not reactions, unless the names of their values say so.
 */
export function* readJson(text: string, maxReactions: number): Generator<FoundReaction, void> {
  const records = jsonRecords(text);
  const sample = take(records, SAMPLE_RECORDS);
  const columns = columnsOf(sample);
  if (!isMeantAsReactions(text, columns, maxReactions)) return;
  const lineOf = elementLines(text);
  for (const record of sample) yield* reactionsOf(record, columns, lineOf);
  for (const record of records) yield* reactionsOf(record, columns, lineOf);
}

/** Is this text JSON that contains reactions? Checks only its first elements. */
export function looksLikeJson(text: string): boolean {
  const start = text.search(/\S/);
  if (start === -1 || !"{[".includes(text.charAt(start))) return false;
  const sample = take(jsonRecords(text), SAMPLE_RECORDS);
  const { column } = columnsOf(sample);
  const hits = sample.filter(({ value }) =>
    typeof value === "string" ? holdsReaction(value) : value !== null && column
  );
  return hits.length * 2 > sample.length;
}

function isMeantAsReactions(text: string, { names, column }: JsonColumns, maxReactions: number): boolean {
  if (column !== null && saysReaction(column, names)) return true;
  let count = 0;
  for (const { value, raw } of jsonRecords(text)) {
    const isObjectOfColumns = column !== null && isObject(value);
    if (hasArrow(isObjectOfColumns ? valueOfColumn(column, value, names) : raw)) return true;
    if (++count === maxReactions) break;
  }
  return false;
}

function take(records: Iterator<JsonRecord, void>, count: number): readonly JsonRecord[] {
  const taken: JsonRecord[] = [];
  while (taken.length < count) {
    const next = records.next();
    if (next.done === true) break;
    taken.push(next.value);
  }
  return taken;
}

function* jsonRecords(text: string): Generator<JsonRecord, void> {
  const elements = wholeDocument(text);
  if (elements !== null) {
    for (const element of elements) {
      yield { value: valueOf(element), raw: JSON.stringify(element), line: null };
    }
    return;
  }
  for (const line of new LineReader(text)) {
    if (isNoData(line.text)) continue;
    yield { value: valueOf(parsed(line.text)), raw: line.text, line: line.number };
  }
}

/**
 * The elements of a text that is a single JSON array, one object, or an object that wraps others; null if it is none
 * of these.
 */
function wholeDocument(text: string): readonly unknown[] | null {
  const document = parsed(text);
  if (Array.isArray(document)) return document;
  if (!isObject(document)) return null;
  const values = Object.values(document);
  if (values.some((value) => typeof value === "string" && holdsReaction(value))) return [document];
  const list = values.find((value) => Array.isArray(value) && value.some((item) => valueOf(item) !== null));
  if (Array.isArray(list)) return list;
  return values.length > 0 && values.every(isObject) ? values : [document];
}

/** The value of a JSON text that is an array, object or string; undefined otherwise. */
function parsed(text: string): unknown {
  // Rules out most lines that are not JSON: each exception costs as much as hundreds of characters.
  if (!/^\s*["[{]/.test(text)) return undefined;
  try {
    return JSON.parse(withoutDeepValues(text));
  } catch {
    return undefined;
  }
}

function columnsOf(sample: readonly JsonRecord[]): JsonColumns {
  const objects = sample.map((record) => record.value).filter(isObject);
  const names = [...new Set(objects.flatMap((object) => Object.keys(object)))].slice(0, MAX_NAMES);
  const rows = objects.map((object) => names.map((name) => cellOf(object, name)));
  const column = reactionColumn(names, rows);
  const parts = column === null ? [] : [...reactionParts(column)].map((index) => names[index] ?? "");
  return { names, column, parts: new Set(parts) };
}

function reactionsOf(
  { value, raw, line }: JsonRecord,
  { names, column, parts }: JsonColumns,
  lineOf: (value: string) => number,
): readonly FoundReaction[] {
  if (typeof value === "string") return recordReactions(value, { line: line ?? lineOf(value), fields: [] });
  if (value === null || column === null) {
    return recordReactions(raw, { line: line ?? lineOf(raw), fields: [] });
  }
  const reaction = valueOfColumn(column, value, names);
  const fields: [string, string][] = [];
  for (const name of Object.keys(value)) {
    if (fields.length === MAX_FIELDS) break;
    if (!parts.has(name)) fields.push([name, fieldText(value[name])]);
  }
  return recordReactions(reaction, { line: line ?? lineOf(reaction), fields });
}

function valueOfColumn(column: ReactionColumn, object: JsonObject, names: readonly string[]): string {
  return reactionValue(column, (index) => cellOf(object, names[index] ?? ""));
}

/** A value as a table cell; a list of SMILES is joined by dots, so that `["CCO", "O"]` can be a side. */
function cellOf(object: JsonObject, name: string): string {
  const value = Object.hasOwn(object, name) ? object[name] : undefined;
  const isList = Array.isArray(value) && value.every((item) => typeof item === "string");
  return isList ? value.join(".") : fieldText(value);
}

function fieldText(value: unknown): string {
  if (typeof value === "string") return value;
  return value === null || value === undefined ? "" : JSON.stringify(value);
}

function valueOf(element: unknown): JsonObject | string | null {
  return typeof element === "string" || isObject(element) ? element : null;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Returns a function that finds the lines of values requested in document order; if a value is not found, it stays
 * put.
 */
function elementLines(text: string): (value: string) => number {
  let offset = 0;
  let line = 1;
  let lost = false;
  return (value) => {
    const at = lost || value === ""
      ? -1
      : text.indexOf(JSON.stringify(value).slice(0, MAX_SOUGHT_CHARACTERS), offset);
    // One miss ends the search: scanning to the end of the text for every element would be quadratic.
    if (at === -1) lost ||= value !== "";
    else {
      for (let i = offset; i < at; i++) if (text.charCodeAt(i) === 10) line++;
      offset = at;
    }
    return line;
  };
}
