import { assertEquals, assertGreater } from "@std/assert";
import {
  activatesAlcohols,
  bondCosts,
  breakingCosts,
  orderChangeCost,
} from "../../../src/chem/mapping/bond_cost.ts";
import { graphOf } from "./support.ts";

/** Cost of the bond between the atoms `a` and `b`, counted in the order of the SMILES. */
function cost(smiles: string, a: number, b: number): number {
  const graph = graphOf(smiles);
  const bond = graph.bonds.findIndex((entry) =>
    Math.min(entry.a, entry.b) === Math.min(a, b) && Math.max(entry.a, entry.b) === Math.max(a, b)
  );
  if (bond < 0) throw new Error(`${smiles} has no bond ${a}-${b}`);
  return bondCosts(graph)[bond] ?? 0;
}

Deno.test("Carbon-carbon bonds cost more than bonds to heteroatoms, which cost more than bonds to halogens", () => {
  assertGreater(cost("CC", 0, 1), cost("CO", 0, 1));
  assertGreater(cost("CO", 0, 1), cost("CBr", 0, 1));
});

Deno.test("An ester is cut at its acyl side, unless the alkyl group gives a stable cation", () => {
  assertGreater(cost("CC(=O)OCC", 3, 4), cost("CC(=O)OCC", 1, 3));
  assertGreater(cost("CC(=O)OCC", 3, 4), cost("CC(=O)OC(C)(C)C", 3, 4));
  assertGreater(cost("CC(=O)OCC", 3, 4), cost("CC(=O)OCc1ccccc1", 3, 4));
});

Deno.test("An acetal is cut more easily than an ether", () => {
  assertGreater(cost("CCOCC", 1, 2), cost("CCOCOCC", 2, 3));
});

Deno.test("The nucleophile comes to the gamma phosphorus of ATP, or to the alpha phosphorus", () => {
  const triphosphate = "OP(=O)(O)OP(=O)(O)OP(=O)(O)OC";
  const [gamma, outer, beta, inner, alpha] = [1, 4, 5, 8, 9];
  assertGreater(cost(triphosphate, beta, outer), cost(triphosphate, gamma, outer));
  assertGreater(cost(triphosphate, beta, inner), cost(triphosphate, alpha, inner));
});

Deno.test("A change of bond order costs half a unit, and less between aromatic and single or double", () => {
  assertEquals([orderChangeCost(1, 2), orderChangeCost(1, 3), orderChangeCost(2, 2)], [0.5, 1, 0]);
  assertEquals(orderChangeCost(1.5, 2), 0.2);
});

Deno.test("An azodicarboxylate makes the alcohol lose its oxygen", () => {
  const mitsunobu = graphOf("CCO.CCOC(=O)N=NC(=O)OCC.CC(=O)O");
  assertEquals([activatesAlcohols(mitsunobu), activatesAlcohols(graphOf("CCO.CN=NC"))], [true, false]);
  // The bonds of ethanol come first.
  const [carbonCarbon, carbonOxygen] = bondCosts(mitsunobu, { activated: true });
  assertEquals([carbonCarbon, Math.round(100 * (carbonOxygen ?? 0))], [2, 40]);
});

Deno.test("Breaking a bond between saturated carbons without heteroatoms costs more, unless the ring is strained", () => {
  assertEquals([...breakingCosts(graphOf("CCCC"))], [1, 1, 1]);
  // The ethyl group keeps its methyl, and an arene its ring.
  assertEquals([...breakingCosts(graphOf("CCO"))], [1.5, 0]);
  assertEquals([...breakingCosts(graphOf("c1ccccc1"))], [1, 1, 1, 1, 1, 1]);
  assertEquals([...breakingCosts(graphOf("C[SiH3]"))], [1.5]);
  assertEquals([...breakingCosts(graphOf("CC=C"))], [0, 0]);
  assertEquals([...breakingCosts(graphOf("C1CC1"))], [0, 0, 0]);
});
