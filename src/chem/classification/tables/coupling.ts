/** C-C bond formation: cross-couplings, and acylations of organometallic compounds. */
import { hydrogensBefore, isBondedTo } from "../conditions.ts";
import type { Matched, NamedTransform } from "../named_transform.ts";
import type { EditedBond } from "../transform.ts";

const CLASS = "C-C bond formation";

function first({ bonds }: Matched): EditedBond {
  return bonds[0] as EditedBond;
}

const SP2 = "aryl|alkenyl";

export const COUPLING_ROWS: readonly NamedTransform[] = [
  {
    name: "Suzuki-Miyaura coupling",
    class: CLASS,
    rxno: 140,
    edits: [`+${SP2}.C -${SP2}.X|O|N -C.B`, `+${SP2}.C -C.B -${SP2}.X|O|N`],
    where: isNoCyanide,
  },
  { name: "Suzuki-Miyaura coupling", class: CLASS, rxno: 140, edits: ["+alkyl|acyl.C -alkyl|acyl.X -C.B"] },
  { name: "Stille coupling", class: CLASS, rxno: 35, edits: ["+C.C -C.X|O -C.Sn"], where: isNoCyanide },
  {
    name: "Negishi coupling",
    class: CLASS,
    rxno: 88,
    edits: [`+${SP2}.C -${SP2}.X|O -C.Zn`],
    where: isNoCyanide,
  },
  { name: "Kumada coupling", class: CLASS, rxno: 144, edits: [`+${SP2}.C -${SP2}.X|O -C.Mg`] },
  { name: "Hiyama coupling", class: CLASS, rxno: 193, edits: [`+${SP2}.C -${SP2}.X|O -${SP2}.Si`] },
  { name: "Sonogashira coupling", class: CLASS, rxno: 137, edits: [`+alkynyl.${SP2} -${SP2}.X|O`] },
  { name: "Acyl Sonogashira coupling", class: CLASS, edits: ["+alkynyl.acyl/ketone -acyl.X"] },
  { name: "Alkyne C-alkylation", class: CLASS, edits: ["+alkynyl.alkyl -alkyl.X|O"] },
  { name: "Cadiot-Chodkiewicz coupling", class: CLASS, rxno: 100, edits: ["+alkynyl.alkynyl -alkynyl.X"] },
  { name: "Glaser coupling", class: CLASS, rxno: 98, edits: ["+alkynyl.alkynyl"] },
  {
    name: "Heck reaction",
    class: CLASS,
    rxno: 24,
    edits: [`+alkenyl/alkenyl.${SP2} -${SP2}.X|O`],
    where: (m) => hydrogensBefore(m.transform, first(m).a) > 0,
  },
  {
    name: "Ullmann reaction",
    class: CLASS,
    rxno: 40,
    edits: ["+aryl.aryl -aryl.X -aryl.X"],
    where: isHomocoupling,
  },
  { name: "Direct arylation", class: CLASS, edits: ["+aryl.aryl -aryl.X|O"] },
  {
    name: "Grignard ketone synthesis from a Weinreb amide",
    class: CLASS,
    edits: ["+C.acyl/ketone -acyl.N -C.M"],
  },
  {
    name: "Ketone synthesis from a Weinreb amide",
    class: CLASS,
    edits: ["+C.acyl/ketone -acyl.N"],
    where: isWeinreb,
  },
  {
    name: "Formylation by a formamide",
    class: CLASS,
    edits: ["+C.acyl/aldehyde -acyl.N -C.M|X|B", "+C.acyl/aldehyde -acyl.N -C.M -C.X"],
  },
  { name: "Vilsmeier-Haack reaction", class: CLASS, rxno: 55, edits: ["+aryl.acyl/aldehyde -acyl.N"] },
];

/** Two molecules of one kind, or two ends of one molecule: two different ones are coupled by way of a borane or the like. */
function isHomocoupling(matched: Matched): boolean {
  const { a, b } = first(matched);
  const { left, leftSmiles } = matched.transform.reaction;
  const [one, other] = [a, b].map((end) => leftSmiles[left.fragment[end.left] as number]);
  return one === other;
}

function isNoCyanide(matched: Matched): boolean {
  const { a, b } = first(matched);
  return a.after !== "nitrile" && b.after !== "nitrile";
}

function isWeinreb(matched: Matched): boolean {
  const { left } = matched.transform.reaction;
  const { b } = matched.bonds[1] as EditedBond;
  return isBondedTo(left, b.left, 8);
}
