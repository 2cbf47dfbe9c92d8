import { assert, assertEquals } from "@std/assert";
import { roundTrip } from "../../../src/chem/validation/round_trip.ts";
import { rdkit, runStages } from "../support/reaction_chain.ts";

/** Reactions as chemists write them, with an example each. */
const NAMED = [
  [
    "amide coupling",
    "[C:1](=[O:2])-[OH].[N;H2;!$(N-C=O):3]>>[C:1](=[O:2])-[N:3]",
    ["CC(=O)O", "NCC"],
    "CCNC(C)=O",
  ],
  [
    "Suzuki coupling",
    "[c:1]-Br.[c:2]-B(-O)-O>>[c:1]-[c:2]",
    ["Brc1ccccc1", "OB(O)c1ccncc1"],
    "c1ccc(-c2ccncc2)cc1",
  ],
  [
    "reductive amination",
    "[C;H1:1]=O.[N;H2;$(N-C);!$(N-C=O):2]>>[C:1]-[N:2]",
    ["O=Cc1ccccc1", "CN"],
    "CNCc1ccccc1",
  ],
  [
    "Williamson ether synthesis",
    "[O;H1;$(O-c):1].[C;H2;X4:2]-Br>>[O:1]-[C:2]",
    ["Oc1ccccc1", "CCBr"],
    "CCOc1ccccc1",
  ],
  ["removal of Boc", "[N:1]-C(=O)-O-C(-C)(-C)-C>>[N:1]", ["CC(C)(C)OC(=O)NC1CCCCC1"], "NC1CCCCC1"],
  [
    "Diels-Alder reaction",
    "[C:1]=[C:2]-[C:3]=[C:4].[C:5]=[C:6]-[C:7]=[O:8]>>[C:1]1-[C:2]=[C:3]-[C:4]-[C:5]-[C:6]-1-[C:7]=[O:8]",
    ["C=CC=C", "C=CC=O"],
    "O=CC1CC=CCC1",
  ],
  [
    "Sonogashira coupling",
    "[c:1]-I.[C;H1:2]#[C:3]>>[c:1]-[C:2]#[C:3]",
    ["Ic1ccccc1", "C#CCO"],
    "OCC#Cc1ccccc1",
  ],
  [
    "azide-alkyne cycloaddition",
    "[C;H1:1]#[C:2].[N:3]=[N+:4]=[N-:5]>>[c;H1:1]1:[c:2]:[n;+0:5]:[n;+0:4]:[n:3]:1",
    ["C#CCO", "CN=[N+]=[N-]"],
    "Cn1cc(CO)nn1",
  ],
  [
    "hydrolysis of an ester",
    "[C:1](=[O:2])-[O:3]-[C:4].[OH2:5]>>[C:1](=[O:2])-[O:5].[O:3]-[C:4]",
    ["CC(=O)OC", "O"],
    "CC(=O)O.CO",
  ],
  [
    "nucleophilic aromatic substitution",
    "[c;$(c1ccc(-[N+](=O)-[O-])cc1):1]-F.[N;H1;$(N(-C)-C):2]>>[c:1]-[N:2]",
    ["O=[N+]([O-])c1ccc(F)cc1", "C1COCCN1"],
    "O=[N+]([O-])c1ccc(N2CCOCC2)cc1",
  ],
  ["Baeyer-Villiger oxidation", "[C:1]-[C:2](=[O:3])-[C:4].O-[O;H1:5]>>[C:1]-[C:2](=[O:3])-[O:5]-[C:4]", [
    "O=C1CCCC1",
    "O=C(OO)c1ccccc1",
  ], "O=C1CCCCO1"],
] as const;

for (const [name, smarts, reactants, product] of NAMED) {
  Deno.test(`The ${name} gives its product, by the template as written and by the transform derived from the example`, () => {
    const wanted = product.split(".").map((smiles) => {
      const read = rdkit.molecule(smiles, (molecule) => molecule.smiles());
      assert(read.ok);
      return read.value;
    });
    const written = roundTrip(rdkit, smarts, reactants, wanted);
    assertEquals(written.roundTrip, "exact", written.productSets?.join(" | "));
    const { rxn_smirks, validation } = runStages(`${reactants.join(".")}>>${product}`);
    const { round_trip, reverse } = validation.checks;
    assertEquals([round_trip, reverse], ["exact", "exact"], rxn_smirks.values[0]);
  });
}
