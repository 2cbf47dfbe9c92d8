/** The whole chain of stages on one reaction in this process, timed. */
import { createOperations, type Operations } from "../../../../src/chem/process/operations.ts";
import { loadRdkit, type Rdkit } from "../../../../src/chem/rdkit/rdkit.ts";
import { MoleculeReader } from "../../../../src/chem/molecule/molecule_reader.ts";
import type { ReactionSmilesResult, ValidationResult } from "../../../../src/chem_results.ts";

/** What one reaction gave. Times are milliseconds: of all stages, and of the mapping stage alone. */
export interface ChainRun {
  readonly rxnSmiles: ReactionSmilesResult;
  readonly validation: ValidationResult | null;
  readonly total: number;
  readonly mapping: number;
}

/** One RDKit instance with what the benchmarks do with it. */
export interface ChemBench {
  readonly rdkit: Rdkit;
  readonly operations: Operations;
  /** Reads references, which may be larger than a service would take. */
  readonly reader: MoleculeReader;
}

/** Limits of a component as the service has them. */
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
  const input = { text, format: "smiles" } as const;
  const start = performance.now();
  const { result: { components, invalid_count: smilesInvalidCount }, rejected } = operations.smiles(input);
  const beforeMapping = performance.now();
  const rxnSmiles = operations.rxnSmiles({ ...input, components }).result;
  const mappingTime = performance.now() - beforeMapping;
  const { mapped, mapping } = rxnSmiles;
  let validation: ValidationResult | null = null;
  if (mapped !== null && mapping !== null) {
    operations.rxnSmarts({ mapped });
    const smirks = operations.rxnSmirks({ mapped }).result.values[0] ?? null;
    validation = operations.validation({
      input,
      smilesInvalidCount,
      impossibleCount: rejected.filter(({ kind }) => kind === "impossible").length,
      mapped,
      mapping,
      smirks,
    }).result;
  }
  return { rxnSmiles, validation, total: performance.now() - start, mapping: mappingTime };
}
