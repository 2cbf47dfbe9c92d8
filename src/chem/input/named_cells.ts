/** Reads the molecules in cells of tables, named or drawn as SMILES. */
import { lookUp } from "../../names/lexicon.ts";
import type { SidePart } from "./fragment_groups.ts";
import { namedCompound } from "./name_terms.ts";
import { isClean, smilesShape } from "./smiles_shape.ts";

/** Signs between the compounds of one cell; a comma has a blank behind it, since names have commas too. */
const SEPARATOR = /\s+\+\s+|\s*;\s*|\s*\|\s*|,\s+/;
const MAX_CELL = 1_000;
const MAX_COMPOUNDS = 20;

/**
 * The molecules of a cell: SMILES as they stand, or the compounds that its names mean. `PCC` and `NBS` are SMILES by
 * chance: abbreviations of three letters and more count as what chemists mean. Null if something in it is neither.
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
