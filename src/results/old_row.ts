/** Rows of version 0.1, in which some values had other names than in the answers of HTTP. */
import { ROW_STAGES } from "./stage_values.ts";

const NAMES: Readonly<Record<string, string>> = {
  input: "text",
  reaction_smiles: "rxn_smiles",
  reaction_smarts: "rxn_smarts",
  smirks: "rxn_smirks",
  reaction_smarts_radii: "rxn_smarts_radii",
  smirks_radii: "rxn_smirks_radii",
  smirks_daylight: "rxn_smirks_daylight",
};
/** What stands before the values of the stages. */
const FIRST = ["index", "id", "text", "format"];

/** True if a row has the names of version 0.1. */
export function hasOldNames(row: object): boolean {
  return Object.hasOwn(row, "input") && !Object.hasOwn(row, "text");
}

/** The same row as it is written today: other names, and the values of the stages side by side. */
export function withTodaysNames(row: object): object {
  const renamed = new Map(Object.entries(row).map(([name, value]) => [NAMES[name] ?? name, value]));
  const first = [...FIRST, ...ROW_STAGES];
  const names = new Set([...first.filter((name) => renamed.has(name)), ...renamed.keys()]);
  return Object.fromEntries([...names].map((name) => [name, renamed.get(name)]));
}
