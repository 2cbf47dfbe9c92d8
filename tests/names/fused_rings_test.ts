import { assertEquals } from "@std/assert";
import { fusedRings } from "../../src/names/fused_rings.ts";
import { Piece } from "../../src/names/piece.ts";
import { RING_PARENTS } from "../../src/names/ring_parents.ts";
import { writeSmiles } from "../../src/names/write_smiles.ts";
import { canonical, checkNames, checkRefused } from "./support.ts";

/** What a ring with a methyl group on each of its positions in turn is, so that numbers are compared too. */
function methylated(make: () => Piece): Readonly<Record<string, string>> {
  const labels = [...make().labels.keys()];
  return Object.fromEntries(labels.map((label) => {
    const piece = make();
    const atom = piece.at(label);
    const { structure } = piece;
    if (piece.room(atom) < 1) return [label, "no room"];
    structure.join(atom, structure.add("C"));
    return [label, canonical(writeSmiles(structure))];
  }));
}

Deno.test("Two fused rings have the structures and numbers that the table of rings has for them", () => {
  const compared: string[] = [];
  for (const [name, { smiles, labels }] of RING_PARENTS) {
    const fused = fusedRings(name, 0);
    if (fused === null || fused.end !== name.length || fused.ownLocants > 0) continue;
    compared.push(name);
    // Where two rings meet nothing is bound, and a nitrogen there has a number that some leave out.
    const sorted = (record: Readonly<Record<string, string>>) =>
      Object.entries(record).filter(([, smiles]) => smiles !== "no room").sort();
    assertEquals(
      sorted(methylated(() => fused.build([]))),
      sorted(methylated(() => Piece.of(smiles, labels))),
      name,
    );
  }
  assertEquals(compared.length > 25, true, `${compared.length} rings of the table are fused of two`);
});

Deno.test("Names of two fused rings are read with their substituents and hydrogens", () => {
  checkNames({
    "2-mercaptothiazolo[4,5-c]pyridine": "Sc1nc2cnccc2s1",
    "4-chlorothieno[3,4-d]pyrimidine": "Clc1ncnc2cscc12",
    "2-phenyloxazolo[4,5-b]pyridine": "c1ccc(-c2nc3ncccc3o2)cc1",
    "2,6-dimethyl-4-oxo-4H-pyrido[1,2-a]pyrimidine": "Cc1cc(=O)n2c(C)cccc2n1",
    "6,7,8,9-tetrahydro-5H-cyclohepta[b]pyridine": "c1cnc2CCCCCc2c1",
    "6,7-dihydro-5H-cyclopenta[b]pyridine": "c1cnc2CCCc2c1",
    "tetrazolo[1,5-a]pyridine": "c1ccc2nnnn2c1",
    "[1,2,4]triazolo[1,5-a]pyridine": "c1ccn2ncnc2c1",
    "7-methyl-5H-thiazolo[3,2-a]pyrimidin-5-one": "Cc1cc(=O)n2ccsc2n1",
    "1,3-dihydrofuro[3,4-c]pyridine": "c1cc2COCc2cn1",
  });
});

Deno.test("A fusion whose rings have no such bond or not the same atoms in common is refused", () => {
  checkRefused([
    "thieno[3,5-d]pyrimidine",
    "thieno[2,3-a]pyridine",
    "furo[1,2-b]pyridine",
    "oxazolo[3,2-h]pyridine",
  ]);
});
