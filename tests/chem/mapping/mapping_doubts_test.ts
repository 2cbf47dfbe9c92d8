import { assertEquals } from "@std/assert";
import { doubtsAbout } from "../../../src/chem/mapping/mapping_doubts.ts";
import { assignmentOf, problemOf } from "./support.ts";

function doubts(reaction: string) {
  const problem = problemOf(reaction);
  return doubtsAbout(problem, assignmentOf(problem, reaction));
}

Deno.test("Reactions of metabolism are those of phosphates, thioesters, and pairs of amino or keto acids", () => {
  for (
    const [reaction, biochemical] of [
      ["[CH3:1]OP(=O)(O)O>>[CH3:1]O", 1],
      ["[CH3:1]C(=O)SCC.O>>[CH3:1]C(=O)O", 1],
      ["[CH3:1]C(N)C(=O)O.O=CC(=O)O>>[CH3:1]C(=O)C(=O)O", 1],
      // Phosphonates, one amino acid, and anything with a halogen or a boron compound beside it.
      ["[CH3:1]P(=O)(OCC)OCC>>[CH4:1]", 0],
      ["[CH3:1]C(N)C(=O)O>>[CH3:1]C(N)C(=O)OC", 0],
      ["[CH3:1]C(=O)SCC.OB(O)c1ccccc1>>[CH3:1]C(=O)c1ccccc1", 0],
      ["[CH3:1]Br.O>>[CH3:1]O", 0],
    ] as const
  ) assertEquals(doubts(reaction).biochemical, biochemical, reaction);
});

Deno.test("Rearranged skeletons and bonds that hardly ever break are counted", () => {
  const pinacol = "[CH3:1][C:2]([CH3:3])(O)[C:4]([CH3:5])([CH3:6])[OH:7]>>" +
    "[CH3:1][C:2]([CH3:3])([CH3:5])[C:4]([CH3:6])=[O:7]";
  assertEquals(doubts(pinacol).skeleton, 1);
  assertEquals(doubts("[CH3:1][OH:2].Cl>>[CH3:1]Cl").skeleton, 0);
  assertEquals(doubts("[CH3:1][Si](C)(C)Cl.[OH:2]C>>[CH3:1][O:2]C").unlikely, 1);
  assertEquals(doubts("[CH3:1]I.[OH:2]C>>[CH3:1][O:2]C").unlikely, 0);
});
