/** Texts with reactions, and random changes of them. */
import { INPUT_FORMATS, type Query } from "../../src/types.ts";
import { type Bytes, dataset, gzip, reaction } from "../support/ord.ts";
import { RXN, RXN_V3000 } from "../support/rxn.ts";
import { mutated, mutatedBytes } from "./mutations.ts";
import type { Random } from "../support/random.ts";

export const REACTIONS: readonly string[] = [
  "CC(=O)O.CCO>>CCOC(C)=O",
  "CC(=O)O.OCC>OS(=O)(=O)O>CC(=O)OCC.O",
  "[CH3:1][C:2](=[O:3])[OH:4].[CH3:5][OH:6]>>[CH3:1][C:2](=[O:3])[O:6][CH3:5]",
  "F/C=C/F.[Na+].[I-]>>FC=CI |f:1.2|",
  "C[C@H](N)C(=O)O>>C[C@@H](N)C(=O)O",
  "c1ccccc1Br.OB(O)c1ccccc1>[Pd]>c1ccc(-c2ccccc2)cc1",
  "[13CH4].[2H]Cl>>[13CH3]Cl.[H][2H]",
  "C1CC1C2CC2C3CC3.N#N>>C%12CC%12",
];

const TEXTS: readonly string[] = [
  ...REACTIONS,
  RXN,
  RXN_V3000,
  `$RDFILE 1\n$DATM 11/22/26\n$RFMT $RIREG 1\n${RXN}$DTYPE name\n$DATUM Oxidation\n`,
  `$RDFILE 1\n$DATM 11/22/26\n$RFMT $REREG A\n${RXN_V3000}$DTYPE a\n$DATUM ${"x".repeat(73)}+\n$x\n`,
  `id,reaction,yield\n1,${REACTIONS[0]},85\n2,"${REACTIONS[1]}","9,0"\n`,
  `id\treaction\n1\t${REACTIONS[2]}\n`,
  `{"reaction": "${REACTIONS[0]}", "id": 1}\n{"reactants": ["CCO"], "products": ["CC=O"]}\n`,
  `We ran ${REACTIONS[0]} twice, then A + B -> C, and\nCCO + CC(=O)O -> CCOC(C)=O + O (85 %).\n`,
  `| no | reaction |\n|----|----|\n| 1 | ${REACTIONS[5]} |\n`,
];

const ORD: Bytes = dataset(REACTIONS.map((smiles, i) =>
  reaction({
    id: `ord-${i}`,
    ...(i % 2 === 0 ? { identifiers: [[6, smiles]] } : { inputs: [{ smiles: "CCO", name: "ethanol" }] }),
    products: [{ smiles: "CC=O", yield: 85 }],
  })
));
const PACKED_ORD: Bytes = await gzip(ORD);

/** A file of the Open Reaction Database, compressed or not, with some wrong bytes. */
export function strangeOrd(random: Random): Bytes {
  return mutatedBytes(random.chance(0.3) ? PACKED_ORD : ORD, random);
}

/** A query that no chemist would intend. */
export function strangeQuery(random: Random): Query {
  if (random.chance(0.1)) {
    return { text: mutatedBytes(ORD, random).toBase64(), format: "ord", fileName: null };
  }
  const text = random.pick(TEXTS) + (random.chance(0.3) ? random.pick(TEXTS) : "");
  return {
    text: mutated(text, random),
    format: random.pick(INPUT_FORMATS),
    fileName: random.chance(0.2) ? mutated("my.csv", random, 2) : null,
  };
}

/** A text that may or may not be a reaction. */
export function strangeReaction(
  random: Random,
): { readonly text: string; readonly format: "smiles" | "rxn" } {
  return random.chance(0.2)
    ? { text: mutated(random.chance(0.5) ? RXN : RXN_V3000, random), format: "rxn" }
    : { text: mutated(random.pick(REACTIONS), random, 3), format: "smiles" };
}

/** A possible content of a body. */
export function strangeText(random: Random): string {
  return mutated(random.pick(TEXTS), random);
}
