/** The values of the stages as rows of results have them: under the names of the stages, in every format. */
import { type Stage, STAGE_TABLE, type StageResults, STAGES } from "../stages.ts";

/** How a row has the values of a stage. */
type InRows<Name extends Stage> = typeof STAGE_TABLE[Name]["inRows"];
/** The stages whose values stand in rows. */
export type RowStage = { readonly [Name in Stage]: InRows<Name> extends "none" ? never : Name }[Stage];

/** All values of the components, the first of every other stage; null where there is none. */
export type StageValues = {
  readonly [Name in RowStage]: InRows<Name> extends "all" ? readonly string[] : string | null;
};

export const ROW_STAGES: readonly RowStage[] = STAGES.filter((stage) => isInRows(stage));

function isInRows(stage: Stage): stage is RowStage {
  return STAGE_TABLE[stage].inRows !== "none";
}

export function stageValues(results: Partial<StageResults>): StageValues {
  // The entries are those of the type, by the same table.
  return Object.fromEntries(ROW_STAGES.map((stage) => {
    const values = results[stage]?.values ?? [];
    return [stage, STAGE_TABLE[stage].inRows === "all" ? values : values[0] ?? null];
  })) as unknown as StageValues;
}
