import { assertEquals } from "@std/assert";
import {
  atomTokens,
  hasMapNumbers,
  isHydrogenToken,
  readMapNumbers,
  withMapNumbers,
  withoutMapNumbers,
} from "../../../src/chem/molecule/smiles_atoms.ts";
import { reader } from "../support/reaction_chain.ts";

Deno.test("Atoms are found in the order in which RDKit numbers them", () => {
  const smiles = "[2H]C(Cl)(Br)c1cc[nH]c1.[NH4+].*O[Si](C)C";
  assertEquals(atomTokens(smiles).slice(0, 6), ["[2H]", "C", "Cl", "Br", "c", "c"]);
  const graph = reader.graph(smiles);
  assertEquals(graph.ok && [...graph.value.element], [1, 6, 17, 35, 6, 6, 6, 7, 6, 7, 0, 8, 14, 6, 6]);
});

Deno.test("Map numbers are read, removed and written", () => {
  const mapped = "[CH3:1][C@H:2](F)[OH:12]";
  assertEquals(hasMapNumbers(mapped), true);
  assertEquals(readMapNumbers(mapped), [1, 2, 0, 12]);
  assertEquals(withoutMapNumbers(mapped), "[CH3][C@H](F)[OH]");
  assertEquals(withMapNumbers("C[C@H](F)O", [3, 1, 0, 1], [1, 2, 0, 12]), mapped);
  assertEquals(withMapNumbers("c1cc[nH]c1", [1, 1, 1, 1, 1], [0, 3, 0, 4, 0]), "c1[cH:3]c[nH:4]c1");
});

Deno.test("Hydrogen atoms are recognised, hydrides and other atoms are not", () => {
  assertEquals(["[H]", "[2H]", "[H+]", "[H:4]"].map(isHydrogenToken), [true, true, true, true]);
  assertEquals(["[OH]", "[NaH]", "[Hg]", "[He]", "[CH4]"].map(isHydrogenToken), [
    false,
    false,
    false,
    false,
    false,
  ]);
});
