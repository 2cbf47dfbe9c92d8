/**
 * The processing stages of a reaction, in one table that events, rows, exports, the page and the OpenAPI document all
 * read. Any part may import this file.
 *
 * `.github/CONTRIBUTING.md` says what else a new stage needs.
 */
import type {
  ReactionFormat,
  ReactionSmartsResult,
  ReactionSmilesResult,
  SmilesResult,
  SmirksResult,
  TemplateUse,
  ValidationResult,
  Verdict,
} from "./chem_results.ts";
import type { TextReading } from "./text_reading.ts";

/** One row of the table. */
interface StageRow {
  /** `aux.info_type` of its info, data and error events. */
  readonly init: string;
  readonly update: string;
  readonly error: string;
  /** Its name in event messages. */
  readonly title: string;
  /** Its name on the page: as a heading, and within a sentence. */
  readonly heading: string;
  readonly phrase: string;
  /** Which of its values appear in a row of results, under the stage's name. The verdict has its own column. */
  readonly inRows: "all" | "first" | "none";
}

/**
 * By name, in the order in which the stages run. These names, and those of the events, are part of the public
 * contract.
 */
export const STAGE_TABLE = {
  smiles: {
    init: "smiles_init",
    update: "smiles_update",
    error: "smiles_error",
    title: "SMILES",
    heading: "Components",
    phrase: "components",
    inRows: "all",
  },
  rxn_smiles: {
    init: "rxn_smiles_init",
    update: "smiles_rxn_update",
    error: "rxn_smiles_error",
    title: "Reaction SMILES",
    heading: "Reaction SMILES",
    phrase: "reaction SMILES",
    inRows: "first",
  },
  rxn_smarts: {
    init: "rxn_smarts_init",
    update: "smarts_rxn_update",
    error: "rxn_smarts_error",
    title: "Reaction SMARTS",
    heading: "Reaction SMARTS",
    phrase: "reaction SMARTS",
    inRows: "first",
  },
  rxn_smirks: {
    init: "rxn_smirks_init",
    update: "smirks_rxn_update",
    error: "rxn_smirks_error",
    title: "Reaction SMIRKS",
    heading: "SMIRKS",
    phrase: "SMIRKS",
    inRows: "first",
  },
  validation: {
    init: "validation_init",
    update: "validation_update",
    error: "validation_error",
    title: "Validation",
    heading: "Validation",
    phrase: "validation",
    inRows: "none",
  },
} as const satisfies Readonly<Record<string, StageRow>>;

export type Stage = keyof typeof STAGE_TABLE;

/** The names of the stages, in the order in which they run. */
export const STAGES = Object.keys(STAGE_TABLE) as readonly Stage[];

/** The result type of each stage. */
export interface StageResults {
  readonly smiles: SmilesResult;
  readonly rxn_smiles: ReactionSmilesResult;
  readonly rxn_smarts: ReactionSmartsResult;
  readonly rxn_smirks: SmirksResult;
  readonly validation: ValidationResult;
}

/** All that is known about one reaction of a session, folded from its events. */
export interface ReactionRecord {
  readonly index: number;
  readonly text: string;
  readonly format: ReactionFormat;
  readonly line: number;
  readonly fields: Readonly<Record<string, string>>;
  /** Present if the reaction was read from words. */
  readonly reading?: TextReading;
  readonly state: "waiting" | "running" | "done";
  readonly verdict: Verdict | null;
  /** Null until the reaction is done, and if it has no SMIRKS. */
  readonly template: TemplateUse | null;
  readonly results: Partial<StageResults>;
  readonly errors: readonly string[];
}
