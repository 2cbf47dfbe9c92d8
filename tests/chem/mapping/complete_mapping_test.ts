import { assertEquals } from "@std/assert";
import { completeMapping } from "../../../src/chem/mapping/complete_mapping.ts";
import { assignmentOf, problemOf } from "./support.ts";

Deno.test("Atoms without a number follow their neighbours, those with one stay", () => {
  const partial = "[CH3:1]CBr.CO[CH3:2]>>[CH3:1]CO[CH3:2]";
  const problem = problemOf(partial);
  const { assignment } = completeMapping(problem, assignmentOf(problem, partial).source);
  assertEquals([...assignment.source], [0, 1, 4, 5]);
});

Deno.test("A complete mapping stays as it is, whatever it costs", () => {
  const crossed = "[CH3:1][CH2:2][OH:3]>>[CH3:2][CH2:1][OH:3]";
  const problem = problemOf(crossed);
  const { assignment, cost } = completeMapping(problem, assignmentOf(problem, crossed).source);
  assertEquals([...assignment.source], [1, 0, 2]);
  assertEquals(cost > 2, true);
});
