import { assertEquals } from "@std/assert";
import { runStages } from "../support/reaction_chain.ts";
import { withAlikeOxygens } from "../../../src/chem/mapping/acid_oxygens.ts";
import { graphOf } from "./support.ts";

/** Given maps in which the two oxygens of an acid or of a nitro group are the other way round than usual. */
const EXCHANGED = [
  "[CH3:1][CH2:2][O:9][C:3](=[O:4])[CH2:5][CH3:6].[OH2:12]>>[O:12]=[C:3]([OH:4])[CH2:5][CH3:6]",
  "[OH:1][C:2](=[O:3])[CH2:4][Br:5].[NH3:6]>>[OH:3][C:2](=[O:1])[CH2:4][NH2:6]",
  "[OH:1][C:2](=[O:3])[CH2:4][CH3:5].[NH2:7][CH3:8]>>[O:1]=[C:2]([NH:7][CH3:8])[CH2:4][CH3:5]",
  "[O-:1][C:2](=[O:3])[CH2:4][CH3:5].[I:9][CH3:8]>>[O:1]=[C:2]([O:3][CH3:8])[CH2:4][CH3:5]",
  "[O-:1][N+:2](=[O:3])[c:4]1[cH:5][cH:6][c:7]([F:8])[cH:9][cH:10]1.[NH2:11][CH3:12]>>[O:1]=[N+:2]([O-:3])[c:4]1[cH:5][cH:6][c:7]([NH:11][CH3:12])[cH:9][cH:10]1",
  "[OH:1][S:2](=[O:3])(=[O:4])[CH2:5][CH2:6][Br:7].[NH3:8]>>[OH:3][S:2](=[O:1])(=[O:4])[CH2:5][CH2:6][NH2:8]",
];

Deno.test("Given maps are not accused of exchanging the oxygens of an acid or a nitro group", () => {
  for (const reaction of EXCHANGED) {
    const { rxn_smiles, validation } = runStages(reaction);
    assertEquals(rxn_smiles.mapping?.source, "given", reaction);
    assertEquals(rxn_smiles.mapping?.computed, undefined, reaction);
    assertEquals(validation.verdict, "sound", reaction);
  }
});

Deno.test("Given maps that exchange the oxygens of an ester are accused", () => {
  const { rxn_smiles, validation } = runStages(
    "[CH3:1][O:2][C:3](=[O:4])[CH3:5]>>[CH3:1][O:4][C:3](=[O:2])[CH3:5]",
  );
  assertEquals(rxn_smiles.mapping?.computed !== undefined, true);
  assertEquals(validation.verdict, "check");
});

Deno.test("Only oxygens that nothing else holds are alike", () => {
  const charges = (smiles: string) => [...withAlikeOxygens(graphOf(smiles)).charge];
  const orders = (smiles: string) => withAlikeOxygens(graphOf(smiles)).bonds.map(({ order }) => order);
  assertEquals(orders("CC(=O)O"), [1, 1.25, 1.25]);
  assertEquals(charges("CC(=O)[O-]"), [0, 0, 0, 0]);
  assertEquals(charges("C[N+](=O)[O-]"), [0, 1, 0, 0]);
  assertEquals(orders("COC=O"), [1, 1, 2]);
  assertEquals(charges("C[O-]"), [0, -1]);
});
