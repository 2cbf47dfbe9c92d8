import type { Stage, StageResults } from "../stages.ts";
import type { Rejected } from "../chem_results.ts";

/**
 * The outcome of one stage for one reaction: a result with the candidates it left out, or no result. Without a
 * result, `rejected` says why if the stage itself failed, and is empty if an earlier stage has already said so.
 */
export type StageOutcome<S extends Stage = Stage> =
  | { readonly state: "result"; readonly result: StageResults[S]; readonly rejected: readonly Rejected[] }
  | { readonly state: "none"; readonly reason: string; readonly rejected: readonly Rejected[] };

/** Outcomes by stage, each with its own type. */
export type StageOutcomes = { readonly [S in Stage]?: StageOutcome<S> };
