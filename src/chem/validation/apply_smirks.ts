/** Applies a SMIRKS that somebody has written to molecules, in whatever order they are given. */
import type { ChemOperations } from "../protocol/chem_protocol.ts";
import type { MoleculeReader } from "../molecule/molecule_reader.ts";
import { canonicalSet } from "./round_trip.ts";
import { reactantTemplateCount } from "./validate_reaction.ts";

/** Product sets that RDKit makes of one order of the reactants, and most outcomes of an answer. */
const MAX_PRODUCT_SETS = 64;
const MAX_OUTCOMES = 20;
/** Most reactant templates: six have 720 orders. */
const MAX_TEMPLATES = 4;

/** See `ChemOperations.applySmirks`. */
export function applySmirks(
  reader: MoleculeReader,
  { text: smirks, reactants }: ChemOperations["applySmirks"]["request"],
): ChemOperations["applySmirks"]["answer"] {
  const refused = (reason: string) => ({ outcomes: [], isComplete: true, reason });
  if (smirks.split(">").length !== 3) return refused("a SMIRKS has two arrows: reactants>>products");
  if (!reader.rdkit.readsReaction(smirks).ok) return refused("RDKit cannot read this SMIRKS");
  const count = reactantTemplateCount(smirks);
  if (count !== reactants.length) {
    const [are, templates] = count === 1 ? ["is", "template"] : ["are", "templates"];
    return refused(
      `there ${are} ${count} reactant ${templates} in the SMIRKS, and ${reactants.length} reactants are given: ` +
        "give one for each",
    );
  }
  if (count > MAX_TEMPLATES) return refused(`the SMIRKS has more than ${MAX_TEMPLATES} reactant templates`);
  const molecules: string[] = [];
  for (const text of reactants) {
    const read = reader.component({ kind: "smiles", text });
    if (!read.ok) return refused(`the reactant ${text.slice(0, 200)} cannot be used: ${read.reason}`);
    molecules.push(read.value.smiles);
  }
  const outcomes = new Set<string>();
  const known = new Map<string, string | null>();
  let isComplete = true;
  let impossible = 0;
  for (const order of new Set(ordersOf(molecules).map((smiles) => smiles.join("\n")))) {
    const made = reader.rdkit.transform(smirks, order.split("\n"), MAX_PRODUCT_SETS);
    if (!made.ok) return refused(`RDKit cannot apply the SMIRKS: ${made.words}`);
    if (made.value.length === MAX_PRODUCT_SETS) isComplete = false;
    for (const set of made.value) {
      const outcome = canonicalSet(reader.rdkit, set, known);
      if (outcome === null) impossible++;
      else outcomes.add(outcome);
    }
  }
  if (outcomes.size === 0) {
    return refused(
      impossible > 0
        ? "it matches, but what it makes are not possible molecules"
        : "it does not match the reactants in any order",
    );
  }
  const sorted = [...outcomes].sort();
  return {
    outcomes: sorted.slice(0, MAX_OUTCOMES),
    isComplete: isComplete && sorted.length <= MAX_OUTCOMES,
    reason: null,
  };
}

function ordersOf<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  if (items.length <= 1) return [items];
  return items.flatMap((first, i) => ordersOf(items.toSpliced(i, 1)).map((rest) => [first, ...rest]));
}
