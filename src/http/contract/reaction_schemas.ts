/** Reactions of a session, with their results. */
import { z } from "@hono/zod-openapi";
import type { ReactionRecord } from "../../stages.ts";
import { MAX_FIELDS, VERDICTS } from "../../chem_results.ts";
import { named, orNull, type Published } from "./named.ts";
import { STAGE_SCHEMAS, templateUse } from "./result_schemas.ts";
import { textReading } from "./text_schemas.ts";

/** What is known about a reaction once it is found. */
export const foundReaction = {
  format: z.enum(["smiles", "rxn"]).describe("Notation of the text: a reaction SMILES or an RXN block"),
  line: z.int().min(1).describe("Line of the query on which the reaction begins"),
  fields: z.record(z.string(), z.string()).describe(
    `Other columns or data fields of its record, by name; at most ${MAX_FIELDS}`,
  ),
  reading: textReading.optional().describe("Present if the reaction was read from words"),
};

const stageResults = named(
  "StageResults",
  z.object(STAGE_SCHEMAS).partial(),
  "The result of each stage; absent for a stage that gave none or has not finished",
);

export const reaction = named(
  "Reaction",
  z.object({
    index: z.int().min(0).describe("Its position in the session, from 0"),
    text: z.string().describe("The reaction as written in the query"),
    ...foundReaction,
    state: z.enum(["waiting", "running", "done"]),
    verdict: z.enum(VERDICTS).nullable(),
    template: orNull(templateUse).describe("Null until the reaction is done, and if it has no SMIRKS"),
    results: stageResults,
    errors: z.array(z.string()).describe("What was wrong with it, one sentence each"),
  }) satisfies z.ZodType<Published<ReactionRecord>>,
  "All that is known about one reaction",
);

export const reactionPage = named(
  "ReactionPage",
  z.object({
    items: z.array(reaction),
    next_after: z.int().nullable().describe(
      "The `after` of the next page; null when the session has ended and nothing follows",
    ),
  }),
  "Some reactions of a session in order; fewer than `limit` if they are large",
);
