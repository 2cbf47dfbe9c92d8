/** One RDKit instance per test file, and the whole chain of stages in one call. */
import { createOperations } from "../../../src/chem/process/operations.ts";
import { loadRdkit } from "../../../src/chem/rdkit/rdkit.ts";
import { MoleculeReader } from "../../../src/chem/molecule/molecule_reader.ts";
import { readMapped } from "../../../src/chem/molecule/read_mapped.ts";
import type { MappedReaction } from "../../../src/chem/molecule/mapped_reaction.ts";
import type { StageResults } from "../../../src/stages.ts";
import type { ReactionFormat, Rejected } from "../../../src/chem_results.ts";

export const LIMITS = { maxCharacters: 2000, maxHeavyAtoms: 400 };
export const rdkit = await loadRdkit();
export const operations = createOperations(rdkit, LIMITS);
export const reader = new MoleculeReader(rdkit, LIMITS);

/** The results of all stages, and everything that was left out on the way. */
export interface StageRun extends StageResults {
  readonly rejected: readonly Rejected[];
}

/** Runs the stages one after another, as a session does. */
export function runStages(text: string, format: ReactionFormat = "smiles"): StageRun {
  const input = { text, format };
  const smiles = operations.smiles(input);
  const rxnSmiles = operations.rxnSmiles({ ...input, components: smiles.result.components });
  const mapped = rxnSmiles.result.mapped ?? "";
  const mapping = rxnSmiles.result.mapping ?? { source: "computed", cost: 0, given_rejected: null };
  const rxnSmarts = operations.rxnSmarts({ mapped });
  const rxnSmirks = operations.rxnSmirks({ mapped });
  const validation = operations.validation({
    input,
    smilesInvalidCount: smiles.result.invalid_count,
    impossibleCount: smiles.rejected.filter(({ kind }) => kind === "impossible").length,
    mapped,
    mapping,
    smirks: rxnSmirks.result.values[0] ?? null,
  });
  return {
    smiles: smiles.result,
    rxn_smiles: rxnSmiles.result,
    rxn_smarts: rxnSmarts.result,
    rxn_smirks: rxnSmirks.result,
    validation: validation.result,
    rejected: [smiles, rxnSmiles, rxnSmarts, rxnSmirks, validation].flatMap((answer) => answer.rejected),
  };
}

/** The mapped reaction of a mapped reaction SMILES that must be readable. */
export function reactionOf(mapped: string): MappedReaction {
  const read = readMapped(reader, mapped);
  if (!read.ok) throw new Error(`Cannot read ${mapped}: ${read.reason}`);
  return read.value;
}
