import { assertEquals } from "@std/assert";
import { isOxidant, isReductant } from "../../../src/chem/balance/redox_agents.ts";
import { reader } from "../support/reaction_chain.ts";

function canonical(smiles: string): string {
  const read = reader.component({ kind: "smiles", text: smiles });
  if (!read.ok) throw new Error(`Cannot read ${smiles}: ${read.reason}`);
  return read.value.smiles;
}

const REDUCTANTS = [
  "[BH4-]",
  "CC(=O)O[BH-](OC(C)=O)OC(C)=O",
  "[BH3-]C#N",
  "B",
  "[AlH4-]",
  "CC(C)C[AlH]CC(C)C",
  "CC[SiH](CC)CC",
  "CCCC[SnH](CCCC)CCCC",
  "[HH]",
  "[H-]",
  "[Zn]",
  "[Fe]",
  "Cl[Sn]Cl",
  "NN",
  "OC=O",
  "[O-]S(=O)S(=O)[O-]",
];
const OXIDANTS = [
  "O=[Cr](=O)(O)Cl",
  "[O-][Cr](=O)(=O)O[Cr](=O)(=O)[O-]",
  "O=[Mn]=O",
  "[O-][Mn](=O)(=O)=O",
  "O=[Os](=O)(=O)=O",
  "OO",
  "OOC(=O)c1cccc(Cl)c1",
  "CC(C)(C)OO",
  "O=O",
  "[O-][O+]=O",
  "CC(=O)OI1(OC(C)=O)(OC(C)=O)OC(=O)c2ccccc21",
  "CC(=O)OI(OC(C)=O)c1ccccc1",
  "[O-]I(=O)(=O)=O",
  "[O-]Cl",
  "O=C1CCC(=O)N1Br",
  "C[N+]1([O-])CCOCC1",
  "O=[Se]=O",
];
/** Common spectators that change no oxidation number. */
const NEITHER = [
  "CCOC(C)=O",
  "Cc1ccccc1",
  "C1CCOC1",
  "ClCCl",
  "CCO",
  "O",
  "CC(=O)O",
  "CCN(CC)CC",
  "c1ccncc1",
  "CN(C)C=O",
  "Ic1ccccc1",
  "CC(C)(C)OC(=O)OC(=O)OC(C)(C)C",
  "[Na+]",
  "[Pd]",
  "[OH-]",
  "O=S(Cl)Cl",
];

Deno.test("Common reductants and oxidants are recognised as such and as nothing else", () => {
  for (const smiles of REDUCTANTS) {
    const text = canonical(smiles);
    assertEquals([smiles, isReductant(text), isOxidant(text)], [smiles, true, false], text);
  }
  for (const smiles of OXIDANTS) {
    const text = canonical(smiles);
    assertEquals([smiles, isReductant(text), isOxidant(text)], [smiles, false, true], text);
  }
});

Deno.test("Solvents, bases, acids and catalysts are neither reductants nor oxidants", () => {
  for (const smiles of NEITHER) {
    const text = canonical(smiles);
    assertEquals([smiles, isReductant(text), isOxidant(text)], [smiles, false, false], text);
  }
});
