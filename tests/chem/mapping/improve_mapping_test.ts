import { assert, assertEquals, assertLess } from "@std/assert";
import { applyMove, improveMapping, moves } from "../../../src/chem/mapping/improve_mapping.ts";
import { assignmentCost, copyAssignment } from "../../../src/chem/mapping/mapping_problem.ts";
import { assignmentOf, problemOf } from "./support.ts";

const CROSSED = "[CH3:1][CH2:2][OH:3].[CH3:4][C:5](=[O:6])[Cl:7]>>[CH3:4][CH2:2][O:3][C:5](=[O:6])[CH3:1]";

Deno.test("Every step saves what it says", () => {
  const problem = problemOf(CROSSED);
  const assignment = assignmentOf(problem, CROSSED);
  const before = assignmentCost(problem, assignment);
  const found = moves(problem, assignment);
  assert(found.length > 3);
  for (const move of found) {
    const after = copyAssignment(assignment);
    applyMove(after, move);
    assertLess(Math.abs(before - assignmentCost(problem, after) - move.gain), 1e-4);
  }
});

Deno.test("The local search uncrosses atoms, but not those that are fixed", () => {
  const problem = problemOf(CROSSED);
  const assignment = assignmentOf(problem, CROSSED);
  const fixed = copyAssignment(assignment);
  improveMapping(problem, assignment);
  assertEquals([...assignment.source], [0, 1, 2, 4, 5, 3]);
  improveMapping(problem, fixed, new Uint8Array(problem.products.size).fill(1));
  assertEquals([...fixed.source], [...assignmentOf(problem, CROSSED).source]);
});

Deno.test("Two carbonyls swap places together with their oxygens", () => {
  const crossed =
    "[CH3:1][CH2:2][C:3](=[O:4])[S:5][CH3:6].[OH:7][C:8](=[O:9])[CH2:10][C:11](=[O:12])[O:13][CH3:14]>>" +
    "[CH3:1][CH2:2][C:8](=[O:9])[CH2:10][C:11](=[O:12])[O:13][CH3:14].[O:7]=[C:3]=[O:4].[SH:5][CH3:6]";
  const problem = problemOf(crossed);
  const assignment = assignmentOf(problem, crossed);
  improveMapping(problem, assignment);
  // The propionyl group keeps its carbonyl, carbon dioxide comes from the acid.
  assertEquals([...assignment.source.subarray(0, 4)], [0, 1, 2, 3]);
});
