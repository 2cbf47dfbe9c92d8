/** Protections and deprotections: one row each for every group that the field has a name for. */
import type { ReactionClass } from "../../../reaction_classes.ts";
import type { MolecularGraph } from "../../molecule/molecular_graph.ts";
import { isAcylAtom } from "../conditions.ts";
import type { Matched, NamedTransform } from "../named_transform.ts";
import { substituentName } from "../substituent.ts";
import type { EditedBond, Transform } from "../transform.ts";

const SULFUR = 16;
const BORON = 5;

/** Happens in the work-up of whatever else is done to a boronic ester. */
export const BORONIC_ESTER_HYDROLYSIS = "Boronic ester hydrolysis";

type Holder = "N" | "O" | "S" | "carboxy";

/** RXNO numbers of protections and deprotections, as far as it has them. */
const RXNO: Readonly<Record<string, number>> = {
  "N-Boc protection": 79,
  "N-Fmoc protection": 160,
  "N-Boc deprotection": 326,
  "N-benzyl deprotection": 327,
  "tert-butyl ester deprotection": 434,
  "methyl ester deprotection": 435,
  "ethyl ester deprotection": 436,
};

/** Groups that come off, as they are called in names of reactions, by what they come off from. */
const OFF: Readonly<Record<Holder, readonly (readonly [group: string, name: string])[]>> = {
  N: [
    ["Boc", "N-Boc"],
    ["Cbz", "N-Cbz"],
    ["Fmoc", "N-Fmoc"],
    ["Alloc", "N-Alloc"],
    ["Troc", "N-Troc"],
    ["Teoc", "N-Teoc"],
    ["Moc", "N-methoxycarbonyl"],
    ["Eoc", "N-ethoxycarbonyl"],
    ["Ac", "N-acetyl"],
    ["TFA", "N-trifluoroacetyl"],
    ["Bz", "N-benzoyl"],
    ["Piv", "N-pivaloyl"],
    ["formyl", "N-formyl"],
    ["Bn", "N-benzyl"],
    ["PMB", "N-PMB"],
    ["DMB", "N-DMB"],
    ["benzhydryl", "N-benzhydryl"],
    ["Trt", "N-trityl"],
    ["tBu", "N-tert-butyl"],
    ["allyl", "N-allyl"],
    ["SEM", "N-SEM"],
    ["MOM", "N-MOM"],
    ["THP", "N-THP"],
    ["Ts", "N-tosyl"],
    ["Ns", "N-nosyl"],
    ["Ms", "N-mesyl"],
    ["benzenesulfonyl", "N-benzenesulfonyl"],
  ],
  O: [
    ["TMS", "O-TMS"],
    ["TES", "O-TES"],
    ["TBS", "O-TBS"],
    ["TIPS", "O-TIPS"],
    ["TBDPS", "O-TBDPS"],
    ["Bn", "O-benzyl"],
    ["PMB", "O-PMB"],
    ["Trt", "O-trityl"],
    ["DMT", "O-DMT"],
    ["MOM", "O-MOM"],
    ["MEM", "O-MEM"],
    ["SEM", "O-SEM"],
    ["BOM", "O-BOM"],
    ["THP", "O-THP"],
    ["EE", "O-ethoxyethyl"],
    ["Me", "O-methyl"],
    ["Et", "O-ethyl"],
    ["iPr", "O-isopropyl"],
    ["tBu", "O-tert-butyl"],
    ["allyl", "O-allyl"],
    ["Ac", "O-acetyl"],
    ["Bz", "O-benzoyl"],
    ["Piv", "O-pivaloyl"],
    ["Boc", "O-Boc"],
    ["Cbz", "O-Cbz"],
    ["Ts", "O-tosyl"],
    ["Ms", "O-mesyl"],
  ],
  S: [["Ac", "S-acetyl"], ["Trt", "S-trityl"], ["Bn", "S-benzyl"], ["PMB", "S-PMB"], ["tBu", "S-tert-butyl"]],
  carboxy: [
    ["Me", "methyl ester"],
    ["Et", "ethyl ester"],
    ["iPr", "isopropyl ester"],
    ["tBu", "tert-butyl ester"],
    ["Bn", "benzyl ester"],
    ["PMB", "PMB ester"],
    ["allyl", "allyl ester"],
    ["TMSE", "trimethylsilylethyl ester"],
    ["Tce", "trichloroethyl ester"],
    ["benzhydryl", "benzhydryl ester"],
    ["Trt", "trityl ester"],
  ],
};

/**
 * Groups that go on to protect. Acetyl, benzoyl, benzyl and methyl are left to the rows for acylation and alkylation,
 * where the field counts them.
 */
const ON: Readonly<Record<"N" | "O" | "S", readonly (readonly [group: string, name: string])[]>> = {
  N: OFF.N.filter(([group]) => ["Boc", "Cbz", "Fmoc", "Alloc", "Troc", "Teoc", "TFA", "Trt"].includes(group)),
  O: OFF.O.filter(([group]) =>
    ["TMS", "TES", "TBS", "TIPS", "TBDPS", "Trt", "DMT", "MOM", "MEM", "SEM", "BOM", "THP", "EE"].includes(
      group,
    )
  ),
  S: OFF.S.filter(([group]) => group === "Trt"),
};

/** What kind of holder an atom is on one side, seen from the first atom of the group; null for none. */
function holderOf(graph: MolecularGraph, atom: number, group: number): Holder | null {
  const element = graph.element[atom];
  if (element === 7) return "N";
  if (element === SULFUR) return "S";
  if (element !== 8 || (graph.neighbours[atom] ?? []).some((other) => graph.element[other.atom] === BORON)) {
    return null;
  }
  const isAcid = (graph.neighbours[atom] ?? []).some(({ atom: other }) =>
    other !== group && graph.element[other] === 6 && isAcylAtom(graph, other)
  );
  return isAcid ? "carboxy" : "O";
}

/** Holder and group of a bond on one side, such as `N Boc`; the holder stays in the product. Null if it is none. */
function groupAt(graph: MolecularGraph, side: "left" | "right", { a, b }: EditedBond): string | null {
  for (const [end, group] of [[a, b], [b, a]] as const) {
    if (end.right < 0 || end[side] < 0 || group[side] < 0) continue;
    const holder = holderOf(graph, end[side], group[side]);
    const name = holder === null ? null : substituentName(graph, end[side], group[side]);
    if (name !== null) return `${holder} ${name}`;
  }
  return null;
}

function row(name: string, reactionClass: ReactionClass): NamedTransform {
  return { name, class: reactionClass, ...RXNO[name] === undefined ? {} : { rxno: RXNO[name] }, edits: [] };
}

const HOLDERS = ["N", "O", "S", "carboxy"] as const;
const ROWS_ON: ReadonlyMap<string, NamedTransform> = new Map(
  (["N", "O", "S"] as const).flatMap((holder) =>
    ON[holder].map(([group, name]) => [`${holder} ${group}`, row(`${name} protection`, "protection")])
  ),
);
const ROWS_OFF: ReadonlyMap<string, NamedTransform> = new Map(
  HOLDERS.flatMap((holder) =>
    OFF[holder].map(([group, name]) => [`${holder} ${group}`, row(`${name} deprotection`, "deprotection")])
  ),
);

/** The rows for groups that go on or come off; they are found by the group, not by a pattern. */
export const GROUP_ROWS: readonly NamedTransform[] = [...ROWS_ON.values(), ...ROWS_OFF.values()];

/**
 * The row of a transform that does nothing but put one group on, whose first atom may lose what it came with, or take
 * groups of one kind off.
 */
export function groupRow({ reaction, formed, cut, reordered }: Transform): NamedTransform | null {
  const [put] = formed;
  if (put === undefined) {
    if (reordered.length > 0 || cut.length === 0 || cut.some(({ before }) => before !== 1)) return null;
    const groups = new Set(cut.map((bond) => groupAt(reaction.left, "left", bond)));
    const [only = null] = groups;
    return groups.size === 1 && only !== null ? ROWS_OFF.get(only) ?? null : null;
  }
  if (formed.length > 1 || cut.length > 1 || put.after !== 1) return null;
  const group = groupAt(reaction.right, "right", put);
  // Dihydropyran and ethyl vinyl ether are added to; all other groups replace a hydrogen.
  const isAddition = reordered.length === 1 && cut.length === 0 && (group === "O THP" || group === "O EE");
  return group !== null && (reordered.length === 0 || isAddition) ? ROWS_ON.get(group) ?? null : null;
}

export const PROTECTION_ROWS: readonly NamedTransform[] = [
  {
    name: "Acetal protection",
    class: "protection",
    rxno: 658,
    edits: [
      "+O.aldehyde|ketone/alkyl +O.aldehyde|ketone/alkyl -aldehyde|ketone=O",
      "+O.aldehyde|ketone/alkyl -O.alkyl aldehyde|ketone=O>.",
      "+O.aldehyde|ketone/alkyl aldehyde|ketone=O>. -alkyl.O",
      "+O.alkyl +O.alkyl -alkyl.O -alkyl.O",
      "+O.alkenyl/alkyl +O.alkenyl -O.alkenyl alkenyl=alkenyl>.",
    ],
  },
  {
    name: "Acetal deprotection",
    class: "deprotection",
    edits: [
      "-alkyl/aldehyde|ketone.O -alkyl/aldehyde|ketone.O +alkyl/aldehyde|ketone=O",
      "alkyl/aldehyde|ketone.O>= -alkyl.O -O.alkyl",
      "alkyl/aldehyde|ketone.O>= -alkyl.O",
    ],
  },
  {
    name: "Diol deprotection",
    class: "deprotection",
    edits: ["-O.alkyl -O.alkyl"],
    where: ({ bonds }) => bonds.length === 2 && bonds.every(({ a }) => a.right >= 0),
  },
  {
    name: "Dithiane protection",
    class: "protection",
    edits: ["+S.aldehyde|ketone/alkyl +S.aldehyde|ketone/alkyl -aldehyde|ketone=O"],
  },
  {
    name: "Dithiane deprotection",
    class: "deprotection",
    edits: ["-alkyl/aldehyde|ketone.S -alkyl/aldehyde|ketone.S +alkyl/aldehyde|ketone=O"],
  },
  {
    name: "Phthalimide deprotection",
    class: "deprotection",
    rxno: 419,
    edits: ["-N.acyl -N.acyl", "-N.acyl -N.acyl +N~acyl +N~acyl *.*>:*", "-N.acyl -N.acyl +N.acyl +N.acyl"],
    where: ({ bonds }) =>
      bonds.slice(0, 2).every(({ a, b }) => a.right >= 0 && (b.right < 0 || bonds.length > 2)),
  },
  { name: "Alkyne desilylation", class: "deprotection", edits: ["-alkynyl.Si"] },
  {
    name: BORONIC_ESTER_HYDROLYSIS,
    class: "deprotection",
    edits: ["-B.O -B.O? +B.O? +B.O?", "-O.alkyl"],
    where: (m) => isOnBoron(m, 1),
  },
  {
    name: "Boronic acid protection",
    class: "protection",
    edits: ["-B.O -B.O +B.O +B.O", "-B.O +B.O", "+O.alkyl -alkyl.O +O.alkyl -alkyl.O"],
    where: (m) => isOnBoron(m, 2),
  },
  {
    name: "Ester hydrolysis",
    class: "deprotection",
    edits: ["-O.alkyl", "+acyl.O -acyl.O"],
    where: (m) => isHydrolysis(m),
  },
  {
    name: "Amide hydrolysis",
    class: "deprotection",
    edits: ["-N.acyl", "+acyl.O -acyl.N"],
    where: (m) => isAmideHydrolysis(m),
  },
];

/** Afterwards there is boron, and each oxygen on it has this many neighbours: 1 in a boronic acid, 2 in its esters. */
function isOnBoron({ transform, bonds }: Matched, neighbours: number): boolean {
  const { right } = transform.reaction;
  const atoms = bonds.flatMap(({ a, b }) => [a, b]).filter((end) => end.right >= 0).flatMap((end) => [
    end.right,
    ...(right.neighbours[end.right] ?? []).map(({ atom }) => atom),
  ]);
  const boron = atoms.find((atom) => right.element[atom] === BORON);
  return boron !== undefined &&
    (right.neighbours[boron] ?? []).every(({ atom }) =>
      right.element[atom] !== 8 || (right.neighbours[atom] ?? []).length === neighbours
    );
}

/** One acyl oxygen loses its carbon or is replaced by one without. */
function isHydrolysis({ transform, bonds }: Matched): boolean {
  const { left, right } = transform.reaction;
  const [first, second] = bonds;
  if (first === undefined) return false;
  if (second === undefined) {
    const { a } = first;
    return a.right >= 0 && (right.neighbours[a.right] ?? []).some(({ atom }) => isAcylAtom(right, atom)) &&
      (left.neighbours[a.left] ?? []).length === 2;
  }
  return (right.neighbours[first.b.right] ?? []).length === 1 && second.b.left >= 0 &&
    (left.neighbours[second.b.left] ?? []).length === 2 &&
    (left.neighbours[second.b.left] ?? []).every(({ atom }) => left.element[atom] === 6) &&
    (left.neighbours[second.b.left] ?? []).filter(({ atom }) => isAcylAtom(left, atom)).length === 1;
}

function isAmideHydrolysis({ transform, bonds }: Matched): boolean {
  const { right } = transform.reaction;
  const [first, second] = bonds;
  if (first === undefined) return false;
  return second === undefined
    ? first.a.right >= 0 && first.b.right < 0
    : (right.neighbours[first.b.right] ?? []).length === 1;
}
