import { assert, assertEquals } from "@std/assert";
import { bondsInRings, sharedSkeleton, sideFragments } from "../../../src/chem/drawing/shared_skeleton.ts";
import { reactionOf, reader } from "../support/reaction_chain.ts";

Deno.test("The shared part of two molecules is one piece, without differing bonds or incomplete rings", () => {
  const reaction = reactionOf(
    "[CH2:1]1[CH2:2][CH2:3][C:4]1([CH3:5])[CH2:6][OH:7]>>[CH2:1]1[CH2:2][CH2:3][C:4]([CH3:5])=[C:6]1.[OH2:7]",
  );
  const [ring, larger, water] = sideFragments(reaction);
  assert(ring && larger && water);
  assertEquals([ring.isProduct, larger.isProduct, water.isProduct], [false, true, true]);
  assertEquals(sharedSkeleton(reaction, ring, larger, "bonds").length, 6);
  assertEquals(sharedSkeleton(reaction, ring, larger, "orders").length, 5);
  // Neither ring is shared as a whole, so no part of a ring is left.
  assertEquals(sharedSkeleton(reaction, ring, larger, "rings").length, 1);
  assertEquals(sharedSkeleton(reaction, ring, water, "bonds").length, 1);
});

Deno.test("Ring bonds are those that can be removed without splitting the molecule", () => {
  const graph = reader.graph("C1CC1C2CCC2");
  assert(graph.ok);
  assertEquals(bondsInRings(graph.value).size, 7);
});
