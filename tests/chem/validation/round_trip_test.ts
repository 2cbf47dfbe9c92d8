import { assert, assertEquals, assertGreater } from "@std/assert";
import { mirrorImage } from "../../../src/chem/validation/mirror_image.ts";
import { reversedReaction, reverseTrip } from "../../../src/chem/validation/reverse_trip.ts";
import { roundTrip } from "../../../src/chem/validation/round_trip.ts";
import { rdkit, reactionOf, runStages } from "../support/reaction_chain.ts";

const INVERSION = "[C:1]-[C@:2](-[F:3])(-[N:4])-[Br]>>[C:1]-[C@@:2](-[F:3])(-[N:4])-[Cl]";

function canonical(smiles: string): string {
  const read = rdkit.molecule(smiles, (molecule) => molecule.smiles());
  assert(read.ok, smiles);
  return read.value;
}

Deno.test("An outcome is the wanted one, its mirror image, the same without stereo, or another", () => {
  const reactant = canonical("C[C@](F)(N)Br");
  const trip = (wanted: string) => roundTrip(rdkit, INVERSION, [reactant], [canonical(wanted)]).roundTrip;
  const made = roundTrip(rdkit, INVERSION, [reactant], []).productSets?.[0] ?? "";
  assertEquals(trip(made), "exact");
  assertEquals(trip(mirrorImage(made)), "enantiomer");
  assertEquals(trip("CC(F)(N)Cl"), "flat");
  assertEquals(trip("CC(F)(N)I"), "fails");
});

Deno.test("A diastereomer is not a mirror image", () => {
  const smirks = "[C:1]-[C:2](=[O:3])-[C:4]>>[C:1]-[C@H:2](-[O:3])-[C:4]";
  const ketone = canonical("CC(=O)[C@@H](N)CC");
  const { productSets = [] } = roundTrip(rdkit, smirks, [ketone], []);
  assertEquals(productSets.length, 2);
  const [alcohol = ""] = productSets;
  const trip = (wanted: string) =>
    roundTrip(rdkit, "[C:1]-[C@H:2](-[O:3])-[C:4]>>[C:1]-[C@H:2](-[O:3])-[C:4]", [alcohol], [
      canonical(wanted),
    ]).roundTrip;
  assertEquals(trip(alcohol), "exact");
  assertEquals(trip(mirrorImage(alcohol)), "enantiomer");
  assertEquals(trip(productSets[1] ?? ""), "flat");
});

Deno.test("The mirror image of a meso compound and of an achiral molecule is itself", () => {
  for (const smiles of ["C[C@H](O)[C@@H](C)O", "CCO", "C/C=C/C", "C[C@H]1CC[C@@H](C)CC1"]) {
    assertEquals(canonical(mirrorImage(smiles)), canonical(smiles));
  }
});

Deno.test("Outcomes are counted once each, however often the transform fits", () => {
  const smirks = "[c:1]-[H]>>[c:1]-[Br]";
  assertEquals(roundTrip(rdkit, smirks, ["c1ccccc1"], ["Brc1ccccc1"]).outcomes, 0);
  const bromination = roundTrip(rdkit, "[cH;+0:1]>>[c;H0;+0:1]-[Br]", ["Cc1ccccc1"], ["Cc1ccc(Br)cc1"]);
  assertEquals([bromination.roundTrip, bromination.outcomes], ["exact", 3]);
});

Deno.test("The reverse transform rebuilds the complete fragments that the reactants lose", () => {
  const boc = "[CH3:1][CH2:2][NH:3]C(=O)OC(C)(C)C>>[CH3:1][CH2:2][NH2:3]";
  assertEquals(reverseTrip(rdkit, reactionOf(boc), 1), "exact");
  assertEquals(runStages(boc).validation.checks.reverse, "exact");
});

Deno.test("The reverse transform says which configuration a reactant had", () => {
  assertEquals(
    reverseTrip(
      rdkit,
      reactionOf("[CH3:1][C@H:2]([OH:3])[CH2:4][CH3:5]>>[CH3:1][C:2](=[O:3])[CH2:4][CH3:5]"),
      1,
    ),
    "exact",
  );
});

Deno.test("There is no reverse of a reaction in which nothing changes", () => {
  assertEquals(reverseTrip(rdkit, reactionOf("[CH3:1][OH:2]>>[CH3:1][OH:2]"), 1), "not_run");
});

Deno.test("A reaction reversed twice is itself", () => {
  const reaction = reactionOf("[CH3:1][CH2:2]Br.[OH-:3]>>[CH3:1][CH2:2][OH:3]");
  const turned = reversedReaction(reaction);
  assertEquals(turned.leftSmiles, reaction.rightSmiles);
  assertGreater(turned.source.filter((atom) => atom < 0).length, 0);
  assertEquals(reversedReaction(turned), reaction);
});
