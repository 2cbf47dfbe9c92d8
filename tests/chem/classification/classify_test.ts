import { assertEquals } from "@std/assert";
import { classifyReaction, NAMED_TRANSFORMS, ruleOf } from "../../../src/chem/classification/classify.ts";
import { operations, reactionOf } from "../support/reaction_chain.ts";

/** Textbook reactions with the name that they have; each is a counterexample to all other names. */
const NAMED: readonly (readonly [name: string | null, ...reactions: readonly string[]])[] = [
  [
    "Suzuki-Miyaura coupling",
    "Brc1ccccc1.OB(O)c1ccc(C)cc1>>Cc1ccc(-c2ccccc2)cc1",
    "Ic1ccncc1.OB(O)c1ccccc1>>c1ccc(-c2ccncc2)cc1",
  ],
  [
    "Stille coupling",
    "Brc1ccccc1.C=C[Sn](C)(C)C>>C=Cc1ccccc1",
    "Ic1ccncc1.C[Sn](C)(C)c1ccco1>>c1coc(-c2ccncc2)c1",
  ],
  ["Negishi coupling", "Brc1ccccc1.CC[Zn]Br>>CCc1ccccc1", "Ic1ccncc1.Cl[Zn]c1ccccc1>>c1ccc(-c2ccncc2)cc1"],
  ["Sonogashira coupling", "Ic1ccccc1.C#CCO>>OCC#Cc1ccccc1", "Brc1ccncc1.C#Cc1ccccc1>>C(#Cc1ccncc1)c1ccccc1"],
  [
    "Heck reaction",
    "Ic1ccccc1.C=CC(=O)OC>>COC(=O)C=Cc1ccccc1",
    "Brc1ccc(C)cc1.C=Cc1ccccc1>>Cc1ccc(C=Cc2ccccc2)cc1",
  ],
  [
    "Grignard addition to a carbonyl compound",
    "CC=O.C[Mg]Br>>CC(C)O",
    "CC(C)=O.Br[Mg]c1ccccc1>>CC(C)(O)c1ccccc1",
  ],
  ["Wittig reaction", "O=Cc1ccccc1.C=P(c1ccccc1)(c1ccccc1)c1ccccc1>>C=Cc1ccccc1"],
  ["Horner-Wadsworth-Emmons reaction", "O=Cc1ccccc1.CCOC(=O)CP(=O)(OCC)OCC>>CCOC(=O)C=Cc1ccccc1"],
  ["Aldol condensation", "O=Cc1ccccc1.CC(=O)c1ccccc1>>O=C(C=Cc1ccccc1)c1ccccc1"],
  ["Knoevenagel condensation", "O=Cc1ccccc1.N#CCC#N>>N#CC(C#N)=Cc1ccccc1"],
  [
    "Friedel-Crafts acylation",
    "c1ccccc1.CC(=O)Cl>>CC(=O)c1ccccc1",
    "COc1ccccc1.O=C(Cl)CC>>CCC(=O)c1ccc(OC)cc1",
  ],
  [
    "Diels-Alder reaction",
    "C=CC(C)=C.C=CC(=O)OC>>COC(=O)C1CCC(C)=CC1",
    "C1=CCC=C1.O=C1C=CC(=O)O1>>O=C1OC(=O)C2C3C=CC(C3)C12",
  ],
  ["Alkene metathesis", "C=CCC(CC=C)(C(=O)OC)C(=O)OC>>COC(=O)C1(C(=O)OC)CC=CC1.C=C"],
  [
    "Amide coupling of an acid and an amine",
    "CC(=O)O.NCc1ccccc1>>CC(=O)NCc1ccccc1",
    "O=C(O)c1ccccc1.C1CCNCC1>>O=C(c1ccccc1)N1CCCCC1",
  ],
  [
    "Schotten-Baumann amide synthesis",
    "CC(=O)Cl.NCc1ccccc1>>CC(=O)NCc1ccccc1",
    "O=C(Cl)c1ccccc1.C1CCNCC1>>O=C(c1ccccc1)N1CCCCC1",
  ],
  ["Primary amide synthesis", "CCC(=O)O.N>>CCC(N)=O"],
  ["Weinreb amide synthesis", "O=C(O)c1ccccc1.CNOC>>CON(C)C(=O)c1ccccc1"],
  ["Esterification", "CCO.CC(=O)O>>CCOC(C)=O", "OCc1ccccc1.O=C(O)CC>>CCC(=O)OCc1ccccc1"],
  [
    "Sulfonamide synthesis",
    "CS(=O)(=O)Cl.Nc1ccccc1>>CS(=O)(=O)Nc1ccccc1",
    "O=S(=O)(Cl)c1ccccc1.C1CCNC1>>O=S(=O)(c1ccccc1)N1CCCC1",
  ],
  ["Urea synthesis from an isocyanate", "O=C=Nc1ccccc1.NCC>>CCNC(=O)Nc1ccccc1"],
  ["Reductive amination", "O=Cc1ccccc1.NCC>>CCNCc1ccccc1", "O=C1CCCCC1.C1CCNC1>>C1CCC(N2CCCC2)CC1"],
  ["Oxime formation", "O=Cc1ccccc1.NO>>ON=Cc1ccccc1", "CC(=O)CC.NO>>CCC(C)=NO"],
  ["Williamson ether synthesis", "BrCc1ccccc1.Oc1ccccc1>>c1ccc(COc2ccccc2)cc1", "CI.OC1CCCCC1>>COC1CCCCC1"],
  ["Chan-Lam coupling", "OB(O)c1ccccc1.Nc1ccccc1>>c1ccc(Nc2ccccc2)cc1"],
  [
    "SNAr amination",
    "O=[N+]([O-])c1ccc(F)cc1.C1COCCN1>>O=[N+]([O-])c1ccc(N2CCOCC2)cc1",
    "Clc1ccncn1.NCC>>CCNc1ccncn1",
  ],
  [
    "Buchwald-Hartwig amination",
    "Cc1ccc(Br)cc1.C1COCCN1>>Cc1ccc(N2CCOCC2)cc1",
    "Ic1ccccc1.Nc1ccccc1>>c1ccc(Nc2ccccc2)cc1",
  ],
  ["Epoxide opening by an amine", "C1CO1.NCc1ccccc1>>OCCNCc1ccccc1"],
  ["Azide-alkyne cycloaddition", "[N-]=[N+]=NCc1ccccc1.C#Cc1ccccc1>>c1ccc(Cn2cc(-c3ccccc3)nn2)cc1"],
  ["Fischer indole synthesis", "NNc1ccccc1.O=C1CCCCC1>>c1ccc2c(c1)[nH]c1c2CCCC1"],
  ["Pictet-Spengler reaction", "NCCc1c[nH]c2ccccc12.O=Cc1ccccc1>>c1ccc(C2NCCc3c2[nH]c2ccccc32)cc1"],
  ["Epoxidation", "C1=CCCCC1.O=C(OO)c1cccc(Cl)c1>>C1CCC2OC2C1"],
  ["N-Boc protection", "NCc1ccccc1.CC(C)(C)OC(=O)OC(=O)OC(C)(C)C>>CC(C)(C)OC(=O)NCc1ccccc1"],
  ["N-Boc deprotection", "CC(C)(C)OC(=O)NCc1ccccc1>>NCc1ccccc1", "CC(C)(C)OC(=O)N1CCCCC1>>C1CCNCC1"],
  ["N-Cbz deprotection", "O=C(OCc1ccccc1)N1CCCCC1>>C1CCNCC1"],
  ["O-TBS deprotection", "CC(C)(C)[Si](C)(C)OCc1ccccc1>>OCc1ccccc1"],
  ["methyl ester deprotection", "COC(=O)c1ccccc1>>O=C(O)c1ccccc1"],
  ["tert-butyl ester deprotection", "CC(C)(C)OC(=O)c1ccccc1>>O=C(O)c1ccccc1"],
  ["O-methyl deprotection", "COc1ccccc1>>Oc1ccccc1"],
  ["Nitro reduction to amine", "O=[N+]([O-])c1ccccc1>>Nc1ccccc1", "Cc1ccc([N+](=O)[O-])cc1>>Cc1ccc(N)cc1"],
  ["Ketone reduction to alcohol", "CC(=O)c1ccccc1>>CC(O)c1ccccc1", "O=C1CCCCC1>>OC1CCCCC1"],
  ["Alkene reduction to alkane", "C=Cc1ccccc1>>CCc1ccccc1"],
  ["Nitrile reduction to amine", "N#Cc1ccccc1>>NCc1ccccc1"],
  ["Alcohol oxidation to ketone", "CC(O)c1ccccc1>>CC(=O)c1ccccc1", "OC1CCCCC1>>O=C1CCCCC1"],
  ["Alcohol oxidation to aldehyde", "OCc1ccccc1>>O=Cc1ccccc1"],
  ["Baeyer-Villiger oxidation", "O=C1CCCCC1.OO>>O=C1CCCCCO1"],
  ["Azide reduction to amine", "[N-]=[N+]=NCc1ccccc1>>NCc1ccccc1"],
  ["Wohl-Ziegler bromination", "Cc1ccccc1.O=C1CCC(=O)N1Br>>BrCc1ccccc1"],
  ["Beckmann rearrangement", "ON=C1CCCCC1>>O=C1CCCCCN1"],
  ["Fries rearrangement", "CC(=O)Oc1ccccc1>>CC(=O)c1ccccc1O"],
  // Near misses: plain enough for a class or not at all, but none of the names above.
  [
    null,
    "CC(=O)OC(C)=O.O>>CC(=O)O",
    "Nc1ccccn1.O=Cc1ccccc1.[C-]#[N+]C1CCCCC1>>c1ccc(-c2nc3ccccn3c2NC2CCCCC2)cc1",
    "CCO>>CCO",
  ],
];

function classified(text: string) {
  const { components } = operations.smiles({ text, format: "smiles" }).result;
  const { mapped } = operations.rxnSmiles({ text, format: "smiles", components }).result;
  return classifyReaction(reactionOf(mapped ?? ""));
}

Deno.test("Textbook reactions have the names that chemists give them, and near misses have none", () => {
  for (const [name, ...reactions] of NAMED) {
    for (const reaction of reactions) assertEquals([reaction, classified(reaction).name], [reaction, name]);
  }
});

Deno.test("A reaction that does two things has a class, but no name", () => {
  const text = "CC(C)(C)OC(=O)NCc1ccc(Br)cc1.OB(O)c1ccccc1>>NCc1ccc(-c2ccccc2)cc1";
  assertEquals(classified(text), { class: "C-C bond formation", name: null, rule: "several_transforms" });
});

Deno.test("One name has one class, one RXNO number and one rule", () => {
  const kinds = Map.groupBy(NAMED_TRANSFORMS, ({ name }) => ruleOf(name));
  const wrong = [...kinds.values()].filter((rows) =>
    new Set(rows.map(({ name, class: reactionClass, rxno }) => `${name} ${reactionClass} ${rxno}`)).size > 1
  );
  assertEquals(wrong.map(([row]) => row?.name), []);
});
