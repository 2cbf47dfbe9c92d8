/** Reads the molecules in table cells, written as names or as SMILES. */
import { lookUp } from "../../names/lexicon.ts";
import type { SidePart } from "./fragment_groups.ts";
import { namedCompound } from "./name_terms.ts";
import { isClean, smilesShape } from "./smiles_shape.ts";

/** Separators between compounds in one cell. A comma must be followed by a space, since names contain commas too. */
const SEPARATOR = /\s+\+\s+|\s*;\s*|\s*\|\s*|,\s+/;
const MAX_CELL = 1_000;
const MAX_COMPOUNDS = 20;

/**
 * The molecules of a cell: SMILES as written, or the compounds it names. `PCC` and `NBS` happen to be valid SMILES,
 * so abbreviations of three or more letters are read as chemists mean them. Null if any part is neither.
 */
export function cellMolecules(cell: string): readonly SidePart[] | null {
  const text = cell.trim();
  if (text === "") return null;
  const shape = smilesShape(text);
  if (shape.atoms > 0 && isClean(shape) && !isAbbreviation(text)) {
    return [{ smiles: text, isOne: false }];
  }
  if (text.length > MAX_CELL) return null;
  const whole = namedCompound(text);
  if (whole !== null) return [{ smiles: whole.smiles, isOne: true }];
  const terms = text.split(SEPARATOR);
  if (terms.length > MAX_COMPOUNDS || terms.length === 1) return null;
  const molecules = terms.map(cellMolecules);
  return molecules.every((parts) => parts !== null) ? molecules.flat() : null;
}

function isAbbreviation(text: string): boolean {
  return /^[A-Z][A-Za-z]{2,}$/.test(text) && lookUp(text) !== null;
}
