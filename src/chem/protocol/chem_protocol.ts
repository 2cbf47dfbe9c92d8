/** Messages between the pool (`pool/chem_pool.ts`) and a chem process (`process/main.ts`): JSON lines, types only. */
import type {
  Component,
  ComponentRole,
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
import type { NameReading, Span, TextReading, UnreadText } from "../../text_reading.ts";

/** The text of one reaction and its notation. */
export interface ReactionInput {
  readonly text: string;
  readonly format: ReactionFormat;
}

/** Limits on one component; anything larger is refused with a reason before RDKit sees it. */
export interface ComponentLimits {
  /** Characters of its SMILES. For a molblock, the same bound on atoms applies line by line. */
  readonly maxCharacters: number;
  readonly maxHeavyAtoms: number;
}

/** A stage's result and the candidates it left out, each with its reason. */
export interface StageAnswer<Result> {
  readonly result: Result;
  readonly rejected: readonly Rejected[];
}

/** What a depiction shows, and how. Sizes are in CSS pixels. */
export interface DepictionOptions {
  readonly width: number;
  readonly height: number;
  readonly dark: boolean;
  /** Show the atom map number next to each mapped atom. */
  readonly atomMaps: boolean;
  /** Lines written under the arrow, such as `0 °C, 0.5 h`. */
  readonly conditions?: readonly string[];
}

/** A compound that a language model has read from a text; `name` or `smiles` may be missing. */
export interface GivenCompound {
  readonly role: ComponentRole;
  /** Empty if there is none. */
  readonly name: string;
  /** A structure that the model proposes. */
  readonly smiles: string | null;
}

/** Such a compound with the structure that it has now; null for none. */
export interface QuotedCompound extends GivenCompound {
  /** Where it stands in the text; null if it is not known. */
  readonly place: Span | null;
  /** The amount in the model's words. */
  readonly amount: string | null;
}

/** What became of such a compound. */
export interface ComposedCompound {
  /** Canonical SMILES; null if neither its name nor its proposed structure can be read. */
  readonly smiles: string | null;
  /** Which of them counts: the name comes first. */
  readonly from: "name" | "proposal" | null;
  /** Why the name has no structure here; null if it has one, or if there is no name. */
  readonly nameReason: string | null;
  /** Why the proposed structure is refused; null if it is not, or if there is none. */
  readonly proposalReason: string | null;
  /** Whether both can be read and are the same; null if not both can be read. */
  readonly agrees: boolean | null;
}

/** Every operation of a chem process, with its request and answer. */
export interface ChemOperations {
  /** Finds the reactions of a query, in order of appearance; at most `maxReactions` of them. */
  find: {
    request: { readonly query: StoredQuery; readonly maxReactions: number };
    answer: {
      readonly reactions: readonly FoundReaction[];
      readonly truncated: boolean;
      /** For a text without reactions: what was examined, read and not read, in sentences. */
      readonly looked_at?: string;
      /** Parts of a text that tell of a reaction and could not be read. */
      readonly unread?: readonly UnreadText[];
    };
  };
  /**
   * Finds structures for compounds by name first, and writes them as one reaction SMILES with fragment groups, in which
   * a compound without a structure stands between braces, so that the smiles stage leaves it out and says so.
   */
  compose: {
    request: { readonly compounds: readonly GivenCompound[] };
    answer: { readonly notation: string; readonly compounds: readonly ComposedCompound[] };
  };
  /**
   * What a text says about a reaction whose compounds a model has found in it, with places relative to the text;
   * `conditions` are the model's own, by name, and fill what the text's words do not give.
   */
  quotedReading: {
    request: {
      readonly text: string;
      readonly compounds: readonly QuotedCompound[];
      readonly conditions: Readonly<Record<string, string>>;
    };
    answer: TextReading;
  };
  smiles: { request: ReactionInput; answer: StageAnswer<SmilesResult> };
  rxnSmiles: {
    /** `components` is what the smiles stage returned: only these take part. */
    request: ReactionInput & { readonly components: readonly Component[] };
    answer: StageAnswer<ReactionSmilesResult>;
  };
  rxnSmarts: { request: { readonly mapped: string }; answer: StageAnswer<ReactionSmartsResult> };
  rxnSmirks: { request: { readonly mapped: string }; answer: StageAnswer<SmirksResult> };
  validation: {
    request: {
      /** The reaction as found. */
      readonly input: ReactionInput;
      /** Number of components that the smiles stage left out, and how many of them are not possible molecules. */
      readonly smilesInvalidCount: number;
      readonly impossibleCount: number;
      readonly mapped: string;
      readonly mapping: MappingInfo;
      readonly smirks: string | null;
    };
    answer: StageAnswer<ValidationResult>;
  };
  /** Writes a reaction as an RXN block; if that is impossible, `rxn` is null and `reason` says why. */
  rxn: {
    request: ReactionInput & { readonly version: RxnVersion; readonly name: string };
    answer: { readonly rxn: string | null; readonly reason: string | null };
  };
  /** Reads names of compounds, one in each line of the text; one reading for each line, in order. */
  names: {
    request: { readonly text: string };
    answer: { readonly names: readonly NameReading[] };
  };
  /**
   * Applies a SMIRKS (`text`) to molecules, one for each of its reactant templates, in any order. Each outcome is the
   * canonical SMILES of its molecules joined by dots; without one, `reason` says why.
   */
  applySmirks: {
    request: { readonly text: string; readonly reactants: readonly string[] };
    answer: {
      readonly outcomes: readonly string[];
      /** False if there may be more. */
      readonly isComplete: boolean;
      readonly reason: string | null;
    };
  };
  /** Draws a reaction (mapped reaction SMILES, or the given notation) as one SVG document. */
  depict: {
    request: ReactionInput & { readonly options: DepictionOptions };
    answer: { readonly svg: string };
  };
}

export type ChemOperation = keyof ChemOperations;

/** One line to the chem process. The answer repeats its `id`. */
export type ChemRequest = {
  readonly [Op in ChemOperation]: {
    readonly id: number;
    readonly op: Op;
    readonly request: ChemOperations[Op]["request"];
  };
}[ChemOperation];

/** One line before a `find` request: a piece of the query's text, to be put before the text in the request itself. */
export interface QueryText {
  readonly id: number;
  readonly text: string;
}

/**
 * The state of the instance after an answer, by which the pool decides when to replace the process. `rssBytes` is
 * resident memory; `caught` counts C++ exceptions so far; `molecules` counts RDKit molecules made so far; `live`
 * counts RDKit objects not yet deleted, 0 between requests.
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
    /** Reactions that precede those in the answer to `find` itself. */
    readonly type: "part";
    readonly id: number;
    readonly reactions: readonly FoundReaction[];
  }
  | {
    readonly type: "answer";
    readonly id: number;
    readonly answer: ChemOperations[ChemOperation]["answer"];
    /** RDKit called something invalid; near the instance's bounds, this cannot be trusted. */
    readonly saidInvalid: boolean;
    readonly health: InstanceHealth;
  }
  | {
    /** The request is at fault (`invalid`), or the instance is broken and must be discarded (`engine`). */
    readonly type: "failure";
    readonly id: number;
    readonly kind: "invalid" | "engine";
    readonly message: string;
    readonly health: InstanceHealth;
  };
