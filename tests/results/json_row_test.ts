import { assertEquals } from "@std/assert";
import { jsonLines, jsonRow } from "../../src/results/json_row.ts";
import { DONE, pagesOf, textOf, WAITING } from "../support/records.ts";

Deno.test("The JSON row of a finished reaction has its id first and every stage", () => {
  const row = jsonRow(DONE);
  assertEquals(Object.keys(row).slice(0, 3), ["index", "id", "text"]);
  assertEquals(row.id, "A-1");
  assertEquals(row.smiles, ["CC(=O)O", "CCO", "CCOC(C)=O"]);
  assertEquals(row.rxn_smiles, "CC(=O)O.CCO>>CCOC(C)=O");
  assertEquals(row.rxn_smirks, null);
  assertEquals([row.mapping?.source, row.fragment_groups], ["computed", ""]);
  assertEquals(row.validation?.checks.round_trip, "flat");
  assertEquals(Object.keys(row.validation ?? {}), ["verdict", "findings", "notes", "checks", "proof"]);
  assertEquals(row.template, { first: 0, reactions: 1 });
  assertEquals(row.errors, ["Reactant 3 cannot be read: unclosed ring"]);
});

Deno.test("The JSON row of a reaction that failed at once has nulls and its errors", () => {
  const row = jsonRow({
    ...WAITING,
    text: "garbage",
    state: "done",
    verdict: "broken",
    errors: ["no arrow"],
  });
  assertEquals(row, {
    index: 0,
    text: "garbage",
    format: "smiles",
    smiles: [],
    rxn_smiles: null,
    rxn_smarts: null,
    rxn_smirks: null,
    mapped: null,
    fragment_groups: "",
    mapping: null,
    rxn_smarts_radii: {},
    rxn_smirks_radii: {},
    rxn_smirks_daylight: null,
    verdict: "broken",
    classification: null,
    validation: null,
    template: null,
    errors: ["no arrow"],
    fields: {},
  });
});

Deno.test("Each reaction is one line", async () => {
  const text = await textOf(
    jsonLines(pagesOf([DONE, { ...DONE, index: 1 }], [], [{ ...WAITING, index: 2 }])),
  );
  assertEquals(text.endsWith("\n"), true);
  assertEquals(text.trimEnd().split("\n").map((line) => JSON.parse(line).index), [0, 1, 2]);
});
