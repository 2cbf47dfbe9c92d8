/** Rows of version 0.1, which named some values differently. */
import { ROW_STAGES } from "./stage_values.ts";

const CURRENT_NAMES: ReadonlyMap<string, string> = new Map([
  ["input", "text"],
  ["reaction_smiles", "rxn_smiles"],
  ["reaction_smarts", "rxn_smarts"],
  ["smirks", "rxn_smirks"],
  ["reaction_smarts_radii", "rxn_smarts_radii"],
  ["smirks_radii", "rxn_smirks_radii"],
  ["smirks_daylight", "rxn_smirks_daylight"],
]);
/** The members that come before the values of the stages. */
const FIRST = ["index", "id", "text", "format"];

/** True if a row was written by version 0.1. */
export function hasOldNames(row: object): boolean {
  return Object.hasOwn(row, "input") && !Object.hasOwn(row, "text");
}

/** The row with current names, its members in the current order. */
export function withCurrentNames(row: object): object {
  const renamed = new Map(
    Object.entries(row).map(([name, value]) => [CURRENT_NAMES.get(name) ?? name, value]),
  );
  const first = [...FIRST, ...ROW_STAGES];
  const names = new Set([...first.filter((name) => renamed.has(name)), ...renamed.keys()]);
  return Object.fromEntries([...names].map((name) => [name, renamed.get(name)]));
}
