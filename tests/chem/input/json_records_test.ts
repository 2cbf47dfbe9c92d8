import { assertEquals } from "@std/assert";
import { found, texts } from "./support.ts";

const A = "CCO>>CC=O";
const B = "CCN>>CC=N";

Deno.test("JSON Lines give one reaction per line, its other values as fields", () => {
  const text =
    `{"id": "g1", "unmapped": "${A}", "mapped": "[CH3:1][OH:2]>>[CH2:1]=[O:2]", "n": 3, "ok": null}\n` +
    `{"id": "g2", "unmapped": "${B}", "list": ["a", {"b": 1}]}\n`;
  for (
    const [format, name] of [["auto", null], ["auto", "x.jsonl"], ["auto", "x.ndjson"], [
      "jsonl",
      null,
    ]] as const
  ) {
    assertEquals(found(text, format, name), [
      {
        text: A,
        format: "smiles",
        line: 1,
        fields: { id: "g1", mapped: "[CH3:1][OH:2]>>[CH2:1]=[O:2]", n: "3", ok: "" },
      },
      { text: B, format: "smiles", line: 2, fields: { id: "g2", list: '["a",{"b":1}]' } },
    ]);
  }
});

Deno.test("The reaction of a JSON object is chosen by what the values hold", () => {
  const text =
    `{"text": "A solution was stirred.", "reaction": "${A}"}\n{"text": "It stood.", "reaction": "${B}"}\n`;
  assertEquals(texts(text), [A, B]);
});

Deno.test("A line that is no JSON, or lacks the reaction, stays a reaction with its place", () => {
  const text = `{"rxn": "${A}"}\n\n{"rxn": \n{"id": 4}\n[1, 2]\n{"rxn": "${B}"}\n`;
  assertEquals(found(text, "jsonl").map(({ text, line }) => [text, line]), [
    [A, 1],
    ['{"rxn":', 3],
    ["", 4],
    ["[1, 2]", 5],
    [B, 6],
  ]);
});

Deno.test("A JSON array of strings or of objects is read like JSON Lines", () => {
  assertEquals(found(`[\n  "${A}",\n  "${B}",\n  7\n]\n`).map(({ text, line }) => [text, line]), [[A, 2], [
    B,
    3,
  ], ["7", 3]]);
  const objects = [{ id: 1, rxn: A }, { id: 2, rxn: B }];
  for (
    const text of [
      JSON.stringify(objects),
      JSON.stringify(objects, null, 2),
      JSON.stringify({ n: 2, rows: objects }),
    ]
  ) {
    assertEquals(found(text).map(({ text, fields }) => [text, fields]), [[A, { id: "1" }], [B, { id: "2" }]]);
  }
  assertEquals(texts(JSON.stringify({ first: { rxn: A }, second: { rxn: B } })), [A, B]);
  assertEquals(texts(JSON.stringify({ rxn: A, id: 1 }, null, 1)), [A]);
});

Deno.test("Backslashes that JSON doubles are single in the reaction", () => {
  assertEquals(texts(JSON.stringify([{ rxn: "C/C=C/C>>C/C=C\\C" }])), ["C/C=C/C>>C/C=C\\C"]);
});

Deno.test("Sides as lists of SMILES make up a reaction", () => {
  assertEquals(texts(JSON.stringify([{ reactants: ["CCO", "CC(=O)O"], products: ["CCOC(C)=O"] }])), [
    "CCO.CC(=O)O>>CCOC(C)=O",
  ]);
});

Deno.test("A bracket atom at the beginning makes no JSON", () => {
  assertEquals(texts("[CH3:1][OH:2]>>[CH2:1]=[O:2]"), ["[CH3:1][OH:2]>>[CH2:1]=[O:2]"]);
});

Deno.test("JSON about other things holds no reactions", () => {
  assertEquals(texts('{"a": 1, "b": "x >> y"}\n{"a": 2, "b": "C -> D"}'), []);
  assertEquals(texts('[{"a": 1}, {"a": 2}]'), []);
});

Deno.test("JSON Lines of molecules hold no reactions", () => {
  const molecules = '{"id": 1, "smiles": "CCO", "note": "a -> b"}\n{"id": 2, "smiles": "[NH3]->[Cu]"}\n';
  assertEquals(texts(molecules, "jsonl"), []);
  assertEquals(texts('["CCO", "CCN"]', "jsonl"), []);
  assertEquals(texts(`${molecules}{"smiles": "CCO>CC=O"}\n`, "jsonl").length, 3);
  assertEquals(texts(molecules.replaceAll("smiles", "reaction"), "jsonl").length, 2);
});

Deno.test("What is nested deep in a JSON value is left out, and the rest is read", () => {
  const deep = '{"a":'.repeat(100_000) + "1" + "}".repeat(100_000);
  assertEquals(found(`{"rxn": "${A}"}\n{"rxn": "${B}", "x": ${deep}}\n`, "jsonl").map(({ text }) => text), [
    A,
    B,
  ]);
  const records = (depth: number) =>
    `[{"rxn": "${A}", "x": ${"[".repeat(depth)}7${"]".repeat(depth)}}, {"rxn": "${B}"}]`;
  assertEquals(found(records(20), "jsonl")[0]?.fields, { x: `${"[".repeat(20)}7${"]".repeat(20)}` });
  assertEquals(found(records(5_000), "jsonl")[0]?.fields, { x: `${"[".repeat(98)}"…"${"]".repeat(98)}` });
  assertEquals(texts(records(1_000_000), "jsonl"), [A, B]);
  assertEquals(texts(`{"rxn": "${A}", "x": ${"[".repeat(1_000)}`, "jsonl"), [A]);
});
