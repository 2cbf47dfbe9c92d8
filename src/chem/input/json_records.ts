import type { FoundReaction } from "../../types.ts";
import {
  isPartOf,
  type ReactionColumn,
  reactionColumn,
  reactionValue,
  saysReaction,
} from "./reaction_column.ts";
import { hasArrow, holdsReaction, recordReaction } from "./record_reaction.ts";
import { isNoData, LineReader } from "./text_lines.ts";

const SAMPLE_RECORDS = 50;
const MAX_NAMES = 200;

type JsonObject = Readonly<Record<string, unknown>>;

/** One element: an object, a bare string, or (null) something that is neither or cannot be read. */
interface JsonRecord {
  readonly value: JsonObject | string | null;
  /** The element's own text, as far as it is known. */
  readonly raw: string;
  /** 1-based line, or null in a document whose elements have no lines of their own. */
  readonly line: number | null;
}

/** Names of the values and which of them make up the reaction. */
interface JsonColumns {
  readonly names: readonly string[];
  readonly column: ReactionColumn | null;
}

/**
 * The reactions of JSON Lines, or of a JSON array of strings or objects; every element is one, readable or not.
 * The reaction is chosen as in a table; the other values become fields, those that are no strings as JSON.
 * Without any arrow the elements are no reactions, unless the names of their values say so.
 */
export function* readJson(text: string): Generator<FoundReaction, void> {
  const records = jsonRecords(text);
  const sample = take(records, SAMPLE_RECORDS);
  const columns = columnsOf(sample);
  if (!isMeantAsReactions(text, columns)) return;
  const lineOf = elementLines(text);
  for (const record of sample) yield reactionOf(record, columns, lineOf);
  for (const record of records) yield reactionOf(record, columns, lineOf);
}

/** Is this text JSON that holds reactions? Looks at its first elements only. */
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

function isMeantAsReactions(text: string, { names, column }: JsonColumns): boolean {
  if (column !== null && saysReaction(column, names)) return true;
  for (const { value, raw } of jsonRecords(text)) {
    const isObjectOfColumns = column !== null && isObject(value);
    if (hasArrow(isObjectOfColumns ? reactionValue(column, cellsOf(value, names)) : raw)) return true;
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
    for (const element of elements) yield { value: valueOf(element), raw: asJson(element), line: null };
    return;
  }
  for (const line of new LineReader(text)) {
    if (isNoData(line.text)) continue;
    yield { value: valueOf(parsed(line.text)), raw: line.text, line: line.number };
  }
}

/** The elements of a text that is one JSON array, one object, or an object around others; null if it is none. */
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

/** The value of a JSON text; undefined if it is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function columnsOf(sample: readonly JsonRecord[]): JsonColumns {
  const objects = sample.map((record) => record.value).filter(isObject);
  const names = [...new Set(objects.flatMap((object) => Object.keys(object)))].slice(0, MAX_NAMES);
  return { names, column: reactionColumn(names, objects.map((object) => cellsOf(object, names))) };
}

function reactionOf(
  { value, raw, line }: JsonRecord,
  { names, column }: JsonColumns,
  lineOf: (value: string) => number,
): FoundReaction {
  if (typeof value === "string") return recordReaction(value, { line: line ?? lineOf(value), fields: [] });
  if (value === null || column === null) {
    return recordReaction(raw, { line: line ?? lineOf(raw), fields: [] });
  }
  const reaction = reactionValue(column, cellsOf(value, names));
  const fields = Object.keys(value).filter((name) => !isPartOf(column, names.indexOf(name)))
    .map((name): [string, string] => [name, fieldText(value[name])]);
  return recordReaction(reaction, { line: line ?? lineOf(reaction), fields });
}

/** The values as a table row; a list of SMILES is joined by dots, so that `["CCO", "O"]` can be a side. */
function cellsOf(object: JsonObject, names: readonly string[]): readonly string[] {
  return names.map((name) => {
    const value = Object.hasOwn(object, name) ? object[name] : undefined;
    const isList = Array.isArray(value) && value.every((item) => typeof item === "string");
    return isList ? value.join(".") : fieldText(value);
  });
}

function fieldText(value: unknown): string {
  if (typeof value === "string") return value;
  return value === null || value === undefined ? "" : asJson(value);
}

function asJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch (error) {
    // Values nested deeper than the stack reaches.
    if (error instanceof RangeError) return "…";
    throw error;
  }
}

function valueOf(element: unknown): JsonObject | string | null {
  return typeof element === "string" || isObject(element) ? element : null;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Finds the lines of values that are asked for in document order; stays where it is when one is not found. */
function elementLines(text: string): (value: string) => number {
  let offset = 0;
  let line = 1;
  let lost = false;
  return (value) => {
    const at = lost || value === "" ? -1 : text.indexOf(JSON.stringify(value), offset);
    // One miss ends the search: a search to the end of the text for every element would be quadratic.
    if (at === -1) lost ||= value !== "";
    else {
      for (let i = offset; i < at; i++) if (text.charCodeAt(i) === 10) line++;
      offset = at;
    }
    return line;
  };
}
