import { assertEquals } from "@std/assert";
import { growMapping } from "../../../src/chem/mapping/grow_mapping.ts";
import { emptyAssignment } from "../../../src/chem/mapping/mapping_problem.ts";
import { assignmentOf, problemOf } from "./support.ts";

Deno.test("Growth follows the bonds from what is most alike", () => {
  const reaction = "[CH3:1][CH2:2][CH2:3]Br.[NH2:4][CH3:5]>>[CH3:1][CH2:2][CH2:3][NH:4][CH3:5]";
  const problem = problemOf(reaction);
  const assignment = emptyAssignment(problem);
  growMapping(problem, assignment);
  assertEquals([...assignment.source], [...assignmentOf(problem, reaction).source]);
});

Deno.test("Growth keeps what is assigned, begins with the seed, and leaves out what has no partner", () => {
  const problem = problemOf("CCO.CCO>>CCOF");
  const assignment = emptyAssignment(problem);
  assignment.source[2] = 5;
  assignment.target[5] = 2;
  growMapping(problem, assignment, { seed: [0, 3] });
  assertEquals([...assignment.source], [3, 4, 5, -1]);
  assertEquals([...assignment.target], [-1, -1, -1, 0, 1, 2]);
});
