import { assertEquals, assertStringIncludes } from "@std/assert";
import { type Evidence, judge } from "../../../src/chem/validation/verdict.ts";
import { GOOD_CHECKS } from "../../support/validation.ts";
import { remarkText } from "../../../src/chem_results.ts";
import { runStages } from "../support/reaction_chain.ts";

const GOOD: Evidence = {
  checks: GOOD_CHECKS,
  unreadableCount: 0,
  impossibleCount: 0,
  mapping: { source: "computed", cost: 2, confidence: 0.99, given_rejected: null },
  mapsReason: null,
  roundTripReason: null,
  noSmirksReason: null,
  inversions: 0,
  hasStereoGroups: false,
  radicals: 0,
  bondChanges: 2,
  agents: [],
};

Deno.test("A reaction without problems is sound and has no findings, whatever its by-products", () => {
  const water = [{ smiles: "O", name: "H2O", count: 1 }];
  for (const checks of [{ by_products: water }, { lost_fragments: ["Cl"] }, { outcomes: 3 }]) {
    const { verdict, findings } = judge({ ...GOOD, checks: { ...GOOD_CHECKS, ...checks } });
    assertEquals([verdict, findings], ["sound", []]);
  }
});

Deno.test("Each doubt gives the verdict check and one sentence", () => {
  for (
    const [evidence, finding] of [
      [{ unreadableCount: 1 }, "One component could not be read and was left out."],
      [{ impossibleCount: 2 }, "2 components are not possible molecules and were left out."],
      [
        { checks: { ...GOOD_CHECKS, round_trip: "flat" } },
        "The SMIRKS gives the recorded products, apart from stereochemistry.",
      ],
      [
        { checks: { ...GOOD_CHECKS, round_trip: "enantiomer" } },
        "Applied to the reactants, the SMIRKS gives the mirror image of the recorded product.",
      ],
      [
        { checks: { ...GOOD_CHECKS, atoms_without_source: { C: 2, O: 1, Cl: 1 } } },
        "No reactant supplies 2 C, 1 O and 1 Cl of the products: a reactant may be missing.",
      ],
      [
        { checks: { ...GOOD_CHECKS, atoms_without_source: { O: 1 }, unbalanced: { H: -2 } } },
        "No reactant supplies 1 O of the products: an oxidant may be missing.",
      ],
      [
        { checks: { ...GOOD_CHECKS, atoms_without_source: { O: 1 }, unbalanced: { H: 3 } } },
        "No reactant supplies 1 O of the products: water may be missing.",
      ],
      [
        { radicals: 1 },
        "One atom has unpaired electrons; if no radical is intended, hydrogens are missing from its brackets.",
      ],
      [
        { bondChanges: 12 },
        "12 bonds are made or broken, unusually many for one step: the record or its mapping may be wrong.",
      ],
    ] as const
  ) {
    const judgement = judge({ ...GOOD, ...evidence });
    assertEquals([judgement.verdict, judgement.findings.map(remarkText)], ["check", [finding]]);
  }
});

Deno.test("A transform that is missing, or gives something else, makes a reaction broken", () => {
  for (
    const [evidence, finding] of [
      [{ noSmirksReason: "nothing changes" }, "There is no SMIRKS to test: nothing changes."],
      [
        { checks: { ...GOOD_CHECKS, round_trip: "fails" } },
        "Applied to the reactants, the SMIRKS gives products other than the recorded ones.",
      ],
      [
        { checks: { ...GOOD_CHECKS, round_trip: "fails", outcomes: 0, reverse: "fails" } },
        "Applied to the reactants, the SMIRKS gives no possible product.",
      ],
      [
        { checks: { ...GOOD_CHECKS, round_trip: "not_run" }, roundTripReason: "it is too large" },
        "The SMIRKS was not applied: it is too large.",
      ],
    ] as const
  ) {
    const { verdict, findings, notes } = judge({ ...GOOD, ...evidence });
    assertEquals([verdict, findings.map(remarkText), notes], ["broken", [finding], []]);
  }
});

Deno.test("The worst finding comes first", () => {
  const checks = { ...GOOD_CHECKS, round_trip: "fails" as const, atoms_without_source: { N: 1 } };
  const { findings } = judge({ ...GOOD, checks, unreadableCount: 1 });
  assertEquals(findings.map(({ code }) => code), [
    "other_product",
    "reactant_may_be_missing",
    "component_unreadable",
  ]);
});

Deno.test("Something that a record leaves out is a note, and does not lower the verdict", () => {
  for (
    const [reaction, note] of [
      ["OCc1ccccc1>>O=Cc1ccccc1", "2 H are left over on the left: no oxidant is recorded."],
      [
        "OCc1ccccc1>[O-][Mn](=O)(=O)=O.[K+]>O=Cc1ccccc1",
        "2 H are left over on the left: a recorded oxidant takes them up.",
      ],
      [
        "OCc1ccccc1>CCOC(C)=O>O=Cc1ccccc1",
        "2 H are left over on the left: none of the recorded agents is known as an oxidant.",
      ],
      [
        "O=Cc1ccccc1>CCOC(C)=O>OCc1ccccc1",
        "2 H are missing on the left: none of the recorded agents is known as a reductant.",
      ],
      [
        "COc1ccccc1>>Oc1ccccc1",
        "No equation follows: it is not known what the leaving fragment C becomes.",
      ],
      ["O=Cc1ccccc1>>OCc1ccccc1", "2 H are missing on the left: no reductant is recorded."],
      [
        "O=Cc1ccccc1>[Na+].[BH4-]>OCc1ccccc1",
        "2 H are missing on the left: a recorded reductant supplies them.",
      ],
      ["CCOC(=O)c1ccccc1>>OC(=O)c1ccccc1", "The equation needs H2O, which is not recorded."],
      ["CCOC(=O)c1ccccc1.[Na+].[OH-]>>OC(=O)c1ccccc1", "The equation needs acid, as from an acidic work-up."],
    ] as const
  ) {
    const { verdict, findings, notes } = runStages(reaction).validation;
    assertEquals([verdict, findings, notes.map(remarkText)], ["sound", [], [note]]);
  }
});

Deno.test("Several outcomes, and a reverse that does not lead back, are notes too", () => {
  const checks = { ...GOOD_CHECKS, outcomes: 3, reverse: "fails" as const };
  const { verdict, findings, notes } = judge({ ...GOOD, checks });
  assertEquals([verdict, findings], ["sound", []]);
  assertEquals(notes.map(remarkText), [
    "The SMIRKS fits the reactants in several ways: 3 outcomes, including the recorded one.",
    "Applied in reverse to the products, the SMIRKS does not give the reactants back.",
  ]);
});

Deno.test("Product oxygen that no reactant supplies is attributed to water where that balances", () => {
  const { verdict, findings, notes, checks } = runStages("BrCc1ccccc1>>OCc1ccccc1").validation;
  assertEquals(verdict, "check");
  assertEquals(findings.map(remarkText), [
    "No reactant supplies 1 O of the products; water, which is not recorded, would.",
  ]);
  assertEquals([notes, checks.equation], [[], "C7H7Br + H2O -> C7H8O + HBr"]);
});

Deno.test("Atoms without a source are listed in one order, however the product is written", () => {
  const findings = ["C>>CNC(=O)CCl", "C>>ClCC(=O)NC"].map((text) => runStages(text).validation.findings[0]);
  assertEquals(
    remarkText(findings[0] ?? ""),
    "No reactant supplies 2 C, 1 Cl, 1 N and 1 O of the products: a reactant may be missing.",
  );
  assertEquals(findings[1], findings[0]);
});

Deno.test("Given maps of a cycloaddition that join the wrong carbons are doubted, though they cost little", () => {
  const { verdict, findings } = runStages(
    "[CH2:1]=[CH:2][CH:3]=[CH2:4].[CH2:5]=[CH2:6]>>[CH2:1]1[CH2:2][CH:3]=[CH:4][CH2:5][CH2:6]1",
  ).validation;
  assertEquals(verdict, "check");
  assertStringIncludes(remarkText(findings[0] ?? ""), "The given atom maps may be wrong");
});

Deno.test("A missing oxidant is reported once", () => {
  const { findings, notes } = runStages("C=Cc1ccccc1>>c1ccc(C2CO2)cc1").validation;
  assertEquals(findings.map(remarkText), [
    "No reactant supplies 1 O of the products: an oxidant may be missing.",
  ]);
  assertEquals(notes, []);
});

Deno.test("Unreadable components are distinguished from molecules that cannot exist", () => {
  const checks = (reaction: string) => {
    const { parse, sanitise } = runStages(reaction).validation.checks;
    return { parse, sanitise };
  };
  assertEquals(checks("CCBr.[OH-].CC(>>CCO"), { parse: false, sanitise: true });
  assertEquals(checks("CCBr.[OH-].C(C)(C)(C)(C)C>>CCO"), { parse: true, sanitise: false });
  assertEquals(checks("CCBr.[OH-].c1cccc1.C1CC>>CCO"), { parse: false, sanitise: false });
  assertEquals(checks("CCBr.[OH-]>>CCO"), { parse: true, sanitise: true });
});

Deno.test("Hydrogen written as one atom with a hydrogen is hydrogen", () => {
  const { checks, notes } = runStages("CC(C)=O.[HH].[Pd]>>CC(C)O").validation;
  assertEquals([checks.equation, notes], ["C3H6O + H2 -> C3H8O", []]);
});

Deno.test("The imbalance is counted without water that nobody recorded", () => {
  for (
    const [reaction, unbalanced] of [
      ["C1CCCCC1>>O=C1CCCCC1", { H: -2, O: 1 }],
      ["O=Cc1ccccc1>>O=C(O)c1ccccc1", { O: 1 }],
      ["CSC>>CS(C)=O", { O: 1 }],
    ] as const
  ) {
    const { checks, findings } = runStages(reaction).validation;
    assertEquals<unknown>(checks.unbalanced, unbalanced);
    assertEquals(findings.map(remarkText), [
      "No reactant supplies 1 O of the products: an oxidant may be missing.",
    ]);
  }
});

Deno.test("Radicals in a balanced equation are taken as meant; those that unbalance it are doubted", () => {
  const codes = (reaction: string) =>
    runStages(reaction).validation.findings.map((each) => typeof each === "string" ? each : each.code);
  assertEquals(codes("[CH3].[CH3]>>CC"), []);
  assertEquals(codes("[Br].CC>>Br.[CH2]C"), []);
  assertEquals(codes("CC1(C)CCCC(C)(C)N1[O].[CH3]>>CC1(C)CCCC(C)(C)N1OC"), []);
  assertEquals(codes("CC(C)(C)Br.CC[O]>>CCOC(C)(C)C").includes("radicals"), true);
});

/** Codes of the findings on a reaction. */
function codesOf(reaction: string): readonly string[] {
  return runStages(reaction).validation.findings.map((each) => typeof each === "string" ? each : each.code);
}

Deno.test("A stereocentre inverted away from the changes is reported; a substitution and an epimerisation are not", () => {
  assertEquals(codesOf("C[C@H](O)CCBr.[OH-]>>C[C@@H](O)CCO").includes("centre_inverted"), true);
  assertEquals(codesOf("C[C@H](Cl)CCBr.[C-]#N>>C[C@@H](Cl)CCC#N"), ["centre_inverted"]);
  assertEquals(codesOf("C[C@H](O)CCBr.[OH-]>>C[C@H](O)CCO"), []);
  assertEquals(
    codesOf("C[C@H](Br)CC.[N-]=[N+]=[N-]>>C[C@@H](N=[N+]=[N-])CC").includes("centre_inverted"),
    false,
  );
  assertEquals(codesOf("C[C@H](N)C(=O)O>>C[C@@H](N)C(=O)O").includes("centre_inverted"), false);
});

Deno.test("Racemic and relative stereocentres of the input are reported, since the results show one enantiomer", () => {
  const acylation = "C[C@H](O)CC.CC(=O)Cl>>C[C@@H](CC)OC(C)=O";
  assertEquals(codesOf(acylation).includes("stereo_groups_dropped"), false);
  for (const extension of ["|&1:1,8|", "|o1:1,8|", "|f:0.1,&1:1|", "|$;;R1$,&1:1,8|"]) {
    assertEquals(codesOf(`${acylation} ${extension}`).includes("stereo_groups_dropped"), true, extension);
  }
  for (const extension of ["|a:1,8|", "|f:0.1|", "|$foo1:2$|"]) {
    assertEquals(codesOf(`${acylation} ${extension}`).includes("stereo_groups_dropped"), false, extension);
  }
});
