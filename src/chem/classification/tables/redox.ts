/** Reductions and oxidations. */
import { hydrogensAfter, hydrogensBefore, isAcylAtom, isBondedTo, leavingOxygen } from "../conditions.ts";
import type { Matched, NamedTransform } from "../named_transform.ts";
import type { EditedBond } from "../transform.ts";

const REDUCTION = "reduction";
const OXIDATION = "oxidation";

function first({ bonds }: Matched): EditedBond {
  return bonds[0] as EditedBond;
}

/** The acyl carbon that is reduced, and what else it holds before. */
function acylKind({ transform, bonds }: Matched): "amide" | "ester" | "acid" | "other" {
  const { left } = transform.reaction;
  const carbon = bonds.flatMap(({ a, b }) => [a, b]).find(({ before }) => before === "acyl");
  if (carbon === undefined) return "other";
  const single = (left.neighbours[carbon.left] ?? []).filter(({ order, atom }) =>
    order === 1 && left.element[atom] !== 6
  );
  if (single.some(({ atom }) => left.element[atom] === 7)) return "amide";
  const oxygen = single.find(({ atom }) => left.element[atom] === 8);
  if (oxygen === undefined) return "other";
  return (left.neighbours[oxygen.atom] ?? []).length > 1 ? "ester" : "acid";
}

const TO_ALCOHOL = [
  "-acyl/alkyl.O acyl=O>.",
  "-acyl/alkyl=O",
  "-acyl/alkyl=O -acyl.O +alkyl.O",
  "acyl=O>. -acyl/alkyl.O -O.alkyl",
  "-acyl=O -O.alkyl",
];

export const REDOX_ROWS: readonly NamedTransform[] = [
  {
    name: "Nitro reduction to amine",
    class: REDUCTION,
    rxno: 337,
    edits: ["-N=O -N.O", "-N=O -N=O"],
    where: (m) => isNitro(m),
  },
  {
    name: "Nitro reduction to hydroxylamine",
    class: REDUCTION,
    edits: ["-N=O"],
    where: (m) => isNitro(m) && isBondedTo(m.transform.reaction.right, first(m).a.right, 8),
  },
  { name: "Aldehyde reduction to alcohol", class: REDUCTION, edits: ["aldehyde/alkyl=O>."] },
  { name: "Ketone reduction to alcohol", class: REDUCTION, edits: ["ketone/alkyl=O>."] },
  { name: "Ketone deoxygenation", class: REDUCTION, edits: ["-ketone|aldehyde/alkyl=O"] },
  {
    name: "Amide reduction to amine",
    class: REDUCTION,
    rxno: 338,
    edits: ["-acyl/alkyl=O"],
    where: (m) => acylKind(m) === "amide",
  },
  {
    name: "Carboxylic acid reduction to alcohol",
    class: REDUCTION,
    rxno: 431,
    edits: TO_ALCOHOL,
    where: (m) => acylKind(m) === "acid",
  },
  {
    name: "Ester reduction to alcohol",
    class: REDUCTION,
    edits: TO_ALCOHOL,
    where: (m) => acylKind(m) === "ester" && isAlcohol(m),
  },
  {
    name: "Ester reduction to aldehyde",
    class: "functional group interconversion",
    edits: ["-acyl/aldehyde.O", "-acyl/aldehyde=O"],
    where: (m) => acylKind(m) === "ester",
  },
  {
    name: "Carboxylic acid reduction to aldehyde",
    class: "functional group interconversion",
    edits: ["-acyl/aldehyde.O"],
    where: (m) => acylKind(m) === "acid",
  },
  {
    name: "Rosenmund reduction",
    class: "functional group interconversion",
    rxno: 136,
    edits: ["-acyl/aldehyde.X"],
  },
  {
    name: "Amide reduction to aldehyde",
    class: "functional group interconversion",
    edits: ["-acyl/aldehyde.N"],
  },
  { name: "Nitrile reduction to amine", class: REDUCTION, rxno: 342, edits: ["nitrile/alkyl#N>."] },
  {
    name: "Nitrile reduction to aldehyde",
    class: REDUCTION,
    edits: ["-nitrile/aldehyde#N +nitrile/aldehyde=O"],
  },
  { name: "Imine reduction to amine", class: REDUCTION, rxno: 343, edits: ["imine/alkyl=N>."] },
  { name: "Oxime reduction to amine", class: REDUCTION, edits: ["imine/alkyl=N>. -N.O"] },
  {
    name: "Alkene reduction to alkane",
    class: REDUCTION,
    rxno: 339,
    edits: ["alkenyl/alkyl=alkenyl/alkyl>."],
  },
  { name: "Alkyne reduction to alkene", class: REDUCTION, edits: ["alkynyl/alkenyl#alkynyl/alkenyl>="] },
  {
    name: "Alkyne reduction to alkane",
    class: REDUCTION,
    rxno: 350,
    edits: ["alkynyl/alkyl#alkynyl/alkyl>."],
  },
  {
    name: "Birch reduction",
    class: REDUCTION,
    rxno: 42,
    needs: "new orders",
    where: (m) =>
      isAromaticReduction(m, 2) && m.transform.bonds.every(({ a, b }) => a.element === 6 && b.element === 6),
  },
  {
    name: "Arene reduction to cycloalkane",
    class: REDUCTION,
    rxno: 351,
    needs: "new orders",
    where: (m) =>
      isAromaticReduction(m, 6) && m.transform.bonds.every(({ a, b }) => a.element === 6 && b.element === 6),
  },
  {
    name: "Heteroarene reduction to saturated heterocycle",
    class: REDUCTION,
    rxno: 352,
    needs: "new orders",
    where: isHeteroareneReduction,
  },
  {
    name: "Azide reduction to amine",
    class: "functional group interconversion",
    edits: ["-N=N"],
    where: (m) => isAzideReduction(m),
  },
  {
    name: "Disulfide reduction to thiol",
    class: REDUCTION,
    edits: ["-S.S"],
    where: (m) => hydrogensAfter(m.transform, first(m).a) + hydrogensAfter(m.transform, first(m).b) > 0,
  },
  {
    name: "Sulfoxide reduction to sulfide",
    class: REDUCTION,
    edits: ["-S=O"],
    where: (m) => !isAcylAtom(m.transform.reaction.right, first(m).a.right),
  },
  { name: "Sulfonyl chloride reduction to thiol", class: REDUCTION, edits: ["-S=O -S=O -S.X"] },
  {
    name: "N-oxide reduction",
    class: REDUCTION,
    edits: ["-n.O", "-N.O"],
    where: (m) => (m.transform.reaction.left.charge[first(m).a.left] as number) > 0,
  },
  { name: "N-O bond cleavage", class: REDUCTION, edits: ["-N.O"] },
  { name: "N-N bond cleavage", class: REDUCTION, edits: ["-N.N"] },
  { name: "Phosphine oxide reduction", class: REDUCTION, edits: ["-P=O"] },
  { name: "Epoxide reduction to alcohol", class: REDUCTION, edits: ["-alkyl.O"], where: isEpoxideReduction },

  { name: "Alcohol oxidation to aldehyde", class: OXIDATION, edits: ["alkyl/aldehyde.O>="] },
  { name: "Alcohol oxidation to ketone", class: OXIDATION, edits: ["alkyl/ketone.O>="] },
  {
    name: "Alcohol oxidation to carboxylic acid",
    class: OXIDATION,
    rxno: 353,
    edits: ["alkyl/acyl.O>= +alkyl/acyl.O -O.S?", "+alkyl/acyl=O"],
    where: isCarbinol,
  },
  {
    name: "Aldehyde oxidation to carboxylic acid",
    class: OXIDATION,
    edits: ["+aldehyde/acyl.O", "+aldehyde/acyl.O -O.*", "+aldehyde/acyl.O -O.* aldehyde=O>. +alkyl=O"],
  },
  {
    name: "Sulfide oxidation to sulfoxide",
    class: OXIDATION,
    edits: ["+S=O", "+S=O -O.O", "+S=O -O.*"],
    where: (m) =>
      first(m).a.left >= 0 && (m.transform.reaction.right.neighbours[first(m).a.right] ?? []).length === 3 &&
      !isAcylAtom(m.transform.reaction.left, first(m).a.left),
  },
  {
    name: "Sulfide oxidation to sulfone",
    class: OXIDATION,
    edits: ["+S=O +S=O", "+S=O +S=O -O.O", "+S=O -O.O +S=O -O.O", "+S=O +S=O -O.* -O.*"],
  },
  {
    name: "Sulfoxide oxidation to sulfone",
    class: OXIDATION,
    edits: ["+S=O", "+S=O -O.*"],
    where: (m) => isAcylAtom(m.transform.reaction.left, first(m).a.left),
  },
  {
    name: "N-oxide formation",
    class: OXIDATION,
    edits: ["+N.O", "+N.O -O.O"],
    where: (m) =>
      (m.transform.reaction.right.charge[first(m).a.right] as number) > 0 &&
      !hydrogensBefore(m.transform, first(m).a),
  },
  {
    name: "Epoxidation",
    class: "heterocycle formation",
    edits: ["+O.alkenyl +O.alkenyl alkenyl=alkenyl>.", "+O.alkenyl +O.alkenyl alkenyl=alkenyl>. -O.*"],
    where: (m) => m.rings.some(({ elements }) => elements === "CCO"),
  },
  { name: "Dihydroxylation", class: OXIDATION, edits: ["+O.alkenyl +O.alkenyl alkenyl=alkenyl>."] },
  { name: "Amine oxidation to nitro compound", class: OXIDATION, edits: ["+N=O +N.O", "+N=O +N=O"] },
  { name: "Aromatisation", class: OXIDATION, needs: "new orders", where: isAromatisation },
  { name: "Alkane dehydrogenation", class: OXIDATION, edits: ["alkyl/alkenyl.alkyl/alkenyl>="] },
  { name: "Amine oxidation to imine", class: OXIDATION, edits: ["alkyl/imine.N>="] },
  {
    name: "Benzylic oxidation to ketone",
    class: OXIDATION,
    edits: ["+alkyl/ketone|aldehyde=O"],
    where: (m) => isBesideArene(m),
  },
  { name: "C-H oxidation to carbonyl compound", class: OXIDATION, edits: ["+alkyl/ketone|aldehyde|acyl=O"] },
  {
    name: "Baeyer-Villiger oxidation",
    class: OXIDATION,
    rxno: 31,
    edits: ["+O.ketone/acyl +O.C -ketone.C", "+O.ketone/acyl +O.C -ketone.C -O.*"],
  },
  {
    name: "Alkene oxidative cleavage",
    class: OXIDATION,
    rxno: 344,
    edits: [
      "-alkenyl=alkenyl +alkenyl=O +alkenyl=O",
      "-alkenyl=alkenyl +alkenyl=O",
      "-alkenyl=alkenyl +alkenyl=O +alkenyl=O +alkenyl.O",
    ],
  },
  {
    name: "Glycol cleavage",
    class: OXIDATION,
    edits: ["-alkyl.alkyl alkyl.O>= alkyl.O>=", "-alkyl.alkyl alkyl.O>="],
  },
  {
    name: "Boronate oxidation",
    class: OXIDATION,
    edits: ["-C.B +C.O -B|O.O?"],
    where: (m) =>
      (m.transform.reaction.right.neighbours[(m.bonds[1] as EditedBond).b.right] ?? []).length === 1,
  },
  { name: "Disulfide formation", class: OXIDATION, edits: ["+S.S"] },
  {
    name: "Hydroboration-oxidation",
    class: "functional group interconversion",
    rxno: 293,
    edits: ["+O.alkenyl alkenyl=alkenyl>."],
    where: (m) => m.transform.reaction.left.element.includes(5),
  },
];

/** Does a carbon that becomes acyl hold a hydroxy group before? Ethers and amines become esters and amides. */
function isCarbinol({ transform, bonds }: Matched): boolean {
  const { left } = transform.reaction;
  return bonds.flatMap(({ a, b }) => [a, b]).some((end) =>
    end.before === "alkyl" && end.after === "acyl" &&
    (left.neighbours[end.left] ?? []).some(({ atom }) =>
      left.element[atom] === 8 && (left.neighbours[atom] ?? []).length === 1
    )
  );
}

function isNitro({ transform, bonds }: Matched): boolean {
  const nitrogen = (bonds[0] as EditedBond).a.left;
  const { left } = transform.reaction;
  return (left.neighbours[nitrogen] ?? []).filter(({ atom }) => left.element[atom] === 8).length === 2;
}

/** Is the carbon that is reduced an alcohol or ether oxygen's carbon afterwards, with all hydrogens it can have? */
function isAlcohol({ transform, bonds }: Matched): boolean {
  const { right } = transform.reaction;
  const carbon = bonds.flatMap(({ a, b }) => [a, b]).find(({ before }) => before === "acyl");
  return carbon !== undefined &&
    (right.neighbours[carbon.right] ?? []).some(({ atom }) =>
      right.element[atom] === 8 && (right.neighbours[atom] ?? []).length === 1
    );
}

function isAzideReduction({ transform, bonds }: Matched): boolean {
  const { a, b } = bonds[0] as EditedBond;
  const { left, right } = transform.reaction;
  const [kept, lost] = a.right >= 0 ? [a, b] : [b, a];
  return kept.right >= 0 && lost.right < 0 && isBondedTo(left, lost.left, 7) &&
    right.hydrogens[kept.right] as number >= 1;
}

/** Rings that lose their aromaticity and take up this many hydrogens on carbon; nothing else changes. */
function isAromaticReduction({ transform }: Matched, hydrogens: number): boolean {
  const { bonds, formed, cut } = transform;
  if (formed.length > 0 || cut.length > 0 || bonds.length < 2 || bonds.some(({ before }) => before !== 1.5)) {
    return false;
  }
  const atoms = new Set(bonds.flatMap(({ a, b }) => [a, b]));
  let gained = 0;
  for (const atom of atoms) gained += hydrogensAfter(transform, atom) - hydrogensBefore(transform, atom);
  return gained === hydrogens;
}

function isHeteroareneReduction({ transform }: Matched): boolean {
  const { bonds, formed, cut } = transform;
  if (formed.length > 0 || cut.length > 0) return false;
  if (
    bonds.some(({ before }) => before !== 1.5) ||
    bonds.every(({ a, b }) => a.element === 6 && b.element === 6)
  ) return false;
  const atoms = [...new Set(bonds.flatMap(({ a, b }) => [a, b]))];
  // Tautomers of hydroxy heteroarenes lose their aromaticity as well, but gain a double bond to oxygen.
  return atoms.filter((atom) => atom.before === "aryl" && atom.after === "alkyl").length >= 2;
}

function isAromatisation({ transform }: Matched): boolean {
  const { bonds, formed, cut } = transform;
  return formed.length === 0 && cut.length === 0 && bonds.length >= 4 &&
    bonds.every(({ after }) => after === 1.5) &&
    bonds.some(({ a, b }) => a.before === "alkyl" || b.before === "alkyl");
}

function isBesideArene({ transform, bonds }: Matched): boolean {
  const { left } = transform.reaction;
  return (left.neighbours[(bonds[0] as EditedBond).a.left] ?? []).some(({ atom }) =>
    left.aromatic[atom] === 1
  );
}

function isEpoxideReduction({ transform, bonds }: Matched): boolean {
  const { a, b } = bonds[0] as EditedBond;
  const { left } = transform.reaction;
  return a.right >= 0 && b.right >= 0 && leavingOxygen(transform, a, b) === "ether" &&
    (left.neighbours[a.left] ?? []).some(({ atom }) =>
      (left.neighbours[b.left] ?? []).some((other) => other.atom === atom)
    );
}
