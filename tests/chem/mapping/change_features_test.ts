import { assert, assertEquals } from "@std/assert";
import { changeNames, visitChanges } from "../../../src/chem/mapping/change_features.ts";
import { assignmentOf, problemOf } from "./support.ts";

function changes(mapped: string): readonly string[] {
  const problem = problemOf(mapped);
  const found: string[] = [];
  visitChanges(problem, changeNames(problem), assignmentOf(problem, mapped), (change) => found.push(change));
  return found;
}

Deno.test("A substitution loses a halogen, makes a bond, takes a hydrogen and uses two molecules", () => {
  assertEquals(changes("[CH3:1]Br.[NH3:2]>>[CH3:1][NH2:2]").toSorted(), [
    "+C.N1",
    "+Cs.Nh1",
    "<Br.C1",
    "<Cs.X1",
    "hN-1",
    "m",
    "m",
    "sC.Br>N",
    "sCs.Br>N",
    "sN.>C",
    "sNh.>C",
  ]);
});

Deno.test("Nothing changes where nothing changes", () => {
  assertEquals(changes("[CH3:1][OH:2]>>[CH3:1][OH:2]"), ["m"]);
});

Deno.test("A double bond that moves along an allyl is a shift", () => {
  const claisen = "[CH2:1]=[CH:2][O:3][CH2:4][CH:5]=[CH2:6]>>[O:3]=[CH:2][CH2:1][CH2:6][CH:5]=[CH2:4]";
  assert(changes(claisen).includes("tO>C"));
});

Deno.test("Atoms without a source, changed charges and rings are reported", () => {
  const found = changes("[CH2:1]=[CH:2][CH2:3][NH2:4]>>[CH2:1]1[CH:2](O)[CH2:3][NH2+:4]1");
  for (const change of ["uO", "qN1", "rC1", "rN1", ">C.O1"]) assert(found.includes(change), change);
});
