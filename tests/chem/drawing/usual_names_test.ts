import { assertEquals } from "@std/assert";
import { UsualNames } from "../../../src/chem/drawing/usual_names.ts";
import { reader } from "../support/reaction_chain.ts";

const names = new UsualNames(reader);
const nameOf = (smiles: string) => names.name(smiles.split("."));

Deno.test("What chemists write over an arrow is found from the structure, however its SMILES is spelt", () => {
  const expected: Readonly<Record<string, string>> = {
    "ClCCl": "DCM",
    "C(Cl)Cl": "DCM",
    "CN(C)C=O": "DMF",
    "O": "H₂O",
    "[OH2:7]": "H₂O",
    "c1ccncc1": "pyridine",
    "c1ccc(cc1)P(c1ccccc1)c1ccccc1": "PPh₃",
    "[Pd]": "Pd",
    "[Cu]I": "CuI",
    "Cl[Ti](Cl)(Cl)Cl": "TiCl₄",
    "[Na+].[BH4-]": "NaBH₄",
    "[O-][Cr](=O)(=O)Cl.c1cc[nH+]cc1": "PCC",
  };
  assertEquals(Object.fromEntries(Object.keys(expected).map((smiles) => [smiles, nameOf(smiles)])), expected);
});

Deno.test("Salts are written as formulas, and ions alone with their charge", () => {
  assertEquals(nameOf("[Cs+].[Cs+].O=C([O-])[O-]"), "Cs₂CO₃");
  assertEquals(nameOf("CC(=O)[O-].[Pd+2].CC(=O)[O-]"), "Pd(OAc)₂");
  assertEquals(nameOf("[K+].CC(C)(C)[O-]"), "KOtBu");
  assertEquals(nameOf("[Mg+2]"), "Mg²⁺");
  assertEquals(nameOf("[Br-]"), "Br⁻");
  assertEquals(nameOf("[H+]"), "H⁺");
});

Deno.test("What has no short name has none, and neither has a wrong stereoisomer or an isotopomer", () => {
  for (const smiles of ["CCCCCC(C)CCCCN", "[2H]C(Cl)Cl", "[Na+].[Na+].[Cl-]", "C(", "[13CH3]O"]) {
    assertEquals([smiles, nameOf(smiles)], [smiles, null]);
  }
});

Deno.test("A complex and its ligands are found among other compounds", () => {
  const phosphine = "c1ccc(P(c2ccccc2)c2ccccc2)cc1";
  const fragments = ["CCO", phosphine, phosphine, "[Pd]", phosphine, phosphine, "O"];
  assertEquals(names.known(fragments).map((places) => [...places].sort()), [[1, 2, 3, 4, 5]]);
});
