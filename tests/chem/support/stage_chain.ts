/** The stages of one reaction in this process, in the order in which a session runs them. */
import type { Operations } from "../../../src/chem/process/operations.ts";
import type { ReactionInput, StageAnswer } from "../../../src/chem/protocol/chem_protocol.ts";
import type { StageResults } from "../../../src/stages.ts";

/** The answer of each stage; if no mapped form was found, the later stages are asked anyway, with an unreadable text. */
export type StageAnswers = { readonly [Stage in keyof StageResults]: StageAnswer<StageResults[Stage]> };

/** The first stages, and those that need the mapped form. */
export interface StageChain {
  readonly smiles: StageAnswers["smiles"];
  readonly rxnSmiles: StageAnswers["rxn_smiles"];
  /** Time of the mapping stage in milliseconds. */
  readonly mappingMs: number;
  /** Runs the stages that work on the mapped form, and returns the answers of all stages. */
  finish(): StageAnswers;
}

/** Runs the stages up to the mapped form. */
export function startStages(operations: Operations, input: ReactionInput): StageChain {
  const smiles = operations.smiles(input);
  const beforeMapping = performance.now();
  const rxnSmiles = operations.rxnSmiles({ ...input, components: smiles.result.components });
  const mappingMs = performance.now() - beforeMapping;
  function finish(): StageAnswers {
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
    return { smiles, rxn_smiles: rxnSmiles, rxn_smarts: rxnSmarts, rxn_smirks: rxnSmirks, validation };
  }
  return { smiles, rxnSmiles, mappingMs, finish };
}
