/** Functional groups made of others, and added to a carbon that had hydrogen: halogenation, nitration, borylation. */
import {
  hydrogensBefore,
  isAcylAtom,
  isAmmonia,
  isAzide,
  isBondedTo,
  isThreeRing,
  leavingOxygen,
} from "../conditions.ts";
import type { Matched, NamedTransform } from "../named_transform.ts";
import type { EditedBond, End } from "../transform.ts";

const CONVERSION = "functional group interconversion";
const ADDITION = "functional group addition";
const HALOGENS = [["F", "fluor"], ["Cl", "chlor"], ["Br", "brom"], ["I", "iod"]] as const;

function first({ bonds }: Matched): EditedBond {
  return bonds[0] as EditedBond;
}
function second({ bonds }: Matched): EditedBond {
  return bonds[1] as EditedBond;
}

function isNitrogenKind(
  matched: Matched,
  is: (transform: Matched["transform"], end: End) => boolean,
): boolean {
  return is(matched.transform, first(matched).a);
}

/** Fluorine and iodine hardly ever come to these places in one step. */
function isUsual({ name }: NamedTransform): boolean {
  return !/^(Benzylic|Hydroxyarene to|Lactam to) (fluor|iod)/.test(name);
}

const HALOGEN_ROWS: readonly NamedTransform[] = HALOGENS.flatMap((
  [symbol, stem],
): readonly NamedTransform[] => [
  {
    name: `Arene ${stem}ination`,
    class: ADDITION,
    edits: [`+aryl.${symbol}`, `+aryl.${symbol} -${symbol}.*`],
    where: (m) => hydrogensBefore(m.transform, first(m).a) > 0,
  },
  {
    name: `Carbonyl alpha-${stem}ination`,
    class: ADDITION,
    edits: [`+alkyl.${symbol}`, `+alkyl.${symbol} -${symbol}.*`],
    where: (m) => hydrogensBefore(m.transform, first(m).a) > 0 && isBesideCarbonyl(m),
  },
  {
    name: symbol === "Br" ? "Wohl-Ziegler bromination" : `Benzylic ${stem}ination`,
    class: ADDITION,
    ...symbol === "Br" ? { rxno: 225 } : {},
    edits: [`+alkyl.${symbol}`, `+alkyl.${symbol} -${symbol}.*`],
    where: (m) => hydrogensBefore(m.transform, first(m).a) > 0 && isBesideUnsaturated(m),
  },
  {
    name: `Alcohol to alkyl ${stem}ide conversion`,
    class: CONVERSION,
    edits: [`+alkyl.${symbol} -alkyl.O`, `+alkyl.${symbol} -alkyl.O -${symbol}.*`],
    where: (m) =>
      !isThreeRing(m.transform, second(m).a, second(m).b) &&
      leavingOxygen(m.transform, second(m).a, second(m).b) === "alcohol",
  },
  {
    name: `Sulfonate to alkyl ${stem}ide conversion`,
    class: CONVERSION,
    edits: [`+alkyl.${symbol} -alkyl.O`],
    where: (m) => leavingOxygen(m.transform, second(m).a, second(m).b) === "sulfonate",
  },
  {
    name: `Hydroxyarene to ${stem}oarene conversion`,
    class: CONVERSION,
    edits: [`+aryl.${symbol} -aryl.O`, `+aryl.${symbol} -aryl.O -${symbol}.*`],
    where: (m) => leavingOxygen(m.transform, second(m).a, second(m).b) === "alcohol",
  },
  {
    name: `Lactam to ${stem}oheteroarene conversion`,
    class: CONVERSION,
    edits: [
      `+aryl.${symbol} -aryl=O`,
      `+aryl.${symbol} -aryl=O -${symbol}.*`,
      `+acyl/aryl.${symbol} -acyl=O acyl.*>:* *.*>:* *=*>:*`,
    ],
  },
  {
    name: `Sandmeyer ${stem}ination`,
    class: CONVERSION,
    rxno: { F: 609, Cl: 610, Br: 611, I: 612 }[symbol],
    edits: [`+aryl.${symbol} -aryl.N`, `+aryl.${symbol} -aryl.N -${symbol}.*`],
  },
]).filter(isUsual);

export const CONVERSION_ROWS: readonly NamedTransform[] = [
  {
    name: "Epoxide opening by azide",
    class: CONVERSION,
    edits: ["+N.alkyl -alkyl.O"],
    where: (m) => isNitrogenKind(m, isAzide) && isThreeRing(m.transform, second(m).a, second(m).b),
  },
  {
    name: "Epoxide opening by a halide",
    class: CONVERSION,
    edits: ["+X|F.alkyl -alkyl.O"],
    where: (m) => isThreeRing(m.transform, second(m).a, second(m).b),
  },
  {
    name: "Epoxide hydrolysis to diol",
    class: CONVERSION,
    edits: ["+O.alkyl -alkyl.O"],
    where: (m) => isThreeRing(m.transform, second(m).a, second(m).b) && isWater(m),
  },
  {
    name: "Halide to azide conversion",
    class: CONVERSION,
    edits: ["+N.alkyl|aryl -C.X|F"],
    where: (m) => isNitrogenKind(m, isAzide),
  },
  {
    name: "Sulfonate to azide conversion",
    class: CONVERSION,
    edits: ["+N.alkyl -alkyl.O"],
    where: (m) => isNitrogenKind(m, isAzide) && isLeavingOxygen(m, "sulfonate"),
  },
  {
    name: "Alcohol to azide conversion",
    class: CONVERSION,
    edits: ["+N.alkyl -alkyl.O -N.P?"],
    where: (m) => isNitrogenKind(m, isAzide) && isLeavingOxygen(m, "alcohol"),
  },
  {
    name: "Acyl azide synthesis",
    class: CONVERSION,
    edits: ["+N.acyl -acyl.*"],
    where: (m) => isNitrogenKind(m, isAzide),
  },
  {
    name: "Halide to amine conversion",
    class: CONVERSION,
    edits: ["+N.alkyl -C.X|F"],
    where: (m) => isNitrogenKind(m, isAmmonia),
  },
  {
    name: "Haloarene to aniline conversion",
    class: CONVERSION,
    edits: ["+N.aryl -aryl.Hal"],
    where: (m) => isNitrogenKind(m, isAmmonia),
  },
  ...HALOGEN_ROWS,
  { name: "Finkelstein reaction", class: CONVERSION, rxno: 155, edits: ["+alkyl.X -alkyl.X"] },
  { name: "Aromatic halogen exchange", class: CONVERSION, edits: ["+aryl.Hal -aryl.Hal"] },
  {
    name: "Carboxylic acid to acid chloride conversion",
    class: CONVERSION,
    rxno: 365,
    edits: ["+acyl.Cl -acyl.O", "+acyl.Cl -acyl.O -Cl.*"],
    where: (m) => leavingOxygen(m.transform, second(m).a, second(m).b) === "alcohol",
  },
  {
    name: "Sulfonic acid to sulfonyl chloride conversion",
    class: CONVERSION,
    edits: ["+S.Cl -S.O", "+S.Cl -S.O -Cl.*"],
  },
  {
    name: "Chlorosulfonylation",
    class: ADDITION,
    edits: ["+aryl.S -S.Cl|O"],
    where: (m) =>
      hydrogensBefore(m.transform, first(m).a) > 0 &&
      isBondedTo(m.transform.reaction.right, first(m).b.right, 17),
  },
  { name: "Nitration", class: ADDITION, edits: ["+aryl.N", "+aryl.N -N.*"], where: (m) => isNitroAfter(m) },
  { name: "Nitrosation", class: ADDITION, edits: ["+N.N", "+N.N -N.O"], where: (m) => isNitroso(m) },
  { name: "Amide dehydration to nitrile", class: CONVERSION, edits: ["-acyl/nitrile=O acyl.N>#"] },
  { name: "Oxime dehydration to nitrile", class: CONVERSION, edits: ["-N.O imine/nitrile=N>#"] },
  {
    name: "Aldehyde to nitrile conversion",
    class: CONVERSION,
    edits: ["-aldehyde/nitrile=O +aldehyde/nitrile#N -N.O?"],
  },
  { name: "Nitrile hydrolysis to amide", class: CONVERSION, edits: ["+nitrile/acyl=O nitrile#N>."] },
  {
    name: "Nitrile to acid conversion",
    class: CONVERSION,
    rxno: 366,
    edits: ["-nitrile/acyl#N +nitrile/acyl=O +nitrile/acyl.O"],
    where: (m) =>
      (m.transform.reaction.right.neighbours[(m.bonds[2] as EditedBond).b.right] ?? []).length === 1,
  },
  {
    name: "Nitrile alcoholysis",
    class: CONVERSION,
    rxno: 362,
    edits: ["-nitrile/acyl#N +nitrile/acyl=O +nitrile/acyl.O"],
  },
  { name: "Pinner reaction", class: CONVERSION, rxno: 361, edits: ["+O.nitrile nitrile#N>="] },
  {
    name: "Amidoxime synthesis",
    class: CONVERSION,
    edits: ["+N.nitrile nitrile#N>=", "+N=nitrile nitrile#N>."],
    where: (m) => isBondedTo(m.transform.reaction.left, first(m).a.left, 8),
  },
  {
    name: "Guanidine synthesis from a cyanamide",
    class: CONVERSION,
    edits: ["+N.nitrile nitrile#N>=", "+N=nitrile nitrile#N>."],
    where: (m) =>
      (m.transform.reaction.left.neighbours[first(m).b.left] ?? []).every(({ atom }) =>
        m.transform.reaction.left.element[atom] === 7
      ),
  },
  {
    name: "Amidine synthesis from a nitrile",
    class: CONVERSION,
    edits: ["+N.nitrile nitrile#N>=", "+N=nitrile nitrile#N>."],
  },
  { name: "Thioamide synthesis from a nitrile", class: CONVERSION, edits: ["+S=nitrile nitrile#N>."] },
  {
    name: "Carbonyl to thiocarbonyl conversion",
    class: CONVERSION,
    edits: ["-acyl|ketone/thioacyl=O +acyl|ketone/thioacyl=S -S~P? -S~P?"],
  },
  {
    name: "Alkyl halide hydrolysis to alcohol",
    class: CONVERSION,
    edits: ["+O.alkyl -alkyl.X"],
    where: (m) => isWater(m),
  },
  {
    name: "Haloarene hydrolysis to phenol",
    class: CONVERSION,
    edits: ["+O.aryl -aryl.Hal"],
    where: (m) => isWater(m),
  },
  {
    name: "Acid chloride hydrolysis",
    class: CONVERSION,
    edits: ["+O.acyl -acyl.X"],
    where: (m) => isWater(m),
  },
  { name: "Haloarene dehalogenation", class: CONVERSION, edits: ["-aryl.X"] },
  { name: "Alkyl halide dehalogenation", class: CONVERSION, edits: ["-alkyl.X"] },
  {
    name: "Alcohol deoxygenation",
    class: CONVERSION,
    edits: ["-alkyl.O"],
    where: (m) =>
      first(m).b.right < 0 && leavingOxygen(m.transform, first(m).a, first(m).b) === "alcohol" &&
      first(m).a.after === "alkyl",
  },
  {
    name: "Alcohol dehydration to alkene",
    class: CONVERSION,
    edits: ["-alkyl.O alkyl/alkenyl.alkyl/alkenyl>="],
    where: (m) => leavingOxygen(m.transform, first(m).a, first(m).b) === "alcohol",
  },
  {
    name: "Dehydrohalogenation to alkene",
    class: CONVERSION,
    edits: ["-alkyl.X|F alkyl/alkenyl.alkyl/alkenyl>="],
  },
  {
    name: "Dehydrohalogenation to alkyne",
    class: CONVERSION,
    edits: [
      "-alkenyl.X alkenyl/alkynyl=alkenyl/alkynyl>#",
      "-alkyl.X -alkyl.X alkyl/alkynyl.alkyl/alkynyl>#",
    ],
  },
  {
    name: "Hofmann elimination",
    class: CONVERSION,
    rxno: 166,
    edits: ["-alkyl.N alkyl/alkenyl.alkyl/alkenyl>="],
    where: (m) => (m.transform.reaction.left.charge[first(m).b.left] as number) > 0,
  },
  { name: "Decarboxylation", class: CONVERSION, edits: ["-C.acyl"], where: isDecarboxylation },
  {
    name: "Miyaura borylation",
    class: CONVERSION,
    rxno: 659,
    edits: ["+aryl|alkenyl.B -aryl|alkenyl.X|O -B.B"],
  },
  {
    name: "Haloarene to boronic acid conversion",
    class: CONVERSION,
    edits: ["+aryl.B -aryl.X -B.O", "+aryl.B -aryl.X -B.O -B.O? -B.O?", "+aryl.B -aryl.X"],
  },
  {
    name: "C-H borylation",
    class: ADDITION,
    edits: ["+aryl.B -B.B", "+aryl.B", "+aryl.B -B.O"],
    where: (m) => hydrogensBefore(m.transform, first(m).a) > 0,
  },
  { name: "Stannylation", class: CONVERSION, edits: ["+C.Sn -C.X -Sn.*", "+C.Sn -C.X"] },
  { name: "Grignard reagent formation", class: CONVERSION, edits: ["+C.Mg -C.X +Mg.X", "+C.Mg +Mg.X -C.X"] },
  { name: "Hydrohalogenation of an alkene", class: ADDITION, edits: ["+X.alkenyl alkenyl=alkenyl>."] },
  {
    name: "Dihalogenation of an alkene",
    class: ADDITION,
    edits: ["+X.alkenyl +X.alkenyl alkenyl=alkenyl>.", "+X.alkenyl +X.alkenyl alkenyl=alkenyl>. -X.X"],
  },
  { name: "Diazotisation", class: CONVERSION, rxno: 13, edits: ["+N#N", "+N#N -N=O", "+N#N -N=O -N.O"] },
  {
    name: "Isocyanate synthesis from an amine",
    class: CONVERSION,
    edits: ["+N=acyl/cumulated -acyl.Cl -acyl.Cl", "N.acyl/cumulated>= -acyl.*"],
  },
  {
    name: "Isothiocyanate synthesis from an amine",
    class: CONVERSION,
    edits: ["+N=thioacyl/cumulated -thioacyl.* -thioacyl.*", "+N=cumulated/cumulated -cumulated=S"],
  },
];

function isLeavingOxygen(matched: Matched, kind: string): boolean {
  const { a, b } = second(matched);
  return !isThreeRing(matched.transform, a, b) && leavingOxygen(matched.transform, a, b) === kind;
}

function isBesideCarbonyl({ transform, bonds }: Matched): boolean {
  const { right } = transform.reaction;
  return (right.neighbours[(bonds[0] as EditedBond).a.right] ?? []).some(({ atom }) =>
    right.element[atom] === 6 && isAcylAtom(right, atom)
  );
}

function isBesideUnsaturated({ transform, bonds }: Matched): boolean {
  const { right } = transform.reaction;
  return (right.neighbours[(bonds[0] as EditedBond).a.right] ?? []).some(({ atom }) =>
    right.element[atom] === 6 && (right.neighbours[atom] ?? []).some(({ order }) => order > 1)
  );
}

function isNitroAfter({ transform, bonds }: Matched): boolean {
  const { right } = transform.reaction;
  const nitrogen = (bonds[0] as EditedBond).b.right;
  return (right.neighbours[nitrogen] ?? []).filter(({ atom }) => right.element[atom] === 8).length === 2;
}

function isNitroso({ transform, bonds }: Matched): boolean {
  const { right } = transform.reaction;
  const { a, b } = bonds[0] as EditedBond;
  return [a, b].some((end) =>
    (right.neighbours[end.right] ?? []).some(({ atom, order }) => order === 2 && right.element[atom] === 8)
  );
}

/** The oxygen holds nothing but the new bond: it comes from water or hydroxide. */
function isWater({ transform, bonds }: Matched): boolean {
  return (transform.reaction.right.neighbours[(bonds[0] as EditedBond).a.right] ?? []).length === 1;
}

function isDecarboxylation({ transform, bonds }: Matched): boolean {
  const { a, b } = bonds[0] as EditedBond;
  const { left } = transform.reaction;
  return a.right >= 0 && b.right < 0 &&
    (left.neighbours[b.left] ?? []).filter(({ atom }) => left.element[atom] === 8).length === 2;
}
