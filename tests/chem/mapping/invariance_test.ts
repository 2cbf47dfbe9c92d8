import { assertEquals } from "@std/assert";
import { measureInvariance } from "../support/invariance.ts";
import { randomWriter } from "../support/random_spelling.ts";
import { operations, reader } from "../support/reaction_chain.ts";
import * as biochemical from "../validation/textbook/biochemical.ts";
import * as organic from "../validation/textbook/organic.ts";
import { referenceMapping } from "../validation/textbook/textbook_reaction.ts";

const WITH_STEREO_AND_AGENTS = [
  "C[C@H](O)c1ccccc1.CC(=O)Cl>CCN(CC)CC.ClCCl>C[C@H](OC(C)=O)c1ccccc1",
  "C/C=C/C(=O)OC.[BH4-].[Na+]>CO>C/C=C/CO",
  "N[C@@H](Cc1ccccc1)C(=O)O.CC(C)(C)OC(=O)OC(=O)OC(C)(C)C>O.[Na+].[OH-]>CC(C)(C)OC(=O)N[C@@H](Cc1ccccc1)C(=O)O",
  "O=C1CCCCC1.O=C1CCCCC1.NN>>C1CCCCC1=NN=C1CCCCC1",
  "Brc1ccc(Br)cc1.OB(O)c1ccccc1.OB(O)c1ccccc1>[Pd].O=C([O-])[O-].[K+].[K+]>c1ccc(cc1)-c1ccc(cc1)-c1ccccc1",
  "CC1=CC(=O)C=CC1=O.C=CC=C>>C[C@]12C(=O)C=CC(=O)[C@@H]1CC=CC2",
];

Deno.test("The mapping is written the same however the reaction is spelled", async () => {
  const respell = await randomWriter();
  const textbook = [
    ...biochemical.AMINE_TRANSFERS.slice(0, 4),
    ...biochemical.PHOSPHORYL_TRANSFERS.slice(0, 4),
    ...organic.PERICYCLIC_REACTIONS.slice(0, 8),
    ...organic.MULTICOMPONENT_REACTIONS.slice(0, 6),
    ...organic.METATHESES.slice(0, 4),
  ].map(([, text]) => referenceMapping(reader, text).unmapped);
  const rows = [...WITH_STEREO_AND_AGENTS, ...textbook];
  const { reactions, spellings, same, differing } = measureInvariance(operations, respell, rows, 5);
  assertEquals([reactions, spellings], [rows.length, 5 * rows.length]);
  assertEquals(differing, []);
  assertEquals(same, spellings);
});
