/** Reads peptides that are named by their acyl groups: `L-leucyl-L-serine`, `tosyl-DL-alanyl-glycine`. */
import { acidHydroxyls } from "./derivatives.ts";
import { Piece } from "./piece.ts";
import { RETAINED_PARENTS } from "./retained_parents.ts";
import { NameFault } from "./structure.ts";

/** Amino acids by their acyl groups; those of acids with two carboxyls do not say which of them is meant. */
const ACYLS: Readonly<Record<string, string>> = {
  glycyl: "glycin",
  sarcosyl: "sarcosin",
  alanyl: "alanin",
  "β-alanyl": "β-alanin",
  valyl: "valin",
  leucyl: "leucin",
  isoleucyl: "isoleucin",
  phenylalanyl: "phenylalanin",
  tyrosyl: "tyrosin",
  tryptophyl: "tryptophan",
  seryl: "serin",
  threonyl: "threonin",
  cysteinyl: "cystein",
  methionyl: "methionin",
  asparaginyl: "asparagin",
  glutaminyl: "glutamin",
  lysyl: "lysin",
  arginyl: "arginin",
  histidyl: "histidin",
  prolyl: "prolin",
  norvalyl: "norvalin",
  norleucyl: "norleucin",
  phenylglycyl: "phenylglycin",
};
const ACYL = new RegExp(
  `(?<=^|[-)\\] ])(?:(L|D|DL|D,L)-)?(${
    Object.keys(ACYLS).sort((a, b) => b.length - a.length).join("|")
  })(-|$|(?=morpholin|piperidin|pyrrolidin))`,
  "g",
);

/** A peptide or an amide of an amino acid, or null if the name has no acyl group of one; what is left is read by `parse`. */
export function readPeptideName(
  text: string,
  parse: (name: string, radical: boolean) => Piece,
): Piece | null {
  for (const match of text.matchAll(ACYL)) {
    const [whole, configuration = "", acyl = ""] = match;
    const front = text.slice(0, match.index);
    const rest = text.slice(match.index + whole.length);
    if (rest === "" || /^(?:chlorid|bromid|fluorid|azid)/.test(rest) || !isBalanced(front)) continue;
    const peptide = parse(rest, false);
    const residue = residueOf(acyl, configuration);
    const nitrogen = residue.labels.get("N") ?? residue.labels.get("Nα");
    if (nitrogen === undefined) return null;
    const place = peptide.labels.get("Nα") ?? peptide.find("N") ?? peptide.find("4");
    if (place === undefined || peptide.structure.atom(place).element !== "N" || peptide.room(place) < 1) {
      throw new NameFault("there is no amine for the acyl group of an amino acid", match.index);
    }
    const shift = peptide.attach(place, residue);
    for (const label of [...peptide.labels.keys()]) if (/^N/.test(label)) peptide.labels.delete(label);
    peptide.labels.set("N", nitrogen + shift);
    const group = front.replace(/^N(?:α)?-?(?=[([{a-z])/, "").replace(/-$/, "");
    if (group !== "") peptide.attach(nitrogen + shift, parse(group, true));
    return peptide;
  }
  return null;
}

/** The acyl group of an amino acid, L unless the name says otherwise or nothing. */
function residueOf(acyl: string, configuration: string): Piece {
  const parent = RETAINED_PARENTS.get(ACYLS[acyl] ?? "");
  if (parent === undefined) throw new NameFault(`the acyl group ${acyl} is not known`);
  const piece = Piece.of(parent.smiles, parent.labels);
  const { structure } = piece;
  for (const atom of structure.atoms) {
    if (atom.winding === null) continue;
    if (configuration === "D") atom.winding.clockwise = !atom.winding.clockwise;
    else if (configuration !== "L") atom.winding = null;
  }
  const [hydroxyl = -1] = acidHydroxyls(structure);
  const [carbon = -1] = structure.around(hydroxyl);
  structure.remove(hydroxyl);
  piece.free = [carbon];
  return piece;
}

function isBalanced(text: string): boolean {
  return [..."([{"].every((open, i) => text.split(open).length === text.split(")]}"[i] ?? "").length);
}
