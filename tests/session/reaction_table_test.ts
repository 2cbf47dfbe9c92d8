import { assert, assertEquals } from "@std/assert";
import { parse } from "csv-parse/sync";
import { csvLines, jsonRow, REACTION_COLUMNS, reactionRow } from "../../src/session/reaction_table.ts";
import type { ReactionRecord } from "../../src/types.ts";
import { EMPTY_PROOF, GOOD_CHECKS } from "../support/validation.ts";

const WAITING: ReactionRecord = {
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

const DONE: ReactionRecord = {
  ...WAITING,
  fields: { id: "A-1", smiles: "CCO", yield: "85" },
  state: "done",
  verdict: "check",
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
    rxn_smarts: { values: ["[C:1]>>[C:1]"], invalid_count: 0, radius: 1 },
    validation: {
      values: ["check"],
      invalid_count: 2,
      verdict: "check",
      findings: ["One atom has no source.", "The product\n  is lost."],
      notes: [],
      checks: {
        ...GOOD_CHECKS,
        parse: false,
        atoms_without_source: { O: 1 },
        lost_fragments: ["O"],
        round_trip: "flat",
      },
      proof: EMPTY_PROOF,
    },
  },
  errors: ["Reactant 3 cannot be read: unclosed ring"],
};

async function csvOf(...pages: readonly (readonly ReactionRecord[])[]): Promise<string> {
  let text = "";
  for await (const piece of csvLines(() => pages)) text += piece;
  return text;
}

function rowsOf(text: string): readonly Record<string, string>[] {
  return parse(text, { columns: true });
}

Deno.test("A row has a cell for every column, empty where a stage gave nothing", () => {
  const row = reactionRow(WAITING);
  assertEquals(row.length, REACTION_COLUMNS.length);
  assertEquals(row.slice(0, 2), ["0", "CCO.CC(=O)O>>CCOC(C)=O"]);
  assert(row.slice(2).every((cell) => cell === ""));
});

Deno.test("The values of a stage stand in one cell, parted by blanks, its invalid count beside it", () => {
  const cells = Object.fromEntries(REACTION_COLUMNS.map((name, i) => [name, reactionRow(DONE)[i]]));
  assertEquals(cells["smiles"], "CC(=O)O CCO CCOC(C)=O");
  assertEquals(cells["smiles_invalid_count"], "1");
  assertEquals(cells["reaction_smiles_invalid_count"], "0");
  assertEquals(cells["smirks_invalid_count"], "");
  assertEquals(cells["validation"], "check");
  assertEquals(cells["round_trip"], "flat");
  assertEquals(cells["findings"], "One atom has no source.\nThe product is lost.");
});

/** The names over the input's columns, which follow those that every table has. */
async function inputColumns(...records: readonly ReactionRecord[]): Promise<string[]> {
  const [header] = (await csvOf(records)).split("\r\n", 1);
  return (header ?? "").split(",").slice(REACTION_COLUMNS.length);
}

Deno.test("The input's columns follow, and one that the table has already gets a name of its own", async () => {
  assertEquals(await inputColumns(DONE, { ...DONE, fields: { note: "x", input_smiles: "y" } }), [
    "id",
    "input_smiles",
    "yield",
    "note",
    "input_input_smiles",
  ]);
});

Deno.test("The table keeps what is hard to write in CSV: line breaks, quotation marks, commas", async () => {
  const text = '$RXN\n\n "a", b\n\n  1  1\n';
  const rows = rowsOf(await csvOf([{ ...WAITING, text }], [{ ...DONE, index: 1 }]));
  assertEquals(rows.map((row) => row["reaction_index"]), ["0", "1"]);
  assertEquals(rows[0]?.["reaction_text"], text);
  assertEquals(rows[1]?.["findings"], "One atom has no source.\nThe product is lost.");
  assertEquals(rows[1]?.["id"], "A-1");
  assertEquals(rows[1]?.["input_smiles"], "CCO");
});

Deno.test("The table's lines end as RFC 4180 has them, and a session without reactions has a header alone", async () => {
  assertEquals(await csvOf(), `${REACTION_COLUMNS.join(",")}\r\n`);
  assertEquals((await csvOf([], [WAITING])).split("\r\n").length, 3);
});

Deno.test("A spreadsheet runs no cell of the table, and numbers stay numbers", async () => {
  const fields = {
    a: "=1+1",
    b: "+cmd|' /C calc'!A0",
    c: "-2.5",
    d: "@SUM(A1)",
    e: "\tx",
    f: "-1e-3",
    g: "-2+3",
    h: "\n=1+1",
    i: "\uff1d1+1",
    "=j": "1",
  };
  const [row] = rowsOf(await csvOf([{ ...WAITING, text: "=HYPERLINK(1)", fields }]));
  assertEquals(row?.["reaction_text"], "'=HYPERLINK(1)");
  assertEquals([..."abcdefghi", "'=j"].map((name) => row?.[name]), [
    "'=1+1",
    "'+cmd|' /C calc'!A0",
    "-2.5",
    "'@SUM(A1)",
    "'\tx",
    "-1e-3",
    "'-2+3",
    "'\n=1+1",
    "'\uff1d1+1",
    "1",
  ]);
});

Deno.test("Records with keys of their own do not make the table boundless", async () => {
  const records = Array.from({ length: 1_000 }, (_, i) => ({ ...WAITING, fields: { [`key_${i}`]: "x" } }));
  assertEquals((await inputColumns(...records)).length, 64);
});

Deno.test("A field called __proto__ is a field", async () => {
  const fields = Object.fromEntries([["__proto__", "x"], ["constructor", "y"]]);
  const [row] = rowsOf(await csvOf([{ ...WAITING, fields }, WAITING]));
  assertEquals(row?.["constructor"], "y");
  assertEquals(await inputColumns({ ...WAITING, fields }), ["__proto__", "constructor"]);
});

Deno.test("The JSON row of a finished reaction holds every stage, and its id at the top", () => {
  const row = jsonRow(DONE);
  assertEquals(Object.keys(row), [
    "index",
    "id",
    "input",
    "smiles",
    "reaction_smiles",
    "mapped",
    "reaction_smarts",
    "smirks",
    "validation",
    "errors",
    "fields",
  ]);
  assertEquals(row.id, "A-1");
  assertEquals(row.smiles, ["CC(=O)O", "CCO", "CCOC(C)=O"]);
  assertEquals(row.reaction_smiles, "CC(=O)O.CCO>>CCOC(C)=O");
  assertEquals(row.smirks, null);
  assertEquals(row.validation?.checks.round_trip, "flat");
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
    input: "garbage",
    smiles: [],
    reaction_smiles: null,
    mapped: null,
    reaction_smarts: null,
    smirks: null,
    validation: null,
    errors: ["no arrow"],
    fields: {},
  });
});
