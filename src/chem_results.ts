/**
 * What the chemistry finds and computes: reactions, their components, and the results of the stages. The session, its
 * log and the store pass these on without inspecting them. Any part may import this file.
 */
import type { Classification } from "./reaction_classes.ts";
import type { TextReading } from "./text_reading.ts";

/** Notation of a reaction in the query: a reaction SMILES (CXSMILES extension allowed) or a whole RXN block. */
export type ReactionFormat = "smiles" | "rxn";

/** Versions of the connection tables in an RXN or RDF file (CTfile formats, Dassault Systèmes BIOVIA). */
export const RXN_VERSIONS = ["v2000", "v3000"] as const;
export type RxnVersion = typeof RXN_VERSIONS[number];

/** Maximum number of fields of a reaction, and of input columns in a table of results. */
export const MAX_FIELDS = 64;

/**
 * One reaction as written in the query. `text`, read as `format`, is all that is needed to process it, so a resumed
 * session needs nothing but its log.
 */
export interface FoundReaction {
  readonly text: string;
  readonly format: ReactionFormat;
  /** 1-based line of the query on which the reaction begins. */
  readonly line: number;
  /** The other columns or data fields of the reaction's record, by name; at most `MAX_FIELDS`. */
  readonly fields: Readonly<Record<string, string>>;
  /** Present if the reaction was read from words: its components, their amounts and places, and the conditions. */
  readonly reading?: TextReading;
}

/** The part a component plays, as in `reactants>agents>products`. */
export type ComponentRole = "reactant" | "agent" | "product";

/** One molecule of a reaction; `smiles` is RDKit's canonical SMILES without atom map numbers. */
export interface Component {
  readonly role: ComponentRole;
  readonly smiles: string;
}

/**
 * A candidate that was left out, with the reason in a chemist's words. `position` counts components from 1 within
 * their role; 0 means the reaction as a whole.
 */
export interface Rejected {
  readonly candidate: string;
  readonly role: ComponentRole | null;
  readonly position: number;
  readonly reason: string;
  /** For a component: whether it cannot be read at all, or is not a possible molecule (valence, aromaticity). */
  readonly kind?: "unreadable" | "impossible";
}

/** What every stage returns: the valid values, and how many candidates failed validation and were left out. */
export interface StageResult {
  readonly values: readonly string[];
  readonly invalid_count: number;
}

/** SMILES of the components; `values` lists `components[].smiles` in the same order. */
export interface SmilesResult extends StageResult {
  readonly components: readonly Component[];
  /**
   * Version of the RDKit that wrote the canonical SMILES. Canonical forms from different versions cannot be compared
   * as text.
   */
  readonly rdkit: string;
}

/** What an agent is there for. */
export const AGENT_KINDS = ["solvent", "base", "catalyst"] as const;
export type AgentKind = typeof AGENT_KINDS[number];

/** A component with the role that the mapping gives it: it is a reactant only if it supplies an atom. */
export interface UsedComponent extends Component {
  /** Present for agents whose structure tells it. */
  readonly kind?: AgentKind;
}

/** Reaction SMILES: canonical, components in a defined order, agents in the middle. */
export interface ReactionSmilesResult extends StageResult {
  /** The same reaction with atom map numbers, or null if it could not be mapped. */
  readonly mapped: string | null;
  readonly mapping: MappingInfo | null;
  /**
   * The components in the order of `values[0]`, with the roles that they have there. These follow the mapping; those of
   * the smiles stage are the recorded ones. Absent in logs of earlier versions.
   */
  readonly components?: readonly UsedComponent[];
  /**
   * CXSMILES fragment groups that keep salts together, such as `f:0.1,4.5`; they apply to both `values[0]` and
   * `mapped`, which themselves stay plain. Empty if every component is a single fragment; absent in logs of earlier
   * versions.
   */
  readonly fragment_groups?: string;
}

/**
 * Where the atom map numbers come from, and the cost of the mapping (weighted chemical distance; 0 means that nothing
 * changes).
 */
export interface MappingInfo {
  readonly source: "given" | "computed";
  readonly cost: number;
  /**
   * Probability, 0 to 1, that this mapping is correct, whether given or computed. Calibrated on reactions not used to
   * train the ranking. Absent if nothing was computed.
   */
  readonly confidence?: number;
  /**
   * The mapping that rxnstream would have chosen; present if the given maps are sound but differ from it beyond
   * symmetry.
   */
  readonly computed?: OtherMapping;
  /** The next best mapping; present if a computed mapping is uncertain. */
  readonly runner_up?: RunnerUp;
  /** A reactant counted more often than it was recorded, because the product contains it several times. */
  readonly repeated?: RepeatedMolecule;
  /** Molecules recorded as agents that supply atoms, as canonical SMILES; absent if there are none. */
  readonly agent_sources?: readonly string[];
  /** Why the given atom map numbers were not used; null if there were none or they were sound. */
  readonly given_rejected: string | null;
}

/** A molecule, as canonical SMILES, and its count among the reactants. */
export interface RepeatedMolecule {
  readonly smiles: string;
  readonly count: number;
}

/** A mapping that was not chosen: its cost, its probability (0 to 1), and its mapped reaction SMILES. */
export interface OtherMapping {
  readonly cost: number;
  readonly confidence: number;
  readonly mapped: string;
}

/** The second-best mapping, with a bond that distinguishes it from the chosen one. */
export interface RunnerUp extends OtherMapping {
  readonly deciding_bond: DecidingBond;
}

/** What happens to a bond. `lost`: broken, and one side of it is in no product. `changed`: its order changes. */
export type BondFate = "kept" | "changed" | "broken" | "lost" | "made";

/** A bond that two mappings treat differently. */
export interface DecidingBond {
  readonly side: "reactants" | "products";
  /** Element and map number in the chosen mapping, such as `O:4`; only the element for an atom that is lost. */
  readonly atoms: readonly [string, string];
  /** Its fate in the chosen mapping, and in the other one. */
  readonly chosen: BondFate;
  readonly other: BondFate;
}

/**
 * The same pattern with 0, 1 and 2 bonds around the reaction centre. A radius is absent if its pattern would be too
 * large. Logs of earlier versions have no such patterns.
 */
export type PatternsByRadius = Readonly<Partial<Record<"0" | "1" | "2", string>>>;

/** Reaction SMARTS: the query pattern of the reaction centre and `radius` bonds around it. */
export interface ReactionSmartsResult extends StageResult {
  readonly radius: number;
  readonly radii?: PatternsByRadius;
}

/** SMIRKS: the transform that RDKit applies to the reactants, with `radius` bonds around the centre. */
export interface SmirksResult extends StageResult {
  readonly radius: number;
  readonly radii?: PatternsByRadius;
  /** The transform of that radius in pure Daylight SMIRKS, or null if Daylight's rules cannot express it. */
  readonly daylight?: string | null;
}

/** Does the SMIRKS, applied to the reactants, give the recorded product? */
export const ROUND_TRIPS = ["exact", "enantiomer", "flat", "fails", "not_run"] as const;
export type RoundTrip = typeof ROUND_TRIPS[number];

/** The verdict on a reaction: no objections, worth a look, or unusable. */
export const VERDICTS = ["sound", "check", "broken"] as const;
export type Verdict = typeof VERDICTS[number];

/** Does the SMIRKS, reversed and applied to the products, give the reactants back? */
export const REVERSE_TRIPS = ["exact", "flat", "fails", "not_run"] as const;
export type ReverseTrip = typeof REVERSE_TRIPS[number];

/** Molecules of one kind in a balanced equation. `name` is a chemist's name for it (`HCl`, `EtOH`), or its formula. */
export interface CountedMolecule {
  readonly smiles: string;
  readonly name: string;
  readonly count: number;
}

/** Each check of the validation stage is reported separately. */
export interface ValidationChecks {
  /** Every component could be read as a molecule; valences are not checked here. */
  readonly parse: boolean;
  /** Every component that could be read is a possible molecule: valences, aromatic rings. */
  readonly sanitise: boolean;
  /** Atom map numbers are unique on each side and connect atoms of the same element. */
  readonly maps: boolean;
  /** Heavy atoms of the products that no reactant supplies: counts by element symbol, such as `{"O": 1}`. */
  readonly atoms_without_source: Readonly<Record<string, number>>;
  /** SMILES of reactant fragments that appear in no recorded product, such as `["Cl"]`. */
  readonly lost_fragments: readonly string[];
  /** Molecules formed in addition to the recorded products, as far as they follow from the lost fragments. */
  readonly by_products: readonly CountedMolecule[];
  /** Molecules that the equation needs in addition to those recorded, such as water or hydrogen ions of the work-up. */
  readonly needed: readonly CountedMolecule[];
  /**
   * Balanced equation in molecular formulas, such as `C2H4O2 + C2H6O -> C4H8O2 + H2O`; null if none can be derived. If
   * `unbalanced` is not empty it is a half-equation: `[H]`, `[O]` or `e-` stand for a reductant, an oxidant or
   * electrons, such as `C3H6O + 2 [H] -> C3H8O`.
   */
  readonly equation: string | null;
  /**
   * What keeps the equation from balancing: counts by element symbol, and `charge`. Positive values are missing on
   * the left, negative values are left over there, such as `{"H": 2}` if a reductant is not recorded. Empty if the
   * equation balances without `[H]`, `[O]` and `e-`.
   */
  readonly unbalanced: Readonly<Record<string, number>>;
  readonly round_trip: RoundTrip;
  /** Number of distinct product sets that the SMIRKS gives. */
  readonly outcomes: number;
  readonly reverse: ReverseTrip;
  /** Probability, 0 to 1, that the atom mapping is correct; null if unknown. */
  readonly confidence: number | null;
}

/** Counts by element symbol, such as `{"C": 2, "O": 1}`. */
type AtomCounts = Readonly<Record<string, number>>;
/** For codes without values. */
type NoValues = Readonly<Record<string, never>>;

/** The codes of findings, each with its values. Probabilities range from 0 to 1. */
export interface FindingValues {
  /** The atom maps are unusable. */
  readonly maps_unsound: NoValues;
  /** There is no SMIRKS to test. */
  readonly no_smirks: NoValues;
  /** Applied to the reactants, the SMIRKS gives no products, or only impossible ones. */
  readonly no_product: NoValues;
  /** The SMIRKS gives products other than the recorded ones. */
  readonly other_product: NoValues;
  /** The SMIRKS was not applied. */
  readonly smirks_not_applied: NoValues;
  /** Product atoms come from no recorded molecule; the equation balances with water. */
  readonly water_not_recorded: { readonly atoms: AtomCounts };
  /**
   * Product atoms come from no recorded molecule; the equation balances with a second equivalent of a recorded
   * reactant.
   */
  readonly second_equivalent_not_recorded: { readonly atoms: AtomCounts };
  /** Product atoms come from no recorded molecule; whatever else is missing suggests water. */
  readonly water_may_be_missing: { readonly atoms: AtomCounts };
  /** Product atoms come from no recorded molecule; whatever else is left over suggests an oxidant. */
  readonly oxidant_may_be_missing: { readonly atoms: AtomCounts };
  /** Product atoms come from no recorded molecule, and nothing indicates their source. */
  readonly reactant_may_be_missing: { readonly atoms: AtomCounts };
  /** Components that could not be read were left out. */
  readonly component_unreadable: { readonly count: number };
  /** Components that are not possible molecules were left out. */
  readonly component_impossible: { readonly count: number };
  /** The SMIRKS gives the mirror image of the recorded products. */
  readonly mirror_image: NoValues;
  /** The SMIRKS gives the recorded products apart from stereochemistry. */
  readonly stereo_differs: NoValues;
  /** Stereocentres are inverted although none of their own bonds change; bonds elsewhere do. */
  readonly centre_inverted: { readonly count: number };
  /** The input marks stereocentres as racemic or relative; the results do not. */
  readonly stereo_groups_dropped: NoValues;
  /** Atoms have unpaired electrons. */
  readonly radicals: { readonly count: number };
  /** The given atom maps were replaced. */
  readonly maps_replaced: NoValues;
  /** The given atom maps differ from a computed mapping with this confidence. */
  readonly maps_differ: { readonly confidence: number };
  /** The computed mapping is uncertain and has a runner-up. */
  readonly mapping_uncertain: {
    readonly confidence: number;
    readonly runner_up: number;
    readonly deciding_bond: DecidingBond;
  };
  /** The computed mapping is uncertain and has no close runner-up. */
  readonly mapping_doubtful: { readonly confidence: number };
  /** An unusually large number of bonds change. */
  readonly many_bond_changes: { readonly count: number };
}

/** The codes of notes, each with its values. */
export interface NoteValues {
  /** Hydrogen atoms are missing on the left; a recorded reagent supplies them. */
  readonly reductant_supplies_hydrogen: { readonly hydrogens: number };
  /** Hydrogen atoms are missing on the left; no recorded agent is a known reductant. */
  readonly no_known_reductant: { readonly hydrogens: number };
  /** Hydrogen atoms are missing on the left; no agent is recorded. */
  readonly no_reductant: { readonly hydrogens: number };
  /** Hydrogen atoms are left over on the left; a recorded reagent takes them up. */
  readonly oxidant_takes_hydrogen: { readonly hydrogens: number };
  /** Hydrogen atoms are left over on the left; no recorded agent is a known oxidant. */
  readonly no_known_oxidant: { readonly hydrogens: number };
  /** Hydrogen atoms are left over on the left; no agent is recorded. */
  readonly no_oxidant: { readonly hydrogens: number };
  /** The equation needs molecules that are not recorded. */
  readonly not_recorded: { readonly molecules: readonly CountedMolecule[] };
  /** No equation can be derived: it is unknown what these fragments of the reactants become. */
  readonly fate_unknown: { readonly fragments: readonly string[] };
  /** The equation needs acid. */
  readonly acid_needed: NoValues;
  /** The SMIRKS gives several product sets. */
  readonly several_outcomes: { readonly outcomes: number };
  /** The reversed SMIRKS does not give the reactants back. */
  readonly reverse_fails: NoValues;
  /** A reactant is counted more often than it is recorded. */
  readonly reactant_repeated: { readonly smiles: string; readonly count: number };
  /** Molecules recorded as agents supply atoms. */
  readonly agents_supply_atoms: { readonly molecules: readonly string[] };
}

export type FindingCode = keyof FindingValues;
export type NoteCode = keyof NoteValues;

/**
 * A remark of the checks: `code` and `values` for programs, `text` (one sentence) for people. The wording may change
 * in any version. A reason given by another stage appears only in `text`.
 */
type RemarkOf<Values> = {
  readonly [Code in keyof Values]: {
    readonly code: Code;
    readonly values: Values[Code];
    readonly text: string;
  };
}[keyof Values];
export type Finding = RemarkOf<FindingValues>;
export type Note = RemarkOf<NoteValues>;

/** The sentence of a finding or note; logs of version 0.1 store nothing else. */
export function remarkText(remark: Finding | Note | string): string {
  return typeof remark === "string" ? remark : remark.text;
}

/** The versions that a result was computed with; other versions may give another result. */
export interface ProofVersions {
  readonly rxnstream: string;
  /** Git commit of the build, or `unknown`; absent in proofs of version 1. */
  readonly commit?: string;
  readonly rdkit: string;
  /** The weights of the mapping, identified by the beginning of their SHA-256. */
  readonly mapping: string;
}

/** What is needed to recompute a row and to detect later changes to it. Hashes are SHA-256 in hexadecimal. */
export interface Proof {
  /** `PROOF_VERSION`; absent in proofs of version 1, whose hash covers the sentences of the findings. */
  readonly version?: number;
  /** Hash of the reaction's notation and its text, joined by a line break. */
  readonly input: string;
  readonly versions: ProofVersions;
  readonly limits: { readonly max_characters: number; readonly max_heavy_atoms: number };
  /** The transform that was applied; null if there was none. */
  readonly template: string | null;
  /** The first product sets that it gives, sorted; at most `MAX_PROOF_OUTCOMES`. */
  readonly outcomes: readonly string[];
  /** Hash of all product sets, sorted, each followed by a line break. */
  readonly outcome_hash: string;
  /** Hash of the canonical content of the result (`src/chem/protocol/proof_hash.ts`). */
  readonly sha256: string;
}

/** The version of new proofs: their hash covers the codes and values of findings and notes, not the sentences. */
export const PROOF_VERSION = 2;

/** Maximum number of product sets that a proof lists. */
export const MAX_PROOF_OUTCOMES = 4;

/** `values` holds only the verdict; `invalid_count` is the number of findings behind it. */
export interface ValidationResult extends StageResult {
  readonly verdict: Verdict;
  /** Worst first; empty if the verdict is `sound`. Logs of version 0.1 have sentences instead. */
  readonly findings: readonly (Finding | string)[];
  /** Explanations that do not affect the verdict, such as a reagent that is not recorded. */
  readonly notes: readonly (Note | string)[];
  readonly checks: ValidationChecks;
  /** Class and name of the reaction; absent in logs of earlier versions. */
  readonly classification?: Classification;
  readonly proof: Proof;
}

/**
 * How often a reaction's SMIRKS had come up in its session when the reaction was done. `first` is the index of the
 * first reaction with that SMIRKS; `reactions` counts those with it so far, including this one. A count of 1 may be
 * superseded: a later reaction with the same `first` has a higher count.
 */
export interface TemplateUse {
  readonly first: number;
  readonly reactions: number;
}
