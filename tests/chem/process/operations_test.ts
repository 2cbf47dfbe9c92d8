import { assert, assertEquals, assertInstanceOf, assertStringIncludes, assertThrows } from "@std/assert";
import { createOperations } from "../../../src/chem/process/operations.ts";
import { EngineError, loadRdkit } from "../../../src/chem/rdkit/rdkit.ts";
import { LIMITS, operations, rdkit, runStages } from "../support/reaction_chain.ts";
import { remarkText } from "../../../src/chem_results.ts";

Deno.test("All stages of an esterification have a value and the verdict is sound", () => {
  const run = runStages("CC(=O)O.OCC>OS(=O)(=O)O>CC(=O)OCC.O");
  assertEquals(run.smiles.values, ["CC(=O)O", "CCO", "O=S(=O)(O)O", "CCOC(C)=O", "O"]);
  assertEquals(run.smiles.components.map((component) => component.role), [
    "reactant",
    "reactant",
    "agent",
    "product",
    "product",
  ]);
  assertEquals(run.rxn_smiles.values, ["CC(=O)O.CCO>O=S(=O)(O)O>CCOC(C)=O.O"]);
  assertEquals(run.rxn_smarts.values.length, 1);
  assertEquals(run.rxn_smirks.values.length, 1);
  assertEquals(run.validation.values, ["sound"]);
  assertEquals(run.validation.findings, []);
  assertEquals(run.rejected, []);
});

Deno.test("Rejected components are named with role, position and reason, and the rest is processed", () => {
  const run = runStages("CCBr.[OH-].CC(>ClCC1>CCO");
  assertEquals(run.rejected.map(({ role, position }) => [role, position]), [["reactant", 3], ["agent", 1]]);
  assertEquals(run.smiles.invalid_count, 2);
  assertEquals(run.validation.verdict, "check");
  assertEquals(run.validation.checks.parse, false);
  assertEquals(run.validation.findings, [{
    code: "component_unreadable",
    values: { count: 2 },
    text: "2 components could not be read and were left out.",
  }]);
});

Deno.test("A reaction without products or without reactants has no mapping, and a reason at every stage", () => {
  for (
    const [text, reason] of [
      ["CCO>>", "no product: nothing to map"],
      [">>CCO", "no reactant: the product atoms have no source"],
      ["CCO>>C1CC", "no product: nothing to map"],
    ] as const
  ) {
    const run = runStages(text);
    assertEquals(run.rxn_smiles.values, []);
    assertEquals(run.rxn_smiles.mapped, null);
    assertEquals(run.rejected.find((entry) => entry.position === 0)?.reason, reason);
    assertEquals([run.rxn_smarts.values, run.rxn_smirks.values], [[], []]);
    assertEquals(run.validation.verdict, "broken");
  }
});

Deno.test("A reaction in which nothing changes is broken, and a finding says so", () => {
  const run = runStages("CCO>>OCC");
  assertEquals(run.rxn_smiles.values, ["CCO>>CCO"]);
  assertEquals(run.rxn_smarts.values, []);
  assertEquals(run.validation.verdict, "broken");
  assertStringIncludes(remarkText(run.validation.findings[0] ?? ""), "nothing changes");
});

Deno.test("A molecule that supplies no atom is an agent, whatever it is written as", () => {
  const { smiles, rxn_smiles } = runStages("CCO.CC(=O)Cl.CCN(CC)CC.ClCCl.[Pd].CC(C)CI>>CC(=O)OCC");
  assertEquals(smiles.components.filter(({ role }) => role === "reactant").length, 6);
  assertEquals(rxn_smiles.components, [
    { role: "reactant", smiles: "CC(=O)Cl" },
    { role: "reactant", smiles: "CCO" },
    { role: "agent", smiles: "CC(C)CI" },
    { role: "agent", smiles: "CCN(CC)CC", kind: "base" },
    { role: "agent", smiles: "ClCCl", kind: "solvent" },
    { role: "agent", smiles: "[Pd]", kind: "catalyst" },
    { role: "product", smiles: "CCOC(C)=O" },
  ]);
});

Deno.test("Product atoms without a source are counted by element and make the verdict check", () => {
  const { validation } = runStages("CCO>>CCOC(=O)CCl");
  assertEquals(validation.verdict, "check");
  assertEquals(validation.checks.atoms_without_source, { C: 2, O: 1, Cl: 1 });
  assertEquals(validation.checks.round_trip, "exact");
});

Deno.test("Bracket atoms that lack hydrogens are recognised as radicals", () => {
  const { validation } = runStages("[C:1][C:2]Br.[OH-:3]>>[C:1][C:2][O:3]");
  assertStringIncludes(validation.findings.map(remarkText).join(" "), "5 atoms have unpaired electrons");
  assertEquals(runStages("[Na].CCO>>[Na]OCC").validation.findings, []);
});

Deno.test("Lost fragments are named with hydrogens where bonds were cut", () => {
  const { validation } = runStages("CC(=O)Cl.NCc1ccccc1>>CC(=O)NCc1ccccc1");
  assertEquals(validation.checks.lost_fragments, ["Cl"]);
  const { checks } = runStages("CC(C)(C)OC(=O)NCC>>CCN").validation;
  assertEquals(checks.lost_fragments, ["CC(C)(C)OC=O"]);
});

Deno.test("A salt is one component in the smiles stage and several fragments in the reaction SMILES", () => {
  const run = runStages("CC(=O)[O-].[Na+].CCBr>>CCOC(C)=O |f:0.1|");
  assertEquals(run.smiles.values, ["CC(=O)[O-].[Na+]", "CCBr", "CCOC(C)=O"]);
  assertEquals(run.rxn_smiles.values, ["CC(=O)[O-].[Na+].CCBr>>CCOC(C)=O"]);
  assertEquals(run.validation.verdict, "sound");
});

Deno.test("Components that the smiles stage did not accept take no part in the mapping", () => {
  const text = "[CH3:1][CH2:2]Br.[OH-:3].[OH2:4]>>[CH3:1][CH2:2][OH:3]";
  const components = operations.smiles({ text, format: "smiles" }).result.components
    .filter((component) => component.smiles !== "O");
  const { result } = operations.rxnSmiles({ text, format: "smiles", components });
  assertEquals(result.values, ["CCBr.[OH-]>>CCO"]);
  assertEquals(result.mapping?.source, "given");
});

Deno.test("A mapped reaction that cannot be read has no pattern and is broken", () => {
  for (const mapped of ["", "CCO>>CC=O", "[CH3:1][OH:1]>>[CH3:1][OH:2]", "[CH3:1]C1>>[CH3:1]", "nonsense"]) {
    assertEquals(operations.rxnSmirks({ mapped }).result.values, []);
    const { result } = operations.validation({
      input: { text: mapped, format: "smiles" },
      smilesInvalidCount: 0,
      impossibleCount: 0,
      mapped,
      mapping: { source: "given", cost: 0, given_rejected: null },
      smirks: "[C:1]>>[C:1]O",
    });
    assertEquals([result.verdict, result.checks.maps], ["broken", false]);
  }
});

Deno.test("A SMIRKS from another source is tried on every choice of the reactants", () => {
  const { mapped, mapping } = runStages("CCBr.OCC>>CCOCC").rxn_smiles;
  assert(mapped !== null && mapping !== null);
  const trip = (smirks: string) =>
    operations.validation({
      input: { text: mapped, format: "smiles" },
      smilesInvalidCount: 0,
      impossibleCount: 0,
      mapped,
      mapping,
      smirks,
    }).result.checks.round_trip;
  assertEquals(trip("[C:1][Br].[O;H1:2]>>[C:1][O:2]"), "exact");
  assertEquals(trip("[O;H1:2].[C:1][Br]>>[C:1][O:2]"), "exact");
  assertEquals(trip("[C:1][Br].[O;H1:2]>>[C:1]N"), "fails");
  assertEquals(trip("not a smirks"), "fails");
});

Deno.test("Molecules beyond the limits are refused before RDKit sees them", () => {
  const before = rdkit.molecules;
  const run = operations.smiles({ text: `${"C".repeat(401)}.${"C(C)".repeat(600)}>>CC`, format: "smiles" });
  assertEquals(run.rejected.map((entry) => entry.reason), [
    "it has 401 heavy atoms; the limit is 400",
    "its SMILES has 2400 characters without map numbers; the limit is 2000",
  ]);
  assertEquals(rdkit.molecules - before <= 1, true);
});

Deno.test("The largest molecules allowed go through all stages", () => {
  const chain = "C".repeat(398);
  const run = runStages(`${chain}CBr.[OH-]>>${chain}CO`);
  assertEquals(run.rxn_smiles.values.length, 1);
  assertEquals(run.validation.checks.round_trip, "exact");
});

Deno.test("Texts that RDKit would take for another format are refused", () => {
  for (const text of ["CC name>>CO", "commonchem>>CO", '{"rdkitjson":1}>>CO', "M  END>>CO", " >> "]) {
    const run = runStages(text);
    assertEquals(run.smiles.components.every((component) => component.smiles === "CO"), true, text);
  }
});

Deno.test("RDKit objects are all deleted after thousands of operations, failing ones included", () => {
  const pieces = [
    "CC(=O)O",
    "OCC",
    "c1ccccc1Br",
    "N[C@@H](C)C(=O)O",
    "C/C=C/C",
    "C(",
    "c1cccc1",
    "[Xx]",
    "",
    "[Na+].[Cl-]",
    "N#N",
  ];
  let state = 7;
  const random = (below: number) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor(state / 65536) % below;
  };
  const side = () => Array.from({ length: random(4) }, () => pieces[random(pieces.length)]).join(".");
  for (let round = 0; round < 700; round++) {
    const text = `${side()}>${side()}>${side()}`;
    const run = runStages(text);
    const [template] = run.rxn_smirks.values;
    if (round % 20 === 0 && run.rxn_smiles.mapped !== null) {
      operations.depict({
        text: run.rxn_smiles.mapped,
        format: "smiles",
        options: { width: 300, height: 100, dark: true, atomMaps: false },
      });
    }
    // A wrong number of reactants is a C++ exception, of which an instance survives about 600: every other round has
    // the right one.
    if (round % 2 === 0) {
      const smirks = template ?? `${pieces[random(pieces.length)]}>>`;
      rdkit.transform(smirks, ["CC(=O)O", "OCC"].slice(0, random(3)), 10);
    } else if (template !== undefined) {
      const count = templateCount(template);
      rdkit.transform(
        template,
        Array.from({ length: count }, (_, at) => at % 2 === 0 ? "CC(=O)O" : "OCC"),
        10,
      );
    }
  }
  assertEquals(rdkit.live, 0);
  assert(rdkit.molecules > 1000);
  assert(rdkit.caught > 0, "wrong reactant counts are C++ exceptions");
});

Deno.test("A C++ exception is a refusal, is counted, and leaves the instance usable", async () => {
  const own = await loadRdkit();
  own.beginRequest();
  const answer = own.transform("[C:1].[C:2]>>[C:1][C:2]", ["CC"], 10);
  assertEquals([answer.ok, own.caught, own.saidInvalid, own.live], [false, 1, true, 0]);
  const next = own.molecule("OCC", (molecule) => molecule.smiles());
  assertEquals(next, { ok: true, value: "CCO" });
});

Deno.test("An instance that ran out of its stack throws EngineError from then on", async () => {
  const own = await loadRdkit();
  const broken = createOperations(own, { maxCharacters: 100_000, maxHeavyAtoms: 100_000 });
  const error = assertThrows(() => broken.smiles({ text: `${"C".repeat(3000)}>>CC`, format: "smiles" }));
  assertInstanceOf(error, EngineError);
  assertThrows(() => broken.smiles({ text: "CC>>CC", format: "smiles" }), EngineError);
  assertEquals(own.live, 0);
});

Deno.test("What RDKit called invalid is remembered for one request only", () => {
  rdkit.beginRequest();
  createOperations(rdkit, LIMITS).smiles({ text: "c1cccc1>>CC", format: "smiles" });
  assertEquals(rdkit.saidInvalid, true);
  rdkit.beginRequest();
  assertEquals(rdkit.saidInvalid, false);
});

Deno.test("The find operation calls the reaction finder", () => {
  const { reactions, truncated } = operations.find({
    query: { text: "CC=O>>CCO\nCCBr.[OH-]>>CCO\n", format: "smiles", fileName: null },
    maxReactions: 1,
  });
  assertEquals([reactions.map((reaction) => reaction.text), truncated], [["CC=O>>CCO"], true]);
});

/** Number of reactant templates of a SMIRKS whose templates are single fragments. */
function templateCount(smirks: string): number {
  const [left = ""] = smirks.split(">>");
  return left.split(".").length;
}
