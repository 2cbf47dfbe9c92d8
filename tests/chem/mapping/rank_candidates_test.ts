import { assert, assertEquals, assertGreater, assertLess } from "@std/assert";
import { mapAtoms } from "../../../src/chem/mapping/map_atoms.ts";
import { assignmentCost } from "../../../src/chem/mapping/mapping_problem.ts";
import { calibrated, shareLogOdds } from "../../../src/chem/mapping/rank_candidates.ts";
import { assignmentOf, problemOf } from "./support.ts";

Deno.test("Confidences are probabilities: the best has the highest, and their sum is at most one", () => {
  for (
    const text of [
      "CC(C)(C)OC(=O)c1ccccc1.O>>OC(=O)c1ccccc1",
      "CC(=O)Cl.NCc1ccccc1>>CC(=O)NCc1ccccc1C#N",
    ]
  ) {
    const { ranked } = mapAtoms(problemOf(text));
    const [best, ...others] = ranked.map(({ confidence }) => confidence);
    assert(best !== undefined && others.length > 0);
    for (const other of others) assertGreater(best, other, text);
    assertLess([best, ...others].reduce((sum, share) => sum + share, 0), 1 + 1e-9);
  }
});

Deno.test("A known mapping is judged among the others and counts once", () => {
  const text = "[CH3:1][CH2:2][CH2:3]Br.[NH2:4][CH3:5]>>[CH3:2][CH2:1][CH2:3][NH:4][CH3:5]";
  const problem = problemOf(text);
  const assignment = assignmentOf(problem, text);
  const known = { assignment, cost: assignmentCost(problem, assignment) };
  const { ranked } = mapAtoms(problem, known);
  assertEquals(ranked.filter(({ candidate }) => candidate === known).length, 1);
  assert(ranked[0]?.candidate !== known);
  assertLess(ranked.find(({ candidate }) => candidate === known)?.confidence ?? 1, 0.1);
});

Deno.test("A larger share raises the confidence, and more change lowers it", () => {
  const none = { skeleton: 0, unlikely: 0, biochemical: 0 };
  assertGreater(calibrated(0.99, 2, none), calibrated(0.8, 2, none));
  assertGreater(calibrated(0.99, 2, none), calibrated(0.99, 8, none));
  for (const doubt of [{ skeleton: 2 }, { unlikely: 1 }, { biochemical: 1 }]) {
    assertGreater(calibrated(0.99, 2, none), calibrated(0.99, 2, { ...none, ...doubt }));
  }
  for (const share of [0, 0.5, 1]) assert(Number.isFinite(shareLogOdds(share)));
});
