import { assertEquals } from "@std/assert";
import { changeNames } from "../../../src/chem/mapping/change_features.ts";
import { decidingBond } from "../../../src/chem/mapping/deciding_bond.ts";
import { assignmentOf, problemOf } from "./support.ts";

function deciding(chosen: string, other: string) {
  const problem = problemOf(chosen);
  return decidingBond(
    problem,
    changeNames(problem),
    assignmentOf(problem, chosen),
    assignmentOf(problem, other),
  );
}

Deno.test("The bond that one mapping breaks and the other keeps decides", () => {
  const bond = deciding(
    "[CH3:1][C:2](=[O:3])[O:5][CH3:6].[OH2:4]>>[CH3:1][C:2](=[O:3])[OH:4].[OH:5][CH3:6]",
    "[CH3:1][C:2](=[O:3])[O:4][CH3:6].[OH2:5]>>[CH3:1][C:2](=[O:3])[OH:4].[OH:5][CH3:6]",
  );
  assertEquals(bond, { side: "reactants", atoms: ["C:2", "O:5"], chosen: "broken", other: "kept" });
});

Deno.test("An atom that is lost is named without a number", () => {
  const bond = deciding(
    "[CH3:1][C:2](=[O:3])OC(C)(C)C.[OH2:4]>>[CH3:1][C:2](=[O:3])[OH:4]",
    "[CH3:1][C:2](=[O:3])[O:4]C(C)(C)C.O>>[CH3:1][C:2](=[O:3])[OH:4]",
  );
  assertEquals(bond?.side, "reactants");
  assertEquals(bond?.atoms, ["C:2", "O"]);
  assertEquals([bond?.chosen, bond?.other], ["lost", "kept"]);
});

Deno.test("Mappings that treat all bonds alike have no deciding bond", () => {
  assertEquals(deciding("[CH3:1][OH:2]>>[CH3:1][OH:2]", "[CH3:1][OH:2]>>[CH3:1][OH:2]"), null);
});
