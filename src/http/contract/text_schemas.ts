/** What was read from words: components with amounts and places, and conditions. */
import { z } from "@hono/zod-openapi";
import {
  AMOUNT_KINDS,
  NAME_KINDS,
  type NameReading,
  TEXT_ROLES,
  type TextReading,
  type UnreadText,
} from "../../text_reading.ts";
import { named, type Published } from "./named.ts";

const span = named(
  "Span",
  z.object({
    start: z.int().min(0),
    end: z.int().min(0).describe("Exclusive"),
  }),
  "A place in the query's text in UTF-16 units from 0; a line break counts as one unit",
);

const quantity = named(
  "Quantity",
  z.object({
    value: z.number(),
    max: z.number().optional().describe("Present for a range"),
    unit: z.string(),
    text: z.string().describe("As written in the text"),
  }),
  "A number or a range, with the unit that it was converted to",
);

const amount = named(
  "Amount",
  // Every member is optional, unlike in a record of an enumeration.
  z.partialRecord(z.enum(AMOUNT_KINDS), quantity),
  "Amounts by kind, in g, mL, mmol, equiv, % and M",
);

const namedComponent = named(
  "NamedComponent",
  z.object({
    name: z.string().describe("As written in the text"),
    smiles: z.string().describe("The structure that the name was read as; not canonical"),
    role: z.enum(TEXT_ROLES).describe("Reagents, solvents and catalysts are agents in reaction SMILES"),
    amount,
    span,
  }),
  "A compound of a reaction as the text names it",
);

const stage = {
  temperature: quantity.optional().describe("In °C"),
  reflux: z.literal(true).optional().describe("The text says that it boiled under reflux"),
  time: quantity.optional().describe("In hours"),
  pressure: quantity.optional().describe("In bar"),
  atmosphere: z.string().optional().describe("A gas such as nitrogen"),
};

const conditions = named(
  "Conditions",
  z.object({
    ...stage,
    yield: quantity.optional().describe("In percent"),
    stages: z.array(named("ConditionStage", z.object({ ...stage, span }), "One stage of a procedure"))
      .describe("In the order of the text, without the workup"),
  }),
  "Temperature, time and pressure of the stage that lasts longest, the yield, and every stage",
);

export const unreadText = named(
  "UnreadText",
  z.object({ text: z.string(), span, reason: z.string() }) satisfies z.ZodType<Published<UnreadText>>,
  "What looks like the name of a compound and could not be read",
);

export const textReading = named(
  "TextReading",
  z.object({
    source: z.string().describe("The sentences that the reaction comes from, clipped if they are long"),
    span,
    components: z.array(namedComponent).describe("In the order of the components of the reaction's text"),
    conditions,
    role_confidence: z.number().min(0).max(1).describe(
      "How sure the roles are; lower if a name was not read or a role was inferred from what the compound is",
    ),
    unread: z.array(unreadText),
  }) satisfies z.ZodType<Published<TextReading>>,
  "How a reaction was read from words",
);

export const nameReading = named(
  "NameReading",
  z.object({
    name: z.string().describe("As given"),
    smiles: z.string().nullable().describe("Canonical; null for a name that is not read"),
    kind: z.enum(NAME_KINDS).nullable().describe("How the name was read"),
    reason: z.string().optional().describe("Why the name is not read"),
    position: z.int().min(0).optional().describe(
      "Where in the name the trouble begins, in UTF-16 units from 0",
    ),
    alternatives: z.array(z.string()).optional().describe(
      "Structures that the name fits, where there are several; canonical SMILES",
    ),
  }) satisfies z.ZodType<Published<NameReading>>,
  "The structure of a name, or why there is none",
);
