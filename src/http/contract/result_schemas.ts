/** The results of the stages, as shown by HTTP, events and exports. */
import { z } from "@hono/zod-openapi";
import type { Stage, StageResults } from "../../stages.ts";
import type { Finding, FindingValues, Note, NoteValues, TemplateUse } from "../../chem_results.ts";
import { AGENT_KINDS, REVERSE_TRIPS, ROUND_TRIPS, VERDICTS } from "../../chem_results.ts";
import { REACTION_CLASSES } from "../../reaction_classes.ts";
import { named, orNull, type Published } from "./named.ts";

const BOND_FATES = ["kept", "changed", "broken", "lost", "made"] as const;
const probability = z.number().min(0).max(1);
const atomCounts = z.record(z.string(), z.int());
const count = z.int().min(1);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** The members of every result: the valid values, and how many candidates failed validation. */
const values = {
  values: z.array(z.string()).describe("The valid values"),
  invalid_count: z.int().min(0).describe("Candidates that failed validation and were left out"),
};

export const componentRole = z.enum(["reactant", "agent", "product"]);

const component = named(
  "Component",
  z.object({
    role: componentRole,
    smiles: z.string().describe("RDKit's canonical SMILES without atom map numbers"),
  }),
  "One molecule of a reaction",
);

const usedComponent = named(
  "UsedComponent",
  z.object({
    ...component.shape,
    kind: z.enum(AGENT_KINDS).optional().describe("What an agent is there for, if its structure tells"),
  }),
  "A component with the role that the mapping gives it: it is a reactant only if it supplies an atom",
);

const otherMapping = z.object({
  cost: z.number().describe("Weighted chemical distance; 0 means that nothing changes"),
  confidence: probability,
  mapped: z.string().describe("Reaction SMILES with atom map numbers"),
});

const decidingBond = named(
  "DecidingBond",
  z.object({
    side: z.enum(["reactants", "products"]),
    atoms: z.tuple([z.string(), z.string()]).describe(
      "Element and map number in the chosen mapping, such as O:4; only the element for an atom that is lost",
    ).openapi({ minItems: 2, maxItems: 2 }),
    chosen: z.enum(BOND_FATES).describe("What happens to the bond in the chosen mapping"),
    other: z.enum(BOND_FATES).describe("What happens to the bond in the other mapping"),
  }),
  "A bond that distinguishes the two mappings",
);

const mappingInfo = named(
  "MappingInfo",
  z.object({
    source: z.enum(["given", "computed"]),
    cost: z.number().describe("Weighted chemical distance; 0 means that nothing changes"),
    confidence: probability.optional().describe(
      "Probability that the mapping is correct, calibrated on reactions not used to train the ranking",
    ),
    computed: named("OtherMapping", otherMapping, "A mapping that was not chosen").optional(),
    runner_up: named(
      "RunnerUp",
      otherMapping.extend({ deciding_bond: decidingBond }),
      "The second-best mapping, present if a computed mapping is uncertain",
    ).optional(),
    repeated: z.object({
      smiles: z.string().describe("Canonical SMILES"),
      count: z.int().min(2).describe("Its count among the reactants"),
    }).optional().describe(
      "A reactant counted more often than it was recorded, because the products contain it several times",
    ),
    agent_sources: z.array(z.string()).optional().describe(
      "Canonical SMILES of molecules recorded as agents that supply atoms",
    ),
    given_rejected: z.string().nullable().describe(
      "Why the atom map numbers of the input were not used; null if there were none or they were sound",
    ),
  }),
  "Where the atom map numbers come from, and how certain they are",
);

const patternsByRadius = named(
  "PatternsByRadius",
  z.object({ "0": z.string().optional(), "1": z.string().optional(), "2": z.string().optional() }),
  "The same pattern with 0, 1 and 2 bonds around the reaction centre; a radius is absent if its pattern would be too large",
);

const countedMolecule = named(
  "CountedMolecule",
  z.object({
    smiles: z.string(),
    name: z.string().describe("A chemist's name for it (HCl, EtOH), or its formula"),
    count: z.int().min(1),
  }),
  "Molecules of one kind in a balanced equation",
);

export const validationChecks = named(
  "ValidationChecks",
  z.object({
    parse: z.boolean().describe("Every component can be read as a molecule"),
    sanitise: z.boolean().describe("Every component that can be read is a possible molecule"),
    maps: z.boolean().describe(
      "Atom map numbers are unique on each side and connect atoms of the same element",
    ),
    atoms_without_source: atomCounts.describe("Heavy atoms of the products that no reactant supplies"),
    lost_fragments: z.array(z.string()).describe("SMILES of reactant fragments that are in no product"),
    by_products: z.array(countedMolecule).describe("Molecules formed in addition to the recorded products"),
    needed: z.array(countedMolecule).describe(
      "Molecules that the equation needs but the record lacks",
    ),
    equation: z.string().nullable().describe(
      "Balanced equation in molecular formulas; a half-equation with `[H]`, `[O]` or `e-` if `unbalanced` is not " +
        "empty; null if none can be derived",
    ),
    unbalanced: atomCounts.describe(
      "Counts by element symbol, and charge: missing on the left if positive, left over there if negative",
    ),
    round_trip: z.enum(ROUND_TRIPS).describe("Does the SMIRKS, applied to the reactants, give the product?"),
    outcomes: z.int().min(0).describe("Distinct product sets that the SMIRKS gives"),
    reverse: z.enum(REVERSE_TRIPS).describe("Does the reversed SMIRKS give the reactants?"),
    confidence: probability.nullable().describe(
      "Probability that the atom mapping is correct; null if unknown",
    ),
  }),
  "What each check of the validation found",
);

/** The members of `values` of each finding, and of each note, by its code. */
const FINDING_VALUES: ValueSchemas<FindingValues> = {
  maps_unsound: {},
  no_smirks: {},
  no_product: {},
  other_product: {},
  smirks_not_applied: {},
  water_not_recorded: { atoms: atomCounts },
  second_equivalent_not_recorded: { atoms: atomCounts },
  water_may_be_missing: { atoms: atomCounts },
  oxidant_may_be_missing: { atoms: atomCounts },
  reactant_may_be_missing: { atoms: atomCounts },
  component_unreadable: { count },
  component_impossible: { count },
  mirror_image: {},
  stereo_differs: {},
  centre_inverted: { count },
  stereo_groups_dropped: {},
  radicals: { count },
  maps_replaced: {},
  maps_differ: { confidence: probability },
  mapping_uncertain: { confidence: probability, runner_up: probability, deciding_bond: decidingBond },
  mapping_doubtful: { confidence: probability },
  many_bond_changes: { count },
};
const NOTE_VALUES: ValueSchemas<NoteValues> = {
  reductant_supplies_hydrogen: { hydrogens: count },
  no_known_reductant: { hydrogens: count },
  no_reductant: { hydrogens: count },
  oxidant_takes_hydrogen: { hydrogens: count },
  no_known_oxidant: { hydrogens: count },
  no_oxidant: { hydrogens: count },
  not_recorded: { molecules: z.array(countedMolecule) },
  fate_unknown: { fragments: z.array(z.string()) },
  acid_needed: {},
  several_outcomes: { outcomes: count },
  reverse_fails: {},
  reactant_repeated: { smiles: z.string(), count },
  agents_supply_atoms: { molecules: z.array(z.string()) },
};

/** Schemas of the members of `values`, for each code. */
type ValueSchemas<AllValues> = {
  readonly [Code in keyof AllValues]: {
    readonly [Key in keyof AllValues[Code] as string extends Key ? never : Key]: z.ZodType<
      AllValues[Code][Key]
    >;
  };
};

const finding = named(
  "Finding",
  anyRemark<Finding>(FINDING_VALUES),
  "An objection to the reaction: `code` and `values` for programs, `text` for people; the wording may change",
);
const note = named(
  "Note",
  anyRemark<Note>(NOTE_VALUES),
  "An explanation that does not affect the verdict",
);
const sentence = z.string().describe("In logs of version 0.1: only the sentence");

function anyRemark<Remark>(all: Readonly<Record<string, z.core.$ZodShape>>): z.ZodType<Remark> {
  const schemas = Object.entries(all).map(([code, shape]) =>
    z.object({ code: z.literal(code), values: z.object(shape), text: z.string() })
  );
  // Built from a table, which the compiler cannot follow; `ValueSchemas` checks the table against the type.
  return z.union(schemas) as unknown as z.ZodType<Remark>;
}

export const proof = named(
  "Proof",
  z.object({
    version: z.int().optional().describe(
      "2: the hash covers codes and values of findings and notes; absent in version 1, which covers sentences",
    ),
    input: sha256.describe("Hash of the reaction's notation and its text, joined by a line break"),
    versions: z.object({
      rxnstream: z.string(),
      commit: z.string().optional().describe("Git commit of the build, or unknown; absent in version 1"),
      rdkit: z.string(),
      mapping: z.string().describe("The weights of the mapping, identified by the beginning of their hash"),
    }),
    limits: z.object({ max_characters: z.int(), max_heavy_atoms: z.int() }),
    template: z.string().nullable().describe("The transform that was applied; null if there was none"),
    outcomes: z.array(z.string()).max(4).describe("The first product sets that it gives, sorted"),
    outcome_hash: sha256.describe("Hash of all product sets, sorted, each followed by a line break"),
    sha256: sha256.describe("Hash of the canonical content of the result"),
  }),
  "What is needed to recompute a result and to detect changes to it; hashes are SHA-256 in hexadecimal",
);

export const classification = named(
  "Classification",
  z.object({
    class: z.enum(REACTION_CLASSES).describe("One of ten superclasses, or unknown"),
    name: z.string().nullable().describe("Null if no named transform explains everything that changes"),
    rxno: z.string().regex(/^RXNO:\d{7}$/).optional().describe(
      "Number in the name reaction ontology RXNO; absent if that has no such reaction",
    ),
    rule: z.string().describe("The rule behind it, such as suzuki_miyaura_coupling"),
  }),
  "What kind of reaction it is, read off the changed bonds of the mapped reaction",
);

export const mapping = mappingInfo;
export const patterns = patternsByRadius;

const radius = z.int().min(0).describe("Bonds around the reaction centre in `values`");

/** The result of each stage. */
export const STAGE_SCHEMAS = {
  smiles: named(
    "SmilesResult",
    z.object({
      ...values,
      components: z.array(component).describe("The molecules of `values`, in the same order"),
      rdkit: z.string().describe(
        "Version of the RDKit that wrote the SMILES; canonical forms differ between versions",
      ),
    }),
    "The components as canonical SMILES",
  ),
  rxn_smiles: named(
    "ReactionSmilesResult",
    z.object({
      ...values,
      mapped: z.string().nullable().describe(
        "The same reaction with atom map numbers; null if it could not be mapped",
      ),
      mapping: orNull(mappingInfo),
      components: z.array(usedComponent).optional().describe(
        "The components in the order of `values[0]`, with their roles there; absent if it could not be mapped",
      ),
      fragment_groups: z.string().optional().describe(
        "CXSMILES fragment groups that keep salts together, such as f:0.1,4.5; absent in logs of earlier versions",
      ),
    }),
    "The reaction as canonical reaction SMILES",
  ),
  rxn_smarts: named(
    "ReactionSmartsResult",
    z.object({ ...values, radius, radii: patternsByRadius.optional() }),
    "The query pattern of the reaction centre and its surroundings",
  ),
  rxn_smirks: named(
    "SmirksResult",
    z.object({
      ...values,
      radius,
      radii: patternsByRadius.optional(),
      daylight: z.string().nullable().optional().describe(
        "The transform in pure Daylight SMIRKS; null if Daylight's rules cannot express it",
      ),
    }),
    "The transform that RDKit applies to the reactants",
  ),
  validation: named(
    "ValidationResult",
    z.object({
      ...values,
      verdict: z.enum(VERDICTS),
      findings: z.array(z.union([finding, sentence])).describe("Worst first; empty if the verdict is sound"),
      notes: z.array(z.union([note, sentence])),
      checks: validationChecks,
      classification: classification.optional().describe("Absent in logs of earlier versions"),
      proof,
    }),
    "What the checks of the reaction found; `values` holds only the verdict",
  ),
} as const satisfies { readonly [S in Stage]: z.ZodType<Published<StageResults[S]>> };

export const noResult = named(
  "NoResult",
  z.object({ ...values, values: z.array(z.string()).max(0), reason: z.string() }),
  "A stage without a result, and the reason",
);

export const templateUse = named(
  "TemplateUse",
  z.object({
    first: z.int().min(0).describe("Index of the first reaction of the session with this SMIRKS"),
    reactions: z.int().min(1).describe("Reactions with this SMIRKS so far, including this one"),
  }) satisfies z.ZodType<Published<TemplateUse>>,
  "How often the SMIRKS of a reaction has come up in its session so far",
);
