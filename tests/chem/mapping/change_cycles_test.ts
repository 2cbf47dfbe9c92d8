import { assertEquals } from "@std/assert";
import { visitChangeCycles } from "../../../src/chem/mapping/change_cycles.ts";
import { assignmentOf, problemOf } from "./support.ts";

function cycles(mapped: string): readonly string[] {
  const problem = problemOf(mapped);
  const found: string[] = [];
  visitChangeCycles(problem, assignmentOf(problem, mapped), (feature) => found.push(feature));
  return found;
}

Deno.test("A Diels-Alder reaction makes two bonds around a ring of six", () => {
  assertEquals(
    cycles("[CH2:1]=[CH:2][CH:3]=[CH2:4].[CH2:5]=[CH2:6]>>[CH2:1]1[CH:2]=[CH:3][CH2:4][CH2:5][CH2:6]1"),
    ["y6.0.2"],
  );
});

Deno.test("Claisen and Cope rearrangements break one bond and make one", () => {
  assertEquals(
    cycles("[CH2:1]=[CH:2][O:3][CH2:4][CH:5]=[CH2:6]>>[O:3]=[CH:2][CH2:1][CH2:6][CH:5]=[CH2:4]"),
    ["y6.1.1"],
  );
});

Deno.test("A metathesis exchanges two double bonds around a ring of four", () => {
  assertEquals(
    cycles("[CH2:1]=[CH:2][CH3:5].[CH2:3]=[CH:4][CH3:6]>>[CH2:1]=[CH2:3].[CH3:5][CH:2]=[CH:4][CH3:6]"),
    ["y4.2.2"],
  );
});

Deno.test("A shift over five atoms needs a lone pair", () => {
  assertEquals(
    cycles("[CH2:1]=[CH:2][CH2:3][S:4](=[O:5])[CH3:6]>>[CH3:6][S:4][O:5][CH2:1][CH:2]=[CH2:3]"),
    ["y5.1.1"],
  );
});

Deno.test("Substitutions and esterifications close no ring", () => {
  assertEquals(cycles("[CH3:1][Br:2].[NH3:3]>>[CH3:1][NH2:3].[BrH:2]"), []);
  assertEquals(
    cycles("[CH3:1][C:2](=[O:3])[Cl:4].[CH3:5][OH:6]>>[CH3:1][C:2](=[O:3])[O:6][CH3:5].[ClH:4]"),
    [],
  );
});
