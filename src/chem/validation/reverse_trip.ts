/** Does the transform, turned round, make the reactants of the products? */
import type { ReverseTrip } from "../../chem_results.ts";
import type { Rdkit } from "../rdkit/rdkit.ts";
import type { MappedReaction } from "../molecule/mapped_reaction.ts";
import { roundTrip } from "./round_trip.ts";
import { extractTemplate, type Template } from "../template/template.ts";

/**
 * Applies the reverse template, the same centre read from the products to the reactants, to the products that take
 * part. `exact` or `flat` if one outcome is the reactants that take part, whole: what a reactant loses stands in the
 * reverse template with all of its atoms, since the products do not have them. Two reactants alike, of which the
 * transform made two different parts, come back as two. `not_run` where there is no such template.
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
    // What a reactant loses stands there whole, and may be too large.
    if (error instanceof RangeError) return null;
    throw error;
  }
}
