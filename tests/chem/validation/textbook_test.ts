import { assert, assertEquals } from "@std/assert";
import { superposition, superpositionsEqual } from "../support/superposition.ts";
import { reactionOf, reader, runStages } from "../support/reaction_chain.ts";
import * as biochemical from "./textbook/biochemical.ts";
import * as biosynthesis from "./textbook/biosynthesis.ts";
import * as competing from "./textbook/competing.ts";
import * as organic from "./textbook/organic.ts";
import * as synthesis from "./textbook/synthesis.ts";
import { referenceMapping, type TextbookReaction } from "./textbook/textbook_reaction.ts";

/** Names of the reactions whose mapping differs from the textbook's beyond symmetry. */
function differing(reactions: readonly TextbookReaction[], deprotonated = false): readonly string[] {
  return reactions.filter(([, text]) => {
    const { unmapped, mapped } = referenceMapping(reader, text, deprotonated);
    const answer = runStages(unmapped).rxn_smiles.mapped;
    assert(answer !== null);
    return !superpositionsEqual(superposition(reactionOf(mapped)), superposition(reactionOf(answer)));
  }).map(([name]) => name);
}

Deno.test("Phosphates are made and cut between phosphorus and oxygen", () => {
  for (const deprotonated of [false, true]) {
    assertEquals(differing(biochemical.PHOSPHORYL_TRANSFERS, deprotonated), []);
  }
});

Deno.test("The oxygen of an acid that ATP activates ends in the phosphate", () => {
  for (const deprotonated of [false, true]) {
    assertEquals(differing(biochemical.ACID_ACTIVATIONS, deprotonated), []);
    assertEquals(differing(biosynthesis.LIGASES, deprotonated), []);
  }
});

Deno.test("Acyl groups leave coenzyme A with their oxygen", () => {
  for (const deprotonated of [false, true]) {
    assertEquals(differing(biochemical.ACYL_TRANSFERS, deprotonated), []);
  }
});

Deno.test("Transaminations exchange nitrogen and oxygen, and the carbon chains stay", () => {
  for (const deprotonated of [false, true]) {
    assertEquals(differing(biochemical.AMINE_TRANSFERS, deprotonated), []);
  }
});

Deno.test("Methyl, prenyl and glycosyl groups are transferred whole", () => {
  for (const deprotonated of [false, true]) {
    assertEquals(differing(biochemical.ALKYL_TRANSFERS, deprotonated), []);
  }
});

Deno.test("Oxidoreductases leave NAD and their substrates whole", () => {
  for (const deprotonated of [false, true]) assertEquals(differing(biochemical.REDOX, deprotonated), []);
});

Deno.test("Aldolases, lyases, isomerases and hydrolases cut and join where they should", () => {
  for (const deprotonated of [false, true]) {
    assertEquals(differing(biochemical.CARBON_SKELETONS, deprotonated), []);
    assertEquals(differing(biosynthesis.CHAINS, deprotonated), []);
    assertEquals(differing(biosynthesis.SPLITTINGS, deprotonated), []);
  }
});

Deno.test("Pericyclic reactions move their bonds around the ring", () => {
  // A direct substitution changes fewer bonds.
  assertEquals(differing(organic.PERICYCLIC_REACTIONS), ["Johnson-Claisen rearrangement"]);
});

Deno.test("Metatheses cut and join double bonds", () => {
  assertEquals(differing(organic.METATHESES), []);
});

Deno.test("Multicomponent reactions assign each atom to its component", () => {
  assertEquals(differing(organic.MULTICOMPONENT_REACTIONS), []);
});

Deno.test("Oxygen comes from where the mechanism takes it", () => {
  assertEquals(differing(organic.OXYGEN_ORIGINS), []);
});

Deno.test("Couplings and additions take the right partners", () => {
  assertEquals(differing(organic.COUPLINGS), ["Curtius rearrangement"]);
});

Deno.test("Rearrangements move the group that the mechanism moves", () => {
  assertEquals(differing(synthesis.REARRANGEMENTS), []);
});

Deno.test("Alkenes are exchanged, made and cut at the double bond", () => {
  assertEquals(differing(synthesis.ALKENES), []);
});

Deno.test("Rings are closed from the components that a chemist would name", () => {
  assertEquals(differing(synthesis.CONDENSATIONS), []);
});

Deno.test("Atoms come from the molecule and the end that gives them, where others could give the same", () => {
  assertEquals(differing(competing.TRANSFERS), []);
  assertEquals(differing(competing.REAGENTS), []);
});
