import { assert, assertEquals } from "@std/assert";
import { changeNames } from "../../../src/chem/mapping/change_features.ts";
import { distinctCandidates } from "../../../src/chem/mapping/map_atoms.ts";
import { assignmentCost } from "../../../src/chem/mapping/mapping_problem.ts";
import { sameMapping } from "../../../src/chem/mapping/same_mapping.ts";
import { assignmentOf, problemOf } from "./support.ts";

function candidatesOf(reaction: string) {
  const problem = problemOf(reaction);
  return { problem, candidates: distinctCandidates(problem, changeNames(problem)) };
}

Deno.test("Candidates are distinct, cheapest first, injective, and cost what they say", () => {
  const { problem, candidates } = candidatesOf("CC(=O)OCC.CC(=O)O.NCc1ccccc1>>CC(=O)NCc1ccccc1.O");
  assert(candidates.length > 3);
  candidates.forEach(({ assignment, cost }, index) => {
    assert(cost >= (candidates[index - 1]?.cost ?? 0));
    assert(Math.abs(assignmentCost(problem, assignment) - cost) < 1e-3);
    const sources = [...assignment.source].filter((r) => r >= 0);
    assertEquals(new Set(sources).size, sources.length);
    for (const other of candidates.slice(0, index)) {
      assert(!sameMapping(problem, assignment, other.assignment));
    }
  });
});

Deno.test("Both ways to cut an ester are among the candidates", () => {
  const ways = [
    "[CH3:1][C:2](=[O:3])[O:4][CH3:5].[OH2:6]>>[CH3:1][C:2](=[O:3])[OH:6].[CH3:5][OH:4]",
    "[CH3:1][C:2](=[O:3])[O:4][CH3:5].[OH2:6]>>[CH3:1][C:2](=[O:3])[OH:4].[CH3:5][OH:6]",
  ];
  for (const way of ways) {
    const { problem, candidates } = candidatesOf(way);
    assert(candidates.some(({ assignment }) => sameMapping(problem, assignment, assignmentOf(problem, way))));
  }
});

Deno.test("Every pair of molecules is tried when a part may come from either of two similar ones", () => {
  // Coenzyme A exchanges its acid: the oxygen of propionate goes to acetate.
  const reaction = "[CH3:1][C:2](=[O:3])[S:4][CH2:5][CH2:6][CH3:7].[CH3:8][CH2:9][C:10](=[O:11])[OH:12]>>" +
    "[CH3:1][C:2](=[O:3])[OH:12].[CH3:8][CH2:9][C:10](=[O:11])[S:4][CH2:5][CH2:6][CH3:7]";
  const { problem, candidates } = candidatesOf(reaction);
  const [best] = candidates;
  assert(best && sameMapping(problem, best.assignment, assignmentOf(problem, reaction)));
});

Deno.test("Sides that share no element have a candidate without sources or none", () => {
  const { candidates } = candidatesOf("[Na]>>[K]");
  assert(candidates.every(({ assignment }) => assignment.source.every((r) => r < 0)));
});
