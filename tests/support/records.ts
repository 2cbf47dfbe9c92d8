/** Reaction records for tests of the formats made from them. */
import type { ReactionRecord } from "../../src/stages.ts";
import { finding } from "../../src/chem/protocol/remarks.ts";
import { EMPTY_PROOF, GOOD_CHECKS } from "./validation.ts";

/** Only found. */
export const WAITING: ReactionRecord = {
  index: 0,
  text: "CCO.CC(=O)O>>CCOC(C)=O",
  format: "smiles",
  line: 1,
  fields: {},
  state: "waiting",
  verdict: null,
  template: null,
  results: {},
  errors: [],
};

/** Finished, with two findings and an error. */
export const DONE: ReactionRecord = {
  ...WAITING,
  fields: { id: "A-1", smiles: "CCO", yield: "85" },
  state: "done",
  verdict: "check",
  template: { first: 0, reactions: 1 },
  results: {
    smiles: {
      values: ["CC(=O)O", "CCO", "CCOC(C)=O"],
      invalid_count: 1,
      components: [
        { role: "reactant", smiles: "CC(=O)O" },
        { role: "reactant", smiles: "CCO" },
        { role: "product", smiles: "CCOC(C)=O" },
      ],
      rdkit: "2026.09.1",
    },
    rxn_smiles: {
      values: ["CC(=O)O.CCO>>CCOC(C)=O"],
      invalid_count: 0,
      mapped: "[CH3:1][C:2](=[O:3])[OH:4].[CH3:5][CH2:6][OH:7]>>[CH3:5][CH2:6][O:7][C:2]([CH3:1])=[O:3]",
      mapping: { source: "computed", cost: 1.7, given_rejected: null },
    },
    rxn_smarts: { values: ["[C:1]>>[C:1]"], invalid_count: 0, radius: 1, radii: { "1": "[C:1]>>[C:1]" } },
    validation: {
      values: ["check"],
      invalid_count: 2,
      verdict: "check",
      // The second as a log of version 0.1 has it.
      findings: [finding("component_unreadable", { count: 1 }), "The product\n  is lost."],
      notes: [],
      checks: {
        ...GOOD_CHECKS,
        parse: false,
        atoms_without_source: { O: 1 },
        lost_fragments: ["O"],
        by_products: [{ smiles: "Cl", name: "HCl", count: 2 }, { smiles: "O", name: "H2O", count: 1 }],
        round_trip: "flat",
      },
      proof: EMPTY_PROOF,
    },
  },
  errors: ["Reactant 3 cannot be read: unclosed ring"],
};

/** Records as pages of a session. */
export async function* pagesOf(
  ...pages: readonly (readonly ReactionRecord[])[]
): AsyncGenerator<readonly ReactionRecord[], void, undefined> {
  for (const page of pages) yield await Promise.resolve(page);
}

/** All pieces of a text that is generated piece by piece. */
export async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}
