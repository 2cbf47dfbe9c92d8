/** The values of the stages in rows of results, under the stage names. */
import { type Stage, STAGE_TABLE, type StageResults, STAGES } from "../stages.ts";

type InRows<Name extends Stage> = typeof STAGE_TABLE[Name]["inRows"];
/** The stages whose values are part of a row. */
export type RowStage = { readonly [Name in Stage]: InRows<Name> extends "none" ? never : Name }[Stage];

/** All values of a stage or only the first, as the table says; empty or null if the stage gave none. */
export type StageValues = {
  readonly [Name in RowStage]: InRows<Name> extends "all" ? readonly string[] : string | null;
};

export const ROW_STAGES: readonly RowStage[] = STAGES.filter((stage) => isInRows(stage));

function isInRows(stage: Stage): stage is RowStage {
  return STAGE_TABLE[stage].inRows !== "none";
}

export function stageValues(results: Partial<StageResults>): StageValues {
  // Keys and values follow the same table as the type.
  return Object.fromEntries(ROW_STAGES.map((stage) => {
    const values = results[stage]?.values ?? [];
    return [stage, STAGE_TABLE[stage].inRows === "all" ? values : values[0] ?? null];
  })) as unknown as StageValues;
}
