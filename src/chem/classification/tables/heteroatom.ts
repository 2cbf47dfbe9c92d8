/** Alkylation and arylation of nitrogen, oxygen, sulfur and phosphorus. */
import {
  hydrogensBefore,
  isAcidic,
  isActivatedArene,
  isAmmonia,
  isAzide,
  isBondedTo,
  isNextToPulling,
  isOnArene,
  isOnElement,
  isRecorded,
  isThreeRing,
  leavingOxygen,
} from "../conditions.ts";
import type { Matched, NamedTransform } from "../named_transform.ts";
import type { EditedBond } from "../transform.ts";

const CLASS = "heteroatom alkylation and arylation";
const COPPER = 29;
const PALLADIUM = 46;
const NICKEL = 28;

/** The bond that is made, and the one that is cut: patterns of this file name them in this order. */
function made({ bonds }: Matched): EditedBond {
  return bonds[0] as EditedBond;
}
function cut({ bonds }: Matched): EditedBond {
  return bonds[1] as EditedBond;
}

/** Leaving groups of aliphatic substitution, and an alcohol that is made one in the flask. */
function leavesAs(matched: Matched, ...kinds: readonly string[]): boolean {
  const { a, b } = cut(matched);
  const oxygen = leavingOxygen(matched.transform, a, b);
  return kinds.includes(oxygen === "" ? "halide" : oxygen);
}
function isGoodLeavingGroup(matched: Matched): boolean {
  return leavesAs(matched, "halide", "sulfonate", "phosphate");
}
function isOpened(matched: Matched): boolean {
  const { a, b } = cut(matched);
  return isThreeRing(matched.transform, a, b);
}

const N_ALKYL = ["+N.alkyl -alkyl.X|O|F"];
const N_ARYL = ["+N.aryl -aryl.Hal|O|S"];

/** Does the row concern aryl fluorides or rings that need no catalyst? */
function isActivated(matched: Matched): boolean {
  const { a, b } = cut(matched);
  return b.element === 9 || isActivatedArene(matched.transform.reaction.left, a.left);
}
/** Chlorides, bromides, iodides and sulfonates of rings that need one; a recorded one decides. */
function isCatalysed(matched: Matched, ...metals: readonly number[]): boolean {
  const { transform } = matched;
  const { a, b } = cut(matched);
  if (b.element === 9 || b.element === 16) return false;
  if (b.element === 8 && leavingOxygen(transform, a, b) !== "sulfonate") return false;
  return isRecorded(transform.reaction, ...metals);
}
function isArylamination(matched: Matched): boolean {
  const { transform } = matched;
  const { a } = made(matched);
  return !isAcidic(transform, a) && !isAzide(transform, a) && a.before !== "n";
}

export const HETEROATOM_ROWS: readonly NamedTransform[] = [
  {
    name: "Menshutkin reaction",
    class: CLASS,
    rxno: 223,
    edits: ["+N.alkyl -alkyl.X"],
    where: (m) => {
      const { left, right } = made(m).a;
      const { reaction } = m.transform;
      return (reaction.right.charge[right] as number) > 0 && (reaction.left.charge[left] ?? 1) === 0;
    },
  },
  {
    name: "Epoxide opening by an amine",
    class: CLASS,
    edits: ["+N.alkyl -alkyl.O"],
    where: (m) => isOpened(m) && !isAzide(m.transform, made(m).a),
  },
  { name: "Epoxide opening by an alcohol", class: CLASS, edits: ["+O.alkyl -alkyl.O"], where: isOpened },
  { name: "Epoxide opening by a thiol", class: CLASS, edits: ["+S.alkyl -alkyl.O"], where: isOpened },
  {
    name: "Mitsunobu reaction",
    class: CLASS,
    rxno: 34,
    edits: ["+N.alkyl -alkyl.O"],
    where: (m) => leavesAs(m, "alcohol") && (isAcidic(m.transform, made(m).a) || made(m).a.before === "n"),
  },
  {
    name: "Mitsunobu reaction",
    class: CLASS,
    rxno: 34,
    edits: ["+O.alkyl -alkyl.O"],
    where: (m) => {
      const { a } = made(m);
      return leavesAs(m, "alcohol") && isOnArene(m.transform, a) && hydrogensBefore(m.transform, a) > 0 &&
        !isOnArene(m.transform, cut(m).b) && made(m).b.after === "alkyl";
    },
  },
  {
    name: "Heteroaryl N-alkylation",
    class: CLASS,
    rxno: 345,
    edits: N_ALKYL,
    where: (m) => isGoodLeavingGroup(m) && made(m).a.before === "n",
  },
  {
    name: "Sulfonamide N-alkylation",
    class: CLASS,
    edits: N_ALKYL,
    where: (m) =>
      isGoodLeavingGroup(m) && isOnElement(m.transform, made(m).a, 16) && isAcidic(m.transform, made(m).a),
  },
  {
    name: "Amide N-alkylation",
    class: CLASS,
    rxno: 340,
    edits: N_ALKYL,
    where: (m) => isGoodLeavingGroup(m) && isAcidic(m.transform, made(m).a),
  },
  {
    name: "Aniline N-alkylation",
    class: CLASS,
    rxno: 341,
    edits: N_ALKYL,
    where: (m) => isGoodLeavingGroup(m) && isOnArene(m.transform, made(m).a),
  },
  {
    name: "Amine N-alkylation",
    class: CLASS,
    edits: N_ALKYL,
    where: (m) => {
      const { a } = made(m);
      return isGoodLeavingGroup(m) && !isAmmonia(m.transform, a) && !isAzide(m.transform, a) &&
        !isOnElement(m.transform, a, 8);
    },
  },
  {
    name: "N-alkylation by an alcohol",
    class: CLASS,
    edits: ["+N.alkyl -alkyl.O"],
    where: (m) =>
      leavesAs(m, "alcohol") && !isAmmonia(m.transform, made(m).a) && !isAzide(m.transform, made(m).a),
  },
  {
    name: "Eschweiler-Clarke methylation",
    class: CLASS,
    rxno: 376,
    edits: ["+N.aldehyde/alkyl -aldehyde=O"],
    where: (m) => {
      const { a, b } = made(m);
      const { left } = m.transform.reaction;
      return hydrogensBefore(m.transform, b) === 2 && a.left >= 0 &&
        left.element.some((element, atom) =>
          element === 6 && left.hydrogens[atom] === 1 && m.transform.reaction.target[atom] === -1 &&
          left.neighbours[atom]?.length === 2 && isBondedTo(left, atom, 8)
        );
    },
  },
  {
    name: "Reductive amination",
    class: CLASS,
    rxno: 335,
    edits: [
      "+N.aldehyde|ketone/alkyl -aldehyde|ketone=O",
      "+N.aldehyde|ketone/alkyl -aldehyde|ketone=O +N.aldehyde|ketone/alkyl -aldehyde|ketone=O",
    ],
  },
  {
    name: "Oxime formation",
    class: "functional group interconversion",
    edits: ["+N=aldehyde|ketone -aldehyde|ketone=O"],
    where: (m) => isOnElement(m.transform, made(m).a, 8),
  },
  {
    name: "Hydrazone formation",
    class: CLASS,
    edits: ["+N=aldehyde|ketone -aldehyde|ketone=O"],
    where: (m) => isOnElement(m.transform, made(m).a, 7),
  },
  {
    name: "Imine formation",
    class: CLASS,
    rxno: 367,
    edits: ["+N=aldehyde|ketone -aldehyde|ketone=O"],
  },
  {
    name: "Enamine formation",
    class: CLASS,
    edits: ["+N.aldehyde|ketone/alkenyl -aldehyde|ketone=O aldehyde|ketone.alkyl/alkenyl>="],
  },
  {
    name: "Aza-Michael addition",
    class: CLASS,
    edits: ["+N.alkenyl alkenyl=alkenyl>."],
    where: (m) => isNextToPulling(m.transform, otherEnd(m)),
  },
  {
    name: "Oxa-Michael addition",
    class: CLASS,
    edits: ["+O.alkenyl alkenyl=alkenyl>."],
    where: (m) => isNextToPulling(m.transform, otherEnd(m)) && made(m).a.left >= 0,
  },
  {
    name: "Thia-Michael addition",
    class: CLASS,
    edits: ["+S.alkenyl alkenyl=alkenyl>."],
    where: (m) => isNextToPulling(m.transform, otherEnd(m)),
  },
  { name: "Thiol-ene reaction", class: CLASS, rxno: 300, edits: ["+S.alkenyl alkenyl=alkenyl>."] },
  { name: "Hydroamination", class: CLASS, rxno: 291, edits: ["+N.alkenyl alkenyl=alkenyl>."] },
  {
    name: "Chan-Lam coupling",
    class: CLASS,
    rxno: 374,
    edits: ["+N|O|S.aryl|alkenyl|alkyl -aryl|alkenyl|alkyl.B"],
    where: (m) =>
      made(m).a.left >= 0 &&
      (made(m).a.element !== 8 || isBondedTo(m.transform.reaction.left, made(m).a.left, 6)),
  },
  {
    name: "Ullmann amination",
    class: CLASS,
    edits: N_ARYL,
    where: (m) => isCatalysed(m, COPPER) && isArylamination(m) && !isAmmonia(m.transform, made(m).a),
  },
  {
    name: "Goldberg reaction",
    class: CLASS,
    rxno: 82,
    edits: N_ARYL,
    where: (m) => isCatalysed(m, COPPER) && isAcidic(m.transform, made(m).a),
  },
  {
    name: "Buchwald-Hartwig amination",
    class: CLASS,
    rxno: 192,
    edits: N_ARYL,
    where: (m) =>
      isCatalysed(m, PALLADIUM, NICKEL) && isArylamination(m) && !isAmmonia(m.transform, made(m).a),
  },
  {
    name: "Heteroaryl N-arylation",
    class: CLASS,
    rxno: 372,
    edits: N_ARYL,
    where: (m) => made(m).a.before === "n",
  },
  {
    name: "SNAr amination",
    class: CLASS,
    edits: N_ARYL,
    where: (m) => isActivated(m) && isArylamination(m) && !isAmmonia(m.transform, made(m).a),
  },
  {
    name: "Buchwald-Hartwig amination",
    class: CLASS,
    rxno: 192,
    edits: ["+N.aryl -aryl.X|O"],
    where: (m) =>
      isArylamination(m) && !isAmmonia(m.transform, made(m).a) && leavesAs(m, "halide", "sulfonate") &&
      !isRecorded(m.transform.reaction, COPPER),
  },
  {
    name: "Amide N-arylation",
    class: CLASS,
    edits: N_ARYL,
    where: (m) => isAcidic(m.transform, made(m).a),
  },
  {
    name: "Ullmann condensation",
    class: CLASS,
    rxno: 81,
    edits: ["+O.aryl -aryl.X"],
    where: (m) => isRecorded(m.transform.reaction, COPPER) && made(m).a.left >= 0,
  },
  {
    name: "SNAr ether synthesis",
    class: CLASS,
    edits: ["+O.aryl -aryl.Hal|O|S"],
    where: (m) =>
      isActivated(m) && made(m).a.left >= 0 && !isAcidic(m.transform, made(m).a) &&
      isBondedTo(m.transform.reaction.right, made(m).a.right, 6) && hasTwoCarbons(m),
  },
  {
    name: "Aryl ether synthesis",
    class: CLASS,
    edits: ["+O.aryl -aryl.X"],
    where: (m) => made(m).a.left >= 0 && !isAcidic(m.transform, made(m).a) && hasTwoCarbons(m),
  },
  {
    name: "Thioether synthesis",
    class: CLASS,
    edits: ["+S.alkyl -alkyl.X|O|F"],
    where: (m) => isGoodLeavingGroup(m) && hasTwoCarbons(m),
  },
  {
    name: "S-arylation",
    class: CLASS,
    edits: ["+S.aryl -aryl.Hal|O"],
    where: hasTwoCarbons,
  },
  {
    name: "Methyl esterification by an alkylating agent",
    class: "acylation",
    edits: ["+O.alkyl -alkyl.X|O|N", "+O.C/alkyl -C=N -C.Si?"],
    where: (m) =>
      isAcidic(m.transform, made(m).a) && isMethyl(m) &&
      (hydrogensBefore(m.transform, made(m).b) >= 2 || cut(m).before === 2),
  },
  {
    name: "Carboxylate O-alkylation",
    class: CLASS,
    edits: ["+O.alkyl -alkyl.X|O"],
    where: (m) => isAcidic(m.transform, made(m).a) && isGoodLeavingGroup(m) && isCarboxylate(m),
  },
  {
    name: "Williamson ether synthesis",
    class: CLASS,
    rxno: 90,
    edits: ["+O.alkyl -alkyl.X|O|F"],
    where: (m) => {
      const { a } = made(m);
      return isGoodLeavingGroup(m) && a.left >= 0 && !isAcidic(m.transform, a) && hasTwoCarbons(m) &&
        !isOnElement(m.transform, a, 7);
    },
  },
  {
    name: "Oxime and hydroxylamine O-alkylation",
    class: CLASS,
    edits: ["+O.alkyl -alkyl.X"],
    where: (m) => isOnElement(m.transform, made(m).a, 7),
  },
  {
    name: "Arbuzov reaction",
    class: CLASS,
    rxno: 60,
    edits: ["+P.alkyl -alkyl.X P.O>= -O.alkyl", "+P.alkyl -alkyl.X P.O>= -O.alkyl +X.alkyl"],
  },
  {
    name: "Phosphonium salt formation",
    class: CLASS,
    edits: ["+P.alkyl -alkyl.X"],
    where: (m) => (m.transform.reaction.right.charge[made(m).a.right] as number) > 0,
  },
];

/** The end of the double bond that the nucleophile does not go to. */
function otherEnd(matched: Matched) {
  const { a, b } = cut(matched);
  return a.right === made(matched).b.right ? b : a;
}

/** Is the heteroatom bonded to two carbons afterwards, as in an ether? */
function hasTwoCarbons({ transform, bonds }: Matched): boolean {
  const { right } = transform.reaction;
  const atom = (bonds[0] as EditedBond).a.right;
  return (right.neighbours[atom] ?? []).filter((other) => right.element[other.atom] === 6).length === 2;
}

function isMethyl({ transform, bonds }: Matched): boolean {
  return transform.reaction.right.hydrogens[(bonds[0] as EditedBond).b.right] === 3;
}

function isCarboxylate({ transform, bonds }: Matched): boolean {
  const { left } = transform.reaction;
  return isBondedTo(left, (bonds[0] as EditedBond).a.left, 6);
}
