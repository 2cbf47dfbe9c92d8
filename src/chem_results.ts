/**
 * What the chemistry finds and computes: reactions, their components, and the results of the stages.
 * The session, its log and the store pass these on without looking into them. Any part may import this file.
 */

/** Notation of one found reaction: a reaction SMILES (CXSMILES extension allowed) or a whole RXN block. */
export type ReactionFormat = "smiles" | "rxn";

/** Versions of the connection tables in an RXN or RDF file (CTfile formats, Dassault Systèmes BIOVIA). */
export const RXN_VERSIONS = ["v2000", "v3000"] as const;
export type RxnVersion = typeof RXN_VERSIONS[number];

/** Most fields of a reaction, and most columns of the input in a table of results. */
export const MAX_FIELDS = 64;

/**
 * One reaction as it stands in the query.
 * `text` alone, read as `format`, is enough to work on it, so a resumed session needs nothing but its log.
 */
export interface FoundReaction {
  readonly text: string;
  readonly format: ReactionFormat;
  /** 1-based line of the query at which the reaction begins. */
  readonly line: number;
  /** The other columns or data fields of the record the reaction came from, by name; at most `MAX_FIELDS`. */
  readonly fields: Readonly<Record<string, string>>;
}

/** Part that a component plays, as in `reactants>agents>products`. */
export type ComponentRole = "reactant" | "agent" | "product";

/** One molecule of a reaction; `smiles` is RDKit's canonical SMILES without atom map numbers. */
export interface Component {
  readonly role: ComponentRole;
  readonly smiles: string;
}

/** A candidate that was left out, with the reason in a chemist's words. `position` counts components from 1 within its role; 0 is the reaction as a whole. */
export interface Rejected {
  readonly candidate: string;
  readonly role: ComponentRole | null;
  readonly position: number;
  readonly reason: string;
  /** Of a component: it cannot be read at all, or it can and is no possible molecule (valence, aromaticity). */
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
  /** Version of the RDKit that wrote the canonical SMILES; canonical forms of different versions are not comparable as text. */
  readonly rdkit: string;
}

/** Reaction SMILES: canonical, components in a defined order, agents in the middle. */
export interface ReactionSmilesResult extends StageResult {
  /** The same reaction with atom map numbers, or null if it could not be mapped. */
  readonly mapped: string | null;
  readonly mapping: MappingInfo | null;
  /**
   * CXSMILES fragment groups that keep salts together, such as `f:0.1,4.5`, the same for `values[0]` and `mapped`;
   * empty if every component is one fragment, absent in logs of earlier versions. The values themselves stay plain.
   */
  readonly fragment_groups?: string;
}

/** Where the atom map numbers come from, and what the mapping costs (weighted chemical distance, 0 = nothing changes). */
export interface MappingInfo {
  readonly source: "given" | "computed";
  readonly cost: number;
  /**
   * Probability, 0 to 1, that this mapping, given or computed, is the right one; calibrated on reactions that the
   * ranking had not seen. Absent where nothing was computed.
   */
  readonly confidence?: number;
  /** The mapping that we would have chosen, where sound given maps differ from it beyond symmetry. */
  readonly computed?: OtherMapping;
  /** The next best mapping, where a computed one is not sure. */
  readonly runner_up?: RunnerUp;
  /** The reactant that stands more often on the left than it was recorded, because the product holds it several times. */
  readonly repeated?: RepeatedMolecule;
  /** Molecules recorded as agents that supply atoms, canonical SMILES; absent if there are none. */
  readonly agent_sources?: readonly string[];
  /** Why given atom map numbers were not used; null if there were none or they were sound. */
  readonly given_rejected: string | null;
}

/** A molecule, canonical SMILES, and how often it stands on the left. */
export interface RepeatedMolecule {
  readonly smiles: string;
  readonly count: number;
}

/** A mapping that was not taken: its cost, how probable it is (0 to 1), and its mapped reaction SMILES. */
export interface OtherMapping {
  readonly cost: number;
  readonly confidence: number;
  readonly mapped: string;
}

/** The mapping that came second, with the bond by which it can be told from the one that was taken. */
export interface RunnerUp extends OtherMapping {
  readonly deciding_bond: DecidingBond;
}

/** What happens to a bond: `lost` is broken to a part that stands in no product, `changed` has another order. */
export type BondFate = "kept" | "changed" | "broken" | "lost" | "made";

/** A bond that two mappings treat differently. */
export interface DecidingBond {
  readonly side: "reactants" | "products";
  /** Element and map number in the mapping that was taken, such as `O:4`; the element alone for an atom that is lost. */
  readonly atoms: readonly [string, string];
  /** Its fate in the mapping that was taken, and in the other. */
  readonly chosen: BondFate;
  readonly other: BondFate;
}

/**
 * The same pattern with 0, 1 and 2 bonds around what changes; a radius is absent where the pattern would be too large.
 * Logs of earlier versions have none.
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
  /** The transform of that radius by the rules of Daylight alone, or null where they cannot say it. */
  readonly daylight?: string | null;
}

/** Does the SMIRKS, applied to the reactants, give the recorded product? */
export const ROUND_TRIPS = ["exact", "enantiomer", "flat", "fails", "not_run"] as const;
export type RoundTrip = typeof ROUND_TRIPS[number];

/** The verdict on a reaction: nothing to object to; worth a look; or not usable. */
export const VERDICTS = ["sound", "check", "broken"] as const;
export type Verdict = typeof VERDICTS[number];

/** Does the SMIRKS, reversed and applied to the products, give the reactants back? */
export const REVERSE_TRIPS = ["exact", "flat", "fails", "not_run"] as const;
export type ReverseTrip = typeof REVERSE_TRIPS[number];

/** Molecules of one kind in a balanced equation. `name` is what a chemist calls it (`HCl`, `EtOH`), or its formula. */
export interface CountedMolecule {
  readonly smiles: string;
  readonly name: string;
  readonly count: number;
}

/** Each check of the validation stage has its own finding; none is folded into another. */
export interface ValidationChecks {
  /** Every component could be read as a molecule; says nothing of its valences. */
  readonly parse: boolean;
  /** Every component that could be read is a possible molecule: valences, aromatic rings. */
  readonly sanitise: boolean;
  /** Atom map numbers are unique on each side and join equal elements. */
  readonly maps: boolean;
  /** Heavy atoms of the products that no reactant supplies, as element symbols with counts, such as `{"O": 1}`. */
  readonly atoms_without_source: Readonly<Record<string, number>>;
  /** SMILES of reactant fragments that appear in no recorded product, such as `["Cl"]`. */
  readonly lost_fragments: readonly string[];
  /** Molecules that are made beside the recorded products, as far as they follow from what is lost. */
  readonly by_products: readonly CountedMolecule[];
  /** Molecules that the equation needs beside the recorded ones, such as water or hydrogen ions of the work-up. */
  readonly needed: readonly CountedMolecule[];
  /** Balanced equation in formulas, such as `C2H4O2 + C2H6O -> C4H8O2 + H2O`; null if none follows. */
  readonly equation: string | null;
  /**
   * What keeps the equation from closing: atoms by element symbol, and `charge`, that are missing on the left (above 0)
   * or left over there (below 0), such as `{"H": 2}` where a reductant is not recorded. Empty if it closes.
   */
  readonly unbalanced: Readonly<Record<string, number>>;
  readonly round_trip: RoundTrip;
  /** Number of distinct product sets that the SMIRKS gives. */
  readonly outcomes: number;
  readonly reverse: ReverseTrip;
  /** Probability, 0 to 1, that the atom mapping is right; null if it is not known. */
  readonly confidence: number | null;
}

/** Amounts by element symbol, such as `{"C": 2, "O": 1}`. */
type AtomCounts = Readonly<Record<string, number>>;
/** For codes that say everything. */
type NoValues = Readonly<Record<string, never>>;

/** The codes of findings, each with its values. Probabilities are between 0 and 1. */
export interface FindingValues {
  /** The atom maps cannot be used. */
  readonly maps_unsound: NoValues;
  /** There is no SMIRKS to test. */
  readonly no_smirks: NoValues;
  /** Applied to the reactants, the SMIRKS gives nothing, or nothing that can exist. */
  readonly no_product: NoValues;
  /** It gives products other than the recorded ones. */
  readonly other_product: NoValues;
  /** It was not applied. */
  readonly smirks_not_applied: NoValues;
  /** Product atoms come from no recorded molecule; the equation closes with water. */
  readonly water_not_recorded: { readonly atoms: AtomCounts };
  /** The same; it closes with a second equivalent of a recorded reactant. */
  readonly second_equivalent_not_recorded: { readonly atoms: AtomCounts };
  /** The same; what else is missing suggests water. */
  readonly water_may_be_missing: { readonly atoms: AtomCounts };
  /** The same; what else is left over suggests an oxidant. */
  readonly oxidant_may_be_missing: { readonly atoms: AtomCounts };
  /** The same, and nothing says where they come from. */
  readonly reactant_may_be_missing: { readonly atoms: AtomCounts };
  /** Components that could not be read were left out. */
  readonly component_unreadable: { readonly count: number };
  /** Components that are not possible molecules were left out. */
  readonly component_impossible: { readonly count: number };
  /** The SMIRKS gives the mirror image of the recorded products. */
  readonly mirror_image: NoValues;
  /** It gives the recorded products apart from stereochemistry. */
  readonly stereo_differs: NoValues;
  /** Stereocentres are inverted although none of their bonds changes, beside bonds that change elsewhere. */
  readonly centre_inverted: { readonly count: number };
  /** The input says which stereocentres are racemic or relative; the results do not. */
  readonly stereo_groups_dropped: NoValues;
  /** Atoms have unpaired electrons. */
  readonly radicals: { readonly count: number };
  /** The given atom maps were replaced. */
  readonly maps_replaced: NoValues;
  /** The given atom maps differ from a computed mapping of this confidence. */
  readonly maps_differ: { readonly confidence: number };
  /** The computed mapping is uncertain and has a runner-up. */
  readonly mapping_uncertain: {
    readonly confidence: number;
    readonly runner_up: number;
    readonly deciding_bond: DecidingBond;
  };
  /** The computed mapping is uncertain, and none comes close to it. */
  readonly mapping_doubtful: { readonly confidence: number };
  /** Unusually many bonds change. */
  readonly many_bond_changes: { readonly count: number };
}

/** The codes of notes, each with its values. */
export interface NoteValues {
  /** Hydrogen atoms are missing on the left, and a recorded reagent supplies them. */
  readonly reductant_supplies_hydrogen: { readonly hydrogens: number };
  /** They are missing, and no recorded agent is known as a reductant. */
  readonly no_known_reductant: { readonly hydrogens: number };
  /** They are missing, and no agent is recorded. */
  readonly no_reductant: { readonly hydrogens: number };
  /** Hydrogen atoms are left over on the left, and a recorded reagent takes them up. */
  readonly oxidant_takes_hydrogen: { readonly hydrogens: number };
  /** They are left over, and no recorded agent is known as an oxidant. */
  readonly no_known_oxidant: { readonly hydrogens: number };
  /** They are left over, and no agent is recorded. */
  readonly no_oxidant: { readonly hydrogens: number };
  /** The equation needs molecules that are not recorded. */
  readonly not_recorded: { readonly molecules: readonly CountedMolecule[] };
  /** No equation follows, for it is not known what these fragments of the reactants become. */
  readonly fate_unknown: { readonly fragments: readonly string[] };
  /** The equation needs acid. */
  readonly acid_needed: NoValues;
  /** The SMIRKS has several outcomes. */
  readonly several_outcomes: { readonly outcomes: number };
  /** The reverse of the SMIRKS does not give the reactants back. */
  readonly reverse_fails: NoValues;
  /** A reactant is counted more often than it is recorded. */
  readonly reactant_repeated: { readonly smiles: string; readonly count: number };
  /** Molecules recorded as agents supply atoms. */
  readonly agents_supply_atoms: { readonly molecules: readonly string[] };
}

export type FindingCode = keyof FindingValues;
export type NoteCode = keyof NoteValues;

/**
 * What the checks have to say: `code` and `values` for programs, `text` for people, one sentence. Sentences may be
 * reworded in any version; a reason in the words of another stage stands in `text` alone.
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

/** The sentence of a finding or note; in logs of version 0.1 it is all there is. */
export function remarkText(remark: Finding | Note | string): string {
  return typeof remark === "string" ? remark : remark.text;
}

/** What a result was computed with; other versions may give another result. */
export interface ProofVersions {
  readonly rxnstream: string;
  /** Git commit of the build, `unknown` where none is known; absent in proofs of version 1. */
  readonly commit?: string;
  readonly rdkit: string;
  /** Weights of the mapping: the beginning of their SHA-256. */
  readonly mapping: string;
}

/** What is needed to compute a row again and to see whether it was altered since. Hashes are SHA-256 in hexadecimal. */
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
  /** Hash over all product sets, sorted, each followed by a line break. */
  readonly outcome_hash: string;
  /** Hash over the canonical content of the result (`src/chem/protocol/proof_hash.ts`). */
  readonly sha256: string;
}

/** The version of the proofs that are made: their hash covers codes and values of findings and notes, no sentences. */
export const PROOF_VERSION = 2;

/** Most product sets that a proof lists. */
export const MAX_PROOF_OUTCOMES = 4;

/** `values` holds the verdict alone; `invalid_count` is the number of findings behind it. */
export interface ValidationResult extends StageResult {
  readonly verdict: Verdict;
  /** Worst first; empty if the verdict is `sound`. Logs of version 0.1 have sentences in place of them. */
  readonly findings: readonly (Finding | string)[];
  /** What explains the checks and counts against nothing, such as a reagent that is not recorded. */
  readonly notes: readonly (Note | string)[];
  readonly checks: ValidationChecks;
  readonly proof: Proof;
}

/**
 * Use of a reaction's SMIRKS in its session when the reaction was through: `first` is the index of the first reaction with
 * it, `reactions` counts those with it up to this one, itself included. 1 is alone so far; a later reaction with the
 * same `first` says that it is not any more.
 */
export interface TemplateUse {
  readonly first: number;
  readonly reactions: number;
}
