/**
 * The stages of the work on a reaction: one table that events, rows, exports, the page and the OpenAPI document read, and what a
 * reaction has of each. Any part may import this file.
 *
 * A new stage is a row here with its result in `StageResults`, its operation in `chem/protocol/chem_protocol.ts` and
 * `chem/process/operations.ts`, its place in `agent/stage_run.ts`, and its schema in `http/contract/result_schemas.ts`.
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

/** One stage. */
interface StageRow {
  /** `aux.info_type` of its info, data and error event. */
  readonly init: string;
  readonly update: string;
  readonly error: string;
  /** In the messages of its events. */
  readonly title: string;
  /** Over its row on the page, and within a sentence there. */
  readonly heading: string;
  readonly phrase: string;
  /** Which of its values stand in rows of results, under its name; that of the validation is the verdict, which stands by itself. */
  readonly inRows: "all" | "first" | "none";
}

/** By their names, in the order in which they run. The names and those of the events are part of the public contract. */
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

/** Their names in the order in which they run. */
export const STAGES = Object.keys(STAGE_TABLE) as readonly Stage[];

/** The result type of each stage. */
export interface StageResults {
  readonly smiles: SmilesResult;
  readonly rxn_smiles: ReactionSmilesResult;
  readonly rxn_smarts: ReactionSmartsResult;
  readonly rxn_smirks: SmirksResult;
  readonly validation: ValidationResult;
}

/** All that is known of one reaction of a session, folded from its events. */
export interface ReactionRecord {
  readonly index: number;
  readonly text: string;
  readonly format: ReactionFormat;
  readonly line: number;
  readonly fields: Readonly<Record<string, string>>;
  readonly state: "waiting" | "running" | "done";
  readonly verdict: Verdict | null;
  /** Null until the reaction is through, and if it has no SMIRKS. */
  readonly template: TemplateUse | null;
  readonly results: Partial<StageResults>;
  readonly errors: readonly string[];
}
