/** Findings and notes on the balance of a reaction. */
import type { Finding, Note, ValidationChecks } from "../../chem_results.ts";
import { isOxidant, isReductant } from "../balance/redox_agents.ts";
import { finding, note } from "../protocol/remarks.ts";

/** The finding about product atoms that no reactant supplies, or null if there are none. */
export function sourceFinding(
  { atoms_without_source: atoms, equation, needed, unbalanced }: ValidationChecks,
): Finding | null {
  const symbols = Object.keys(atoms);
  if (symbols.length === 0) return null;
  if (equation !== null && Object.keys(unbalanced).length === 0) {
    const isWater = needed.some(({ name }) => name === "H2O");
    return finding(isWater ? "water_not_recorded" : "second_equivalent_not_recorded", { atoms });
  }
  // Water adds two hydrogens with each oxygen; the remaining difference in hydrogens shows what else is missing.
  const { H = 0, O = 0 } = unbalanced;
  const hydrogens = symbols.every((symbol) => symbol === "O") ? H - 2 * O : 0;
  if (hydrogens > 0) return finding("water_may_be_missing", { atoms });
  return finding(hydrogens < 0 ? "oxidant_may_be_missing" : "reactant_may_be_missing", { atoms });
}

/**
 * Molecules that the equation needs but the record lacks, and what keeps the equation from closing.
 *
 * @param agents canonical SMILES of the molecules on the left that supply no atom
 */
export function balanceNotes(
  { needed, unbalanced, equation, lost_fragments: fragments, atoms_without_source: orphans }:
    ValidationChecks,
  agents: readonly string[],
): readonly Note[] {
  const notes: Note[] = [];
  const hydrogens = unbalanced["H"] ?? 0;
  const isHydrogenAlone = Object.keys(unbalanced).length === 1 && hydrogens % 2 === 0;
  if (isHydrogenAlone && hydrogens > 0) {
    const found = agents.some(isReductant) ? "reductant_supplies_hydrogen" : null;
    notes.push(note(found ?? (agents.length > 0 ? "no_known_reductant" : "no_reductant"), { hydrogens }));
  } else if (isHydrogenAlone && hydrogens < 0 && Object.keys(orphans).length === 0) {
    const found = agents.some(isOxidant) ? "oxidant_takes_hydrogen" : null;
    const code = found ?? (agents.length > 0 ? "no_known_oxidant" : "no_oxidant");
    notes.push(note(code, { hydrogens: -hydrogens }));
  }
  const isUnexplained = equation === null && Object.keys(unbalanced).length === 0 &&
    Object.keys(orphans).length === 0;
  if (isUnexplained && fragments.length > 0) notes.push(note("fate_unknown", { fragments }));
  const molecules = needed.filter(({ smiles }) => smiles !== "[H+]" && (smiles !== "O" || !("O" in orphans)));
  if (molecules.length > 0) notes.push(note("not_recorded", { molecules }));
  if (needed.some(({ smiles }) => smiles === "[H+]")) notes.push(note("acid_needed", {}));
  return notes;
}
