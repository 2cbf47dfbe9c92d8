import { assert, assertEquals, assertGreater, assertLess } from "@std/assert";
import { sourceCosts } from "../../../src/chem/mapping/poor_sources.ts";
import { agreesWithNumbers } from "../support/partial_agreement.ts";
import { reader, runStages } from "../support/reaction_chain.ts";
import { PLACES, SPECTATORS, withSpectator } from "../support/spectators.ts";
import { withoutMapNumbers } from "../../../src/chem/molecule/smiles_atoms.ts";
import { graphOf } from "./support.ts";

/** The reactions (with the atoms that matter numbered) whose mapping disagrees about these atoms. */
function differing(reactions: readonly string[]): readonly string[] {
  return reactions.filter((reaction) => {
    const { mapped } = runStages(withoutMapNumbers(reaction)).rxn_smiles;
    assert(mapped !== null);
    return !agreesWithNumbers(reader, mapped, reaction);
  });
}

Deno.test("A molecule recorded as an agent is not a source while the reactants explain the product", () => {
  assertEquals(
    differing([
      "[NH2:1]CCC.O=[CH:2][c:3]1ccccc1>Cc1ccccc1.CC(=O)O[BH-](OC(C)=O)OC(C)=O.[Na+]>CCC[NH:1][CH2:2][c:3]1ccccc1",
      "[NH2:1][NH2:2].O=[CH:3][CH2:4][CH:5]=O>c1ccccc1>[cH:3]1[cH:4][cH:5][nH:1][n:2]1",
      "Nc1ccccc1.C[C:1](=O)[CH2:2][C:3](C)=O>Clc1ccccc1>C[c:1]1[cH:2][c:3](C)c2ccccc2n1",
      "[NH2:1]Cc1ccccc1.O=[C:2]1CCCCC1>ClCCCl.CC(=O)O>[NH:1](Cc1ccccc1)[CH:2]1CCCCC1",
    ]),
    [],
  );
});

Deno.test("A molecule recorded as an agent is a source if nothing else can be", () => {
  assertEquals(
    differing([
      "[cH:1]1c[nH]c2ccccc12>CN(C)[CH:2]=O.O=P(Cl)(Cl)Cl>O=[CH:2][c:1]1c[nH]c2ccccc12",
      "O[C:1](=O)c1ccccc1>[OH:2]CC.O=S(=O)(O)O>CC[O:2][C:1](=O)c1ccccc1",
      "CCO[C:1](=O)c1ccccc1>[CH3:3][OH:2].[Na+].[OH-]>[CH3:3][O:2][C:1](=O)c1ccccc1",
    ]),
    [],
  );
});

Deno.test("Spectator arenes are not cut up, and their methyl groups are not cut off", () => {
  assertEquals(
    differing([
      "[NH2:1][NH2:2].O=[CH:3][CH2:4][CH:5]=O.c1ccccc1>>[cH:3]1[cH:4][cH:5][nH:1][n:2]1",
      "[OH2:1].Cl[C:2](=[O:3])c1ccccc1.[CH2:4]=[N+]=[N-].Cc1ccccc1>>O[C:2](=O)[CH2:4]c1ccccc1",
      "Nc1ccccc1.O[CH2:1][CH:2](O)[CH2:3]O.c1ccccc1>>[cH:1]1[cH:2][cH:3]nc2ccccc12",
    ]),
    [],
  );
});

Deno.test("Diazo compounds give their carbon to acids, with methanol or a silyl group present too", () => {
  assertEquals(
    differing([
      "O=C([OH:2])c1ccccc1.C[Si](C)(C)[CH:1]=[N+]=[N-].CO>>[CH3:1][O:2]C(=O)c1ccccc1",
      "O=C([OH:2])CCC#C.C[Si](C)(C)[CH:1]=[N+]=[N-]>Cc1ccccc1.CO>[CH3:1][O:2]C(=O)CCC#C",
      "O=C([OH:2])C1CCCC1.[CH2:1]=[N+]=[N-].CCOCC>>[CH3:1][O:2]C(=O)C1CCCC1",
    ]),
    [],
  );
});

Deno.test("Common reactions are mapped the same with any of 14 spectators present, wherever these are recorded", () => {
  const reactions = [
    "Br[c:1]1ccncc1.OB(O)[c:2]1ccc(OC)cc1>>[c:1]1(ccncc1)-[c:2]1ccc(OC)cc1",
    "[NH2:1]Cc1ccccc1.O=[CH:2]c1ccco1>>[NH:1](Cc1ccccc1)[CH2:2]c1ccco1",
    "[OH:1]c1ccc(C#N)cc1.Br[CH2:2]c1ccccc1>>[O:1](c1ccc(C#N)cc1)[CH2:2]c1ccccc1",
  ];
  const beside = reactions.flatMap((reaction) =>
    SPECTATORS.flatMap(([, smiles]) =>
      PLACES.flatMap((place) => withSpectator(reaction, smiles, place) ?? [])
    )
  );
  assertEquals(beside.length, 84);
  assertEquals(differing(beside), []);
});

Deno.test("Using an agent costs more than using the same molecule as a reactant", () => {
  const molecule = (smiles: string, isAgent = false) => ({
    smiles,
    graph: graphOf(smiles),
    maps: [],
    isAgent,
  });
  const [amine = 0, toluene = 0, agent = 0] = sourceCosts([
    molecule("CCN"),
    molecule("Cc1ccccc1"),
    molecule("Cc1ccccc1", true),
  ]);
  assertEquals(amine, 0);
  assert(toluene > 0 && agent > toluene);
});

Deno.test("A solvent that is recorded twice as reactant may react with itself", () => {
  assertEquals(
    differing([
      "C[C:1](=[O:2])OCC.[CH3:3][C:4](=[O:5])[O:6]CC.CC[O-].[Na+]>>C[C:1](=[O:2])[CH2:3][C:4](=[O:5])[O:6]CC",
    ]),
    [],
  );
  const ester = { smiles: "CCOC(C)=O", graph: graphOf("CCOC(C)=O"), maps: [] };
  const [once = 0] = sourceCosts([ester]);
  assertEquals([...sourceCosts([ester, ester])], [once / 2, once / 2]);
});

Deno.test("A mapping that takes atoms from a solvent without need is not certain", () => {
  // Acetic acid supplies what diazomethane and water supply in an Arndt-Eistert reaction.
  const { mapped, mapping } = runStages("ClC(=O)c1ccccc1.C=[N+]=[N-].O.CC(=O)O>>OC(=O)Cc1ccccc1").rxn_smiles;
  assert(mapped?.split(">")[0]?.includes("CH3:"));
  assertLess(mapping?.confidence ?? 1, 0.9);
  // Here nothing else can: the ester needs its alcohol.
  const ester = runStages("OC(=O)c1ccccc1.CO>>COC(=O)c1ccccc1").rxn_smiles;
  assertGreater(ester.mapping?.confidence ?? 0, 0.9);
});

Deno.test("A solvent that reacts is found beside one that looks more like the product", () => {
  for (
    const [reaction, idle] of [
      ["CCOC(C)=O.Br[Mg]c1ccccc1.Br[Mg]c1ccccc1.Cc1ccccc1>>CC(O)(c1ccccc1)c1ccccc1", "Cc1ccccc1"],
      ["CCC(C)=O.NNc1ccc(Cl)cc1.Cl.Cc1ccccc1>>Cc1[nH]c2ccc(Cl)cc2c1C", "Cc1ccccc1"],
    ] as const
  ) {
    const { mapped } = runStages(reaction).rxn_smiles;
    assert(mapped?.split(">")[1]?.split(".").includes(idle), mapped ?? reaction);
  }
});
