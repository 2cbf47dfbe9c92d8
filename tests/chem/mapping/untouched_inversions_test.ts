import { assertEquals, assertMatch } from "@std/assert";
import { mappingProblem } from "../../../src/chem/mapping/mapping_problem.ts";
import { untouchedInversions } from "../../../src/chem/mapping/untouched_inversions.ts";
import { reactionOf, runStages } from "../support/reaction_chain.ts";

function count(mapped: string): number {
  const reaction = reactionOf(mapped);
  return untouchedInversions(mappingProblem(reaction.left, reaction.right), reaction);
}

Deno.test("A centre that is turned over counts only if none of its bonds is broken", () => {
  const kept = "[CH3:1][C@H:2]([OH:3])[CH2:4][CH3:5].[CH3:6]I>>[CH3:1][C@H:2]([O:3][CH3:6])[CH2:4][CH3:5]";
  assertEquals(count(kept), 0);
  assertEquals(count(kept.replace(">>[CH3:1][C@H:2]", ">>[CH3:1][C@@H:2]")), 1);
  const exchanged = "[CH3:1][C@H:2](O)[CH2:4][CH3:5].[NH3:3]>>[CH3:1][C@@H:2]([NH2:3])[CH2:4][CH3:5]";
  assertEquals(count(exchanged), 0);
  // Both ways around the ring are equivalent, so its trans-1,4 centres cannot be distinguished from inverted ones.
  const ring = "[OH:1][C@H:2]1[CH2:3][CH2:4][C@@H:5]([CH3:6])[CH2:7][CH2:8]1.[CH3:9]I>>" +
    "[CH3:9][O:1][C@@H:2]1[CH2:3][CH2:4][C@H:5]([CH3:6])[CH2:7][CH2:8]1";
  assertEquals(count(ring), 0);
});

Deno.test("In a Mitsunobu reaction the alcohol loses its oxygen, in an acylation it keeps it", () => {
  const acid = "O=C(O)c1ccccc1";
  const inverted = runStages(
    `CCOC(=O)[C@H](C)O.${acid}>c1ccc(P(c2ccccc2)c2ccccc2)cc1>CCOC(=O)[C@@H](C)OC(=O)c1ccccc1`,
  );
  assertMatch(inverted.rxn_smiles.mapped ?? "", /\]\)O\./);
  const acylated = runStages(`CCOC(=O)[C@H](C)O.${acid}>>CCOC(=O)[C@H](C)OC(=O)c1ccccc1`);
  assertMatch(acylated.rxn_smiles.mapped ?? "", /\[OH:\d+\]\./);
});
