/** The checks of the validation stage: atom balance, lost fragments, round trip. */
import type { Rdkit } from "../rdkit/rdkit.ts";
import {
  type ReactionFormat,
  type ReverseTrip,
  ROUND_TRIPS,
  type ValidationChecks,
} from "../../chem_results.ts";
import { atomsWithoutSource, lostFragments, supplyingFragments } from "../balance/lost_fragments.ts";
import { type Balance, balanceReaction } from "../balance/balance.ts";
import type { MappedReaction } from "../molecule/mapped_reaction.ts";
import { chiralityChange } from "../molecule/stereo.ts";
import { isRadical } from "../molecule/radicals.ts";
import { bondOrder } from "../molecule/molecular_graph.ts";
import type { MoleculeReader } from "../molecule/molecule_reader.ts";
import { reverseTrip } from "./reverse_trip.ts";
import { roundTrip, type RoundTripResult } from "./round_trip.ts";
import { cappedWithHydrogen, type Fragment, fragmentSmiles } from "../balance/fragment.ts";
import type { Template } from "../template/template.ts";

/** Most atoms in all reactants of a round trip; beyond it RDKit's stack overflows. */
const MAX_ROUND_TRIP_ATOMS = 450;
/** A SMIRKS from elsewhere does not say which reactant matches which template: at most this many choices are tried. */
const MAX_CHOICES = 24;

/** Lost fragments as canonical SMILES, sorted; a fragment that RDKit refuses stays as written. */
function canonicalLostFragments(reader: MoleculeReader, fragments: readonly Fragment[]): readonly string[] {
  return fragments.map((fragment) => {
    const text = fragmentSmiles(cappedWithHydrogen(fragment));
    const read = reader.component({ kind: "smiles", text });
    return read.ok ? read.value.smiles : text;
  }).sort();
}

/** Bonds made between atoms with a source, and bonds broken between kept atoms or to lost atoms. */
export function countBondChanges(reaction: MappedReaction): number {
  const { left, right, source, target } = reaction;
  let count = 0;
  for (const { a, b } of right.bonds) {
    const first = source[a] as number;
    const second = source[b] as number;
    if (first >= 0 && second >= 0 && bondOrder(left, first, second) === 0) count++;
  }
  for (const { a, b } of left.bonds) {
    const first = target[a] as number;
    const second = target[b] as number;
    if (first < 0 && second < 0) continue;
    if (first < 0 || second < 0 || bondOrder(right, first, second) === 0) count++;
  }
  return count;
}

/** Stereocentres that are inverted although they keep all neighbours, with bonds of the same orders. */
export function countInversions(reaction: MappedReaction): number {
  const { left, right, source } = reaction;
  let count = 0;
  for (let p = 0; p < right.size; p++) {
    const r = source[p] as number;
    if (r < 0 || chiralityChange(reaction, p) !== "inverted") continue;
    const before = left.neighbours[r] ?? [];
    const after = right.neighbours[p] ?? [];
    const isKept = before.length === after.length && after.every(({ atom, order }) => {
      const from = source[atom] as number;
      return from >= 0 && bondOrder(left, r, from) === order;
    });
    if (isKept) count++;
  }
  return count;
}

/**
 * Does the text mark stereocentres as racemic (`&1:`) or relative (`o1:`), or do so in a V3000 block? Sources:
 * ChemAxon Extended SMILES, "Enhanced stereo"; BIOVIA "CTfile Formats", collections.
 */
export function hasStereoGroups(
  { text, format }: { readonly text: string; readonly format: ReactionFormat },
): boolean {
  return format === "rxn"
    ? /MDLV30\/STE(?:RAC|REL)\d/.test(text)
    : /\|(?:[^|]*,)?[&o]\d+:\d[^|]*\|/.test(text);
}

/** Nonmetal atoms with unpaired electrons in the products and in the molecules that supply atoms. */
export function countRadicals(reaction: MappedReaction): number {
  const { left, right } = reaction;
  const supplies = supplyingFragments(reaction);
  let count = 0;
  for (let r = 0; r < left.size; r++) {
    if (supplies.has(left.fragment[r] as number) && isRadical(left, r)) count++;
  }
  for (let p = 0; p < right.size; p++) if (isRadical(right, p)) count++;
  return count;
}

/** Canonical SMILES of the molecules on the left that supply no atom. */
export function agentsOf(reaction: MappedReaction): readonly string[] {
  const supplies = supplyingFragments(reaction);
  return reaction.leftSmiles.filter((_, fragment) => !supplies.has(fragment));
}

/** Applies the SMIRKS to the reactants of the mapped reaction. */
export function testSmirks(
  rdkit: Rdkit,
  reaction: MappedReaction,
  smirks: string,
  template: Template | null,
): RoundTripResult {
  const own = template !== null && template.smirks === smirks;
  const wanted = own
    ? template.rightFragments.map((fragment) => reaction.rightSmiles[fragment] ?? "")
    : changingProducts(reaction, template);
  const choices = own
    ? [template.leftFragments.map((fragment) => reaction.leftSmiles[fragment] ?? "")]
    : reactantChoices(reaction, reactantTemplateCount(smirks));
  let best: RoundTripResult = {
    roundTrip: "fails",
    outcomes: 0,
    reason: "it does not match the reactants in any combination",
  };
  for (const reactants of choices) {
    if (
      reactants.join(".").length > 40 * MAX_ROUND_TRIP_ATOMS || atomCount(reaction) > MAX_ROUND_TRIP_ATOMS
    ) {
      return {
        roundTrip: "not_run",
        outcomes: 0,
        reason: `the reaction has ${atomCount(reaction)} atoms; the limit is ${MAX_ROUND_TRIP_ATOMS}`,
      };
    }
    const result = roundTrip(rdkit, smirks, reactants, wanted);
    if (result.roundTrip === "exact") return result;
    if (rank(result) < rank(best) || best.outcomes === 0) best = result;
  }
  return best;
}

function rank({ roundTrip }: RoundTripResult): number {
  return ROUND_TRIPS.indexOf(roundTrip);
}

/** Applies the reverse of the reaction's template, unless the reaction is too large for a round trip. */
export function testReverse(rdkit: Rdkit, reaction: MappedReaction, radius: number): ReverseTrip {
  return atomCount(reaction) > MAX_ROUND_TRIP_ATOMS ? "not_run" : reverseTrip(rdkit, reaction, radius);
}

/** The checks that compare the two sides. */
export type LedgerChecks = Pick<ValidationChecks, "atoms_without_source" | "lost_fragments" | keyof Balance>;

/** The checks of a reaction whose atoms are not mapped. */
export const UNKNOWN_LEDGER: LedgerChecks = {
  atoms_without_source: {},
  lost_fragments: [],
  by_products: [],
  needed: [],
  equation: null,
  unbalanced: {},
};

/** The checks that depend on the mapped reaction alone. */
export function reactionChecks(reader: MoleculeReader, reaction: MappedReaction): LedgerChecks {
  const lost = lostFragments(reaction);
  return {
    atoms_without_source: atomsWithoutSource(reaction),
    lost_fragments: canonicalLostFragments(reader, lost),
    ...balanceReaction(reader, reaction, lost),
  };
}

/** Number of atoms in the left molecules that supply atoms. */
function atomCount(reaction: MappedReaction): number {
  const supplies = supplyingFragments(reaction);
  return reaction.left.fragment.filter((fragment) => supplies.has(fragment)).length;
}

function changingProducts(reaction: MappedReaction, template: Template | null): readonly string[] {
  if (template) return template.rightFragments.map((fragment) => reaction.rightSmiles[fragment] ?? "");
  return reaction.rightSmiles;
}

/** Number of reactant templates in a SMIRKS: its parts separated by dots outside parentheses. */
export function reactantTemplateCount(smirks: string): number {
  let depth = 0;
  let count = 1;
  for (const character of smirks.slice(0, smirks.indexOf(">"))) {
    if (character === "(" || character === "[") depth++;
    else if (character === ")" || character === "]") depth--;
    else if (character === "." && depth === 0) count++;
  }
  return count;
}

/** Ordered selections of `count` different left molecules that supply atoms. */
function reactantChoices(reaction: MappedReaction, count: number): readonly (readonly string[])[] {
  const { leftSmiles } = reaction;
  const supplying = [...supplyingFragments(reaction)].sort((a, b) => a - b);
  let choices: (readonly number[])[] = [[]];
  for (let place = 0; place < count; place++) {
    choices = choices.flatMap((choice) =>
      supplying.filter((fragment) => !choice.includes(fragment)).map((fragment) => [...choice, fragment])
    ).slice(0, MAX_CHOICES);
  }
  return choices.map((choice) => choice.map((fragment) => leftSmiles[fragment] ?? ""));
}
