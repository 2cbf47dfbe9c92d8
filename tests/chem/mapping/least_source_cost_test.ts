import { assert, assertEquals, assertGreater, assertLess, assertLessOrEqual } from "@std/assert";
import { changeNames } from "../../../src/chem/mapping/change_features.ts";
import { leastSourceCost } from "../../../src/chem/mapping/least_source_cost.ts";
import { distinctCandidates } from "../../../src/chem/mapping/map_atoms.ts";
import {
  type MappingProblem,
  mappingProblem,
  partOfProblem,
} from "../../../src/chem/mapping/mapping_problem.ts";
import { joinGraphs } from "../../../src/chem/molecule/molecular_graph.ts";
import { SPECTATORS } from "../support/spectators.ts";
import { graphOf } from "./support.ts";

const REACTIONS = [
  ["CC(=O)O.NCc1ccccc1", "CC(=O)NCc1ccccc1"],
  ["OC(=O)CCc1ccccc1", "COC(=O)CCc1ccccc1"],
  ["Brc1ccccc1.OB(O)c1ccncc1", "c1ccc(-c2ccncc2)cc1"],
  ["O=Cc1ccccc1.CCOC(=O)CP(=O)(OCC)OCC", "CCOC(=O)C=Cc1ccccc1"],
  ["CCOC(=O)c1ccccc1", "CCO.O=C(O)c1ccccc1"],
  ["c1ccc2[nH]ccc2c1", "O=Cc1c[nH]c2ccccc12"],
  ["CCCCBr", "CCCCC#N"],
] as const;

/** The reaction with a spectator that costs something to use, and the fragment number of the spectator. */
function withPoorSource(left: string, spectator: string, right: string): MappingProblem {
  const reactants = joinGraphs([...left.split("."), spectator].map(graphOf));
  const sourceCosts = new Float32Array(reactants.fragmentCount);
  sourceCosts[reactants.fragmentCount - 1] = 1;
  return mappingProblem(reactants, joinGraphs(right.split(".").map(graphOf)), { sourceCosts });
}

Deno.test("No mapping that uses a poor source costs less than the bound found without a search", () => {
  let using = 0;
  for (const [left, right] of REACTIONS) {
    for (const [name, smiles] of SPECTATORS) {
      const problem = withPoorSource(left, smiles, right);
      const least = leastSourceCost(problem);
      for (const { assignment, cost } of distinctCandidates(problem, changeNames(problem))) {
        const last = problem.reactants.fragmentCount - 1;
        if (!assignment.source.some((atom) => atom >= 0 && problem.reactants.fragment[atom] === last)) {
          continue;
        }
        using++;
        assertLessOrEqual(least, cost + 1e-3, `${left}>>${right} with ${name}`);
      }
    }
  }
  assertGreater(using, 200);
});

Deno.test("The bound is low for molecules that fit into the products, high for those that must be broken", () => {
  const least = (spectator: string, group: string) =>
    leastSourceCost(withPoorSource(`CC(=O)O.NC${group}`, spectator, `CC(=O)NC${group}`));
  assertGreater(least("Cc1ccccc1", "CC"), 3);
  assertLess(least("Cc1ccccc1", "c1ccccc1"), 2);
  assertGreater(least("C1CCOC1", "CC"), 2.5);
  assertLess(least("CC(N)=O", "CC"), 2.5);
  assertEquals(leastSourceCost(mappingProblem(graphOf("CCO"), graphOf("CC=O"))), Infinity);
});

Deno.test("The part of a problem is the problem of the part", () => {
  const parts = ["CC(=O)OCC", "NCc1ccccc1"];
  const joined = joinGraphs(["Cc1ccccc1", ...parts].map(graphOf));
  const product = graphOf("CC(=O)NCc1ccccc1");
  const whole = mappingProblem(joined, product, { sourceCosts: Float32Array.of(2, 0, 0) });
  const kept = Uint8Array.from(joined.fragment, (fragment) => fragment === 0 ? 0 : 1);
  const atoms = Int32Array.from([...kept.keys()].filter((atom) => kept[atom] === 1));
  const { activation, ...part } = partOfProblem(whole, kept, atoms);
  const { activation: own, ...alone } = mappingProblem(joinGraphs(parts.map(graphOf)), product);
  assert(own.activated === activation.activated);
  assertEquals(part, alone);
});
