/** What the balance of a reaction says. */
import type { Finding, Note, ValidationChecks } from "../../chem_results.ts";
import { finding, note } from "../protocol/remarks.ts";

/** What is to be said of product atoms that no reactant supplies, or null if there are none. */
export function sourceFinding(
  { atoms_without_source: atoms, equation, needed, unbalanced }: ValidationChecks,
): Finding | null {
  const symbols = Object.keys(atoms);
  if (symbols.length === 0) return null;
  if (equation !== null) {
    const isWater = needed.some(({ name }) => name === "H2O");
    return finding(isWater ? "water_not_recorded" : "second_equivalent_not_recorded", { atoms });
  }
  const isOxygen = symbols.every((symbol) => symbol === "O");
  const hydrogens = isOxygen ? unbalanced["H"] ?? 0 : 0;
  if (hydrogens > 0) return finding("water_may_be_missing", { atoms });
  return finding(hydrogens < 0 ? "oxidant_may_be_missing" : "reactant_may_be_missing", { atoms });
}

/** What the equation needs beside the record, and the hydrogens that keep it from closing. */
export function balanceNotes(
  { needed, unbalanced, atoms_without_source: orphans }: ValidationChecks,
  hasAgents: boolean,
): readonly Note[] {
  const notes: Note[] = [];
  const hydrogens = unbalanced["H"] ?? 0;
  const isHydrogenAlone = Object.keys(unbalanced).length === 1 && hydrogens % 2 === 0;
  if (isHydrogenAlone && hydrogens > 0) {
    notes.push(note(hasAgents ? "reductant_supplies_hydrogen" : "no_reductant", { hydrogens }));
  } else if (isHydrogenAlone && hydrogens < 0 && Object.keys(orphans).length === 0) {
    notes.push(note(hasAgents ? "oxidant_takes_hydrogen" : "no_oxidant", { hydrogens: -hydrogens }));
  }
  const molecules = needed.filter(({ smiles }) => smiles !== "[H+]" && (smiles !== "O" || !("O" in orphans)));
  if (molecules.length > 0) notes.push(note("not_recorded", { molecules }));
  if (needed.some(({ smiles }) => smiles === "[H+]")) notes.push(note("acid_needed", {}));
  return notes;
}
