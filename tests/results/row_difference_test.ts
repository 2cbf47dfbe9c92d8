import { assertEquals } from "@std/assert";
import { jsonRow } from "../../src/results/json_row.ts";
import { matchesItsProof, readRow } from "../../src/results/read_row.ts";
import { rowDifference } from "../../src/results/row_difference.ts";
import type { ReactionRecord } from "../../src/stages.ts";
import { EMPTY_PROOF, GOOD_CHECKS } from "../support/validation.ts";

const RECORD: ReactionRecord = {
  index: 0,
  text: "CC>>CCO",
  format: "smiles",
  line: 1,
  fields: { id: "a", note: "x" },
  state: "done",
  verdict: "sound",
  template: { first: 0, reactions: 1 },
  results: {
    validation: {
      values: ["sound"],
      invalid_count: 0,
      verdict: "sound",
      findings: [],
      notes: [],
      checks: GOOD_CHECKS,
      proof: EMPTY_PROOF,
    },
  },
  errors: [],
};
const ROW = jsonRow(RECORD);
const LINE = JSON.stringify(ROW);

/** Where the row differs from one in which some values are others. */
function place(change: (row: Record<string, unknown>) => void): readonly [string, string] | null {
  const before = JSON.parse(LINE);
  change(before);
  const found = rowDifference(JSON.stringify(before), before, ROW);
  return found && [found.stage, found.path];
}

Deno.test("The same bytes differ nowhere, the same values in another writing do", () => {
  assertEquals(rowDifference(LINE, JSON.parse(LINE), ROW), null);
  const spaced = ` ${LINE}`;
  assertEquals(rowDifference(spaced, JSON.parse(spaced), ROW), {
    stage: "row",
    path: "",
    before: "",
    now: "",
  });
});

Deno.test("The first difference is named with its stage and path, what made a proof differ before the proof", () => {
  assertEquals(place((row) => row["smiles"] = ["C"]), ["smiles", "smiles.0"]);
  assertEquals(place((row) => row["mapped"] = "x"), ["rxn_smiles", "mapped"]);
  assertEquals(place((row) => row["template"] = null), ["template", "template"]);
  assertEquals(place((row) => row["errors"] = ["no"]), ["row", "errors.0"]);
  assertEquals(place((row) => delete row["smirks"]), ["rxn_smirks", "smirks"]);
  assertEquals(place((row) => row["more"] = 1), ["row", "more"]);
  const proof = { ...EMPTY_PROOF, sha256: "0" };
  const checks = { ...GOOD_CHECKS, outcomes: 9 };
  const validation = { verdict: "sound", findings: [], notes: [], checks: GOOD_CHECKS, proof };
  assertEquals(place((row) => row["validation"] = validation), ["validation", "validation.proof.sha256"]);
  assertEquals(place((row) => row["validation"] = { ...validation, checks }), [
    "validation",
    "validation.checks.outcomes",
  ]);
});

Deno.test("Values are told as JSON, long ones clipped", () => {
  const before = { ...ROW, mapped: "C".repeat(500) };
  const found = rowDifference(JSON.stringify(before), before, ROW);
  assertEquals([found?.before.length, found?.now], [121, "null"]);
});

Deno.test("A row is read back from its line, and anything else is refused with a reason", () => {
  assertEquals(readRow(LINE), { ok: true, row: JSON.parse(LINE) });
  for (
    const [line, reason] of [
      ["{", "it is not JSON"],
      ["null", "it is no JSON object"],
      ['{"index":1.5}', '"index" must be a whole number'],
      ['{"index":1,"input":7}', '"input" must be a text'],
      ['{"index":1,"input":"C","format":"mol"}', '"format" must be smiles or rxn'],
      ['{"index":1,"input":"C","format":"rxn","fields":[]}', '"fields" must be an object'],
      ['{"index":1,"input":"C","format":"rxn","fields":{"a":1}}', '"fields" must be at most 64 texts'],
    ] as const
  ) {
    assertEquals(readRow(line), { ok: false, reason });
  }
});

Deno.test("A row without a proof is not held against it, one with anything in its place is", () => {
  assertEquals(matchesItsProof({ ...ROW, validation: null }), null);
  assertEquals(matchesItsProof(ROW), false);
  const validation = JSON.parse('{"proof": 5, "checks": null}');
  assertEquals(matchesItsProof({ ...ROW, validation }), false);
});
