import { assertEquals } from "@std/assert";
import { islandsOf } from "../../../src/chem/mapping/mapping_islands.ts";
import { assignmentOf, graphOf, problemOf } from "./support.ts";

/** Each island as its molecule, its carbon atoms and all atoms, and whether it was parted from a rest. */
function islands(reaction: string) {
  const problem = problemOf(reaction);
  const [left = ""] = reaction.split(">>");
  const molecules = left.split(".").map((smiles) => ({ smiles, graph: graphOf(smiles), maps: [] }));
  return islandsOf(problem, assignmentOf(problem, reaction), molecules)
    .map(({ molecule, size, elements, parting }) => [molecule, elements.get(6) ?? 0, size, parting > 0]);
}

Deno.test("Islands are what stays connected, each with its molecule and the cost of cutting it off", () => {
  assertEquals(
    islands("[CH3:1][C:2](=[O:3])OC.[NH2:4][CH2:5][CH3:6]>>[CH3:1][C:2](=[O:3])[NH:4][CH2:5][CH3:6]"),
    [[0, 2, 3, true], [1, 2, 3, false]],
  );
  // The second methyl comes from the ester.
  assertEquals(
    islands("[CH3:1]O[C:2](=[O:3])[CH3:4].[CH3:5][Mg]Br>>[CH3:5][C:2]([CH3:1])([OH:3])[CH3:4]"),
    [[1, 1, 1, true], [0, 2, 3, true], [0, 1, 1, true]],
  );
});

Deno.test("Atoms without a source belong to no island", () => {
  assertEquals(islands("[CH3:1][CH:2]=[O:3]>>[CH3:1][C:2](=[O:3])O"), [[0, 2, 3, false]]);
});
