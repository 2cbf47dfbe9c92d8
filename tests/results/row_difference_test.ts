import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { type JsonRow, jsonRow } from "../../src/results/json_row.ts";
import { matchesItsProof, readRow } from "../../src/results/read_row.ts";
import { rowDifference } from "../../src/results/row_difference.ts";
import type { ReactionRecord } from "../../src/stages.ts";
import { PROOF_VERSION, type ValidationResult } from "../../src/chem_results.ts";
import { finding, note } from "../../src/chem/protocol/remarks.ts";
import { contentHash, inputHash } from "../../src/chem/protocol/proof_hash.ts";
import { EMPTY_PROOF, GOOD_CHECKS } from "../support/validation.ts";

const VALIDATION: ValidationResult = {
  values: ["sound"],
  invalid_count: 0,
  verdict: "sound",
  findings: [],
  notes: [],
  checks: GOOD_CHECKS,
  proof: EMPTY_PROOF,
};
const RECORD: ReactionRecord = {
  index: 0,
  text: "CC>>CCO",
  format: "smiles",
  line: 1,
  fields: { id: "a", note: "x" },
  state: "done",
  verdict: "sound",
  template: { first: 0, reactions: 1 },
  results: { validation: VALIDATION },
  errors: [],
};
const ROW = jsonRow(RECORD);
const LINE = JSON.stringify(ROW);

/** Where the row differs from one with some other values. */
function place(change: (row: Record<string, unknown>) => void): readonly [string, string] | null {
  const before = JSON.parse(LINE);
  change(before);
  const found = rowDifference(JSON.stringify(before), before, ROW);
  return found && [found.stage, found.path];
}

Deno.test("The same bytes have no difference; the same values written differently do", () => {
  assertEquals(rowDifference(LINE, JSON.parse(LINE), ROW), null);
  const spaced = ` ${LINE}`;
  assertEquals(rowDifference(spaced, JSON.parse(spaced), ROW), {
    stage: "row",
    path: "",
    before: "",
    now: "",
  });
});

Deno.test("The first difference is named with its stage and path, the cause of a different proof before the proof", () => {
  assertEquals(place((row) => row["smiles"] = ["C"]), ["smiles", "smiles.0"]);
  assertEquals(place((row) => row["mapped"] = "x"), ["rxn_smiles", "mapped"]);
  assertEquals(place((row) => row["template"] = null), ["template", "template"]);
  assertEquals(place((row) => row["errors"] = ["no"]), ["row", "errors.0"]);
  assertEquals(place((row) => delete row["rxn_smirks"]), ["rxn_smirks", "rxn_smirks"]);
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

Deno.test("Values are shown as JSON, long ones shortened", () => {
  const before = { ...ROW, mapped: "C".repeat(500) };
  const found = rowDifference(JSON.stringify(before), before, ROW);
  assertEquals([found?.before.length, found?.now], [121, "null"]);
});

Deno.test("A row is read back from its line, and anything else is refused with a reason", () => {
  assertEquals(readRow(LINE), { ok: true, row: JSON.parse(LINE), line: LINE });
  for (
    const [line, reason] of [
      ["{", "it is not JSON"],
      ["null", "it is not a JSON object"],
      ['{"index":1.5}', '"index" must be a whole number'],
      ['{"index":1,"text":7}', '"text" must be a text'],
      ['{"index":1,"text":"C","format":"mol"}', '"format" must be smiles or rxn'],
      ['{"index":1,"text":"C","format":"rxn","fields":[]}', '"fields" must be an object'],
      ['{"index":1,"text":"C","format":"rxn","fields":{"a":1}}', '"fields" must be at most 64 texts'],
    ] as const
  ) {
    assertEquals(readRow(line), { ok: false, reason });
  }
});

Deno.test("A row may lack a proof, but not have something else in its place", () => {
  assertEquals(matchesItsProof({ ...ROW, validation: null }), null);
  assertEquals(matchesItsProof(ROW), false);
  const validation = JSON.parse('{"proof": 5, "checks": null}');
  assertEquals(matchesItsProof({ ...ROW, validation }), false);
});

const OLD_ROWS = Deno.readTextFileSync(new URL("data/rows_of_0_1.jsonl", import.meta.url)).trimEnd().split(
  "\n",
);

Deno.test("Rows of version 0.1, whose proofs cover sentences, still fit their proofs, and altered ones do not", () => {
  for (const line of OLD_ROWS) {
    const row = rowOf(line);
    assertEquals([row.validation?.proof.version, matchesItsProof(row)], [undefined, true]);
    const altered = line.replace(/"(findings|notes)":\["/, '"$1":["Not ');
    assertNotEquals(altered, line);
    assertEquals(matchesItsProof(rowOf(altered)), false);
  }
});

Deno.test("A row of version 0.1 is read with today's names in today's order, and so is its line", () => {
  const [line = ""] = OLD_ROWS;
  const old = JSON.parse(line);
  const row = rowOf(line);
  assertEquals(Object.keys(row).slice(0, 8), [
    "index",
    "text",
    "format",
    "smiles",
    "rxn_smiles",
    "rxn_smarts",
    "rxn_smirks",
    "mapped",
  ]);
  assertEquals([row.text, row.rxn_smiles, row.rxn_smirks], [old.input, old.reaction_smiles, old.smirks]);
  assertEquals(
    [row.rxn_smarts_radii, row.rxn_smirks_radii, row.rxn_smirks_daylight],
    [old.reaction_smarts_radii, old.smirks_radii, old.smirks_daylight],
  );
  // A row without a proof says nothing about the build that made it: after renaming, its bytes are the same.
  const failed = { ...ROW, validation: null };
  const {
    text,
    rxn_smiles,
    rxn_smarts,
    rxn_smirks,
    rxn_smarts_radii,
    rxn_smirks_radii,
    rxn_smirks_daylight,
    ...rest
  } = failed;
  const { index, format, smiles, mapped, fragment_groups, mapping, id, ...end } = rest;
  const asOfOld = {
    ...{
      index,
      id,
      input: text,
      format,
      smiles,
      reaction_smiles: rxn_smiles,
      mapped,
      fragment_groups,
      mapping,
    },
    ...{ reaction_smarts: rxn_smarts, smirks: rxn_smirks, reaction_smarts_radii: rxn_smarts_radii },
    ...{ smirks_radii: rxn_smirks_radii, smirks_daylight: rxn_smirks_daylight, ...end },
  };
  const reading = readRow(JSON.stringify(asOfOld));
  assertEquals(reading.ok && reading.line, JSON.stringify(failed));
});

/** The row of a line that is one. */
function rowOf(line: string): JsonRow {
  const reading = readRow(line);
  if (!reading.ok) throw new TypeError(reading.reason);
  return reading.row;
}

const TOLD = jsonRow({
  ...RECORD,
  results: {
    validation: {
      ...VALIDATION,
      findings: [finding("radicals", { count: 1 })],
      notes: [note("acid_needed", {})],
    },
  },
});

/** The row as another build may have made it, with a proof that fits it. */
function madeElsewhere(change: Partial<ValidationResult>, version?: number): JsonRow {
  const validation = { ...VALIDATION, ...TOLD.validation, ...change };
  const { version: _, ...unversioned } = EMPTY_PROOF;
  const proof = {
    ...(version === undefined ? unversioned : { ...unversioned, version }),
    input: inputHash(TOLD.text, TOLD.format),
    versions: { ...EMPTY_PROOF.versions, commit: "abcdef0" },
  };
  const sha256 = contentHash("", validation, proof);
  return jsonRow({ ...RECORD, results: { validation: { ...validation, proof: { ...proof, sha256 } } } });
}

function differenceFrom(before: JsonRow): string | null {
  return rowDifference(JSON.stringify(before), before, TOLD)?.path ?? null;
}

Deno.test("A row of a build that classified nothing is the same; one with another class is not", () => {
  const { classification, ...older } = madeElsewhere({}, PROOF_VERSION);
  assertEquals(classification, null);
  assertEquals(differenceFrom(older as JsonRow), null);
  const renamed = madeElsewhere({
    classification: { class: "oxidation", name: null, rule: "more_bonds" },
  }, PROOF_VERSION);
  assertEquals(differenceFrom(renamed), "classification");
});

Deno.test("A row of another build is the same if it says the same, in whatever words", () => {
  const reworded = { ...finding("radicals", { count: 1 }), text: "One atom is a radical." };
  assertEquals(differenceFrom(madeElsewhere({ findings: [reworded] }, PROOF_VERSION)), null);
  const recounted = finding("radicals", { count: 2 });
  assertEquals(
    differenceFrom(madeElsewhere({ findings: [recounted] }, PROOF_VERSION)),
    "validation.findings.0.values.count",
  );
  const altered = madeElsewhere({}, PROOF_VERSION);
  assert(altered.validation);
  const proof = { ...altered.validation.proof, sha256: "0" };
  assertEquals(differenceFrom({ ...altered, validation: { ...altered.validation, proof } }) === null, false);
});

Deno.test("The sentences of a row of version 0.1 are checked against its own proof, and everything else against the new row", () => {
  const sentences = { findings: ["One atom is a radical."], notes: [] };
  assertEquals(differenceFrom(madeElsewhere(sentences)), null);
  const checks = { ...GOOD_CHECKS, outcomes: 9 };
  assertEquals(differenceFrom(madeElsewhere({ ...sentences, checks })), "validation.checks.outcomes");
  const altered = madeElsewhere(sentences);
  assert(altered.validation);
  const validation = { ...altered.validation, findings: ["One atom is no radical."] };
  assertEquals(differenceFrom({ ...altered, validation })?.startsWith("validation."), true);
});
