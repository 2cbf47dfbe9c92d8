/** The entry point: from a name to a SMILES, by lexicon, formula, salt or nomenclature, in this order. */
import type { NameKind } from "../text_reading.ts";
import { readFormula } from "./formula.ts";
import { ANION_NAMES, CATION_NAMES, salt } from "./ions.ts";
import { lookUp, lookUpAsWritten } from "./lexicon.ts";
import { normalName } from "./normal_name.ts";
import { readPeptide } from "./peptides.ts";
import { NameFault } from "./structure.ts";
import { readSystematic } from "./systematic.ts";

/** A structure for a name, or why there is none and where in the name the trouble begins (UTF-16 units from 0). */
export type ResolvedName =
  | { readonly smiles: string; readonly kind: NameKind }
  | { readonly reason: string; readonly position: number };

/** Longest name that is read; the longest of patents have some 400 characters. */
const MAX_LENGTH = 400;
const COUNTS: Readonly<Record<string, number>> = {
  "": 1,
  mono: 1,
  di: 2,
  tri: 3,
  tetra: 4,
  penta: 5,
  hexa: 6,
  hepta: 7,
  octa: 8,
  nona: 9,
  deca: 10,
  dodeca: 12,
};
/** What stands in a word of its own behind a compound and is a compound beside it. */
const ADDED: Readonly<Record<string, string>> = {
  hydrochloride: "Cl",
  hydrobromide: "Br",
  hydroiodide: "I",
  hydriodide: "I",
  "hcl salt": "Cl",
  hcl: "Cl",
  hbr: "Br",
  "hydrochloride salt": "Cl",
  "hydrochloric acid salt": "Cl",
  "hydrobromide salt": "Br",
  "trifluoroacetate salt": "OC(=O)C(F)(F)F",
  "trifluoroacetic acid salt": "OC(=O)C(F)(F)F",
  hydrate: "O",
};
const ADDED_WORD = new RegExp(
  `^(.{2,}?)(?:[ ,·•*-]+|(?<=[a-z]))(mono|di|tri|tetra|penta|hexa|hepta|octa|nona|deca|dodeca)?-?(${
    Object.keys(ADDED).sort((a, b) => b.length - a.length).join("|")
  })$`,
  "i",
);
/** Salts of one base with one acid, which elsewhere are esters or ions: read as salts behind the name of an amine. */
const SALTS_OF_AMINES: Readonly<Record<string, string>> = {
  fumarate: "OC(=O)/C=C/C(=O)O",
  maleate: "OC(=O)/C=C\\C(=O)O",
  "hydrogen maleate": "OC(=O)/C=C\\C(=O)O",
  "hydrogen fumarate": "OC(=O)/C=C/C(=O)O",
  oxalate: "OC(=O)C(=O)O",
  "hydrogen oxalate": "OC(=O)C(=O)O",
  succinate: "OC(=O)CCC(=O)O",
  citrate: "OC(=O)CC(O)(CC(=O)O)C(=O)O",
  methanesulfonate: "CS(=O)(=O)O",
  mesylate: "CS(=O)(=O)O",
  "p-toluenesulfonate": "Cc1ccc(cc1)S(=O)(=O)O",
  tosylate: "Cc1ccc(cc1)S(=O)(=O)O",
  trifluoroacetate: "OC(=O)C(F)(F)F",
};
const SALT_OF_AMINE = new RegExp(
  `^(.*(?:amine|azine|idine|oline|pyridine|imidazole|thiazole|triazole|amide|guanidine)) (${
    Object.keys(SALTS_OF_AMINES).join("|")
  })$`,
  "i",
);
const MAX_PARTS = 4;

/**
 * Reads the name of a compound: from the lexicon, as a formula, as a salt or by the rules of nomenclature. A name that
 * fits several structures, or is not understood to its last character, is answered with the reason. Pure, and never throws.
 * The SMILES is not canonical, and whether its valences are right is for RDKit to say.
 */
export function resolveName(raw: string): ResolvedName {
  const name = normalName(raw);
  if (name.text === "") return { reason: "there is no name", position: 0 };
  if (name.text.length > MAX_LENGTH) {
    return { reason: `names longer than ${MAX_LENGTH} characters are not read`, position: 0 };
  }
  const written = lookUpAsWritten(raw.trim()) ?? lookUpAsWritten(name.text);
  if (written !== null) return { smiles: written, kind: "lexicon" };
  // Before case is set aside: CoCl2 is a salt of cobalt, and not phosgene, COCl2.
  const formula = readFormula(name.text);
  const known = lookUp(raw.trim()) ?? lookUp(name.text);
  if (known !== null && !/[A-Z]/.test(name.text)) {
    return formula !== null && /\d/.test(name.text) && !hasCationOf(formula, known)
      ? { reason: "without its capitals, the formula is that of more than one compound", position: 0 }
      : { smiles: known, kind: "lexicon" };
  }
  if (formula !== null) return { smiles: formula, kind: "formula" };
  if (known !== null) return { smiles: known, kind: "lexicon" };
  const ions = readSalt(name.text.toLowerCase());
  if (ions !== null) return { smiles: ions, kind: "salt" };
  const peptide = readPeptide(name.text);
  if (peptide !== null) return { smiles: peptide, kind: "systematic" };
  const added = readAdded(name.text);
  if (added !== null) return added;
  try {
    return { smiles: readSystematic(name.text), kind: "systematic" };
  } catch (error) {
    if (!(error instanceof NameFault)) throw error;
    const mixture = readMixture(name.text);
    if (mixture !== null) return { smiles: mixture, kind: "mixture" };
    return { reason: error.message, position: name.at[error.position ?? 0] ?? 0 };
  }
}

/** Does a compound have the element of a salt's cation, and so may be the same one, with its bonds written otherwise? */
function hasCationOf(salt: string, smiles: string): boolean {
  const cation = /\[([A-Z][a-z]?)[^\]]*\+\d?\]/.exec(salt)?.[1];
  return cation !== undefined && new RegExp(`${cation}(?![a-z])`).test(smiles);
}

/** `sodium carbonate`, `copper(II) sulfate`, `potassium hydrogen carbonate`. */
function readSalt(text: string): string | null {
  const ion = ANION_NAMES.get(text);
  if (ion !== undefined && ion.charge < 0 && !text.includes("-")) return ion.smiles;
  for (let at = text.indexOf(" "); at > 0; at = text.indexOf(" ", at + 1)) {
    const cation = CATION_NAMES.get(
      text.slice(0, at).replace(/ \(/g, "(").replace(/^(?:mono|di|tri)(?=[a-z])/, ""),
    );
    const anion = ANION_NAMES.get(text.slice(at + 1).replace(/^(?:di|tri|mono)(?=chlor|brom|iod|fluor)/, ""));
    if (cation && anion) return salt(cation, anion);
  }
  return readJoinedSalt(text);
}

/** `sodiumbicarbonate`: a blank was lost. */
function readJoinedSalt(text: string): string | null {
  const [, name = ""] = /^([a-z]+um)(?=[a-z]{5})/.exec(text) ?? [];
  for (const [cationName, cation] of name === "" ? [] : CATION_NAMES) {
    const anion = text.startsWith(cationName) ? ANION_NAMES.get(text.slice(cationName.length)) : undefined;
    if (anion && anion.charge < 0) return salt(cation, anion);
  }
  return null;
}

function readAdded(text: string): ResolvedName | null {
  const [, amine, acid = ""] = SALT_OF_AMINE.exec(text) ?? [];
  if (amine !== undefined) {
    const base = resolveName(amine);
    if (!("smiles" in base)) return null;
    return { smiles: `${base.smiles}.${SALTS_OF_AMINES[acid.toLowerCase()]}`, kind: base.kind };
  }
  const match = ADDED_WORD.exec(text);
  if (match === null) return null;
  const [, main = "", count = "", word = ""] = match;
  const times = COUNTS[count.toLowerCase()] ?? 1;
  const smiles = ADDED[word.toLowerCase()];
  const rest = resolveName(main);
  if (smiles === undefined || !("smiles" in rest)) return null;
  return { smiles: [rest.smiles, ...Array<string>(times).fill(smiles)].join("."), kind: rest.kind };
}

/** A salt, and no ion alone: `triethylamine oxide` is no mixture. */
function neutralSalt(text: string): string | null {
  const smiles = readSalt(text.toLowerCase());
  return smiles?.includes(".") ? smiles : null;
}

/** Two or more everyday compounds side by side, as lists of solvents have them: `ethyl acetate hexane`, `THF/H2O`. */
function readMixture(text: string): string | null {
  const words = text.split(/[ /]+|:(?!\d)/);
  if (words.length < 2 || words.length > 8) return null;
  const parts: string[] = [];
  for (let i = 0; i < words.length;) {
    let found: string | null = null;
    let end = Math.min(words.length, i + 3);
    for (; end > i; end--) {
      if (i === 0 && end === words.length) continue;
      const part = words.slice(i, end).join(" ");
      found = lookUp(part) ?? readFormula(part) ?? neutralSalt(part);
      if (found !== null) break;
    }
    if (found === null || parts.length === MAX_PARTS) return null;
    parts.push(found);
    i = end;
  }
  return parts.join(".");
}
