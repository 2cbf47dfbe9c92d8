/** A row of results, as in the JSON Lines export. */
import { z } from "@hono/zod-openapi";
import { VERDICTS } from "../../chem_results.ts";
import type { JsonRow } from "../../results/json_row.ts";
import { ROW_STAGES, type RowStage, type StageValues } from "../../results/stage_values.ts";
import { STAGE_TABLE } from "../../stages.ts";
import { named, orNull, type Published } from "./named.ts";
import { foundReaction } from "./reaction_schemas.ts";
import { classification, mapping, patterns, STAGE_SCHEMAS, templateUse } from "./result_schemas.ts";

/** The values of each stage under its name, as in the rows. */
function stageValueSchemas(): { readonly [Name in RowStage]: z.ZodType<StageValues[Name]> } {
  const schemas = ROW_STAGES.map((stage) => {
    const { inRows, title } = STAGE_TABLE[stage];
    const schema: z.ZodType = inRows === "all" ? z.array(z.string()) : z.string().nullable();
    return [stage, schema.describe(`${title}; null or empty if the stage gave none`)];
  });
  // The entries follow the same table as the type.
  return Object.fromEntries(schemas);
}

export const resultRow = named(
  "ResultRow",
  z.object({
    index: z.int().min(0).describe("Its position in the session, from 0"),
    id: z.string().optional().describe("The input's own id, if it has one"),
    text: z.string().describe("The reaction as written in the query"),
    format: foundReaction.format,
    ...stageValueSchemas(),
    mapped: z.string().nullable(),
    fragment_groups: z.string(),
    mapping: orNull(mapping),
    rxn_smarts_radii: patterns,
    rxn_smirks_radii: patterns,
    rxn_smirks_daylight: z.string().nullable(),
    verdict: z.enum(VERDICTS).nullable(),
    classification: orNull(classification),
    validation: orNull(
      STAGE_SCHEMAS.validation.pick({
        verdict: true,
        findings: true,
        notes: true,
        checks: true,
        proof: true,
      }),
    ),
    template: orNull(templateUse),
    errors: z.array(z.string()),
    fields: foundReaction.fields,
    reading: foundReaction.reading,
  }) satisfies z.ZodType<Published<JsonRow>>,
  "One line of export.jsonl, and of `rxnstream run --format jsonl`",
);
