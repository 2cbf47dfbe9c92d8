import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { contentHash, inputHash } from "../../../src/chem/protocol/proof_hash.ts";
import { currentVersions, makeProof } from "../../../src/chem/validation/proof.ts";
import { MAX_PROOF_OUTCOMES, PROOF_VERSION } from "../../../src/chem_results.ts";
import { COMMIT, VERSION } from "../../../src/version.ts";
import { GOOD_CHECKS } from "../../support/validation.ts";
import { finding, note } from "../../../src/chem/protocol/remarks.ts";
import { LIMITS, rdkit, runStages } from "../support/reaction_chain.ts";

const REACTION = "CC(=O)O.OCC>>CC(=O)OCC";
const SOURCE = {
  text: REACTION,
  format: "smiles",
  rdkit: "2026.09.1",
  limits: LIMITS,
  mapped: "[CH4:1]>>[CH4:1]",
  template: "[C:1]>>[C:1]",
  productSets: ["C", "CC"],
  result: { verdict: "sound", findings: [], notes: [], checks: GOOD_CHECKS },
} as const;

Deno.test("A validation carries a proof of its input, versions, limits, template and outcomes", () => {
  const { rxn_smiles, rxn_smirks, validation } = runStages(REACTION);
  const { proof } = validation;
  assertEquals(proof.input, inputHash(REACTION, "smiles"));
  assertEquals(proof.versions, currentVersions(rdkit.version));
  assertEquals([proof.versions.rxnstream, proof.versions.commit], [VERSION, COMMIT]);
  assertEquals(proof.version, PROOF_VERSION);
  assertMatch(proof.versions.mapping, /^[0-9a-f]{12}$/);
  assertEquals(proof.limits, { max_characters: 2000, max_heavy_atoms: 400 });
  assertEquals(proof.template, rxn_smirks.values[0] ?? null);
  assertEquals(proof.outcomes, ["CCOC(C)=O"]);
  assertEquals(proof.sha256, contentHash(rxn_smiles.mapped ?? "", validation, proof));
});

Deno.test("Another spelling of a reaction has another input and otherwise the same proof", () => {
  const [first, second] = [REACTION, "OCC.O=C(C)O>>O=C(C)OCC"].map((text) =>
    runStages(text).validation.proof
  );
  assert(first && second);
  assertNotEquals(first.input, second.input);
  assertEquals({ ...first, input: "", sha256: "" }, { ...second, input: "", sha256: "" });
});

Deno.test("The same result has the same proof, whatever the order of keys", () => {
  const turned = Object.fromEntries(Object.entries(GOOD_CHECKS).reverse()) as unknown as typeof GOOD_CHECKS;
  const again = makeProof({ ...SOURCE, result: { ...SOURCE.result, checks: turned } });
  assertEquals(again, makeProof(SOURCE));
});

Deno.test("A proof changes with everything that it covers", () => {
  const { sha256 } = makeProof(SOURCE);
  const { result } = SOURCE;
  for (
    const change of [
      { text: `${REACTION} ` },
      { format: "rxn" as const },
      { rdkit: "2027.03.1" },
      { limits: { ...LIMITS, maxHeavyAtoms: 401 } },
      { mapped: "[CH4:2]>>[CH4:2]" },
      { template: null },
      { productSets: ["C"] },
      { result: { ...result, verdict: "check" as const } },
      { result: { ...result, notes: [note("reverse_fails", {})] } },
      { result: { ...result, notes: [note("several_outcomes", { outcomes: 3 })] } },
      { result: { ...result, findings: [finding("radicals", { count: 1 })] } },
      { result: { ...result, checks: { ...GOOD_CHECKS, outcomes: 2 } } },
      { result: { ...result, checks: { ...GOOD_CHECKS, unbalanced: { H: 2 } } } },
    ]
  ) {
    assertNotEquals(makeProof({ ...SOURCE, ...change }).sha256, sha256, JSON.stringify(change));
  }
});

Deno.test("A proof lists a bounded number of outcomes and hashes all of them", () => {
  const productSets = Array.from({ length: 100 }, (_, count) => "C".repeat(count + 1));
  const all = makeProof({ ...SOURCE, productSets });
  assertEquals(all.outcomes, productSets.slice(0, MAX_PROOF_OUTCOMES));
  const fewer = makeProof({ ...SOURCE, productSets: productSets.slice(0, 99) });
  assertEquals(fewer.outcomes, all.outcomes);
  assertNotEquals(fewer.outcome_hash, all.outcome_hash);
});

Deno.test("A proof covers the codes and values of findings but no sentence, so that any sentence can be reworded", () => {
  const { result } = SOURCE;
  const told = finding("radicals", { count: 1 });
  const { sha256 } = makeProof({ ...SOURCE, result: { ...result, findings: [told] } });
  const reworded = { ...told, text: "One atom is a radical." };
  assertEquals(makeProof({ ...SOURCE, result: { ...result, findings: [reworded] } }).sha256, sha256);
  const recounted = finding("radicals", { count: 2 });
  assertNotEquals(makeProof({ ...SOURCE, result: { ...result, findings: [recounted] } }).sha256, sha256);
});
