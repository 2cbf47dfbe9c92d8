import { assertEquals } from "@std/assert";
import { operations, runStages } from "../support/reaction_chain.ts";

Deno.test("A salt that a text names or a fragment group joins has one role, and is drawn as one molecule", () => {
  const run = (text: string) => {
    const [found] =
      operations.find({ query: { text, format: "text", fileName: null }, maxReactions: 1 }).reactions;
    const { smiles, rxn_smiles } = runStages(found?.text ?? "");
    const notation = rxn_smiles.mapped ?? "";
    const options = { width: 640, height: 200, dark: false, atomMaps: false };
    const drawn = operations.depict({
      text: `${notation} |${rxn_smiles.fragment_groups}|`,
      format: "smiles",
      options,
    }).svg;
    const drawings = [...drawn.matchAll(/class="molecule (\w+)"/g)].map(([, role]) => role);
    return [
      smiles.components.map(({ role }) => role),
      rxn_smiles.values[0],
      rxn_smiles.fragment_groups,
      drawings,
    ];
  };
  const permanganate = "[K+].[O]=[Mn](=[O])(=[O])[O-]";
  const oxidation = [`Cc1ccccc1.${permanganate}>>O=C(O)c1ccccc1`, "f:1.2", [
    "reactant",
    "reactant",
    "product",
  ]];
  assertEquals(run("toluene -> benzoic acid (potassium permanganate)"), [
    ["reactant", "agent", "product"],
    ...oxidation,
  ]);
  assertEquals(run("Cc1ccccc1.[K+].[O-][Mn](=O)(=O)=O>>OC(=O)c1ccccc1 |f:1.2|"), [
    ["reactant", "reactant", "product"],
    ...oxidation,
  ]);
  const reduction = [
    "CC(=O)c1ccccc1>[BH4-].[Na+]>CC(O)c1ccccc1",
    "f:1.2",
    ["reactant", "agent", "product"],
  ];
  assertEquals(run("acetophenone + NaBH4 -> 1-phenylethanol").slice(1), reduction);
  assertEquals(run("CC(=O)c1ccccc1.[BH4-].[Na+]>>CC(O)c1ccccc1 |f:1.2|").slice(1), reduction);
  assertEquals(run("benzyl bromide + phenol -> benzyl phenyl ether (K2CO3)"), [
    ["reactant", "reactant", "agent", "product"],
    "BrCc1ccccc1.Oc1ccccc1>O=C([O-])[O-].[K+].[K+]>c1ccc(COc2ccccc2)cc1",
    "f:2.3.4",
    ["reactant", "reactant", "agent", "product"],
  ]);
  assertEquals(run("PhCH2OSiMe2tBu -> benzyl alcohol (n-Bu4NF)"), [
    ["reactant", "agent", "product"],
    "CC(C)(C)[Si](C)(C)OCc1ccccc1>CCCC[N+](CCCC)(CCCC)CCCC.[F-]>OCc1ccccc1",
    "f:1.2",
    ["reactant", "agent", "product"],
  ]);
});
