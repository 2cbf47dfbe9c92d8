/** Messages between the pool (`pool/chem_pool.ts`) and the program of a chem process (`process/main.ts`): JSON lines, types only. */
import type {
  Component,
  FoundReaction,
  MappingInfo,
  ReactionFormat,
  ReactionSmartsResult,
  ReactionSmilesResult,
  Rejected,
  SmilesResult,
  SmirksResult,
  ValidationResult,
} from "../../chem_results.ts";
import type { StoredQuery } from "../../types.ts";
import type { RxnVersion } from "../../chem_results.ts";

/** The text of one reaction and how it is written. */
export interface ReactionInput {
  readonly text: string;
  readonly format: ReactionFormat;
}

/** Limits of one component; what exceeds them is refused with a reason before RDKit sees it. */
export interface ComponentLimits {
  /** Characters of its SMILES, or of its molblock line by line the same bound on atoms applies. */
  readonly maxCharacters: number;
  readonly maxHeavyAtoms: number;
}

/** A stage's result and the candidates it left out, each with its reason. */
export interface StageAnswer<Result> {
  readonly result: Result;
  readonly rejected: readonly Rejected[];
}

/** What a depiction shows and how. Sizes are CSS pixels. */
export interface DepictionOptions {
  readonly width: number;
  readonly height: number;
  readonly dark: boolean;
  /** Write the atom map number beside each mapped atom. */
  readonly atomMaps: boolean;
}

/** Every operation of a chem process: what it takes and what it answers. */
export interface ChemOperations {
  /** Finds the reactions of a query, in the order in which they stand; at most `maxReactions` of them. */
  find: {
    request: { readonly query: StoredQuery; readonly maxReactions: number };
    answer: {
      readonly reactions: readonly FoundReaction[];
      readonly truncated: boolean;
      /** Of a text without reactions: what was looked at, read and not read, in sentences. */
      readonly looked_at?: string;
    };
  };
  smiles: { request: ReactionInput; answer: StageAnswer<SmilesResult> };
  rxnSmiles: {
    /** `components` is what the smiles stage returned: only those take part. */
    request: ReactionInput & { readonly components: readonly Component[] };
    answer: StageAnswer<ReactionSmilesResult>;
  };
  rxnSmarts: { request: { readonly mapped: string }; answer: StageAnswer<ReactionSmartsResult> };
  rxnSmirks: { request: { readonly mapped: string }; answer: StageAnswer<SmirksResult> };
  validation: {
    request: {
      /** The reaction as it was found. */
      readonly input: ReactionInput;
      /** Components that the smiles stage left out, and those of them that are no possible molecules. */
      readonly smilesInvalidCount: number;
      readonly impossibleCount: number;
      readonly mapped: string;
      readonly mapping: MappingInfo;
      readonly smirks: string | null;
    };
    answer: StageAnswer<ValidationResult>;
  };
  /** Writes a reaction as an RXN block; `rxn` is null if it cannot be, and `reason` says why. */
  rxn: {
    request: ReactionInput & { readonly version: RxnVersion; readonly name: string };
    answer: { readonly rxn: string | null; readonly reason: string | null };
  };
  /** Draws a reaction (mapped reaction SMILES, or the given notation) as one SVG document. */
  depict: {
    request: ReactionInput & { readonly options: DepictionOptions };
    answer: { readonly svg: string };
  };
}

export type ChemOperation = keyof ChemOperations;

/** One line to the chem process. `id` comes back in the answer. */
export type ChemRequest = {
  readonly [Op in ChemOperation]: {
    readonly id: number;
    readonly op: Op;
    readonly request: ChemOperations[Op]["request"];
  };
}[ChemOperation];

/** One line before a `find` request: a piece of the query's text, in front of what the request itself has of it. */
export interface QueryText {
  readonly id: number;
  readonly text: string;
}

/**
 * How the instance is after an answer: the pool recycles a process by these.
 * `rssBytes` is resident memory; `caught` counts C++ exceptions so far; `molecules` the RDKit molecules made so far;
 * `live` the RDKit objects not yet deleted, 0 between requests.
 */
export interface InstanceHealth {
  readonly rssBytes: number;
  readonly caught: number;
  readonly molecules: number;
  readonly live: number;
}

/** One line from the chem process; the very first line is `ready`. */
export type ChemResponse =
  | { readonly type: "ready"; readonly rdkit: string; readonly health: InstanceHealth }
  | {
    /** Reactions in front of those that the answer to `find` itself has. */
    readonly type: "part";
    readonly id: number;
    readonly reactions: readonly FoundReaction[];
  }
  | {
    readonly type: "answer";
    readonly id: number;
    readonly answer: ChemOperations[ChemOperation]["answer"];
    /** RDKit called something invalid; near the instance's bounds this is not to be trusted. */
    readonly saidInvalid: boolean;
    readonly health: InstanceHealth;
  }
  | {
    /** The request is at fault (`invalid`), or the instance is broken and must be thrown away (`engine`). */
    readonly type: "failure";
    readonly id: number;
    readonly kind: "invalid" | "engine";
    readonly message: string;
    readonly health: InstanceHealth;
  };
