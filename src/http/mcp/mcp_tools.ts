/** The tools that language models call. */
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { recomputeReaction } from "../../agent/recompute_reaction.ts";
import { remarkText, VERDICTS } from "../../chem_results.ts";
import type { ReactionRecord } from "../../stages.ts";
import { allows } from "../access/caller.ts";
import type { HttpServices } from "../http_services.ts";
import { clientLeft, clientShare } from "../routes/chem_share.ts";
import { sessionTools } from "./session_tools.ts";
import { orNull, type Tool, tool, type ToolContext, type ToolResult } from "./tool.ts";

const reaction = z.object({
  reaction: z.string().min(3).max(20_000).describe(
    "Reaction SMILES: reactants>agents>products, such as CCO>>CC=O",
  ),
});

const validated = z.object({
  verdict: z.enum(VERDICTS).nullable(),
  rxn_smiles: orNull,
  findings: z.array(z.string()).describe("What is doubtful or wrong, worst first"),
  equation: orNull.describe("Balanced equation or half-equation in formulas"),
  errors: z.array(z.string()).describe("What could not be read or computed"),
});
const mapped = z.object({
  mapped: orNull.describe("Reaction SMILES with atom map numbers"),
  confidence: z.number().nullable().describe("Probability that the mapping is correct, 0 to 1"),
  rxn_smarts: orNull,
  rxn_smirks: orNull,
  errors: z.array(z.string()),
});
const outcomes = z.object({
  outcomes: z.array(z.string()).describe("Canonical SMILES of the products of each outcome, joined by dots"),
  is_complete: z.boolean().describe("False if there may be more"),
});
const structure = z.object({ smiles: orNull, reason: orNull.describe("Why the name has no structure") });
const drawing = z.object({ svg: z.string() });

/** By name, as clients call them. */
export const TOOLS: Readonly<Record<string, Tool>> = {
  ...sessionTools,
  validate_reaction: tool(
    "Checks a reaction with RDKit: are the molecules possible, do the atoms add up, does its transform give the product?",
    reaction,
    validated,
    (input, context) =>
      withRecord(input.reaction, context, ({ verdict, results, errors }) => ({
        verdict,
        rxn_smiles: results.rxn_smiles?.values[0] ?? null,
        findings: results.validation?.findings.slice(0, 10).map(remarkText) ?? [],
        equation: results.validation?.checks.equation ?? null,
        errors: errors.slice(0, 10),
      })),
  ),
  map_reaction: tool(
    "Maps the atoms of a reaction, and writes its reaction SMARTS and SMIRKS",
    reaction,
    mapped,
    (input, context) =>
      withRecord(input.reaction, context, ({ results, errors }) => ({
        mapped: results.rxn_smiles?.mapped ?? null,
        confidence: results.rxn_smiles?.mapping?.confidence ?? null,
        rxn_smarts: results.rxn_smarts?.values[0] ?? null,
        rxn_smirks: results.rxn_smirks?.values[0] ?? null,
        errors: errors.slice(0, 10),
      })),
  ),
  apply_smirks: tool(
    "Applies a SMIRKS to molecules and gives every set of products that it makes of them",
    z.object({
      smirks: z.string().min(3).max(20_000),
      reactants: z.array(z.string().min(1).max(10_000)).min(1).max(4).describe(
        "SMILES, one for each reactant template of the SMIRKS, in any order",
      ),
    }),
    outcomes,
    async ({ smirks, reactants }, { c, deps }) => {
      const request = { text: smirks.trim(), reactants: reactants.map((smiles) => smiles.trim()) };
      const { outcomes, isComplete, reason } = await deps.chem.call(
        "applySmirks",
        request,
        optionsOf(c, deps),
      );
      return reason === null
        ? { value: { outcomes, is_complete: isComplete } }
        : { error: `Nothing was made: ${reason}` };
    },
  ),
  name_to_structure: tool(
    "The structure of a compound by its name, formula or abbreviation; a name that leaves it open is refused with the reason",
    z.object({ name: z.string().min(1).max(400) }),
    structure,
    async ({ name }, { c, deps }) => {
      const compounds = [{ role: "reactant" as const, name, smiles: null }];
      const answer = await deps.chem.call("compose", { compounds }, optionsOf(c, deps));
      const [compound] = answer.compounds;
      return { value: { smiles: compound?.smiles ?? null, reason: compound?.nameReason ?? null } };
    },
  ),
  draw_reaction: tool(
    "Draws a reaction as SVG",
    reaction.extend({
      width: z.int().min(100).max(4_000).default(720),
      height: z.int().min(50).max(4_000).default(240),
    }),
    drawing,
    async ({ reaction: text, width, height }, { c, deps }) => {
      const options = { width, height, dark: false, atomMaps: false };
      return {
        value: await deps.chem.call("depict", { text, format: "smiles", options }, optionsOf(c, deps)),
      };
    },
  ),
};

function optionsOf(c: Context, { access }: HttpServices) {
  return { share: clientShare(c, access.settings.trustedProxies), signal: clientLeft(c) };
}

/** Computes all stages of a reaction, for callers that may create sessions. */
async function withRecord(
  text: string,
  { c, deps: { chem } }: ToolContext,
  write: (record: ReactionRecord) => object,
): Promise<ToolResult> {
  if (!allows(c.get("caller"), "create")) return { error: 'This requires a token with the scope "create"' };
  if (!/^\S+>\S*>\S*/.test(text.trim())) {
    return { error: "This is not a reaction SMILES: write reactants>agents>products, such as CCO>>CC=O" };
  }
  const found = { text: text.trim(), format: "smiles", line: 1, fields: {} } as const;
  return { value: write(await recomputeReaction(chem, 0, found, clientLeft(c))) };
}
