/** One RDKit instance per test file, and the whole chain of stages in one call. */
import { createOperations } from "../../../src/chem/process/operations.ts";
import { loadRdkit } from "../../../src/chem/rdkit/rdkit.ts";
import { MoleculeReader } from "../../../src/chem/molecule/molecule_reader.ts";
import { readMapped } from "../../../src/chem/molecule/read_mapped.ts";
import type { MappedReaction } from "../../../src/chem/molecule/mapped_reaction.ts";
import type { StageResults } from "../../../src/stages.ts";
import { startStages } from "./stage_chain.ts";
import type { ReactionFormat, Rejected } from "../../../src/chem_results.ts";

export const LIMITS = { maxCharacters: 2000, maxHeavyAtoms: 400 };
export const rdkit = await loadRdkit();
export const operations = createOperations(rdkit, LIMITS);
export const reader = new MoleculeReader(rdkit, LIMITS);

/** The results of all stages, and everything that was left out on the way. */
export interface StageRun extends StageResults {
  readonly rejected: readonly Rejected[];
}

/** Runs all stages, as a session does. */
export function runStages(text: string, format: ReactionFormat = "smiles"): StageRun {
  const { smiles, rxn_smiles, rxn_smarts, rxn_smirks, validation } = startStages(operations, { text, format })
    .finish();
  return {
    smiles: smiles.result,
    rxn_smiles: rxn_smiles.result,
    rxn_smarts: rxn_smarts.result,
    rxn_smirks: rxn_smirks.result,
    validation: validation.result,
    rejected: [smiles, rxn_smiles, rxn_smarts, rxn_smirks, validation].flatMap(({ rejected }) => rejected),
  };
}

/** The mapped reaction of a mapped reaction SMILES that must be readable. */
export function reactionOf(mapped: string): MappedReaction {
  const read = readMapped(reader, mapped);
  if (!read.ok) throw new Error(`Cannot read ${mapped}: ${read.reason}`);
  return read.value;
}
