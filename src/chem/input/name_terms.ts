/** Reads part of a sentence as the name of a compound, ignoring what chemists write around it. */
import { resolveName } from "../../names/resolve_name.ts";
import { isClean, smilesShape } from "./smiles_shape.ts";

/** A compound named in a text, and how the name was read. */
export interface NamedCompound {
  readonly name: string;
  readonly smiles: string;
  readonly kind: string;
}

/** Words before a name that describe how the compound was used rather than what it is. */
const QUALITIES =
  /^(?:(?:a|an|the|some|more|additional|further|excess|anhydrous|dry|aqueous|aq\.?|saturated|sat\.?|satd\.?|sat'd|concentrated|conc\.?|dilute|dil\.?|glacial|absolute|abs\.?|fresh|freshly|distilled|commercial|commercially|available|pure|crude|cold|warm|hot|boiling|solid|liquid|gaseous|powdered|finely|ground|half-saturated|neat|degassed|catalytic|stirred|ice-cold|of|in|resulting|corresponding|desired|racemic|amounts?|mixture|solution|slurry|suspension|equimolar)\s+|\d+(?:\.\d+)?\s?(?:%|N|M|mol\s?%|wt\s?%|percent|molar|normal)\s+|\d+(?:[.,]\d+)?(?:\s?[-–x×]\s?\d+(?:\.\d+)?)?\s?(?:mL|ml|ML|l|L|liters?|litres?|g|gm|gms|grams?|kg|mg|µL|μL|uL|ul|cc|mmol|mmole|mmoles|mol|moles?|eq|equiv|equivalents?|parts?|drops?)\.?\s+(?:of\s+)?(?:an?\s+|the\s+)?)/i;
const MAX_NAME = 250;
/** What procedures write otherwise than nomenclature does. */
const USUAL: readonly (readonly [RegExp, string])[] = [
  [/^\((?:D,\s?L|DL)\)-/, "DL-"],
  [/(?<=\d) H-/g, "H-"],
  [
    /^([a-z]+) (chloride|bromide|iodide|oxide|acetate|sulfate|cyanide|fluoride) \((I{1,3}|I?V)\)$/i,
    "$1($3) $2",
  ],
  [/\bboron hydride\b/i, "borohydride"],
];
/** What was read lately: a text says the same names and words again and again. */
const KNOWN = new Map<string, NamedCompound | null>();
const MAX_KNOWN = 5_000;

/**
 * The compound that a piece of text names, ignoring preceding amounts and qualities; null if it is not a single
 * compound.
 */
export function namedCompound(text: string): NamedCompound | null {
  if (text.length > MAX_NAME * 2) return null;
  const known = KNOWN.get(text);
  if (known !== undefined) return known;
  const compound = readCompound(text);
  if (KNOWN.size >= MAX_KNOWN) KNOWN.clear();
  KNOWN.set(text, compound);
  return compound;
}

function readCompound(text: string): NamedCompound | null {
  let name = text.trim();
  for (let turn = 0; turn < 8; turn++) {
    const shorter = name.replace(QUALITIES, "").replace(
      /\s+(?:solution|gas|powder|catalyst|vapou?r|monolith|atmosphere)$/i,
      "",
    );
    if (shorter === name) break;
    name = shorter;
  }
  if (name === "" || name.length > MAX_NAME) return null;
  const read = resolveName(USUAL.reduce((so, [pattern, usual]) => so.replace(pattern, usual), name));
  return "smiles" in read && read.kind !== "mixture" ? { name, smiles: read.smiles, kind: read.kind } : null;
}

/** A term of an equation: a name, or SMILES with at least two atoms, since a single letter could be anything. */
export function termCompound(text: string): NamedCompound | null {
  const named = namedCompound(text);
  if (named !== null) return named;
  const shape = smilesShape(text.trim());
  return shape.atoms > 1 && isClean(shape)
    ? { name: text.trim(), smiles: text.trim(), kind: "SMILES" }
    : null;
}
