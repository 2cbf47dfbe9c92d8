import { assert } from "@std/assert";
import { sameMapping } from "../../../src/chem/mapping/same_mapping.ts";
import { assignmentOf, problemOf } from "./support.ts";

function same(first: string, second: string): boolean {
  const problem = problemOf(first);
  return sameMapping(problem, assignmentOf(problem, first), assignmentOf(problem, second));
}

Deno.test("Exchanging symmetry-equivalent atoms does not make another mapping", () => {
  assert(same(
    "[CH3:1][C:2]([CH3:3])=[O:4].[BH4-]>>[CH3:1][CH:2]([CH3:3])[OH:4]",
    "[CH3:3][C:2]([CH3:1])=[O:4].[BH4-]>>[CH3:1][CH:2]([CH3:3])[OH:4]",
  ));
  // Two equal molecules, one of which is used.
  assert(same("[CH3:1]O.CO.Cl>>[CH3:1]Cl", "CO.[CH3:1]O.Cl>>[CH3:1]Cl"));
});

Deno.test("Cutting an ester on the other side is another mapping", () => {
  assert(
    !same(
      "[CH3:1][C:2](=[O:3])[O:4][CH3:5].[OH2:6]>>[CH3:1][C:2](=[O:3])[OH:4].[CH3:5][OH:6]",
      "[CH3:1][C:2](=[O:3])[O:4][CH3:5].[OH2:6]>>[CH3:1][C:2](=[O:3])[OH:6].[CH3:5][OH:4]",
    ),
  );
});

Deno.test("Isotopes, charges and atoms without a source count", () => {
  assert(!same("[13CH3:1]O.CO>>[CH3:1]Cl", "[13CH3]O.[CH3:1]O>>[CH3:1]Cl"));
  assert(!same("[NH3:1].[NH4+:2]>>[NH2:1]C", "[NH3:1].[NH4+:2]>>[NH2:2]C"));
  assert(!same("[CH3:1]O>>[CH3:1]Cl", "[CH3:1]O>>CCl"));
});
