/** Reads systematic names, also those of several words: esters, salts, oximes, organometallic compounds. */
import { acidHydroxyls, readDerivative } from "./derivatives.ts";
import { buildUnit } from "./build_unit.ts";
import { ANION_NAMES, CATION_NAMES } from "./ions.ts";
import { UnitParser } from "./parse_unit.ts";
import { readPeptideName } from "./peptide_names.ts";
import { Piece } from "./piece.ts";
import { NameFault } from "./structure.ts";
import { writeSmiles } from "./write_smiles.ts";

const ESTER = /^(.+?),? ((?:mono|di|tri|bis|tris)?-?[^ ].*?)[ -]?ester$/i;
const ACID_WORD = /^(?:.*(?:acid|ine|an|ic|ate))$/i;
const METAL_SALT = /^(.+?),? (mono|di|tri)?-?(lithium|sodium|potassium|cesium|ammonium)(?: |-)?salt$/i;
const METAL_FIRST =
  /^(mono|di|tri)?(lithium|sodium|potassium|cesium|ammonium|silver|zinc|calcium|magnesium)[ -](?:salt of )?(.+)$/i;
const GRIGNARD = /^(.+?)[ -]?magnesium[ -](chloride|bromide|iodide)$/i;
const LITHIUM = /^(.+?)[ -]?lithium$/i;
const COUNTS: Readonly<Record<string, number>> = { mono: 1, di: 2, bis: 2, tri: 3, tris: 3 };

/** SMILES of a name by the rules of nomenclature. A `NameFault` says why there is none. */
export function readSystematic(text: string): string {
  const special = readOnium(text) ?? readMetal(text) ?? readEster(text) ??
    readDerivative(text, (name, radical = false) => parse(name, radical)) ?? readWords(text);
  if (special !== null) return special;
  // `amin` is a parent that everything may be bound to, and a class of compounds where nothing is.
  if (/^amines?$/i.test(text)) throw new NameFault("the name is that of a class, not of a compound", 0);
  const piece = parse(text, false);
  close(piece);
  return writeSmiles(piece.structure);
}

/** The first reading of a text, to its end, that can be built; the fault of the likeliest one if none can. */
function parse(text: string, radical: boolean, open = false): Piece {
  const peptide = radical ? null : readPeptideName(text, parse);
  if (peptide !== null) return peptide;
  let fault: NameFault | null = null;
  let furthest = 0;
  for (const loose of text.includes(" ") ? [false, true] : [false]) {
    const parser = new UnitParser(text, loose);
    try {
      for (const unit of parser.units(0)) {
        if (unit.end !== text.length || unit.core.radical !== radical) continue;
        try {
          return buildUnit(unit, open);
        } catch (error) {
          if (!(error instanceof NameFault)) throw error;
          fault ??= error;
          // Where the name leaves something open, another reading would be a guess.
          if (/must say|may be/.test(error.message)) throw fault;
        }
      }
    } finally {
      furthest = Math.max(furthest, parser.furthest);
    }
  }
  throw fault ??
    new NameFault("the name is not understood from here on", Math.min(furthest, text.length - 1));
}

/** What an -ate without ester groups is: the anion. Some groups only would leave open which. */
function close(piece: Piece): void {
  if (piece.free.length > 0) throw new NameFault("the name is that of a group, not of a compound");
  if (piece.opens.length > 0 && piece.opens.length < piece.openAtFirst) {
    throw new NameFault("the name leaves open what stands on the other acid groups");
  }
  for (const oxygen of piece.opens) piece.structure.atom(oxygen).charge = -1;
  piece.opens = [];
}

/** `benzyltrimethylammonium chloride`, `methyltriphenylphosphonium bromide`. */
function readOnium(text: string): string | null {
  const [, main = "", name = ""] = /^(.+[a-z](?<!magnes|lith|sod|potass)ium) ([a-z ]+)$/.exec(text) ?? [];
  const anion = ANION_NAMES.get(name);
  if (main === "" || anion?.charge !== -1) return null;
  const piece = parse(main, false);
  return `${writeSmiles(piece.structure)}.${anion.smiles}`;
}

/** `phenyl 4-chlorobenzoate`, `2-furyl methyl ketone`: groups in words of their own before what they are bound to. */
function readWords(text: string): string | null {
  const words = text.split(" ");
  const last = words.pop() ?? "";
  if (words.length === 0 || words.length > 3) return null;
  // `phenyl ethyl amine` is meant as phenethylamine by most, and says N-ethylaniline.
  if (
    /(?:phenyl|naphthyl|pyridyl|furyl|thienyl|indolyl|cyclo[a-z]+yl)[ -](?:methyl|ethyl|propyl)[ -]amine$/i
      .test(text)
  ) {
    throw new NameFault("a ring may be meant on the nitrogen or on the chain", 0);
  }
  try {
    const piece = parse(last, false, true);
    const places = piece.opens.length > 0 ? piece.opens : piece.remaining === null ? [] : [0];
    if (places.length === 0) return null;
    const open = [...places];
    // `2-chloro phenyl isocyanate`: one group only has a place, so that its blank says nothing.
    const isOne = piece.remaining !== null && piece.structure.hydrogens(0) - piece.remaining === 1;
    for (const word of isOne ? [words.join(" ")] : words) {
      const counted = /^(di|bis|tri|tris)-?(.+)$/.exec(word);
      const times = counted && !canBeGroup(word) ? COUNTS[counted[1] ?? ""] ?? 1 : 1;
      const group = parse(times > 1 ? counted?.[2] ?? "" : word, true);
      for (let i = 0; i < times; i++) {
        const place = piece.opens.length > 0 ? open.shift() : 0;
        if (place === undefined) return null;
        piece.attach(place, group);
      }
    }
    if (piece.opens.length > 0 && open.length > 0) return null;
    if (piece.remaining !== null && piece.structure.hydrogens(0) !== piece.remaining) return null;
    return writeSmiles(piece.structure);
  } catch (error) {
    if (error instanceof NameFault) return null;
    throw error;
  }
}

/** `trityl` and `dimethylamino` are groups as they stand. */
function canBeGroup(word: string): boolean {
  try {
    parse(word, true);
    return true;
  } catch (error) {
    if (error instanceof NameFault) return false;
    throw error;
  }
}

function readMetal(text: string): string | null {
  const grignard = GRIGNARD.exec(text);
  if (grignard) {
    const piece = parse(grignard[1] ?? "", true);
    const halide = { chloride: "Cl", bromide: "Br", iodide: "I" }[(grignard[2] ?? "").toLowerCase()] ?? "Br";
    const metal = new Piece(piece.structure);
    const [end = 0] = piece.free;
    const atom = metal.structure.add("Mg", { hydrogens: 1 });
    metal.structure.join(end, atom);
    metal.structure.bond(atom, metal.structure.add(halide));
    return writeSmiles(metal.structure);
  }
  const salt = METAL_SALT.exec(text);
  if (salt) {
    return saltOf(parse(salt[1] ?? "", false), salt[3] ?? "", COUNTS[(salt[2] ?? "").toLowerCase()] ?? null);
  }
  const first = METAL_FIRST.exec(text);
  if (first) {
    const piece = parse(first[3] ?? "", false);
    if (piece.opens.length === 0 && !/salt of/i.test(text)) return null;
    return saltOf(piece, first[2] ?? "", COUNTS[(first[1] ?? "").toLowerCase()] ?? null);
  }
  const lithium = LITHIUM.exec(text);
  if (lithium === null) return null;
  const piece = parse(lithium[1] ?? "", true);
  const atom = piece.structure.add("Li", { hydrogens: 1 });
  piece.structure.join(piece.free[0] ?? 0, atom);
  return writeSmiles(piece.structure);
}

/** The salt of an acid: as many cations as the name says, or as there are acid groups. */
function saltOf(piece: Piece, cationName: string, count: number | null): string {
  const cation = CATION_NAMES.get(cationName.toLowerCase());
  if (cation === undefined) throw new NameFault("the cation is not known");
  const hydroxyls = piece.opens.length > 0 ? piece.opens : acidHydroxyls(piece.structure);
  if (hydroxyls.length === 0) throw new NameFault("there is no acid group for a salt");
  if (count !== null && count !== hydroxyls.length) {
    throw new NameFault("the name leaves open which acid groups are salts");
  }
  const total = hydroxyls.length / cation.charge;
  if (!Number.isInteger(total)) throw new NameFault("the charges of the salt do not balance");
  for (const oxygen of hydroxyls) piece.structure.atom(oxygen).charge = -1;
  piece.opens = [];
  return [writeSmiles(piece.structure), ...Array<string>(total).fill(cation.smiles)].join(".");
}

/** `benzoic acid ethyl ester`, `L-valine methyl ester`. */
function readEster(text: string): string | null {
  const match = ESTER.exec(text);
  if (match === null) return null;
  // The alkyl group begins after one of the blanks: the first split that can be read counts.
  let fault: NameFault | null = null;
  for (let at = text.indexOf(" "); at > 0; at = text.indexOf(" ", at + 1)) {
    const acid = text.slice(0, at).replace(/,$/, "");
    const group = text.slice(at + 1).replace(/[ -]?ester$/i, "");
    if (!ACID_WORD.test(acid) || group === "") continue;
    try {
      const counted = /^(mono|di|bis|tri|tris)-?(.+)$/i.exec(group);
      const times = counted ? COUNTS[(counted[1] ?? "").toLowerCase()] ?? 1 : 1;
      const piece = parse(acid, false);
      const hydroxyls = piece.opens.length > 0 ? piece.opens : acidHydroxyls(piece.structure);
      const radical = parse(counted?.[2] ?? group, true);
      if (hydroxyls.length !== times) {
        throw new NameFault("the name leaves open which acid groups are esters");
      }
      for (const oxygen of hydroxyls) piece.attach(oxygen, radical);
      piece.opens = [];
      return writeSmiles(piece.structure);
    } catch (error) {
      if (!(error instanceof NameFault)) throw error;
      fault ??= error;
    }
  }
  throw fault ?? new NameFault("the ester is not understood");
}
