/** Formation of heterocycles: named syntheses first, then each ring by its name. */
import { isBondedTo } from "../conditions.ts";
import type { Matched, NamedTransform } from "../named_transform.ts";
import type { NewRing } from "../new_rings.ts";

const CLASS = "heterocycle formation";

/** Aromatic rings by their elements around the ring; the second name is for a ring fused to an arene. */
const AROMATIC: readonly (readonly [elements: string, name: string, rxno?: number])[] = [
  ["CCCCN", "Pyrrole synthesis", 497],
  ["CCCCO", "Furan synthesis"],
  ["CCCCS", "Thiophene synthesis"],
  ["CCCNN", "Pyrazole synthesis", 392],
  ["CCNCN", "Imidazole synthesis", 613],
  ["CCNCO", "Oxazole synthesis"],
  ["CCCNO", "Isoxazole synthesis"],
  ["CCNCS", "Thiazole synthesis"],
  ["CCNNN", "1,2,3-Triazole synthesis"],
  ["CNCNN", "1,2,4-Triazole synthesis"],
  ["CNCNO", "1,2,4-Oxadiazole synthesis"],
  ["CNNCO", "1,3,4-Oxadiazole synthesis"],
  ["CNCNS", "1,2,4-Thiadiazole synthesis"],
  ["CNNCS", "1,3,4-Thiadiazole synthesis"],
  ["CCNSN", "1,2,5-Thiadiazole synthesis"],
  ["CNNNN", "Tetrazole synthesis"],
  ["CCCCCN", "Pyridine synthesis", 520],
  ["CCCCNN", "Pyridazine synthesis"],
  ["CCCNCN", "Pyrimidine synthesis", 400],
  ["CCNCCN", "Pyrazine synthesis"],
  ["CNCNCN", "Triazine synthesis", 401],
  ["CCNCNN", "1,2,4-Triazine synthesis"],
  ["CCCCCO", "Pyranone synthesis"],
];
const FUSED: Readonly<Record<string, readonly [name: string, rxno?: number]>> = {
  CCCCN: ["Indole synthesis", 395],
  CCCCO: ["Benzofuran synthesis"],
  CCCCS: ["Benzothiophene synthesis"],
  CCCNN: ["Indazole synthesis", 614],
  CCNCN: ["Benzimidazole synthesis", 398],
  CCNCO: ["Benzoxazole synthesis"],
  CCNCS: ["Benzothiazole synthesis"],
  CCNNN: ["Benzotriazole synthesis"],
  CCCCCN: ["Quinoline synthesis", 393],
  CCCNCN: ["Quinazoline synthesis"],
  CCNCCN: ["Quinoxaline synthesis"],
};

/** Saturated and partly saturated rings that need a name of their own. */
const SATURATED: readonly (readonly [elements: string, name: string, rxno?: number])[] = [
  ["CCN", "Aziridine synthesis"],
  ["CCO", "Epoxide synthesis"],
  ["CCCN", "Azetidine synthesis"],
  ["CCCO", "Oxetane synthesis"],
  ["CCCCN", "Pyrrolidine synthesis", 617],
  ["CCCCCN", "Piperidine synthesis", 616],
  ["CCNCCN", "Piperazine synthesis", 615],
  ["CCNCCO", "Morpholine synthesis"],
];

function ringOf(rings: readonly NewRing[], elements: string, aromatic: boolean): NewRing | undefined {
  return rings.find((ring) => ring.elements === elements && ring.aromatic === aromatic && !ring.bridged);
}

/** Is every bond that is made between what is recorded part of a new ring? */
function isWithinRings({ transform, rings }: Matched): boolean {
  return transform.formed.every(({ a, b }) =>
    a.left < 0 || b.left < 0 || rings.some(({ atoms }) => atoms.includes(a.right) && atoms.includes(b.right))
  );
}

/** Is one nitrogen-nitrogen bond cut, as when hydrazones become indoles? */
function cutsNitrogens({ transform }: Matched): boolean {
  return transform.cut.some(({ a, b }) => a.element === 7 && b.element === 7);
}

function holdsBefore({ transform }: Matched, kind: string): boolean {
  return transform.bonds.some(({ a, b }) => a.before === kind || b.before === kind);
}

/** Azide: a chain of three nitrogens that stays together. */
function hasAzide({ transform }: Matched): boolean {
  const { left } = transform.reaction;
  return transform.bonds.some(({ a, b }) =>
    [a, b].some(({ left: atom, element }) =>
      element === 7 && atom >= 0 && left.aromatic[atom] === 0 &&
      (left.neighbours[atom] ?? []).filter((other) => left.element[other.atom] === 7).length === 2
    )
  );
}

function named(name: string, where: (matched: Matched) => boolean, rxno?: number): NamedTransform {
  return {
    name,
    class: CLASS,
    ...rxno === undefined ? {} : { rxno },
    needs: "new ring",
    where: (m) => isWithinRings(m) && where(m),
  };
}

function countCut(matched: Matched, element: number): number {
  return matched.transform.cut.filter(({ a, b }) => a.element === element || b.element === element).length;
}

const PHTHALIMIDE_RING = "CCCCN";

export const HETEROCYCLE_ROWS: readonly NamedTransform[] = [
  named(
    "Fischer indole synthesis",
    (m) => cutsNitrogens(m) && ringOf(m.rings, "CCCCN", true)?.fused === true,
    64,
  ),
  named(
    "Azide-alkyne cycloaddition",
    (m) => holdsBefore(m, "alkynyl") && hasAzide(m) && ringOf(m.rings, "CCNNN", true) !== undefined,
  ),
  named(
    "Tetrazole synthesis from a nitrile",
    (m) => holdsBefore(m, "nitrile") && ringOf(m.rings, "CNNNN", true) !== undefined,
  ),
  named(
    "Paal-Knorr pyrrole synthesis",
    (m) => isPaalKnorr(m, 7) && ringOf(m.rings, "CCCCN", true)?.fused === false,
    164,
  ),
  named(
    "Paal-Knorr furan synthesis",
    (m) =>
      m.transform.formed.length === 1 && isPaalKnorr(m, 8) && ringOf(m.rings, "CCCCO", true)?.fused === false,
    162,
  ),
  named(
    "Knorr pyrazole synthesis",
    (m) => holdsCarbonyls(m, 2) && isHydrazine(m) && ringOf(m.rings, "CCCNN", true) !== undefined,
    391,
  ),
  named(
    "Hantzsch thiazole synthesis",
    (m) =>
      holdsBefore(m, "thioacyl") && holdsBefore(m, "ketone") && ringOf(m.rings, "CCNCS", true) !== undefined,
  ),
  named(
    "Larock indole synthesis",
    (m) =>
      holdsBefore(m, "alkynyl") && m.transform.formed.length === 2 &&
      ringOf(m.rings, "CCCCN", true)?.fused === true && countCut(m, 53) + countCut(m, 35) === 1,
    396,
  ),
  named("Pictet-Spengler reaction", isPictetSpengler, 59),
  named("Bischler-Napieralski reaction", isBischlerNapieralski, 53),
  named(
    "Biginelli reaction",
    (m) =>
      m.rings.some(({ elements, newBonds }) => elements === "CCCNCN" && newBonds >= 3) &&
      holdsBefore(m, "aldehyde"),
    236,
  ),
  named("Gewald reaction", (m) => holdsBefore(m, "nitrile") && isGewald(m), 578),
  named("Friedlander quinoline synthesis", (m) => isFriedlander(m), 577),
  named("Imide formation", isImide),
  named("Lactonisation", isLactone),
  ...AROMATIC.flatMap(([elements, name, rxno]): readonly NamedTransform[] => {
    const fused = FUSED[elements];
    const row = named(
      name,
      (m) =>
        m.rings.length <= 2 && ringOf(m.rings, elements, true) !== undefined &&
        (fused === undefined || ringOf(m.rings, elements, true)?.fused === false),
      rxno,
    );
    return fused === undefined ? [row] : [
      named(
        fused[0],
        (m) => m.rings.length <= 2 && ringOf(m.rings, elements, true)?.fused === true,
        fused[1],
      ),
      row,
    ];
  }),
  ...SATURATED.map(([elements, name, rxno]) =>
    named(
      name,
      (m) =>
        m.rings.length === 1 && m.transform.reordered.length <= 1 &&
        ringOf(m.rings, elements, false) !== undefined && isSaturated(m),
      rxno,
    )
  ),
];

/** All atoms of the ring are without double bonds afterwards, to anything. */
function isSaturated({ transform, rings }: Matched): boolean {
  const { right } = transform.reaction;
  return rings.every(({ atoms }) =>
    atoms.every((atom) => (right.neighbours[atom] ?? []).every(({ order }) => order === 1 || order === 1.5))
  );
}

/** Two carbonyl groups of one molecule close the ring over one heteroatom. */
function isPaalKnorr(matched: Matched, element: number): boolean {
  const { bonds, formed } = matched.transform;
  if (formed.length > 2) return false;
  const carbonyls = new Set(
    bonds.flatMap(({ a, b }) => [a, b]).filter(({ before }) => before === "ketone" || before === "aldehyde"),
  );
  return carbonyls.size === 2 && formed.every(({ a, b }) => a.element === element || b.element === element);
}

function holdsCarbonyls({ transform }: Matched, count: number): boolean {
  const carbons = new Set(
    transform.formed.flatMap(({ a, b }) => [a, b]).filter(({ before }) =>
      before === "ketone" || before === "aldehyde" || before === "acyl" || before === "alkenyl"
    ),
  );
  return carbons.size === count;
}

function isHydrazine({ transform }: Matched): boolean {
  const { left } = transform.reaction;
  return transform.formed.flatMap(({ a, b }) => [a, b]).some(({ element, left: atom }) =>
    element === 7 && atom >= 0 && isBondedTo(left, atom, 7)
  );
}

/** An aldehyde becomes the carbon between an amine and an arene in a new ring of six. */
function isPictetSpengler({ transform, rings }: Matched): boolean {
  const { formed, cut } = transform;
  if (formed.length !== 2 || cut.length !== 1) return false;
  const carbon = formed.flatMap(({ a, b }) => [a, b]).find(({ before, after }) =>
    before === "aldehyde" && after === "alkyl"
  );
  return carbon !== undefined && formed.every(({ a, b }) => a === carbon || b === carbon) &&
    formed.some(({ a, b }) => a.element === 7 || b.element === 7) &&
    formed.some(({ a, b }) => a.before === "aryl" || b.before === "aryl") &&
    rings.some(({ elements, fused }) => elements === "CCCCCN" && fused);
}

function isBischlerNapieralski({ transform, rings }: Matched): boolean {
  const [bond] = transform.formed;
  return transform.formed.length === 1 && bond !== undefined &&
    [bond.a, bond.b].some(({ before, after }) =>
      before === "acyl" && (after === "imine" || after === "aryl")
    ) &&
    [bond.a, bond.b].some(({ before }) => before === "aryl") &&
    rings.some(({ elements, fused }) => elements === "CCCCCN" && fused);
}

function isGewald({ transform, rings }: Matched): boolean {
  return rings.some(({ elements, aromatic }) => elements === "CCCCS" && aromatic) &&
    transform.formed.length >= 3;
}

/** An amino aryl ketone or aldehyde and a ketone with a methylene group. */
function isFriedlander({ transform, rings }: Matched): boolean {
  const { formed } = transform;
  const ring = rings.find(({ elements, aromatic, fused }) => elements === "CCCCCN" && aromatic && fused);
  return ring !== undefined && formed.length === 2 &&
    formed.some(({ a, b }) => a.element === 7 || b.element === 7) &&
    formed.some(({ a, b }) => a.element === 6 && b.element === 6 && [a.before, b.before].includes("alkyl")) &&
    formed.every(({ a, b }) => [a, b].some(({ before }) => before === "ketone" || before === "aldehyde"));
}

function isImide({ transform, rings }: Matched): boolean {
  const { formed, reordered } = transform;
  return reordered.length === 0 && formed.length === 2 && formed[0] !== undefined &&
    formed.every(({ a, b }) =>
      [a, b].some(({ before }) => before === "acyl") && [a, b].some(({ element }) => element === 7)
    ) && rings.some(({ elements, atoms }) => elements === PHTHALIMIDE_RING || atoms.length === 6);
}

function isLactone({ transform, rings }: Matched): boolean {
  const [bond] = transform.formed;
  return transform.formed.length === 1 && transform.reordered.length === 0 && bond !== undefined &&
    rings.length === 1 &&
    [bond.a, bond.b].some(({ after }) => after === "acyl") &&
    [bond.a, bond.b].some(({ element }) => element === 8);
}
