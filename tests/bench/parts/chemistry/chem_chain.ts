/** The whole chain of stages on one reaction in this process, timed. */
import { createOperations, type Operations } from "../../../../src/chem/process/operations.ts";
import { loadRdkit, type Rdkit } from "../../../../src/chem/rdkit/rdkit.ts";
import { MoleculeReader } from "../../../../src/chem/molecule/molecule_reader.ts";
import { startStages } from "../../../chem/support/stage_chain.ts";
import type { ReactionSmilesResult, ValidationResult } from "../../../../src/chem_results.ts";

/** The results of one reaction. Times in milliseconds: of all stages, and of the mapping stage alone. */
export interface ChainRun {
  readonly rxnSmiles: ReactionSmilesResult;
  readonly validation: ValidationResult | null;
  readonly total: number;
  readonly mapping: number;
}

/** One RDKit instance with the operations of the benchmarks. */
export interface ChemBench {
  readonly rdkit: Rdkit;
  readonly operations: Operations;
  /** Reads references, which may be larger than a service would accept. */
  readonly reader: MoleculeReader;
}

/** The service's limits of a component. */
export const LIMITS = { maxCharacters: 2000, maxHeavyAtoms: 400 };
const REFERENCE_LIMITS = { maxCharacters: 4000, maxHeavyAtoms: 1000 };

/** Starts RDKit in this process. */
export async function openChemBench(): Promise<ChemBench> {
  const rdkit = await loadRdkit();
  return {
    rdkit,
    operations: createOperations(rdkit, LIMITS),
    reader: new MoleculeReader(rdkit, REFERENCE_LIMITS),
  };
}

/** Runs every stage on a reaction SMILES, as a session does. */
export function runChain({ rdkit, operations }: ChemBench, text: string): ChainRun {
  rdkit.beginRequest();
  const start = performance.now();
  const chain = startStages(operations, { text, format: "smiles" });
  const { mapped, mapping } = chain.rxnSmiles.result;
  const validation = mapped === null || mapping === null ? null : chain.finish().validation.result;
  return {
    rxnSmiles: chain.rxnSmiles.result,
    validation,
    total: performance.now() - start,
    mapping: chain.mappingMs,
  };
}
