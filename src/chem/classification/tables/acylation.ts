/** Acylation, sulfonylation and what belongs to them: amides, ureas, carbamates, esters, sulfonamides. */
import { substituentName } from "../substituent.ts";
import {
  hydrogensAfter,
  isAcylAtom,
  isAmmonia,
  isBondedTo,
  isOnElement,
  leavingOxygen,
} from "../conditions.ts";
import type { Matched, NamedTransform } from "../named_transform.ts";
import type { EditedBond, End } from "../transform.ts";

const CLASS = "acylation";

function made({ bonds }: Matched): EditedBond {
  return bonds[0] as EditedBond;
}
function cut({ bonds }: Matched): EditedBond {
  return bonds[1] as EditedBond;
}

/** The carbonyl compound that is made, by what else its carbon holds: `amide`, `urea`, `carbamate`. */
function isProduct(matched: Matched, kind: "amide" | "urea" | "carbamate" | "carbonate"): boolean {
  const { transform } = matched;
  const { a, b } = made(matched);
  const { right } = transform.reaction;
  const others = (right.neighbours[b.right] ?? []).filter(({ atom, order }) =>
    atom !== a.right && order === 1
  );
  const holds = (element: number) => others.some(({ atom }) => right.element[atom] === element);
  const found = holds(7)
    ? a.element === 7 ? "urea" : "carbamate"
    : holds(8)
    ? a.element === 7 ? "carbamate" : "carbonate"
    : holds(16) || holds(17)
    ? "other"
    : "amide";
  return found === kind;
}

/** What leaves the acyl group: `acid`, `ester`, `anhydride`, `halide`, `active` (N-hydroxy and N-acyl reagents). */
function leaving(matched: Matched): string {
  const { transform } = matched;
  const { a, b } = cut(matched);
  if (b.element !== 8) return b.element === 7 ? "active" : b.element === 16 ? "thioester" : "halide";
  const kind = leavingOxygen(transform, a, b);
  if (kind === "alcohol") return "acid";
  if (kind === "acyl" || kind === "sulfonate" || kind === "phosphate") return "anhydride";
  return kind === "ether" ? "ester" : "active";
}

/** Neither ammonia, which gives primary amides, nor hydroxylamine or hydrazine, which have rows of their own. */
function isAmine(matched: Matched): boolean {
  const { transform } = matched;
  const { a } = made(matched);
  return !isAmmonia(transform, a) && !isOnElement(transform, a, 8) && !isOnElement(transform, a, 7);
}

const N_ACYL = ["+N.acyl -acyl.*"];
const O_ACYL = ["+O.acyl -acyl.*"];

function amide(name: string, group: string): NamedTransform {
  return {
    name,
    class: CLASS,
    edits: N_ACYL,
    where: (m) => leaving(m) === group && isProduct(m, "amide") && isAmine(m),
  };
}

function ester(name: string, group: string): NamedTransform {
  return {
    name,
    class: CLASS,
    edits: O_ACYL,
    where: (m) => leaving(m) === group && isProduct(m, "amide") && isEsterOxygen(m, made(m).a),
  };
}

function isEsterOxygen({ transform }: Matched, oxygen: End): boolean {
  const { right } = transform.reaction;
  const neighbours = right.neighbours[oxygen.right] ?? [];
  return neighbours.length === 2 && neighbours.every(({ atom }) => right.element[atom] === 6) &&
    neighbours.filter(({ atom }) => isAcylAtom(right, atom)).length === 1;
}

export const ACYLATION_ROWS: readonly NamedTransform[] = [
  {
    name: "Primary amide synthesis",
    class: "functional group interconversion",
    edits: N_ACYL,
    where: (m) => isAmmonia(m.transform, made(m).a) && isProduct(m, "amide"),
  },
  {
    name: "Weinreb amide synthesis",
    class: CLASS,
    edits: N_ACYL,
    where: (m) => {
      const { left } = m.transform.reaction;
      const nitrogen = made(m).a.left;
      if (!isProduct(m, "amide") || nitrogen < 0 || left.hydrogens[nitrogen] as number > 2) return false;
      const names = (left.neighbours[nitrogen] ?? []).map(({ atom }) =>
        left.element[atom] === 8
          ? (left.neighbours[atom] ?? []).length === 2 ? "O" : ""
          : substituentName(left, nitrogen, atom)
      );
      return names.length === 2 && names.includes("O") && names.includes("Me");
    },
  },
  {
    name: "Hydroxamic acid synthesis",
    class: CLASS,
    edits: N_ACYL,
    where: (m) => isProduct(m, "amide") && isOnElement(m.transform, made(m).a, 8),
  },
  {
    name: "Hydrazide synthesis",
    class: CLASS,
    edits: N_ACYL,
    where: (m) => isProduct(m, "amide") && isOnElement(m.transform, made(m).a, 7) && made(m).a.before !== "n",
  },
  {
    name: "Amide synthesis from an N-heteroarene",
    class: CLASS,
    edits: ["+n.acyl -acyl.*"],
    where: (m) => isProduct(m, "amide"),
  },
  {
    name: "N-formylation",
    class: CLASS,
    edits: N_ACYL,
    where: (m) => hydrogensAfter(m.transform, made(m).b) === 1,
  },
  amide("Amide coupling of an acid and an amine", "acid"),
  amide("Schotten-Baumann amide synthesis", "halide"),
  amide("Amide synthesis from an anhydride", "anhydride"),
  amide("Ester aminolysis", "ester"),
  amide("Amide synthesis from an activated acid", "active"),
  amide("Thioester aminolysis", "thioester"),
  {
    name: "Urea synthesis from an isocyanate",
    class: CLASS,
    edits: ["+N.cumulated/acyl N=cumulated>."],
    where: (m) => isProduct(m, "urea"),
  },
  {
    name: "Carbamate synthesis from an isocyanate",
    class: CLASS,
    edits: ["+O.cumulated/acyl N=cumulated>."],
    where: (m) => isProduct(m, "carbamate"),
  },
  {
    name: "Thiourea synthesis from an isothiocyanate",
    class: CLASS,
    edits: ["+N.cumulated/thioacyl N=cumulated>."],
  },
  {
    name: "Urea synthesis",
    class: CLASS,
    rxno: 358,
    edits: [...N_ACYL, "+N.acyl -acyl.* +N.acyl -acyl.*", "+N.acyl +N.acyl"],
    where: (m) => isProduct(m, "urea"),
  },
  {
    name: "Carbamate synthesis",
    class: CLASS,
    edits: [...N_ACYL, ...O_ACYL, "+N.acyl +O.acyl"],
    where: (m) => isProduct(m, "carbamate"),
  },
  { name: "Carbonate synthesis", class: CLASS, edits: O_ACYL, where: (m) => isProduct(m, "carbonate") },
  {
    name: "Thiourea synthesis",
    class: CLASS,
    edits: ["+N.thioacyl -thioacyl.*"],
  },
  {
    name: "Sulfonamide synthesis",
    class: CLASS,
    edits: ["+N.S -S.X|F|O"],
    where: (m) => isAcylAtom(m.transform.reaction.right, made(m).b.right) && !isAmmoniaOn(m),
  },
  {
    name: "Primary sulfonamide synthesis",
    class: "functional group interconversion",
    edits: ["+N.S -S.X|F|O"],
    where: (m) => isAcylAtom(m.transform.reaction.right, made(m).b.right),
  },
  {
    name: "Sulfonate ester synthesis",
    class: CLASS,
    edits: ["+O.S -S.X|F|O|N"],
    where: (m) => isBondedTo(m.transform.reaction.right, made(m).a.right, 6),
  },
  ester("Esterification", "acid"),
  ester("Ester synthesis from an acyl halide", "halide"),
  ester("Ester synthesis from an anhydride", "anhydride"),
  ester("Transesterification", "ester"),
  ester("Ester synthesis from an activated acid", "active"),
  {
    name: "Esterification",
    class: CLASS,
    edits: ["+O.alkyl -alkyl.O"],
    where: (m) => {
      const { a } = made(m);
      const { left } = m.transform.reaction;
      return leavingOxygen(m.transform, cut(m).a, cut(m).b) === "alcohol" && a.left >= 0 &&
        isBondedTo(left, a.left, 6) &&
        (left.neighbours[a.left] ?? []).some(({ atom }) => isAcylAtom(left, atom)) && isEsterOxygen(m, a);
    },
  },
  { name: "Thioester synthesis", class: CLASS, edits: ["+S.acyl -acyl.*"] },
  {
    name: "Amidine and guanidine N-substitution",
    class: CLASS,
    edits: ["+N.amidine/amidine -amidine.S|O|Hal|N|n"],
  },
  {
    name: "Phosphorylation",
    class: CLASS,
    edits: ["+O.P -P.X|O"],
    where: (m) => isAcylAtom(m.transform.reaction.right, made(m).b.right),
  },
];

function isAmmoniaOn(matched: Matched): boolean {
  return isAmmonia(matched.transform, made(matched).a);
}
