/** What the balance of a reaction says, in sentences. */
import type { CountedMolecule, ValidationChecks } from "../../chem_results.ts";

/** What is to be said of product atoms that no reactant supplies, or null if there are none. */
export function orphanFinding(
  { atoms_without_source: orphans, equation, needed, unbalanced }: ValidationChecks,
): string | null {
  const entries = Object.entries(orphans);
  if (entries.length === 0) return null;
  const atoms = listed(entries.map(([symbol, count]) => `${count} ${symbol}`));
  const water = needed.some(({ name }) => name === "H2O");
  if (equation !== null && water) {
    return `No reactant supplies ${atoms} of the products; water, which is not recorded, would.`;
  }
  if (equation !== null) {
    return `No reactant supplies ${atoms} of the products; a second equivalent of one that is recorded would.`;
  }
  const isOxygen = entries.every(([symbol]) => symbol === "O");
  const hydrogens = isOxygen ? unbalanced["H"] ?? 0 : 0;
  if (hydrogens > 0) return `No reactant supplies ${atoms} of the products: water may be missing.`;
  return hydrogens < 0
    ? `No reactant supplies ${atoms} of the products: an oxidant may be missing.`
    : `No reactant supplies ${atoms} of the products: a reactant may be missing.`;
}

/** What the equation needs beside the record, and the hydrogens that keep it from closing. */
export function balanceNotes(
  { needed, unbalanced, atoms_without_source: orphans }: ValidationChecks,
  hasAgents: boolean,
): readonly string[] {
  const notes: string[] = [];
  const hydrogens = unbalanced["H"] ?? 0;
  const isHydrogenAlone = Object.keys(unbalanced).length === 1 && hydrogens % 2 === 0;
  if (isHydrogenAlone && hydrogens > 0) {
    const size = `${hydrogens} H are missing on the left`;
    notes.push(
      hasAgents
        ? `${size}: a reductant gives them, so no equation is claimed.`
        : `${size}: no reductant is recorded.`,
    );
  } else if (isHydrogenAlone && hydrogens < 0 && Object.keys(orphans).length === 0) {
    const size = `${-hydrogens} H are left over on the left`;
    notes.push(
      hasAgents
        ? `${size}: an oxidant takes them, so no equation is claimed.`
        : `${size}: no oxidant is recorded.`,
    );
  }
  const recordable = needed.filter(({ smiles }) =>
    smiles !== "[H+]" && (smiles !== "O" || !("O" in orphans))
  );
  if (recordable.length > 0) {
    const verb = recordable.length === 1 && recordable[0]?.count === 1 ? "is" : "are";
    notes.push(`The equation needs ${listed(recordable.map(counted))}, which ${verb} not recorded.`);
  }
  if (needed.some(({ smiles }) => smiles === "[H+]")) {
    notes.push("The equation needs acid, as of an acidic work-up.");
  }
  return notes;
}

function counted({ name, count }: CountedMolecule): string {
  return count === 1 ? name : `${count} ${name}`;
}

function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}
