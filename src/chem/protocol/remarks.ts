/** Sentences of findings and notes: the only table from codes to words. */
import type {
  CountedMolecule,
  DecidingBond,
  Finding,
  FindingCode,
  FindingValues,
  Note,
  NoteCode,
  NoteValues,
} from "../../chem_results.ts";

/** How values become a sentence (without its full stop), and sample values for the examples. */
interface Wording<Values> {
  readonly say: (values: Values) => string;
  readonly example: Values;
}

type Wordings<AllValues> = { readonly [Code in keyof AllValues]: Wording<AllValues[Code]> };

/**
 * Findings in the order in which they are listed: first those that make a reaction `broken`, then those that make it
 * `check`.
 */
export const FINDING_WORDINGS: Wordings<FindingValues> = {
  maps_unsound: always("The atom maps cannot be used"),
  no_smirks: always("There is no SMIRKS to test"),
  no_product: always("Applied to the reactants, the SMIRKS gives no possible product"),
  other_product: always("Applied to the reactants, the SMIRKS gives products other than the recorded ones"),
  smirks_not_applied: always("The SMIRKS was not applied"),
  water_not_recorded: {
    say: ({ atoms }) => `${withoutSource(atoms)}; water, which is not recorded, would`,
    example: { atoms: { O: 1 } },
  },
  second_equivalent_not_recorded: {
    say: ({ atoms }) => `${withoutSource(atoms)}; a second equivalent of a recorded reactant would`,
    example: { atoms: { C: 2, O: 1 } },
  },
  water_may_be_missing: {
    say: ({ atoms }) => `${withoutSource(atoms)}: water may be missing`,
    example: { atoms: { O: 1 } },
  },
  oxidant_may_be_missing: {
    say: ({ atoms }) => `${withoutSource(atoms)}: an oxidant may be missing`,
    example: { atoms: { O: 2 } },
  },
  reactant_may_be_missing: {
    say: ({ atoms }) => `${withoutSource(atoms)}: a reactant may be missing`,
    example: { atoms: { C: 2, O: 1, Cl: 1 } },
  },
  component_unreadable: {
    say: ({ count }) =>
      count === 1
        ? "One component could not be read and was left out"
        : `${count} components could not be read and were left out`,
    example: { count: 1 },
  },
  component_impossible: {
    say: ({ count }) =>
      count === 1
        ? "One component is not a possible molecule and was left out"
        : `${count} components are not possible molecules and were left out`,
    example: { count: 1 },
  },
  mirror_image: always("Applied to the reactants, the SMIRKS gives the mirror image of the recorded product"),
  stereo_differs: always("The SMIRKS gives the recorded products, apart from stereochemistry"),
  centre_inverted: {
    say: ({ count }) =>
      count === 1
        ? "One stereocentre is inverted although none of its bonds changes: the record may be wrong"
        : `${count} stereocentres are inverted although none of their bonds change: the record may be wrong`,
    example: { count: 1 },
  },
  stereo_groups_dropped: always(
    "The input marks stereocentres as racemic or as relative; the results show one enantiomer",
  ),
  radicals: {
    say: ({ count }) =>
      count === 1
        ? "One atom has unpaired electrons; if no radical is intended, hydrogens are missing from its brackets"
        : `${count} atoms have unpaired electrons; if no radicals are intended, hydrogens are missing from brackets`,
    example: { count: 1 },
  },
  maps_replaced: always("The given atom maps were replaced"),
  maps_differ: {
    say: ({ confidence }) =>
      `The given atom maps may be wrong: they differ from a computed mapping with ${percent(confidence)} ` +
      "confidence",
    example: { confidence: 0.97 },
  },
  mapping_uncertain: {
    say: ({ confidence, runner_up, deciding_bond }) =>
      `The atom mapping is uncertain (${percent(confidence)} confidence); the runner-up ` +
      `(${percent(runner_up)}) differs at the bond ${bondText(deciding_bond)}`,
    example: {
      confidence: 0.6,
      runner_up: 0.3,
      deciding_bond: { side: "reactants", atoms: ["C:3", "O:4"], chosen: "broken", other: "kept" },
    },
  },
  mapping_doubtful: {
    say: ({ confidence }) =>
      `The atom mapping is uncertain (${percent(confidence)} confidence): so much changes that the right ` +
      "mapping may not be among those considered",
    example: { confidence: 0.4 },
  },
  many_bond_changes: {
    say: ({ count }) =>
      `${count} bonds are made or broken, unusually many for one step: the record or its mapping may be wrong`,
    example: { count: 12 },
  },
};

/** Notes; they do not affect the verdict. */
export const NOTE_WORDINGS: Wordings<NoteValues> = {
  reductant_supplies_hydrogen: {
    say: ({ hydrogens }) => `${hydrogens} H are missing on the left: a recorded reductant supplies them`,
    example: { hydrogens: 2 },
  },
  no_known_reductant: {
    say: ({ hydrogens }) =>
      `${hydrogens} H are missing on the left: none of the recorded agents is known as a reductant`,
    example: { hydrogens: 2 },
  },
  no_reductant: {
    say: ({ hydrogens }) => `${hydrogens} H are missing on the left: no reductant is recorded`,
    example: { hydrogens: 2 },
  },
  oxidant_takes_hydrogen: {
    say: ({ hydrogens }) => `${hydrogens} H are left over on the left: a recorded oxidant takes them up`,
    example: { hydrogens: 2 },
  },
  no_known_oxidant: {
    say: ({ hydrogens }) =>
      `${hydrogens} H are left over on the left: none of the recorded agents is known as an oxidant`,
    example: { hydrogens: 2 },
  },
  no_oxidant: {
    say: ({ hydrogens }) => `${hydrogens} H are left over on the left: no oxidant is recorded`,
    example: { hydrogens: 2 },
  },
  not_recorded: {
    say: ({ molecules }) => {
      const isOne = molecules.length === 1 && molecules[0]?.count === 1;
      return `The equation needs ${listed(molecules.map(counted))}, which ${
        isOne ? "is" : "are"
      } not recorded`;
    },
    example: { molecules: [{ smiles: "O", name: "H2O", count: 1 }] },
  },
  fate_unknown: {
    say: ({ fragments }) =>
      fragments.length === 1
        ? `No equation follows: it is not known what the leaving fragment ${listed(fragments)} becomes`
        : `No equation follows: it is not known what the leaving fragments ${listed(fragments)} become`,
    example: { fragments: ["C"] },
  },
  acid_needed: always("The equation needs acid, as from an acidic work-up"),
  several_outcomes: {
    say: ({ outcomes }) =>
      `The SMIRKS fits the reactants in several ways: ${outcomes} outcomes, including the recorded one`,
    example: { outcomes: 3 },
  },
  reactant_repeated: {
    say: ({ smiles, count }) => `The products take ${count} molecules of ${smiles}, more than are recorded`,
    example: { smiles: "C[Mg]Br", count: 2 },
  },
  agents_supply_atoms: {
    say: ({ molecules }) =>
      `${listed(molecules)} ${molecules.length === 1 ? "is" : "are"} recorded as agent${
        molecules.length === 1 ? "" : "s"
      }, but no reactant supplies the atoms that the products take from ${
        molecules.length === 1 ? "it" : "them"
      }`,
    example: { molecules: ["CN(C)C=O"] },
  },
  reverse_fails: always("Applied in reverse to the products, the SMIRKS does not give the reactants back"),
};

/** A finding with its sentence; `reason` explains it in the words of the stage that knows why. */
export function finding<Code extends FindingCode>(
  code: Code,
  values: FindingValues[Code],
  reason: string | null = null,
): Finding {
  // TypeScript cannot see that code and values belong together.
  return { code, values, text: sentence(FINDING_WORDINGS[code].say(values), reason) } as Finding;
}

/** A note with its sentence. */
export function note<Code extends NoteCode>(code: Code, values: NoteValues[Code]): Note {
  return { code, values, text: sentence(NOTE_WORDINGS[code].say(values), null) } as Note;
}

function sentence(clause: string, reason: string | null): string {
  return reason === null ? `${clause}.` : `${clause}: ${reason}.`;
}

function always(clause: string): Wording<Readonly<Record<string, never>>> {
  return { say: () => clause, example: {} };
}

function withoutSource(atoms: Readonly<Record<string, number>>): string {
  const counts = Object.entries(atoms).map(([symbol, count]) => `${count} ${symbol}`);
  return `No reactant supplies ${listed(counts)} of the products`;
}

/** For example, `C:3-O:4 of the reactants: broken here, kept there`. */
function bondText({ side, atoms, chosen, other }: DecidingBond): string {
  return `${atoms.join("-")} of the ${side}: ${chosen} here, ${other} there`;
}

function percent(share: number): string {
  return share < 0.005 ? "less than 1 %" : `${Math.round(100 * share)} %`;
}

function counted({ name, count }: CountedMolecule): string {
  return count === 1 ? name : `${count} ${name}`;
}

function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}
