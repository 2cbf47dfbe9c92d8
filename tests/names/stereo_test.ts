import { assertEquals } from "@std/assert";
import initRdkit from "@rdkit/rdkit";
import { resolveName } from "../../src/names/resolve_name.ts";
import { canonical, checkNames, checkRefused } from "./support.ts";

interface Labelled {
  get_stereo_tags(): string;
  delete(): void;
}

// The types of the package do not know that the module is a function.
const load = initRdkit as unknown as () => Promise<{ get_mol(smiles: string): Labelled | null }>;
const rdkit = await load();

/** Labels that RDKit gives the structure of a name, in their alphabetical order: `["E", "R"]`. */
function labels(name: string): readonly string[] {
  const read = resolveName(name);
  if (!("smiles" in read)) return [`${read.reason} at ${read.position}`];
  const molecule = rdkit.get_mol(read.smiles);
  if (molecule === null) return [`refused: ${read.smiles}`];
  try {
    const { CIP_atoms: atoms, CIP_bonds: bonds }: {
      readonly CIP_atoms: readonly (readonly [number, string])[];
      readonly CIP_bonds: readonly (readonly [number, number, string])[];
    } = JSON.parse(molecule.get_stereo_tags());
    return [...atoms.map(([, label]) => label), ...bonds.map(([, , label]) => label)]
      .map((label) => label.replace(/[()]/g, "")).sort();
  } finally {
    molecule.delete();
  }
}

/** Skeletons whose groups are ranked by near and far atoms, rings, double bonds, aromatic nitrogen and isotopes. */
const ONE_CENTRE = [
  "(X)-2-butanol",
  "(X)-1-phenylethylamine",
  "(X)-2-bromopropanoic acid",
  "(X)-3-methylhexane",
  "(X)-4-methylnonane",
  "(X)-1-chloro-2-methylbutane",
  "(X)-3-aminopyrrolidine",
  "(X)-3-methylcyclohexanone",
  "(X)-3-ethenylcyclohexene",
  "(X)-1-(4-pyridyl)-1-phenylmethanol",
  "(X)-1-(3-pyridyl)ethanol",
  "(X)-1-(2-thienyl)-1-phenylmethanol",
  "(X)-2-amino-3-mercaptopropanoic acid",
  "(X)-2-hydroxy-4-phenylbutyric acid",
  "(X)-4-isopropyl-2-oxazolidinone",
  "(X)-3,3,3-trifluoro-2-hydroxy-2-methylpropanoic acid",
  "(X)-2-methyl-2-phenylbutanenitrile",
  "(X)-3-vinyl-1-pentyn-3-ol",
  "(X)-1-tert-butoxycarbonyl-3-hydroxypiperidine",
  "(X)-4-(1-hydroxyethyl)benzoic acid",
  "(X)-5-(hydroxymethyl)-2-pyrrolidone",
  "ethyl (X)-3-hydroxybutyrate",
  "N-[(X)-1-phenylethyl]acetamide",
  "4-((X)-2-butyl)phenol",
  "sodium (X)-2-hydroxypropanoate",
  "2(X)-hydroxyhexanoic acid",
  "2-(X)-chlorohexanoic acid",
  "N-benzyl-(X)-α-methylbenzylamine",
];

Deno.test("R and S of a name are the labels that RDKit gives the structure", () => {
  for (const label of ["R", "S"]) {
    const names = ONE_CENTRE.map((name) => name.replace("X", label));
    assertEquals(
      Object.fromEntries(names.map((name) => [name, labels(name)])),
      Object.fromEntries(names.map((name) => [name, [label]])),
    );
  }
});

Deno.test("Descriptors with locants belong to the atoms of their own bracket", () => {
  checkNames({
    "(2R,3S)-3-amino-2-hydroxy-3-phenylpropanoic acid": "N[C@@H](c1ccccc1)[C@@H](O)C(=O)O",
    "(2S)-2-[[(1R)-1-phenylethyl]amino]propanoic acid": "C[C@H](N[C@H](C)c1ccccc1)C(=O)O",
    "(S)-N-[(R)-1-phenylethyl]-2-hydroxypropanamide": "C[C@@H](NC(=O)[C@H](C)O)c1ccccc1",
    "(1R,2R)-1,2-cyclohexanediol": "O[C@@H]1CCCC[C@H]1O",
    "(R,R)-2,3-butanediol": "C[C@@H](O)[C@@H](C)O",
  });
});

Deno.test("E and Z are those of RDKit, for double bonds of carbon and of nitrogen", () => {
  const expected = {
    "(E)-3-hexen-1-ol": ["E"],
    "(Z)-3-hexen-1-ol": ["Z"],
    "(2E,4E)-hexa-2,4-dienoic acid": ["E", "E"],
    "(2E,4Z)-hexa-2,4-dienoic acid": ["E", "Z"],
    "(E)-2-methyl-2-butenoic acid": ["E"],
    "(Z)-2-methyl-2-butenoic acid": ["Z"],
    "(Z)-2-(methoxyimino)-2-phenylacetic acid": ["Z"],
    "(E)-1-bromo-2-chloro-1-fluoroethene": ["E"],
    "(E)-3-(4-chlorostyryl)pyridine": ["E"],
    "(2E,6S)-6-hydroxy-2-heptenoic acid": ["E", "S"],
  };
  assertEquals(Object.fromEntries(Object.keys(expected).map((name) => [name, labels(name)])), expected);
});

Deno.test("Cis and trans are read on double bonds, and on rings whose mirror images are one compound", () => {
  checkNames({
    "cis-3-hexen-1-ol": "CC/C=C\\CCO",
    "1-iodo-trans-1-octen-3-one": "I/C=C/C(=O)CCCCC",
    "trans-cinnamic acid": "OC(=O)/C=C/c1ccccc1",
    "trans-4-methylcyclohexanecarboxylic acid": "C[C@H]1CC[C@H](C(=O)O)CC1",
    "cis-4-methylcyclohexanecarboxylic acid": "C[C@H]1CC[C@@H](C(=O)O)CC1",
    "cis-1,2-cyclohexanediol": "O[C@H]1CCCC[C@H]1O",
    "4-(trans-4-pentylcyclohexyl)benzonitrile": "CCCCC[C@H]1CC[C@H](c2ccc(C#N)cc2)CC1",
  });
});

Deno.test("A descriptor that has no place, or several, or leaves two mirror images open is refused", () => {
  checkRefused([
    "(R)-2-propanol",
    "(S)-3-pentanol",
    "(R)-2,3-butanediol",
    "(R,S)-2-chloro-3-bromobutane",
    "(3R)-2-butanol",
    "(E)-1-butene",
    "(E)-cyclohexene",
    "(E)-2,4-hexadiene",
    "cis-2-methylcyclohexanol",
    "trans-1,2-cyclohexanediol",
    "cis-butane",
    "exo-2-norbornanol",
  ]);
});

Deno.test("Names of racemates have no configuration", () => {
  for (const name of ["(RS)-2-butanol", "(±)-2-butanol", "rac-2-butanol", "(2RS)-2-butanol"]) {
    const read = resolveName(name);
    assertEquals("smiles" in read ? canonical(read.smiles) : read.reason, "CCC(C)O", name);
  }
});
