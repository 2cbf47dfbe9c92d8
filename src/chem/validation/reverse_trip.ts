/** Does the reverse transform turn the products back into the reactants? */
import type { ReverseTrip } from "../../chem_results.ts";
import type { Rdkit } from "../rdkit/rdkit.ts";
import type { MappedReaction } from "../molecule/mapped_reaction.ts";
import { roundTrip } from "./round_trip.ts";
import { extractTemplate, type Template } from "../template/template.ts";

/**
 * Applies the reverse template, which is the same centre read from products to reactants, to the products that take
 * part. `exact` or `flat` if one outcome is the complete set of reactants that take part: the parts that reactants
 * lose are included in the reverse template with all their atoms, since the products do not contain them. Two equal
 * reactants that were converted into different parts come back as two. `not_run` if there is no such template.
 */
export function reverseTrip(rdkit: Rdkit, reaction: MappedReaction, radius: number): ReverseTrip {
  const reversed = reversedReaction(reaction);
  const template = reverseTemplate(reversed, radius);
  if (template === null) return "not_run";
  const products = template.leftFragments.map((fragment) => reversed.leftSmiles[fragment] ?? "");
  const reactants = template.rightFragments.map((fragment) => reversed.rightSmiles[fragment] ?? "");
  const { roundTrip: result } = roundTrip(rdkit, template.smirks, products, reactants, {
    stopAtExact: true,
  });
  return result === "enantiomer" ? "flat" : result;
}

/** The same reaction read from the products to the reactants. */
export function reversedReaction(reaction: MappedReaction): MappedReaction {
  const { left, right, source, target, leftSmiles, rightSmiles } = reaction;
  return {
    left: right,
    right: left,
    source: target,
    target: source,
    leftSmiles: rightSmiles,
    rightSmiles: leftSmiles,
  };
}

function reverseTemplate(reversed: MappedReaction, radius: number): Template | null {
  try {
    return extractTemplate(reversed, radius);
  } catch (error) {
    // It includes everything that the reactants lose and may be too large.
    if (error instanceof RangeError) return null;
    throw error;
  }
}
