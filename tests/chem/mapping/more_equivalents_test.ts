import { assert, assertEquals } from "@std/assert";
import { agreesWithNumbers } from "../support/partial_agreement.ts";
import { mapAtoms } from "../../../src/chem/mapping/map_atoms.ts";
import { mappingProblem } from "../../../src/chem/mapping/mapping_problem.ts";
import { moreEquivalents } from "../../../src/chem/mapping/more_equivalents.ts";
import type { Note } from "../../../src/chem_results.ts";
import { reader, runStages } from "../support/reaction_chain.ts";
import { graphOf } from "./support.ts";

/** Reactions with one reactant recorded once that the product holds several times, this reactant, and how often. */
const REACTIONS = [
  ["COC(=O)c1ccccc1.C[Mg]Br>>CC(C)(O)c1ccccc1", "[CH3][Mg][Br]", 2],
  // Only part of what the ester would supply instead, an ethoxy group, fits into the reagent.
  ["CCOC(=O)CCc1ccccc1.C[Mg]I>>CC(C)(O)CCc1ccccc1", "[CH3][Mg][I]", 2],
  ["CCOC(=O)CCc1ccccc1.CC[Mg]Cl>>CCC(O)(CC)CCc1ccccc1", "C[CH2][Mg][Cl]", 2],
  ["CCOC(C)=O>>CCOC(=O)CC(C)=O", "CCOC(C)=O", 2],
  ["CCC=O>>CC/C=C(\\C)C=O", "CCC=O", 2],
  ["CCCN.CI>>CCCN(C)C", "CI", 2],
  ["O=P(Cl)(Cl)Cl.CCO>>CCOP(=O)(OCC)OCC", "CCO", 3],
  ["Clc1nc(Cl)nc(Cl)n1.NC>>CNc1nc(NC)nc(NC)n1", "CN", 3],
  ["Brc1ccc(Br)cc1.OB(O)c1ccncc1>>c1cc(-c2ccc(-c3ccncc3)cc2)ccn1", "OB(O)c1ccncc1", 2],
  // An oxidant gives one oxygen.
  ["C1CCSCC1.OO>>O=S1(=O)CCCCC1", "OO", 2],
  ["CSc1ccc(C)cc1.CC(=O)OO>>Cc1ccc(S(C)(=O)=O)cc1", "CC(=O)OO", 2],
  // The other half of a dicarbonate does not acylate.
  [
    "NCCCCN.CC(C)(C)OC(=O)OC(=O)OC(C)(C)C>>CC(C)(C)OC(=O)NCCCCNC(=O)OC(C)(C)C",
    "CC(C)(C)OC(=O)OC(=O)OC(C)(C)C",
    2,
  ],
  // The methyl group could come from an ester or a silyl chloride beside the reagent, but does not.
  ["Nc1ccc(C)cc1.CI.COC(=O)c1ccccc1>>Cc1ccc(N(C)C)cc1", "CI", 2],
  ["CN(C)C(=O)c1ccccc1.C[Mg]Br.C[Si](C)(C)Cl>>CC(C)(N(C)C)c1ccccc1", "[CH3][Mg][Br]", 2],
] as const;

Deno.test("A reactant that is recorded once is used as many times as the product contains it, and a note says so", () => {
  for (const [reaction, smiles, count] of REACTIONS) {
    const { rxn_smiles, validation } = runStages(reaction);
    assertEquals(rxn_smiles.mapping?.repeated, { smiles, count }, reaction);
    assertEquals(validation.checks.atoms_without_source, {}, reaction);
    assertEquals(validation.checks.round_trip, "exact", reaction);
    assert(codes(validation.notes).includes("reactant_repeated"), reaction);
  }
});

Deno.test("Both methyl groups of a Grignard addition come from the reagent, not from the ester", () => {
  const reaction =
    "CO[C:1](=[O:2])c1ccccc1.[CH3:3][Mg]Br.[CH3:4][Mg]Br>>[CH3:3][C:1]([CH3:4])([OH:2])c1ccccc1";
  const { mapped } = runStages("COC(=O)c1ccccc1.C[Mg]Br>>CC(C)(O)c1ccccc1").rxn_smiles;
  assert(mapped !== null && agreesWithNumbers(reader, mapped, reaction));
});

Deno.test("A reactant is not tried again if the product cannot hold another of it", () => {
  for (
    const [reaction, tried] of [
      ["CC(C)c1ccc(C(=O)O)cc1.CO>>COC(=O)c1ccc(C(C)C)cc1", 0],
      ["BrBr.Cc1cc(C)cc(C)c1>>Cc1cc(C)c(Br)c(C)c1", 0],
      ["NC(=S)c1ccccc1N.O=C(CBr)C1CCCC1>>Nc1ccccc1-c1nc(C2CCCC2)cs1", 0],
      ["O=Cc1ccccc1>>O=C(O)c1ccccc1", 0],
      ["COC(=O)c1ccccc1.C[Mg]Br>>CC(C)(O)c1ccccc1", 1],
    ] as const
  ) {
    const [left = "", right = ""] = reaction.split(">>");
    const molecules = left.split(".").map((smiles) => ({ smiles, graph: graphOf(smiles), maps: [] }));
    const problem = mappingProblem(graphOf(left), graphOf(right));
    const [best] = mapAtoms(problem).ranked;
    assert(best);
    const counts = [...moreEquivalents(problem, best.candidate, molecules)].map(({ count }) => count);
    assertEquals(counts.filter((count) => count === 2).length, tried, reaction);
  }
});

Deno.test("A molecule that ends up whole in the product is used once", () => {
  for (
    const reaction of [
      "C=CCOc1ccccc1>>C=CCc1ccccc1O",
      "C=CC=C.C=CC=O>>O=CC1CC=CCC1",
      "OCCCC(=O)O>>O=C1CCCO1",
      "CC(=O)O.NCc1ccccc1>>CC(=O)NCc1ccccc1",
      // An oxidant is missing; a second aldehyde would not bring in the oxygen.
      "O=Cc1ccccc1>>O=C(O)c1ccccc1",
    ]
  ) assertEquals(runStages(reaction).rxn_smiles.mapping?.repeated, undefined, reaction);
});

Deno.test("A note names the agent that supplies atoms", () => {
  const { rxn_smiles, validation } = runStages("c1ccc2[nH]ccc2c1>CN(C)C=O.O=P(Cl)(Cl)Cl>O=Cc1c[nH]c2ccccc12");
  assertEquals(rxn_smiles.mapping?.agent_sources, ["CN(C)C=O"]);
  assert(codes(validation.notes).includes("agents_supply_atoms"));
});

function codes(notes: readonly (Note | string)[] = []): readonly string[] {
  return notes.flatMap((entry) => typeof entry === "string" ? [] : entry.code);
}
