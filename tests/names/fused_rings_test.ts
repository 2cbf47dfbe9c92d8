import { assertEquals } from "@std/assert";
import { fusedRings } from "../../src/names/fused_rings.ts";
import { Piece } from "../../src/names/piece.ts";
import { RING_PARENTS } from "../../src/names/ring_parents.ts";
import { NameFault, type Structure } from "../../src/names/structure.ts";
import { writeSmiles } from "../../src/names/write_smiles.ts";
import { canonical, checkNames, checkRefused } from "./support.ts";

/** Larger rings have no usual hydrogen: there nothing is compared. */
function written(structure: Structure): string {
  try {
    return canonical(writeSmiles(structure));
  } catch (error) {
    if (error instanceof NameFault) return "no hydrogen";
    throw error;
  }
}

/** What a ring with a methyl group on each of its positions in turn is, so that numbers are compared too. */
function methylated(make: () => Piece): Readonly<Record<string, string>> {
  const labels = [...make().labels.keys()];
  return Object.fromEntries(labels.map((label) => {
    const piece = make();
    const atom = piece.at(label);
    const { structure } = piece;
    if (piece.room(atom) < 1) return [label, "no room"];
    structure.join(atom, structure.add("C"));
    return [label, written(structure)];
  }));
}

Deno.test("Fused rings have the structures and numbers that the table of rings has for them", () => {
  const compared: string[] = [];
  for (const [name, { smiles, labels }] of RING_PARENTS) {
    const fused = fusedRings(name, 0);
    // The table has a usual place for the hydrogen of these, which the rules do not give.
    if (smiles.includes("[cH2]")) continue;
    if (fused === null || fused.end !== name.length || fused.ownLocants > 0) continue;
    compared.push(name);
    const ours = methylated(() => fused.build([]));
    const open = Object.keys(ours).filter((label) => /^no /.test(ours[label] ?? ""));
    // Where two rings meet nothing is bound, and a nitrogen there has a number that some leave out.
    const sorted = (record: Readonly<Record<string, string>>) =>
      Object.entries(record).filter(([label, smiles]) => !open.includes(label) && smiles !== "no room")
        .sort();
    assertEquals(
      sorted(ours),
      sorted(methylated(() => Piece.of(smiles, labels))),
      name,
    );
  }
  assertEquals(compared.length > 25, true, `${compared.length} rings of the table are fused`);
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

Deno.test("Three and four fused rings are numbered as they are drawn", () => {
  checkNames({
    "4,9-dihydro-10H-thieno[3,4-b][1,5]benzodiazepin-10-one": "O=C1Nc2ccccc2Nc2cscc21",
    "ethyl 10,11,12,12a-tetrahydro-8-oxo-8H-imidazo[5,1-c]pyrrolo[1,2-a]thieno[3,2-e][1,4]diazepine-1-carboxylate":
      "CCOC(=O)c1ncn2c1C1CCCN1C(=O)c1sccc1-2",
    "5-chloro-9,10-dihydro-4H-benzo[4,5]cyclohepta[1,2-b]thiophene": "Clc1cccc2c1Cc1ccsc1CC2",
    "2-methyl-4H-pyrazolo[1,5-a]pyrazolo[4',3':5,6]pyrido[3,4-e]pyrimidin-5(8H)-one":
      "Cc1cc2[nH]c(=O)c3cnc4[nH]ncc4c3n2n1",
    "7H-benzo[c]carbazole": "c1ccc2c(c1)ccc1[nH]c3ccccc3c12",
    "8-chloro-6H-[1]benzothieno[2,3-b]indole": "Clc1ccc2c(c1)[nH]c1sc3ccccc3c12",
    "2-methylpyrido[3,2-g]quinoline": "Cc1ccc2cc3cccnc3cc2n1",
    "5-chloro-[1,2,4]triazolo[4,3-a]quinoline": "Clc1cc2nncn2c2ccccc12",
    "9-chloropyrrolo[2,1-a]isoquinoline": "Clc1ccc2ccn3cccc3c2c1",
  });
});

Deno.test("A fusion whose rings have no such bond or not the same atoms in common is refused", () => {
  checkRefused([
    "thieno[3,5-d]pyrimidine",
    "4-chlorocyclopenta[a]phenanthrene",
    "thieno[2',3':4,5]pyridine",
    "furo[2,3-b]furo[4,5-z]pyridine",
    "thieno[2,3-a]pyridine",
    "furo[1,2-b]pyridine",
    "oxazolo[3,2-h]pyridine",
  ]);
});
