import { assertEquals, assertGreater } from "@std/assert";
import { equivalentAtoms, settleEquivalentAtoms } from "../../../src/chem/mapping/equivalent_atoms.ts";
import { assignmentCost } from "../../../src/chem/mapping/mapping_problem.ts";
import { assignmentOf, graphOf, problemOf } from "./support.ts";

Deno.test("The oxygens of acids, phosphates and nitro groups are alike, those of esters and diols are not", () => {
  assertEquals(equivalentAtoms(graphOf("CC(=O)O")), [[2, 3]]);
  assertEquals(equivalentAtoms(graphOf("COP(=O)(O)O")), [[3, 4, 5]]);
  assertEquals(equivalentAtoms(graphOf("C[N+](=O)[O-]")), [[2, 3]]);
  assertEquals(equivalentAtoms(graphOf("CC(=O)OC")), []);
  assertEquals(equivalentAtoms(graphOf("OCCO")), []);
});

Deno.test("The cheapest of several mappings that differ in the oxygens of an acid is taken", () => {
  const odd = "[CH3:1][C:2](=[O:3])[O:4][CH3:5].[OH2:6]>>[CH3:1][C:2](=[O:6])[OH:3].[OH:4][CH3:5]";
  const problem = problemOf(odd);
  const assignment = assignmentOf(problem, odd);
  const before = assignmentCost(problem, assignment);
  const saved = settleEquivalentAtoms(
    problem,
    assignment,
    equivalentAtoms(problem.reactants),
    equivalentAtoms(problem.products),
  );
  assertGreater(saved, 0.1);
  assertEquals(Math.round(1e4 * (before - assignmentCost(problem, assignment))), Math.round(1e4 * saved));
  // The carbonyl oxygen stays, that of water becomes the hydroxyl.
  assertEquals([...assignment.source], [0, 1, 2, 5, 3, 4]);
});
