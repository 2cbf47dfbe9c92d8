import { assertEquals, assertGreater } from "@std/assert";
import { layoutFaults } from "../support/layout_faults.ts";
import { rdkit, reactionOf, runStages } from "../support/reaction_chain.ts";

const SAMPLES = new URL("../../../static/samples/", import.meta.url);
const REACTION = /[^\s",;`]*>[^\s",;`]*>[^\s",;`]+/g;

/** Rings and crowded molecules that were once laid out with right angles or long lines. */
const DIFFICULT = [
  "CC[S-].COc1cc(OC)c2c(c1)OCCCCC=CCCCCOC2=O.O.[Na+]>>COc1cc(O)c2c(c1)OCCCCC=CCCCCOC2=O",
  "COc1cccc2c1[C@]13CCN[C@H](C2)[C@@H]1CCC(=O)C3.O=C(O)C1CCC1>>COc1cccc2c1[C@]13CCN(C(=O)C4CCC4)[C@H](C2)[C@@H]1CCC(=O)C3",
  "C1C2CC3CC1CC(C2)C3.BrBr>>BrC12CC3CC(CC(C3)C1)C2",
];

/** The faults of the drawings of some reactions, each with its text; what cannot be mapped is not drawn alike. */
function faultsOf(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => {
    const { mapped } = runStages(text).rxn_smiles;
    return mapped ? layoutFaults(rdkit, reactionOf(mapped)).map((fault) => `${text}: ${fault}`) : [];
  });
}

Deno.test("No sample is drawn with a line longer than its bond, or a trigonal atom at right angles or straight", async () => {
  for (const name of ["name_reactions.csv", "notebook_page.md", "with_mistakes.smi", "library_200.csv"]) {
    const texts = (await Deno.readTextFile(new URL(name, SAMPLES))).match(REACTION) ?? [];
    assertGreater(texts.length, 2, name);
    // The library repeats a few transforms over many reactants.
    assertEquals([name, faultsOf(texts.length > 100 ? texts.filter((_, k) => k % 5 === 0) : texts)], [
      name,
      [],
    ]);
  }
});

Deno.test("Macrocycles, cages and morphinans are drawn without such faults too", () => {
  assertEquals(faultsOf(DIFFICULT), []);
});
