/** Results as JSON Lines: what `run --format jsonl` prints and `export.jsonl` has. */
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

/**
 * One reaction; what a failed stage did not give is empty or null. Names are those of the HTTP answers. What is a member of a
 * stage's result there has the stage's name as a prefix here where it would be ambiguous without.
 */
export interface JsonRow extends StageValues {
  readonly index: number;
  /** The input's own `id`, if it has one, so that rows can be joined with it. */
  readonly id?: string;
  readonly text: string;
  readonly format: ReactionFormat;
  readonly mapped: string | null;
  /** CXSMILES fragment groups of `rxn_smiles` and `mapped`, such as `f:0.1`; empty if every component is one fragment. */
  readonly fragment_groups: string;
  readonly mapping: MappingInfo | null;
  /** The two patterns with 0, 1 and 2 bonds around the centre, as far as there are any. */
  readonly rxn_smarts_radii: PatternsByRadius;
  readonly rxn_smirks_radii: PatternsByRadius;
  readonly rxn_smirks_daylight: string | null;
  readonly verdict: Verdict | null;
  readonly validation: Pick<ValidationResult, "verdict" | "findings" | "notes" | "checks" | "proof"> | null;
  readonly template: TemplateUse | null;
  readonly errors: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
}

/** The object of one reaction; its keys come in the order in which they are printed. */
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
  };
}

/** One line per reaction, piece by piece. */
export async function* jsonLines(
  pages: AsyncIterable<readonly ReactionRecord[]>,
): AsyncGenerator<string, void, undefined> {
  for await (const page of pages) {
    if (page.length > 0) yield page.map((record) => `${JSON.stringify(jsonRow(record))}\n`).join("");
  }
}
