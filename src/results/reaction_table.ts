/** Results as a table: CSV, one row per reaction. */
import { stringify } from "csv-stringify/sync";
import type { ReactionRecord } from "../stages.ts";
import { conditionsText, type NamedComponent, quantityText } from "../text_reading.ts";
import { ROW_STAGES } from "./stage_values.ts";
import { type CountedMolecule, MAX_FIELDS, remarkText } from "../chem_results.ts";

/** The columns of every table, in order, named as in the JSON rows; the columns of the input come after them. */
export const REACTION_COLUMNS = [
  "index",
  "text",
  ...ROW_STAGES.flatMap((stage) => [stage, `${stage}_invalid_count`]),
  "mapped",
  "verdict",
  "round_trip",
  "findings",
  "errors",
  "fragment_groups",
  "mapping_source",
  "mapping_cost",
  "confidence",
  "by_products",
  "equation",
  "reverse",
  "outcomes",
  "rxn_smirks_radius_0",
  "rxn_smirks_radius_2",
  "rxn_smirks_daylight",
  "template_first",
  "template_reactions",
  "read_components",
  "read_conditions",
  "not_read",
  "reaction_class",
  "reaction_name",
  "rxno",
] as const;

/** A column of the input: the field's name in the records, and the column heading. */
interface FieldColumn {
  readonly field: string;
  readonly name: string;
}

/**
 * The cells of one reaction, one per name in `REACTION_COLUMNS`. Several SMILES, SMARTS or SMIRKS are joined by a
 * space, which none of them contains; several findings or errors by a line break. A stage without a result leaves its
 * cells empty, including its count.
 */
export function reactionRow(record: ReactionRecord): readonly string[] {
  const { rxn_smiles, rxn_smirks, validation } = record.results;
  const checks = validation?.checks;
  const mapping = rxn_smiles?.mapping;
  const cells = [String(record.index), record.text];
  for (const stage of ROW_STAGES) {
    const result = record.results[stage];
    cells.push(result?.values.join(" ") ?? "", text(result?.invalid_count));
  }
  return [
    ...cells,
    rxn_smiles?.mapped ?? "",
    validation?.verdict ?? record.verdict ?? "",
    checks?.round_trip ?? "",
    sentences((validation?.findings ?? []).map(remarkText)),
    sentences(record.errors),
    rxn_smiles?.fragment_groups ?? "",
    mapping?.source ?? "",
    text(mapping?.cost),
    text(checks?.confidence ?? mapping?.confidence),
    molecules(checks?.by_products ?? []),
    checks?.equation ?? "",
    checks?.reverse ?? "",
    text(checks?.outcomes),
    rxn_smirks?.radii?.["0"] ?? "",
    rxn_smirks?.radii?.["2"] ?? "",
    rxn_smirks?.daylight ?? "",
    text(record.template?.first),
    text(record.template?.reactions),
    (record.reading?.components ?? []).map(componentText).join("; "),
    record.reading === undefined ? "" : conditionsText(record.reading.conditions),
    (record.reading?.unread ?? []).map(({ text }) => text).join("; "),
    validation?.classification?.class ?? "",
    validation?.classification?.name ?? "",
    validation?.classification?.rxno ?? "",
  ];
}

/**
 * CSV text (RFC 4180, comma, CRLF) in pieces: a header, then one row per reaction. `fields` are the input's columns;
 * they are read once the first page is available.
 */
export async function* csvText(
  fields: ReadonlySet<string>,
  pages: AsyncIterable<readonly ReactionRecord[]>,
): AsyncGenerator<string, void, undefined> {
  let columns: readonly FieldColumn[] | null = null;
  for await (const page of pages) {
    if (columns === null) {
      columns = columnsOf(fields);
      yield header(columns);
    }
    const fieldColumns = columns;
    const rows = page.map((record) => [
      ...reactionRow(record),
      ...fieldColumns.map(({ field }) =>
        Object.hasOwn(record.fields, field) ? record.fields[field] ?? "" : ""
      ),
    ]);
    if (rows.length > 0) yield csv(rows);
  }
  if (columns === null) yield header(columnsOf(fields));
}

/** The field names of the input in order of appearance, at most `MAX_FIELDS`. */
export async function fieldNames(
  pages: AsyncIterable<readonly ReactionRecord[]>,
): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for await (const page of pages) for (const { fields } of page) addFieldNames(names, fields);
  return names;
}

/** Adds the field names of one reaction while there is room. */
export function addFieldNames(names: Set<string>, fields: Readonly<Record<string, string>>): void {
  for (const field of Object.keys(fields)) if (names.size < MAX_FIELDS) names.add(field);
}

function header(columns: readonly FieldColumn[]): string {
  return csv([[...REACTION_COLUMNS, ...columns.map(({ name }) => name)]]);
}

function columnsOf(fields: ReadonlySet<string>): readonly FieldColumn[] {
  const taken = new Set<string>(REACTION_COLUMNS);
  return [...fields].map((field) => {
    let name = field;
    while (taken.has(name)) name = `input_${name}`;
    taken.add(name);
    return { field, name };
  });
}

/** Formats a component that was read from words as `reactant: benzaldehyde (1.06 g, 10 mmol)`. */
function componentText({ role, name, amount }: NamedComponent): string {
  const amounts = Object.values(amount).map(quantityText).join(", ");
  return `${role}: ${name}${amounts === "" ? "" : ` (${amounts})`}`;
}

/** Formats molecules as `2 HCl + H2O`. */
export function molecules(counted: readonly CountedMolecule[]): string {
  return counted.map(({ name, count }) => count === 1 ? name : `${count} ${name}`).join(" + ");
}

function text(value: number | null | undefined): string {
  return value === null || value === undefined ? "" : String(value);
}

function sentences(texts: readonly string[]): string {
  return texts.map((text) => text.replace(/\s*\n\s*/g, " ")).join("\n");
}

function csv(rows: readonly (readonly string[])[]): string {
  // By default, the library quotes a cell that contains CRLF, but not a lone CR or LF.
  return stringify(rows.map((row) => row.map(harmless)), {
    record_delimiter: "\r\n",
    quoted_match: /[\r\n]/,
  });
}

/**
 * Spreadsheets evaluate a cell that begins with one of these characters; a leading apostrophe makes it text. Numbers
 * are left alone, and no SMILES begins like that. Source: OWASP "CSV Injection".
 */
function harmless(cell: string): string {
  const isRisky = /^[=+\-@\t\r\n\uFF0B\uFF0D\uFF1D\uFF20]/.test(cell);
  return isRisky && !/^[+-]?\d{1,30}(?:[.,]\d{1,30})?(?:[eE][+-]?\d{1,4})?%?$/.test(cell) ? `'${cell}` : cell;
}
