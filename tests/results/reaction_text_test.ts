import { assertEquals } from "@std/assert";
import { findReactions } from "../../src/chem/input/find_reactions.ts";
import { splitReaction } from "../../src/chem/input/split_reaction.ts";
import { bestForm, smilesLines, titleOf } from "../../src/results/reaction_text.ts";
import type { ReactionRecord } from "../../src/stages.ts";
import { DONE, pagesOf, textOf, WAITING } from "../support/records.ts";

const SALT: ReactionRecord = {
  ...DONE,
  index: 3,
  fields: { title: "Salt\n of an acid" },
  results: {
    rxn_smiles: {
      values: ["CC(=O)O.[Na+].[OH-]>O>CC(=O)[O-].[Na+]"],
      invalid_count: 0,
      mapped: "[CH3:1][C:2](=[O:3])[OH:4].[Na+].[OH-]>O>[CH3:1][C:2](=[O:3])[O-:4].[Na+]",
      mapping: null,
      fragment_groups: "f:1.2,4.5",
    },
  },
};

Deno.test("The best form is the mapped one, then the canonical, then the text as found, with salts kept together", () => {
  assertEquals(bestForm(SALT).text.split(" |"), [SALT.results.rxn_smiles?.mapped, "f:1.2,4.5|"]);
  assertEquals(bestForm(DONE), { text: DONE.results.rxn_smiles?.mapped, format: "smiles" });
  const values = {
    ...DONE.results.rxn_smiles,
    values: ["CCO>>CC=O"],
    invalid_count: 0,
    mapped: null,
    mapping: null,
  };
  assertEquals(bestForm({ ...DONE, results: { rxn_smiles: values } }).text, "CCO>>CC=O");
  assertEquals(bestForm({ ...WAITING, text: "$RXN\n", format: "rxn" }), { text: "$RXN\n", format: "rxn" });
});

Deno.test("A reaction is called by its title, its name or its id, on one line", () => {
  assertEquals([titleOf(SALT), titleOf(DONE), titleOf(WAITING)], ["Salt of an acid", "A-1", ""]);
  assertEquals(titleOf({ ...WAITING, fields: Object.fromEntries([["title", " "], ["name", "x"]]) }), "x");
});

Deno.test("A line has the mapped reaction, its groups, index and title, and is read back as the same", async () => {
  const text = await textOf(smilesLines(pagesOf([DONE], [SALT])));
  const [first, second, end] = text.split("\n");
  assertEquals(first, `${DONE.results.rxn_smiles?.mapped}\t0 A-1`);
  assertEquals(second, `${SALT.results.rxn_smiles?.mapped} |f:1.2,4.5|\t3 Salt of an acid`);
  assertEquals(end, "");
  const { reactions } = findReactions({ text, format: "auto", fileName: "export.smi" }, 10);
  assertEquals(reactions.map(({ fields }) => fields["title"]), ["0 A-1", "3 Salt of an acid"]);
  const split = splitReaction(reactions[1]?.text ?? "", "smiles");
  assertEquals(split.ok && split.components.map((component) => component.text.split(".").length), [
    1,
    2,
    1,
    2,
  ]);
});

Deno.test("A reaction without maps becomes a comment that says why, so that its place is visible", async () => {
  const text = await textOf(
    smilesLines(pagesOf([{ ...DONE, index: 7, results: {} }, { ...WAITING, index: 8 }])),
  );
  assertEquals(
    text,
    "# 7 was left out: Reactant 3 cannot be read: unclosed ring\n# 8 was left out: it could not be mapped\n",
  );
});
