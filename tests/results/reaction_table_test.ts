import { assert, assertEquals } from "@std/assert";
import { parse } from "csv-parse/sync";
import { csvText, fieldNames, REACTION_COLUMNS, reactionRow } from "../../src/results/reaction_table.ts";
import type { ReactionRecord } from "../../src/stages.ts";
import { DONE, pagesOf, textOf, WAITING } from "../support/records.ts";

async function csvOf(...pages: readonly (readonly ReactionRecord[])[]): Promise<string> {
  return await textOf(csvText(await fieldNames(pagesOf(...pages)), pagesOf(...pages)));
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

Deno.test("The values of a stage are in one cell, separated by spaces, with its invalid count in the next", () => {
  const cells = Object.fromEntries(REACTION_COLUMNS.map((name, i) => [name, reactionRow(DONE)[i]]));
  assertEquals(cells["smiles"], "CC(=O)O CCO CCOC(C)=O");
  assertEquals(cells["smiles_invalid_count"], "1");
  assertEquals(cells["rxn_smiles_invalid_count"], "0");
  assertEquals(cells["rxn_smirks_invalid_count"], "");
  assertEquals(cells["verdict"], "check");
  assertEquals(cells["round_trip"], "flat");
  assertEquals(cells["findings"], "One component could not be read and was left out.\nThe product is lost.");
  assertEquals([cells["mapping_source"], cells["mapping_cost"], cells["by_products"]], [
    "computed",
    "1.7",
    "2 HCl + H2O",
  ]);
  assertEquals([cells["template_first"], cells["template_reactions"]], ["0", "1"]);
});

/** The headings of the input's columns, which follow those that every table has. */
async function inputColumns(...records: readonly ReactionRecord[]): Promise<string[]> {
  const [header] = (await csvOf(records)).split("\r\n", 1);
  return (header ?? "").split(",").slice(REACTION_COLUMNS.length);
}

Deno.test("The input's columns follow, and one whose name is taken gets another", async () => {
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
  assertEquals(rows.map((row) => row["index"]), ["0", "1"]);
  assertEquals(rows[0]?.["text"], text);
  assertEquals(
    rows[1]?.["findings"],
    "One component could not be read and was left out.\nThe product is lost.",
  );
  assertEquals(rows[1]?.["id"], "A-1");
  assertEquals(rows[1]?.["input_smiles"], "CCO");
});

Deno.test("The table's lines end as in RFC 4180, and a session without reactions has only a header", async () => {
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
  assertEquals(row?.["text"], "'=HYPERLINK(1)");
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

Deno.test("Records that each have keys of their own do not make the table boundless", async () => {
  const records = Array.from({ length: 1_000 }, (_, i) => ({ ...WAITING, fields: { [`key_${i}`]: "x" } }));
  assertEquals((await inputColumns(...records)).length, 64);
});

Deno.test("A field called __proto__ is a field", async () => {
  const fields = Object.fromEntries([["__proto__", "x"], ["constructor", "y"]]);
  const [row] = rowsOf(await csvOf([{ ...WAITING, fields }, WAITING]));
  assertEquals(row?.["constructor"], "y");
  assertEquals(await inputColumns({ ...WAITING, fields }), ["__proto__", "constructor"]);
});
