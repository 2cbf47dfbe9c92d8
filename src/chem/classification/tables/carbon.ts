/** C-C bond formation: organometallic additions, condensations, olefinations, cycloadditions. */
import { hydrogensBefore, isBondedTo, isNextToPulling, isOneMolecule, isPulling } from "../conditions.ts";
import type { Matched, NamedTransform } from "../named_transform.ts";
import type { EditedBond, End } from "../transform.ts";

const CLASS = "C-C bond formation";

function first({ bonds }: Matched): EditedBond {
  return bonds[0] as EditedBond;
}

/** Is an atom bonded to a group that draws electrons, before or after? */
function isStabilised({ transform }: Matched, end: End): boolean {
  const { right } = transform.reaction;
  return isNextToPulling(transform, end) ||
    end.right >= 0 && (right.neighbours[end.right] ?? []).some(({ atom }) => isPulling(right, atom));
}

function isRecordedNitro({ transform }: Matched, end: End): boolean {
  const { left } = transform.reaction;
  return (left.neighbours[end.left] ?? []).some(({ atom }) =>
    left.element[atom] === 7 && (left.charge[atom] as number) > 0 && isBondedTo(left, atom, 8)
  );
}

function pullingNeighbours({ transform }: Matched, end: End): number {
  const { left } = transform.reaction;
  return (left.neighbours[end.left] ?? []).filter(({ atom }) => isPulling(left, atom)).length;
}

function isBetween(matched: Matched): boolean {
  const { a, b } = first(matched);
  return !isOneMolecule(matched.transform, a, b);
}

export const CARBON_ROWS: readonly NamedTransform[] = [
  {
    name: "Grignard addition to a carbonyl compound",
    class: CLASS,
    edits: ["+C.aldehyde|ketone/alkyl -C.Mg aldehyde|ketone=O>."],
  },
  {
    name: "Organolithium addition to a carbonyl compound",
    class: CLASS,
    edits: [
      "+C.aldehyde|ketone/alkyl -C.Li aldehyde|ketone=O>.",
      "+aryl.aldehyde|ketone/alkyl -aryl.Br|I aldehyde|ketone=O>.",
    ],
  },
  {
    name: "Reformatsky reaction",
    class: CLASS,
    rxno: 36,
    edits: [
      "+alkyl.aldehyde|ketone/alkyl -alkyl.X aldehyde|ketone=O>.",
      "+alkyl.aldehyde|ketone/alkyl -alkyl.Zn aldehyde|ketone=O>.",
    ],
    where: (m) => isStabilised(m, first(m).a),
  },
  {
    name: "Barbier reaction",
    class: CLASS,
    rxno: 84,
    edits: ["+alkyl.aldehyde|ketone/alkyl -alkyl.X aldehyde|ketone=O>."],
  },
  {
    name: "Grignard double addition to an ester",
    class: CLASS,
    edits: [
      "+C.acyl/alkyl +C.acyl/alkyl -C.Mg -C.Mg -acyl.O acyl=O>.",
      "+C.acyl/alkyl +C.acyl/alkyl -C.Mg -C.Mg -acyl.O -acyl=O",
    ],
  },
  { name: "Grignard addition to an imine", class: CLASS, edits: ["+C.imine/alkyl -C.Mg imine=N>."] },
  {
    name: "Grignard addition to a nitrile",
    class: CLASS,
    edits: ["+C.nitrile/ketone -C.Mg -nitrile#N +nitrile/ketone=O"],
  },
  {
    name: "Carboxylation of an organometallic compound",
    class: CLASS,
    edits: ["+C.cumulated/acyl -C.M cumulated=O>.", "+C.cumulated/acyl -C.X cumulated=O>."],
  },
  { name: "Carbonylation", class: CLASS, edits: ["+C.C/acyl -C.X +C.O C#O>=", "+C.C/acyl -C.X +C.N C#O>="] },
  {
    name: "Sakurai reaction of a carbonyl compound",
    class: CLASS,
    rxno: 212,
    edits: [
      "+alkenyl/alkyl.aldehyde|ketone/alkyl alkenyl=alkenyl>. alkenyl.alkyl/alkenyl>= -alkyl.Si aldehyde|ketone=O>.",
    ],
  },
  {
    name: "Henry reaction",
    class: CLASS,
    rxno: 86,
    edits: ["+alkyl.aldehyde|ketone/alkyl aldehyde|ketone=O>."],
    where: (m) => isRecordedNitro(m, first(m).a),
  },
  {
    name: "Mukaiyama aldol addition",
    class: CLASS,
    rxno: 61,
    edits: ["+alkenyl/alkyl.aldehyde|ketone/alkyl alkenyl=alkenyl>. alkenyl.O/O>= -O.Si aldehyde|ketone=O>."],
  },
  {
    name: "Aldol addition",
    class: CLASS,
    rxno: 16,
    edits: ["+alkyl.aldehyde|ketone/alkyl aldehyde|ketone=O>."],
    where: (m) => isStabilised(m, first(m).a),
  },
  {
    name: "Alkyne addition to a carbonyl compound",
    class: CLASS,
    edits: [
      "+alkynyl.aldehyde|ketone/alkyl aldehyde|ketone=O>.",
      "+alkynyl.aldehyde|ketone/alkyl -alkynyl.M aldehyde|ketone=O>.",
    ],
  },
  {
    name: "Cyanohydrin formation",
    class: CLASS,
    edits: ["+nitrile.aldehyde|ketone/alkyl aldehyde|ketone=O>."],
  },
  {
    name: "Trifluoromethylation of a carbonyl compound",
    class: CLASS,
    edits: ["+alkyl.aldehyde|ketone/alkyl -alkyl.Si aldehyde|ketone=O>."],
    where: (m) => isBondedTo(m.transform.reaction.left, first(m).a.left, 9),
  },
  {
    name: "Strecker reaction",
    class: CLASS,
    rxno: 207,
    edits: [
      "+nitrile.aldehyde|ketone/alkyl +N.aldehyde|ketone -aldehyde|ketone=O",
      "+nitrile.aldehyde|ketone/alkyl +N.aldehyde|ketone -aldehyde|ketone=O -nitrile.Si",
    ],
  },
  {
    name: "Petasis reaction",
    class: CLASS,
    rxno: 232,
    edits: ["+C.aldehyde/alkyl +N.aldehyde -aldehyde=O -C.B"],
  },
  {
    name: "Betti reaction",
    class: CLASS,
    rxno: 522,
    edits: ["+aryl.aldehyde/alkyl +N.aldehyde -aldehyde=O"],
    where: (m) => {
      const { left } = m.transform.reaction;
      return (left.neighbours[first(m).a.left] ?? []).some(({ atom }) => isBondedTo(left, atom, 8));
    },
  },
  {
    name: "Mannich reaction",
    class: CLASS,
    rxno: 32,
    edits: ["+alkyl.aldehyde/alkyl +N.aldehyde -aldehyde=O"],
    where: (m) => isStabilised(m, first(m).a),
  },
  {
    name: "Ugi reaction",
    class: CLASS,
    rxno: 129,
    edits: [
      "+C.aldehyde|ketone/alkyl +N.aldehyde|ketone -aldehyde|ketone=O +O=C C#N>. +N.acyl -acyl.O",
      "+C.aldehyde|ketone/alkyl +N.aldehyde|ketone -aldehyde|ketone=O +O=C -C#N +C.N +N.acyl -acyl.O",
    ],
  },
  {
    name: "Passerini reaction",
    class: CLASS,
    rxno: 244,
    edits: [
      "+C.aldehyde|ketone/alkyl +O.acyl -acyl.O +O=C C#N>. aldehyde|ketone=O>.",
      "+C.aldehyde|ketone/alkyl +O.acyl -acyl.O +O=C C#N>. -aldehyde|ketone=O +O.*",
    ],
  },
  {
    name: "Wittig reaction",
    class: CLASS,
    rxno: 15,
    edits: [
      "+aldehyde|ketone/alkenyl=C -aldehyde|ketone=O -C~P",
      "+aldehyde|ketone/alkenyl=C -aldehyde|ketone=O -C~P +O=P",
    ],
    where: (m) => !isPhosphonate(m),
  },
  {
    name: "Horner-Wadsworth-Emmons reaction",
    class: CLASS,
    rxno: 56,
    edits: ["+aldehyde|ketone/alkenyl=C -aldehyde|ketone=O -C.P"],
    where: isPhosphonate,
  },
  {
    name: "Julia olefination",
    class: CLASS,
    rxno: 117,
    edits: ["+aldehyde|ketone/alkenyl=C -aldehyde|ketone=O -C.S"],
  },
  {
    name: "Peterson olefination",
    class: CLASS,
    rxno: 80,
    edits: ["+aldehyde|ketone/alkenyl=C -aldehyde|ketone=O -C.Si"],
  },
  {
    name: "Nitroaldol condensation",
    class: CLASS,
    edits: ["+aldehyde|ketone/alkenyl=alkyl -aldehyde|ketone=O"],
    where: (m) => isRecordedNitro(m, first(m).b),
  },
  {
    name: "Knoevenagel condensation",
    class: CLASS,
    rxno: 44,
    edits: ["+aldehyde|ketone/alkenyl=alkyl -aldehyde|ketone=O"],
    where: (m) => pullingNeighbours(m, first(m).b) === 2 || isRing(m),
  },
  {
    name: "Aldol condensation",
    class: CLASS,
    rxno: 17,
    edits: ["+aldehyde|ketone/alkenyl=alkyl -aldehyde|ketone=O"],
    where: (m) => isStabilised(m, first(m).b),
  },
  {
    name: "Claisen condensation",
    class: CLASS,
    rxno: 43,
    edits: ["+alkyl.acyl/ketone|aldehyde -acyl.O"],
    where: (m) => isStabilised(m, first(m).a) && isBetween(m),
  },
  {
    name: "Dieckmann cyclisation",
    class: CLASS,
    rxno: 65,
    edits: ["+alkyl.acyl/ketone -acyl.O"],
    where: (m) => isStabilised(m, first(m).a),
  },
  {
    name: "Friedel-Crafts acylation",
    class: CLASS,
    rxno: 45,
    edits: ["+aryl.acyl/ketone -acyl.X", "+aryl.acyl/ketone -acyl.O"],
    where: (m) =>
      hydrogensBefore(m.transform, first(m).a) > 0 && !isOneMolecule(m.transform, first(m).a, first(m).b),
  },
  {
    name: "Friedel-Crafts alkylation",
    class: CLASS,
    rxno: 46,
    edits: ["+aryl.alkyl -alkyl.X|O", "+aryl.alkenyl/alkyl alkenyl=alkenyl>."],
    where: (m) => hydrogensBefore(m.transform, first(m).a) > 0,
  },
  {
    name: "C-acylation",
    class: CLASS,
    edits: ["+alkyl.acyl/ketone -acyl.X|N", "+alkyl.acyl/acyl -acyl.X|O|N"],
    where: (m) => isStabilised(m, first(m).a),
  },
  {
    name: "Tsuji-Trost reaction",
    class: CLASS,
    rxno: 311,
    edits: ["+alkyl.alkyl -alkyl.O", "+alkyl.alkenyl/alkyl -O.alkyl alkyl.alkenyl>= alkenyl=alkenyl>."],
    where: (m) => (isStabilised(m, first(m).a) || isStabilised(m, first(m).b)) && isRecordedPalladium(m),
  },
  {
    name: "Enolate C-alkylation",
    class: CLASS,
    edits: ["+alkyl.alkyl -alkyl.X|O", "+alkyl.alkyl -alkyl.X|O +alkyl.alkyl -alkyl.X|O"],
    where: (m) => isStabilised(m, first(m).a) || isStabilised(m, first(m).b),
  },
  {
    name: "Michael addition",
    class: CLASS,
    rxno: 9,
    edits: ["+alkyl.alkenyl/alkyl alkenyl=alkenyl>."],
    where: (m) => {
      const { a, b } = m.bonds[1] as EditedBond;
      return isStabilised(m, first(m).a) &&
        isNextToPulling(m.transform, a.right === first(m).b.right ? b : a);
    },
  },
  {
    name: "Conjugate addition of an organometallic compound",
    class: CLASS,
    edits: ["+C.alkenyl/alkyl -C.M|B alkenyl=alkenyl>."],
  },
  {
    name: "Baylis-Hillman reaction",
    class: CLASS,
    rxno: 76,
    edits: ["+alkenyl/alkenyl.aldehyde/alkyl aldehyde=O>."],
    where: (m) => isNextToPulling(m.transform, first(m).a),
  },
  {
    name: "Diels-Alder reaction",
    class: CLASS,
    rxno: 6,
    edits: ["+C.C +C.C alkenyl=alkenyl>. alkenyl=alkenyl>. alkenyl.alkenyl>= C~C>~"],
    where: (m) => m.rings.some(({ newBonds }) => newBonds === 2),
  },
  {
    name: "Simmons-Smith reaction",
    class: CLASS,
    rxno: 258,
    edits: [
      "+alkyl.alkenyl +alkyl.alkenyl alkenyl=alkenyl>. -alkyl.I -alkyl.I",
      "+alkyl.alkenyl +alkyl.alkenyl alkenyl=alkenyl>. -alkyl.I -alkyl.Zn",
    ],
  },
  {
    name: "Cyclopropanation",
    class: CLASS,
    edits: [
      "+C.alkenyl +C.alkenyl alkenyl=alkenyl>. -C.* -C.*",
      "+C.alkenyl +C.alkenyl alkenyl=alkenyl>. -C=N",
      "+C.alkenyl +C.alkenyl alkenyl=alkenyl>. -C=S",
    ],
    where: (m) => m.rings.some(({ elements }) => elements === "CCC"),
  },
  {
    name: "Alkene metathesis",
    class: CLASS,
    rxno: 280,
    edits: [
      "+alkenyl=alkenyl -alkenyl=alkenyl -alkenyl=alkenyl",
      "+alkenyl=alkenyl +alkenyl=alkenyl -alkenyl=alkenyl -alkenyl=alkenyl",
    ],
  },
  {
    name: "Benzoin condensation",
    class: CLASS,
    rxno: 138,
    edits: ["+aldehyde/ketone.aldehyde/alkyl aldehyde=O>."],
  },
  {
    name: "Pinacol coupling",
    class: CLASS,
    edits: ["+aldehyde|ketone/alkyl.aldehyde|ketone/alkyl aldehyde|ketone=O>. aldehyde|ketone=O>."],
  },
  {
    name: "McMurry coupling",
    class: CLASS,
    edits: ["+aldehyde|ketone/alkenyl=aldehyde|ketone/alkenyl -aldehyde|ketone=O -aldehyde|ketone=O"],
  },
  {
    name: "Alkyl cyanation",
    class: "functional group interconversion",
    edits: ["+nitrile.alkyl -alkyl.X|O"],
  },
  {
    name: "Aryl cyanation",
    class: "functional group interconversion",
    edits: ["+nitrile.aryl -aryl.Hal|O|N", "+nitrile.aryl -aryl.Hal|O|N -nitrile.*"],
  },
];

function isPhosphonate(matched: Matched): boolean {
  const { left } = matched.transform.reaction;
  const { b } = matched.bonds[2] as EditedBond;
  return (left.neighbours[b.left] ?? []).some(({ atom, order }) => order === 2 && left.element[atom] === 8) &&
    (left.neighbours[b.left] ?? []).filter(({ atom }) => left.element[atom] === 8).length > 1;
}

/** Is the methylene compound a ring between a carbonyl group and a heteroatom, as an oxindole or a rhodanine? */
function isRing(matched: Matched): boolean {
  const { left } = matched.transform.reaction;
  const { b } = first(matched);
  return left.inRing[b.left] === 1 && isNextToPulling(matched.transform, b) &&
    isBondedTo(left, b.left, 7, 8, 16);
}

function isRecordedPalladium({ transform }: Matched): boolean {
  return transform.reaction.left.element.includes(46);
}
