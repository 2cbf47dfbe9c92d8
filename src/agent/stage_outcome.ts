import type { Stage, StageResults } from "../stages.ts";
import type { Rejected } from "../chem_results.ts";

/**
 * What came of one stage of one reaction: a result with the candidates it left out, or none.
 * Without a result, `rejected` says why if the stage itself failed, and is empty if an earlier stage has said it.
 */
export type StageOutcome<S extends Stage = Stage> =
  | { readonly state: "result"; readonly result: StageResults[S]; readonly rejected: readonly Rejected[] }
  | { readonly state: "none"; readonly reason: string; readonly rejected: readonly Rejected[] };

/** Outcomes by stage, each of its own type. */
export type StageOutcomes = { readonly [S in Stage]?: StageOutcome<S> };
