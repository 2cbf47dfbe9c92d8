/** Rearrangements, and reactions that take a skeleton apart and put it together again. */
import { carbonKind } from "../atom_kind.ts";
import { isAcidic, isBondedTo, isOneMolecule } from "../conditions.ts";
import type { Matched, NamedTransform } from "../named_transform.ts";
import type { EditedBond, End } from "../transform.ts";

const CLASS = "C-C bond formation";
const CONVERSION = "functional group interconversion";

function bond({ bonds }: Matched, at: number): EditedBond {
  return bonds[at] as EditedBond;
}

/** The shift of an allyl group: its double bond moves, and the new bond is made at the far end. */
const ALLYL_SHIFT = "alkyl.alkenyl>= alkenyl=alkenyl>.";

export const REARRANGEMENT_ROWS: readonly NamedTransform[] = [
  {
    name: "Cope rearrangement",
    class: CLASS,
    rxno: 28,
    edits: [
      "+alkenyl.alkenyl -alkyl.alkyl alkenyl=alkenyl>. alkenyl=alkenyl>. alkenyl.alkyl>= alkenyl.alkyl>=",
    ],
  },
  {
    name: "Claisen rearrangement",
    class: CLASS,
    rxno: 148,
    edits: [
      "+alkenyl.alkenyl -O.alkyl alkenyl=alkenyl>. alkenyl=alkenyl>. alkenyl.O>= alkenyl.alkyl>=",
      "+aryl.alkenyl/alkyl -O.alkyl alkenyl=alkenyl>. alkenyl.alkyl/alkenyl>=",
    ],
  },
  {
    name: "Oxy-Cope rearrangement",
    class: CLASS,
    rxno: 29,
    edits: [`${ALLYL_SHIFT} +alkenyl.alkenyl alkenyl=alkenyl>. alkyl/ketone|aldehyde.O>= -alkyl.alkyl`],
  },
  {
    name: "Ireland-Claisen rearrangement",
    class: CLASS,
    rxno: 149,
    edits: [`${ALLYL_SHIFT} +alkenyl.alkyl -O.alkyl`],
    where: (m) =>
      isAcidic(m.transform, bond(m, 3).a) && isOneMolecule(m.transform, bond(m, 2).a, bond(m, 2).b),
  },
  {
    name: "Allylation by an allylboronate",
    class: CLASS,
    edits: [
      `${ALLYL_SHIFT} +alkenyl.ketone|aldehyde ketone|aldehyde=O>. -alkyl.B`,
      "-alkyl.B ketone|aldehyde=O>. +alkyl.ketone|aldehyde/alkyl",
    ],
    where: (m) => m.bonds.length > 3 || isAllyl(m, bond(m, 0).a),
  },
  {
    name: "Pinacol rearrangement",
    class: CLASS,
    rxno: 50,
    edits: ["alkyl/ketone|aldehyde.O>= +alkyl.C -alkyl/ketone|aldehyde.C -alkyl.O"],
  },
  {
    name: "Favorskii rearrangement",
    class: CLASS,
    rxno: 385,
    edits: ["+O|N.ketone/acyl +alkyl.alkyl -ketone.alkyl -alkyl.X"],
  },
  {
    name: "Benzilic acid rearrangement",
    class: CLASS,
    rxno: 75,
    edits: ["+ketone/acyl.O ketone/alkyl=O>. +ketone.C -ketone.C"],
  },
  {
    name: "Fries rearrangement",
    class: CLASS,
    rxno: 444,
    edits: ["+aryl.acyl/ketone -acyl.O"],
    where: (m) =>
      isOneMolecule(m.transform, bond(m, 0).a, bond(m, 0).b) && bond(m, 1).b.right >= 0 &&
      m.rings.length === 0,
  },
  {
    name: "Ramberg-Backlund reaction",
    class: CLASS,
    rxno: 94,
    edits: ["+alkyl=alkyl -alkyl.S -alkyl.S -alkyl.X"],
  },
  {
    name: "Enyne metathesis",
    class: CLASS,
    rxno: 282,
    edits: ["+alkenyl=alkynyl alkynyl#alkynyl>. +alkynyl=alkenyl -alkenyl=alkenyl"],
  },
  { name: "A3 coupling", class: CLASS, edits: ["+alkynyl.aldehyde/alkyl +aldehyde.N -aldehyde=O"] },
  {
    name: "Kabachnik-Fields reaction",
    class: "heteroatom alkylation and arylation",
    rxno: 676,
    edits: ["+P.aldehyde|ketone/alkyl +aldehyde|ketone.N -aldehyde|ketone=O"],
  },
  {
    name: "Beckmann rearrangement",
    class: CONVERSION,
    rxno: 26,
    edits: ["+imine/acyl=O +N.C imine=N>. -N.O -imine.C"],
  },
  {
    name: "Curtius rearrangement",
    class: CONVERSION,
    rxno: 54,
    edits: [
      "+O|N.acyl +acyl.N +N.C -acyl.O -acyl.C -N=N",
      "+O|N.acyl +acyl.N +N.C -acyl.Cl -acyl.C -N=N",
      "+N.C -acyl.C -N~N acyl.N>=",
    ],
  },
  {
    name: "Hofmann rearrangement",
    class: CONVERSION,
    rxno: 410,
    edits: ["+N.C -N.acyl -acyl.C", "+N.C -acyl.C +O.acyl"],
  },
  { name: "Lossen rearrangement", class: CONVERSION, rxno: 156, edits: ["+N.C -O.N -N.acyl -acyl.C"] },
  {
    name: "Ritter reaction",
    class: CONVERSION,
    rxno: 58,
    edits: ["+nitrile/acyl=O nitrile#N>. +N.alkyl -alkyl.O|X"],
  },
  {
    name: "Nef reaction",
    class: CONVERSION,
    rxno: 157,
    edits: ["+alkyl/aldehyde|ketone=O -alkyl.N -N~O?"],
    where: (m) => isBondedTo(m.transform.reaction.left, bond(m, 1).b.left, 8),
  },
  { name: "Dakin reaction", class: "oxidation", rxno: 169, edits: ["+aryl.O -aldehyde.aryl"] },
  { name: "Alkyne hydration", class: CONVERSION, edits: ["+alkynyl/ketone|aldehyde=O alkynyl#alkynyl>."] },
  {
    name: "Wacker-Tsuji oxidation",
    class: "oxidation",
    rxno: 130,
    edits: ["+alkenyl/ketone=O alkenyl=alkenyl>."],
  },
];

function isAllyl({ transform }: Matched, { left }: End): boolean {
  const graph = transform.reaction.left;
  return (graph.neighbours[left] ?? []).some(({ atom }) => carbonKind(graph, atom) === "alkenyl");
}
