import { assert, assertEquals } from "@std/assert";
import { createOperations } from "../../../src/chem/process/operations.ts";
import { readWritten } from "../../../src/chem/molecule/read_written.ts";
import { withMapNumbers } from "../../../src/chem/molecule/smiles_atoms.ts";
import { LIMITS, operations, rdkit, reader, runStages } from "../support/reaction_chain.ts";

/** Symmetric molecules, whose equivalent ends RDKit would number differently when it reads the mapped text. */
const SYMMETRIC = [
  "CCOC(=O)CCCCC(=O)OCC>>O=C1CCCC1",
  "C#CCOc1ccccc1-c1ncccn1>>c1cnc2c(c1)COc1ccccc1-2",
  "CC(=O)OC(C)=O.O=C1NCC(=O)N(Cc2ccccc2)c2ccccc21>>Cc1nc2c(=O)n(Cc3ccccc3)c3ccccc3c2o1",
  "CC(=O)OC(C)=O.Nc1ccncc1N>>Cc1nc2ccncc2[nH]1",
  "CN(c1ncnc2[nH]ccc12)[C@H]1C[C@@H](N)C1.O=S(=O)(Cl)CC1CC1>>CN(c1ncnc2[nH]ccc12)[C@H]1C[C@@H](NS(=O)(=O)CC2CC2)C1",
];

Deno.test("The stages after the mapping give the same results in a process that has not seen the reaction", () => {
  for (const text of SYMMETRIC) {
    const { smiles, rxn_smiles, rxn_smarts, rxn_smirks, validation } = runStages(text);
    const { mapped, mapping } = rxn_smiles;
    assert(mapped !== null && mapping !== null, text);
    const restarted = () => createOperations(rdkit, LIMITS);
    assertEquals(restarted().rxnSmarts({ mapped }).result, rxn_smarts);
    assertEquals(restarted().rxnSmirks({ mapped }).result, rxn_smirks);
    const again = restarted().validation({
      input: { text, format: "smiles" },
      smilesInvalidCount: smiles.invalid_count,
      impossibleCount: 0,
      mapped,
      mapping,
      smirks: rxn_smirks.values[0] ?? null,
    });
    assertEquals(again.result, validation);
  }
});

Deno.test("A molecule with map numbers written in is read back as it was, with its atoms in order", () => {
  const texts = [
    "CCO",
    "c1cc[nH]c1",
    "[CH2]CC",
    "C[PH](C)=O",
    "CP(C)(C)=O",
    "O=S(=O)(O)c1ccccc1",
    "CC(C)[CH2][Mg][Br]",
    "CCC[CH2][Sn]([Cl])([CH2]CCC)[CH2]CCC",
    "C[N+](=O)[O-]",
    "[2H]C([2H])([2H])O",
    "N[C@@H](CC(=O)O)C(=O)O",
    "C/C=C/Cl",
    "C1CC[BH]C1",
    "*CC",
  ];
  for (const text of texts) {
    const read = reader.component({ kind: "smiles", text });
    assert(read.ok, text);
    const { smiles } = read.value;
    const graph = reader.graph(smiles);
    assert(graph.ok, text);
    const maps = Array.from(
      { length: graph.value.size },
      (_, atom) => atom % 3 === 2 ? 0 : graph.value.size - atom,
    );
    assertEquals(readWritten(reader, withMapNumbers(smiles, graph.value.hydrogens, maps)), { smiles, maps });
  }
});

Deno.test("A molecule without map numbers written in is not read as if it had them", () => {
  assertEquals(readWritten(reader, "[CH2:1][OH:2]X"), null);
  assertEquals(readWritten(reader, "[cH:1]1[cH:2][cH:3]1"), null);
});

Deno.test("The stages accept a mapped reaction written by another program, with its atoms in any order", () => {
  const mapped = "[OH:2][C@@H:3]([CH3:5])[CH2:1]Cl>>[O:2]=[C:3]([CH3:5])[CH2:1]Cl";
  const { result } = operations.rxnSmirks({ mapped });
  const answer = operations.validation({
    input: { text: mapped, format: "smiles" },
    smilesInvalidCount: 0,
    impossibleCount: 0,
    mapped,
    mapping: { source: "given", cost: 0, given_rejected: null },
    smirks: result.values[0] ?? null,
  });
  assertEquals(answer.result.checks.round_trip, "exact");
});
