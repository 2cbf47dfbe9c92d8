import { assert, assertEquals, assertGreater } from "@std/assert";
import { atomSimilarity } from "../../../src/chem/molecule/atom_similarity.ts";
import { graphOf } from "../mapping/support.ts";

Deno.test("Atoms are more alike the further out their surroundings agree", () => {
  const [reactants, products] = [graphOf("CCCCCBr"), graphOf("CCCCCN")];
  const similarity = atomSimilarity(reactants, products);
  const own = Array.from({ length: 5 }, (_, i) => similarity[i * reactants.size + i] ?? 0);
  // Far from the change more shells agree.
  for (let i = 1; i < own.length; i++) assertGreater(own[i - 1] ?? 0, own[i] ?? 0);
});

Deno.test("Atoms of different elements do not match", () => {
  const similarity = atomSimilarity(graphOf("CO"), graphOf("CN"));
  assertEquals([...similarity].map((value) => value >= 0), [true, false, false, false]);
});

Deno.test("Another isotope is less alike", () => {
  const similarity = atomSimilarity(graphOf("[13CH3]O.CO"), graphOf("[13CH3]Cl"));
  assert((similarity[0] ?? 0) > (similarity[2] ?? 0));
});
