/** Reads words for what became of a compound: oximes, hydrazones, acetals, oxides. */
import type { Piece } from "./piece.ts";
import { NameFault, type Structure } from "./structure.ts";
import { writeSmiles } from "./write_smiles.ts";

const OXIDE = /^(.+?)[ -](?:(N|N,N'|\d+(?:,\d+)*)-)?(?:mono|di)?oxide$/i;
const IMINE = /^(.+?)[ -](?:\d-)?(oxime|O-methyl ?oxime|methoxime|O-benzyl ?oxime|hydrazone|semicarbazone)$/i;
const AMIDE = /^(.+ic acid),? ([^ ].+?)(?<![)\]][a-z]+)[ -]?amide$/i;
const ANHYDRIDE = /^(.+ic)(?: acid)? anhydride$/i;
const ACETAL = /^(.+?)[ -](?:(di)?(methyl|ethyl) ?(?:acetal|ketal)|(ethylene) ?(?:acetal|ketal))$/i;
/** What stands on the nitrogen that takes the place of a carbonyl's oxygen, atom by atom. */
const ON_NITROGEN: Readonly<Record<string, readonly string[]>> = {
  oxime: ["O"],
  "o-methyloxime": ["O", "C"],
  methoxime: ["O", "C"],
  hydrazone: ["N"],
};

/** Names that end with a word for what became of a compound: oximes, hydrazones, acetals, oxides. Null for others. */
export function readDerivative(
  text: string,
  parse: (name: string, radical?: boolean) => Piece,
): string | null {
  const imine = IMINE.exec(text);
  if (imine) {
    return withNitrogen(parse(imine[1] ?? "").structure, (imine[2] ?? "").toLowerCase().replace(" ", ""));
  }
  const acetal = ACETAL.exec(text);
  if (acetal) return withEthers(parse(acetal[1] ?? "").structure, acetal);
  const amide = AMIDE.exec(text);
  if (amide) return withAmine(parse(amide[1] ?? "").structure, parse(`${amide[2] ?? ""}amino`, true));
  const anhydride = ANHYDRIDE.exec(text);
  if (anhydride) return twice(`${anhydride[1] ?? ""} acid`, parse);
  const oxide = OXIDE.exec(text);
  return oxide ? withOxygen(parse(oxide[1] ?? ""), oxide[2]) : null;
}

/** `benzoic acid (4-hydroxyphenyl)amide`, of an acid with one hydroxyl. */
function withAmine(structure: Structure, amine: Piece): string {
  const [hydroxyl, second] = acidHydroxyls(structure);
  if (hydroxyl === undefined || second !== undefined) {
    throw new NameFault("the name leaves open which acid group is an amide");
  }
  const [carbon = 0] = structure.around(hydroxyl);
  structure.remove(hydroxyl);
  const shift = structure.include(amine.structure);
  structure.join(carbon, (amine.free[0] ?? 0) + shift);
  return writeSmiles(structure);
}

/** `isobutyric anhydride`: two molecules of an acid with one hydroxyl; null for the rings of diacids, which have names. */
function twice(acid: string, parse: (name: string, radical?: boolean) => Piece): string | null {
  let structure: Structure;
  try {
    ({ structure } = parse(acid));
  } catch (error) {
    if (error instanceof NameFault) return null;
    throw error;
  }
  const [hydroxyl, second] = acidHydroxyls(structure);
  if (hydroxyl === undefined || second !== undefined) return null;
  const shift = structure.include(parse(acid).structure);
  const [carbon = 0] = structure.around(hydroxyl + shift);
  structure.remove(hydroxyl + shift);
  structure.join(hydroxyl, carbon);
  return writeSmiles(structure);
}

/** The oxygen of the one carbonyl of an aldehyde or ketone. */
function onlyCarbonyl(
  structure: Structure,
  what: string,
): { readonly oxygen: number; readonly carbon: number } {
  const oxygens = [...structure.atoms.keys()].filter((index) => {
    const atom = structure.atom(index);
    const [host = -1] = structure.around(index);
    return !atom.gone && atom.element === "O" && atom.bonds.get(host) === 2 &&
      structure.atom(host).element === "C" &&
      structure.around(host).every((other) => other === index || structure.atom(other).element === "C");
  });
  const [oxygen] = oxygens;
  if (oxygen === undefined || oxygens.length !== 1) {
    throw new NameFault(`the name leaves open which carbonyl is ${what}`);
  }
  const [carbon = 0] = structure.around(oxygen);
  return { oxygen, carbon };
}

/** `cyclohexanone oxime`. */
function withNitrogen(structure: Structure, word: string): string | null {
  const chain = ON_NITROGEN[word];
  if (chain === undefined) return null;
  const { oxygen, carbon } = onlyCarbonyl(structure, word === "hydrazone" ? "a hydrazone" : "an oxime");
  structure.remove(oxygen);
  let last = structure.add("N");
  structure.join(carbon, last, 2);
  for (const element of chain) {
    const next = structure.add(element);
    structure.join(last, next);
    last = next;
  }
  return writeSmiles(structure);
}

/** `benzaldehyde dimethyl acetal`, `cyclohexanone ethylene ketal`. */
function withEthers(structure: Structure, [, , di, alkyl, ring]: RegExpExecArray): string {
  const { oxygen, carbon } = onlyCarbonyl(structure, "an acetal");
  if (ring === undefined && di === undefined) throw new NameFault("the acetal must have two groups");
  structure.remove(oxygen);
  const ends = [0, 1].map(() => {
    const ether = structure.add("O");
    structure.join(carbon, ether);
    let last = ether;
    for (let i = 0; i < (ring || /^methyl$/i.test(alkyl ?? "") ? 1 : 2); i++) {
      const next = structure.add("C");
      structure.join(last, next);
      last = next;
    }
    return last;
  });
  const [a = 0, b = 0] = ends;
  if (ring !== undefined) structure.join(a, b);
  return writeSmiles(structure);
}

/** `pyridine N-oxide`, `4-methylmorpholine 4-oxide`, `thiophene 1,1-dioxide`: on nitrogen, sulfur or phosphorus. */
function withOxygen(piece: Piece, locants: string | undefined): string {
  const { structure } = piece;
  const named = locants === undefined || /^N/.test(locants)
    ? null
    : locants.split(",").map((one) => piece.at(one));
  const nitrogens = [...structure.atoms.keys()].filter((index) => {
    const atom = structure.atom(index);
    return !atom.gone && atom.element === "N" && atom.charge === 0 && structure.hydrogens(index) === 0 &&
      [...atom.bonds.values()].every((order) => order === 1) &&
      structure.around(index).every((other) => structure.atom(other).bonds.size > 0);
  });
  // `tripropylphosphine oxide`: one phosphorus or one amine alone needs no number.
  const phosphorus = [...structure.atoms.keys()].filter((index) => structure.atom(index).element === "P");
  const only =
    locants === undefined && phosphorus.length === 1 && structure.hydrogens(phosphorus[0] ?? 0) === 0
      ? phosphorus
      : null;
  const atoms = named ?? only ?? (nitrogens.length === 1 && /^N$/.test(locants ?? "") ? nitrogens : []);
  if (atoms.length === 0) throw new NameFault("the name must say which atom is an oxide");
  for (const index of atoms) {
    const atom = structure.atom(index);
    if (/^[SP]$/.test(atom.element)) {
      structure.bond(index, structure.add("O"), 2);
    } else if (atom.element === "N" && atom.charge === 0 && structure.hydrogens(index) === 0) {
      atom.charge = 1;
      structure.bond(index, structure.add("O", { charge: -1 }));
    } else throw new NameFault("an oxide stands on nitrogen, sulfur or phosphorus");
  }
  return writeSmiles(structure);
}

/** Oxygens of acids that still have their hydrogen. */
export function acidHydroxyls(structure: Structure): readonly number[] {
  return [...structure.atoms.keys()].filter((index) => {
    const atom = structure.atom(index);
    if (atom.gone || atom.element !== "O" || structure.hydrogens(index) !== 1) return false;
    const [host = -1] = structure.around(index);
    return host >= 0 &&
      structure.around(host).some((other) =>
        structure.atom(host).bonds.get(other) === 2 && structure.atom(other).element === "O"
      );
  });
}
