/** A row of results as the export in JSON Lines has it. */
import { z } from "@hono/zod-openapi";
import { VERDICTS } from "../../chem_results.ts";
import type { JsonRow } from "../../results/json_row.ts";
import { named, orNull, type Published } from "./named.ts";
import { foundReaction } from "./reaction_schemas.ts";
import { mapping, patterns, STAGE_SCHEMAS, templateUse } from "./result_schemas.ts";

export const resultRow = named(
  "ResultRow",
  z.object({
    index: z.int().min(0).describe("Its place in the session, from 0"),
    id: z.string().optional().describe("The input's own id, if it has one"),
    input: z.string().describe("The reaction as it stands in the query"),
    format: foundReaction.format,
    smiles: z.array(z.string()).describe("Canonical SMILES of the components"),
    reaction_smiles: z.string().nullable(),
    mapped: z.string().nullable(),
    fragment_groups: z.string(),
    mapping: orNull(mapping),
    reaction_smarts: z.string().nullable(),
    smirks: z.string().nullable(),
    reaction_smarts_radii: patterns,
    smirks_radii: patterns,
    smirks_daylight: z.string().nullable(),
    verdict: z.enum(VERDICTS).nullable(),
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
  }) satisfies z.ZodType<Published<JsonRow>>,
  "One line of export.jsonl, and of `rxnstream run --format jsonl`",
);
