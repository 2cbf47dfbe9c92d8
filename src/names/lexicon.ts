/** Looks names up that have to be known, since no rule leads from them to a structure. */
import { COMMON } from "./lexicon_common.ts";
import { COMPOUNDS } from "./lexicon_compounds.ts";
import { REAGENTS } from "./lexicon_reagents.ts";

/** A compound as the lexicon has it. */
export interface LexiconEntry {
  readonly names: readonly string[];
  /** Molecular formula in Hill order, D for deuterium; the tests hold it against the structure. */
  readonly formula: string;
  readonly smiles: string;
}

/** All entries, in the order of the tables. */
export const LEXICON: readonly LexiconEntry[] = [COMMON, REAGENTS, COMPOUNDS].flatMap((table) =>
  table.trim().split("\n").flatMap((row) => {
    const [names = "", formula = "", smiles = ""] = row.split(" | ");
    return [{ names: names.split("; "), formula, smiles }];
  })
);

const EXACT = new Map(LEXICON.flatMap(({ names, smiles }) => names.map((name) => [name, smiles] as const)));
/** Abbreviations that are English words in lower case. */
const WORDS = new Set(["can", "tea", "bop", "hex", "dip", "dic", "ice", "dmp", "hexa", "dba"]);
/** Names of which the case says nothing; `CO` and `Co`, `HI` and `Hi` differ, so that short ones count as they are. */
const FOLDED = new Map(
  [...EXACT].filter(([name]) => name.length > 2 && !WORDS.has(name.toLowerCase())).map(([name, smiles]) =>
    [folded(name), smiles] as const
  ),
);

/** Hyphens, blanks and case aside. */
function folded(name: string): string {
  return name.length > 5 ? name.toLowerCase().replace(/[\s-]+/g, "") : name.toLowerCase();
}

/** SMILES of a name that the lexicon has in exactly this spelling, or null. */
export function lookUpAsWritten(name: string): string | null {
  return EXACT.get(name) ?? null;
}

/** SMILES of a name in the lexicon, in whatever case, or null. */
export function lookUp(name: string): string | null {
  return EXACT.get(name) ?? (name.length > 2 ? FOLDED.get(folded(name)) ?? null : null);
}
