/** Results as rows: the CSV export, one row per reaction, and the objects of `run --format jsonl`. */
import { stringify } from "csv-stringify/sync";
import { MAX_FIELDS, type ReactionRecord, type ValidationChecks, type Verdict } from "../types.ts";

/** The columns that every table has, in order; after them come those of the input. */
export const REACTION_COLUMNS = [
  "reaction_index",
  "reaction_text",
  "smiles",
  "smiles_invalid_count",
  "reaction_smiles",
  "reaction_smiles_invalid_count",
  "reaction_smarts",
  "reaction_smarts_invalid_count",
  "smirks",
  "smirks_invalid_count",
  "mapped",
  "validation",
  "round_trip",
  "findings",
  "errors",
] as const;

/** A column of the input: the field's name in the records, and the name over the column. */
interface FieldColumn {
  readonly field: string;
  readonly name: string;
}

/** One reaction as `run --format jsonl` prints it; what a failed stage did not give is empty or null. */
export interface JsonRow {
  readonly index: number;
  /** The input's own `id`, if it has one, so that rows can be joined with it. */
  readonly id?: string;
  readonly input: string;
  /** Canonical SMILES of the components: reactants, agents, products. */
  readonly smiles: readonly string[];
  readonly reaction_smiles: string | null;
  readonly mapped: string | null;
  readonly reaction_smarts: string | null;
  readonly smirks: string | null;
  readonly validation: {
    readonly verdict: Verdict;
    readonly findings: readonly string[];
    readonly checks: ValidationChecks;
  } | null;
  readonly errors: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * The cells of one reaction, one per name of `REACTION_COLUMNS`.
 * Several SMILES, SMARTS or SMIRKS are joined by one blank, which none of them contains; several findings or errors
 * by a line break. The cells of a stage that gave no result are empty, also its count.
 */
export function reactionRow(record: ReactionRecord): readonly string[] {
  const { smiles, rxn_smiles, rxn_smarts, rxn_smirks, validation } = record.results;
  const cells = [String(record.index), record.text];
  for (const stage of [smiles, rxn_smiles, rxn_smarts, rxn_smirks]) {
    cells.push(stage?.values.join(" ") ?? "", stage === undefined ? "" : String(stage.invalid_count));
  }
  return [
    ...cells,
    rxn_smiles?.mapped ?? "",
    validation?.verdict ?? record.verdict ?? "",
    validation?.checks.round_trip ?? "",
    sentences(validation?.findings ?? []),
    sentences(record.errors),
  ];
}

/**
 * CSV text (RFC 4180, comma, CRLF), a header first, then one row per reaction, piece by piece.
 * `pages` is called twice: for the names of the input's columns, then for the rows; it must give the same both times.
 */
export async function* csvLines(
  pages: () => AsyncIterable<readonly ReactionRecord[]> | Iterable<readonly ReactionRecord[]>,
): AsyncGenerator<string, void, undefined> {
  const fields = new Set<string>();
  for await (const page of pages()) addFields(fields, page);
  const columns = columnsOf(fields);
  yield csv([[...REACTION_COLUMNS, ...columns.map(({ name }) => name)]]);
  for await (const page of pages()) {
    const rows = page.map((record) => [
      ...reactionRow(record),
      ...columns.map(({ field }) => Object.hasOwn(record.fields, field) ? record.fields[field] ?? "" : ""),
    ]);
    if (rows.length > 0) yield csv(rows);
  }
}

/** The object of one reaction; its keys come in the order in which they are printed. */
export function jsonRow(record: ReactionRecord): JsonRow {
  const { smiles, rxn_smiles, rxn_smarts, rxn_smirks, validation } = record.results;
  const id = Object.hasOwn(record.fields, "id") ? record.fields["id"] : undefined;
  return {
    index: record.index,
    ...(id === undefined ? {} : { id }),
    input: record.text,
    smiles: smiles?.values ?? [],
    reaction_smiles: rxn_smiles?.values[0] ?? null,
    mapped: rxn_smiles?.mapped ?? null,
    reaction_smarts: rxn_smarts?.values[0] ?? null,
    smirks: rxn_smirks?.values[0] ?? null,
    validation: validation === undefined
      ? null
      : { verdict: validation.verdict, findings: validation.findings, checks: validation.checks },
    errors: record.errors,
    fields: record.fields,
  };
}

function addFields(fields: Set<string>, records: Iterable<ReactionRecord>): void {
  for (const record of records) {
    for (const field of Object.keys(record.fields)) if (fields.size < MAX_FIELDS) fields.add(field);
  }
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

function sentences(texts: readonly string[]): string {
  return texts.map((text) => text.replace(/\s*\n\s*/g, " ")).join("\n");
}

function csv(rows: readonly (readonly string[])[]): string {
  // The library quotes a whole CRLF by itself, but neither of its halves.
  return stringify(rows.map((row) => row.map(harmless)), {
    record_delimiter: "\r\n",
    quoted_match: /[\r\n]/,
  });
}

/**
 * A spreadsheet runs a cell that begins with one of these signs; an apostrophe in front makes it text.
 * Numbers stay as they are, and no SMILES begins so. Source: OWASP "CSV Injection".
 */
function harmless(cell: string): string {
  const isRisky = /^[=+\-@\t\r\n\uFF0B\uFF0D\uFF1D\uFF20]/.test(cell);
  return isRisky && !/^[+-]?\d{1,30}(?:[.,]\d{1,30})?(?:[eE][+-]?\d{1,4})?%?$/.test(cell) ? `'${cell}` : cell;
}
