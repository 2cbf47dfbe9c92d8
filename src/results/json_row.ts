/** Results as JSON Lines, as printed by `run --format jsonl` and served as `export.jsonl`. */
import type { Classification } from "../reaction_classes.ts";
import type { ReactionRecord } from "../stages.ts";
import { type StageValues, stageValues } from "./stage_values.ts";
import type {
  MappingInfo,
  PatternsByRadius,
  ReactionFormat,
  TemplateUse,
  ValidationResult,
  Verdict,
} from "../chem_results.ts";
import type { TextReading } from "../text_reading.ts";

/**
 * One reaction; whatever a failed stage did not give is empty or null. Names match those of the HTTP responses. A
 * member of a stage's result is prefixed with the stage's name where it would otherwise be ambiguous.
 */
export interface JsonRow extends StageValues {
  readonly index: number;
  /** The input's own `id`, if it has one, so that rows can be joined with the input. */
  readonly id?: string;
  readonly text: string;
  readonly format: ReactionFormat;
  readonly mapped: string | null;
  /**
   * CXSMILES fragment groups of `rxn_smiles` and `mapped`, such as `f:0.1`; empty if every component is a single
   * fragment.
   */
  readonly fragment_groups: string;
  readonly mapping: MappingInfo | null;
  /** The two patterns with 0, 1 and 2 bonds around the centre, as far as available. */
  readonly rxn_smarts_radii: PatternsByRadius;
  readonly rxn_smirks_radii: PatternsByRadius;
  readonly rxn_smirks_daylight: string | null;
  readonly verdict: Verdict | null;
  readonly classification: Classification | null;
  readonly validation: Pick<ValidationResult, "verdict" | "findings" | "notes" | "checks" | "proof"> | null;
  readonly template: TemplateUse | null;
  readonly errors: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
  /** Present if the reaction was read from words. */
  readonly reading?: TextReading;
}

/** The row of one reaction, with its keys in the order in which they are printed. */
export function jsonRow(record: ReactionRecord): JsonRow {
  const { rxn_smiles, rxn_smarts, rxn_smirks, validation } = record.results;
  const id = Object.hasOwn(record.fields, "id") ? record.fields["id"] : undefined;
  return {
    index: record.index,
    ...(id === undefined ? {} : { id }),
    text: record.text,
    format: record.format,
    ...stageValues(record.results),
    mapped: rxn_smiles?.mapped ?? null,
    fragment_groups: rxn_smiles?.fragment_groups ?? "",
    mapping: rxn_smiles?.mapping ?? null,
    rxn_smarts_radii: rxn_smarts?.radii ?? {},
    rxn_smirks_radii: rxn_smirks?.radii ?? {},
    rxn_smirks_daylight: rxn_smirks?.daylight ?? null,
    verdict: record.verdict,
    classification: validation?.classification ?? null,
    validation: validation === undefined ? null : {
      verdict: validation.verdict,
      findings: validation.findings,
      notes: validation.notes,
      checks: validation.checks,
      proof: validation.proof,
    },
    template: record.template,
    errors: record.errors,
    fields: record.fields,
    ...record.reading === undefined ? {} : { reading: record.reading },
  };
}

/** One line per reaction, in pieces. */
export async function* jsonLines(
  pages: AsyncIterable<readonly ReactionRecord[]>,
): AsyncGenerator<string, void, undefined> {
  for await (const page of pages) {
    if (page.length > 0) yield page.map((record) => `${JSON.stringify(jsonRow(record))}\n`).join("");
  }
}
