import { assert } from "@std/assert";
import { agreesWithNumbers } from "../support/partial_agreement.ts";
import { reader, runStages } from "../support/reaction_chain.ts";
import { withoutMapNumbers } from "../../../src/chem/molecule/smiles_atoms.ts";

/** Reactions in which another mapping changes fewer bonds, but bonds that do not change together. */
const REACTIONS = [
  [
    "a transamination of serine moves nitrogen, not its hydroxyl group",
    "OC[C@H]([NH3+:1])[C:8](=O)[O-].C[CH2:4]C(=O)[C:9](=O)[O-]>>OCC(=O)[C:8](=O)[O-].C[CH2:4][C@H]([NH3+:1])[C:9](=O)[O-]",
  ],
  [
    "a transamination of 2-aminobutanoate moves nitrogen, not the chains",
    "CC[CH:2]([NH3+:1])[C:8](=O)[O-].O=[C:3]([C:5](=O)[O-])CCC(=O)[O-]>>CC[C:2](=O)[C:8](=O)[O-].[NH3+:1][CH:3](CCC(=O)[O-])[C:5](=O)[O-]",
  ],
  [
    "methylmalonyl-CoA mutase moves the thioester, not the acid",
    "[CH3:1][CH:2](C(=O)[O-])[C:3](=O)SCCO>>[CH2:1]([C:3](=O)SCCO)[CH2:2]C(=O)[O-]",
  ],
  [
    "glutamate mutase moves glycine, not the acid",
    "[NH3+][CH:3](C(=O)[O-])[CH2:2][CH2:1]C(=O)[O-]>>[NH3+][CH:3](C(=O)[O-])[CH:1]([CH3:2])C(=O)[O-]",
  ],
  [
    "a stannane gives its hydrogen, not its butyl group, to a xanthate",
    "CCCC[SnH](CCCC)CCCC.C[CH2:1][CH2:2][CH2:3]OC(=S)SC>>C[CH2:1][CH2:2][CH3:3]",
  ],
  [
    "both oxygens of a diol come from osmium tetroxide",
    "C[CH:1]=[CH2:2].O=[Os](=[O:3])(=[O:4])=O.C[N+]1([O-])CCOCC1>>C[CH:1]([OH:3])[CH2:2][OH:4]",
  ],
  [
    "ozone gives an oxygen to either end of an alkene",
    "C[CH:1]=[CH:2]c1ccccc1.[O-:4][O+]=[O:3].CSC>>C[CH:1]=[O:3].[O:4]=[CH:2]c1ccccc1",
  ],
] as const;

for (const [name, stated] of REACTIONS) {
  Deno.test(`Of the mappings, ${name}`, () => {
    const { mapped } = runStages(withoutMapNumbers(stated)).rxn_smiles;
    assert(mapped !== null && agreesWithNumbers(reader, mapped, stated), mapped ?? "not mapped");
  });
}
