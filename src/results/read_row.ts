/** Reads rows of results back. */
import { contentHash, inputHash } from "../chem/protocol/proof_hash.ts";
import { MAX_FIELDS, type ReactionFormat } from "../chem_results.ts";
import type { JsonRow } from "./json_row.ts";
import { hasOldNames, withCurrentNames } from "./old_row.ts";

/** The row of a line, or why the line is not a row. */
export type RowReading =
  | {
    readonly ok: true;
    readonly row: JsonRow;
    /** The line; for a row of version 0.1, rewritten with current names. */
    readonly line: string;
  }
  | { readonly ok: false; readonly reason: string };

const FORMATS: readonly ReactionFormat[] = ["smiles", "rxn"];

/**
 * Reads a line of JSON Lines. Checks only what is needed to recompute the row; any other damage shows when the rows
 * are compared.
 */
export function readRow(written: string): RowReading {
  let value: unknown;
  try {
    value = JSON.parse(written);
  } catch {
    return { ok: false, reason: "it is not JSON" };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return no("it is not a JSON object");
  }
  const row = hasOldNames(value) ? withCurrentNames(value) : value;
  const { index, text, format, fields } = row as Partial<Record<keyof JsonRow, unknown>>;
  if (!Number.isSafeInteger(index) || (index as number) < 0) return no('"index" must be a whole number');
  if (typeof text !== "string") return no('"text" must be a text');
  if (!FORMATS.some((known) => known === format)) return no('"format" must be smiles or rxn');
  if (typeof fields !== "object" || fields === null || Array.isArray(fields)) {
    return no('"fields" must be an object');
  }
  const entries = Object.entries(fields);
  if (entries.length > MAX_FIELDS || entries.some(([, text]) => typeof text !== "string")) {
    return no(`"fields" must be at most ${MAX_FIELDS} texts`);
  }
  return { ok: true, row: row as JsonRow, line: row === value ? written : JSON.stringify(row) };
}

/**
 * Does a row still match its own proof? Null if it has none. Changes to what the proof does not cover (components,
 * SMARTS, errors) show only when the row is recomputed.
 */
export function matchesItsProof(row: JsonRow): boolean | null {
  try {
    const { validation, mapped, text, format } = row;
    if (!validation?.proof) return null;
    const { proof } = validation;
    return proof.input === inputHash(text, format) && proof.template === row.rxn_smirks &&
      proof.sha256 === contentHash(mapped ?? "", validation, proof);
  } catch {
    // A row from elsewhere may have anything in place of a proof.
    return false;
  }
}

function no(reason: string): RowReading {
  return { ok: false, reason };
}
