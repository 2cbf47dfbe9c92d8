import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { NAME_BY_SMILES } from "../../../src/chem/balance/molecule_names.ts";
import {
  ACIDS,
  DECOMPOSITIONS,
  DEHYDRATION,
  DEOXYGENATION,
  DIAZOTISATION,
  HYDRIDE_BASE,
  OXIDATION,
  REDUCTION,
  STAUDINGER,
} from "../../../src/chem/balance/reagents.ts";
import { rdkit, runStages } from "../support/reaction_chain.ts";
import { remarkText } from "../../../src/chem_results.ts";

/** By-products as `2 H2O`, then what is needed in addition to the record after a plus sign, and the equation. */
function told(reaction: string): readonly [string, string | null] {
  const { by_products, needed, equation } = runStages(reaction).validation.checks;
  const list = (molecules: typeof needed) =>
    molecules.map(({ name, count }) => count === 1 ? name : `${count} ${name}`).join(", ");
  return [needed.length === 0 ? list(by_products) : `${list(by_products)} + ${list(needed)}`, equation];
}

const PPH3 = "c1ccc(P(c2ccccc2)c2ccccc2)cc1";
const TEXTBOOK: readonly (readonly [name: string, reaction: string, byProducts: string, equation: string])[] =
  [
    ["Fischer", "CC(=O)O.OCC>>CC(=O)OCC", "H2O", "C2H4O2 + C2H6O -> C4H8O2 + H2O"],
    ["acid chloride", "CC(=O)Cl.NC>>CC(=O)NC", "HCl", "C2H3ClO + CH5N -> C3H7NO + HCl"],
    ["anhydride", "CC(=O)OC(C)=O.OC>>CC(=O)OC", "AcOH", "C4H6O3 + CH4O -> C3H6O2 + C2H4O2"],
    [
      "Curtius rearrangement with DPPA",
      "OC(=O)c1ccccc1.[N-]=[N+]=NP(=O)(Oc1ccccc1)Oc1ccccc1.CC(C)(C)O>>CC(C)(C)OC(=O)Nc1ccccc1",
      "N2, (PhO)2P(O)OH",
      "C4H10O + C7H6O2 + C12H10N3O3P -> C11H15NO2 + N2 + C12H11O4P",
    ],
    [
      "ozonolysis, dimethyl sulfide",
      "C=Cc1ccccc1.[O-][O+]=O.CSC>>O=Cc1ccccc1",
      "formaldehyde, DMSO",
      "C8H8 + O3 + C2H6S -> C7H6O + CH2O + C2H6OS",
    ],
    [
      "ozonolysis, triphenylphosphine",
      "C=CCCCC.[O-][O+]=O>c1ccc(P(c2ccccc2)c2ccccc2)cc1>CCCCC=O",
      "formaldehyde, Ph3PO",
      "C6H12 + O3 + C18H15P -> C5H10O + CH2O + C18H15OP",
    ],
    [
      "DEPC coupling",
      "OC(=O)c1ccccc1.NCC>CCOP(=O)(C#N)OCC>CCNC(=O)c1ccccc1",
      "HCN, (EtO)2P(O)OH",
      "C2H7N + C7H6O2 + C5H10NO3P -> C9H11NO + HCN + C4H11O4P",
    ],
    [
      "T3P coupling",
      "OC(=O)c1ccccc1.NCC>CCCP1(=O)OP(=O)(CCC)OP(=O)(CCC)O1>CCNC(=O)c1ccccc1",
      "C9H23O7P3",
      "C2H7N + C7H6O2 + C9H21O6P3 -> C9H11NO + C9H23O7P3",
    ],
    [
      "mixed anhydride of isobutyl chloroformate",
      "OC(=O)c1ccccc1.NCC>CC(C)COC(=O)Cl>CCNC(=O)c1ccccc1",
      "CO2, C4H10O, HCl",
      "C2H7N + C7H6O2 + C5H9ClO2 -> C9H11NO + CO2 + C4H10O + HCl",
    ],
    [
      "Ramberg-Bäcklund",
      "CCCS(=O)(=O)C(CC)Cl>>CCC=CCC",
      "SO2, HCl",
      "C6H13ClO2S -> C6H12 + SO2 + HCl",
    ],
    [
      "methyl ester with TMS diazomethane",
      "OC(=O)c1ccccc1.C[Si](C)(C)C=[N+]=[N-].CO>>COC(=O)c1ccccc1",
      "N2, TMSOMe",
      "C4H10N2Si + C7H6O2 + CH4O -> C8H8O2 + N2 + C4H12OSi",
    ],
    [
      "EDC coupling",
      "CC(=O)O.NC>CCN=C=NCCCN(C)C>CC(=O)NC",
      "EDU",
      "C2H4O2 + CH5N + C8H17N3 -> C3H7NO + C8H19N3O",
    ],
    [
      "HATU coupling",
      "CC(=O)O.NC>CN(C)C(=[N+](C)C)n1n[n+]([O-])c2ncccc21.F[P-](F)(F)(F)(F)F>CC(=O)NC",
      "tetramethylurea, HOAt, HPF6",
      "C2H4O2 + CH5N + C10H15F6N6OP -> C3H7NO + C5H12N2O + C5H4N4O + HPF6",
    ],
    [
      "Suzuki",
      "Brc1ccccc1.OB(O)c1ccc(C)cc1>>Cc1ccc(-c2ccccc2)cc1",
      "HBr, B(OH)3 + H2O",
      "C6H5Br + C7H9BO2 + H2O -> C13H12 + HBr + B(OH)3",
    ],
    [
      "Stille",
      "Ic1ccccc1.CCCC[Sn](C=C)(CCCC)CCCC>>C=Cc1ccccc1",
      "Bu3SnI",
      "C14H30Sn + C6H5I -> C8H8 + C12H27ISn",
    ],
    ["Kumada", "Brc1ccccc1.C[Mg]Br>>Cc1ccccc1", "MgBr2", "C6H5Br + CH3BrMg -> C7H8 + MgBr2"],
    [
      "Heck",
      "Brc1ccccc1.C=CC(=O)OC>>COC(=O)C=Cc1ccccc1",
      "HBr",
      "C6H5Br + C4H6O2 -> C10H10O2 + HBr",
    ],
    ["Sonogashira", "Ic1ccccc1.C#CCO>>OCC#Cc1ccccc1", "HI", "C3H4O + C6H5I -> C9H8O + HI"],
    [
      "Buchwald",
      "Brc1ccccc1.C1COCCN1>>C1COCCN1c1ccccc1",
      "HBr",
      "C6H5Br + C4H9NO -> C10H13NO + HBr",
    ],
    [
      "Wittig",
      "O=Cc1ccccc1.C=P(c1ccccc1)(c1ccccc1)c1ccccc1>>C=Cc1ccccc1",
      "Ph3PO",
      "C19H17P + C7H6O -> C8H8 + C18H15OP",
    ],
    [
      "Horner",
      "O=Cc1ccccc1.CCOC(=O)CP(=O)(OCC)OCC>>CCOC(=O)C=Cc1ccccc1",
      "(EtO)2P(O)OH",
      "C8H17O5P + C7H6O -> C11H12O2 + C4H11O4P",
    ],
    [
      "Mitsunobu",
      `OCc1ccccc1.Oc1ccc(C)cc1>${PPH3}.CC(C)OC(=O)N=NC(=O)OC(C)C>Cc1ccc(OCc2ccccc2)cc1`,
      "Ph3PO, DIAD-H2",
      "2 C7H8O + C18H15P + C8H14N2O4 -> C14H14O + C18H15OP + C8H16N2O4",
    ],
    [
      "Appel",
      `OCc1ccccc1.BrC(Br)(Br)Br>${PPH3}>BrCc1ccccc1`,
      "CHBr3, Ph3PO",
      "CBr4 + C7H8O + C18H15P -> C7H7Br + CHBr3 + C18H15OP",
    ],
    [
      "Grignard",
      "C[Mg]Br.CC(=O)c1ccccc1>>CC(C)(O)c1ccccc1",
      "Mg(OH)Br + H2O",
      "C8H8O + CH3BrMg + H2O -> C9H12O + Mg(OH)Br",
    ],
    [
      "Boc off",
      "CC(C)(C)OC(=O)NCc1ccccc1>OC(=O)C(F)(F)F>NCc1ccccc1",
      "CO2, isobutene",
      "C12H17NO2 -> C7H9N + CO2 + C4H8",
    ],
    [
      "Boc on",
      "NCc1ccccc1.CC(C)(C)OC(=O)OC(=O)OC(C)(C)C>>CC(C)(C)OC(=O)NCc1ccccc1",
      "CO2, t-BuOH",
      "C10H18O5 + C7H9N -> C12H17NO2 + CO2 + C4H10O",
    ],
    [
      "Fmoc off",
      "O=C(OCC1c2ccccc2-c2ccccc21)NCCC>>NCCC",
      "CO2, dibenzofulvene",
      "C18H19NO2 -> C3H9N + CO2 + C14H10",
    ],
    [
      "Cbz off",
      "O=C(OCc1ccccc1)NCCCC.[H][H]>[Pd]>NCCCC",
      "CO2, toluene",
      "C12H17NO2 + H2 -> C4H11N + CO2 + C7H8",
    ],
    ["benzyl ether", "CCCCCOCc1ccccc1.[H][H]>[Pd]>CCCCCO", "toluene", "C12H18O + H2 -> C5H12O + C7H8"],
    [
      "TBS off",
      "CC(C)(C)[Si](C)(C)OCCC>[F-].[K+]>OCCC",
      "TBSF + H+",
      "C9H22OSi + F- + H+ -> C3H8O + C6H15FSi",
    ],
    ["SNAr", "Nc1ccc(F)nc1.NCC>>CCNc1ccc(N)cn1", "HF", "C2H7N + C5H5FN2 -> C7H11N3 + HF"],
    ["Williamson", "CCBr.[O-]c1ccccc1.[Na+]>>CCOc1ccccc1", "NaBr", "C2H5Br + C6H5NaO -> C8H10O + NaBr"],
    [
      "Friedel-Crafts",
      "CC(=O)Cl.COc1ccccc1>Cl[Al](Cl)Cl>COc1ccc(C(C)=O)cc1",
      "HCl",
      "C2H3ClO + C7H8O -> C9H10O2 + HCl",
    ],
    ["Diels-Alder", "C=CC=C.C=CC(=O)OC>>COC(=O)C1CCC=CC1", "", "C4H6O2 + C4H6 -> C8H12O2"],
    [
      "aldol condensation",
      "O=Cc1ccccc1.CC(=O)c1ccccc1>>O=C(C=Cc1ccccc1)c1ccccc1",
      "H2O",
      "C8H8O + C7H6O -> C15H12O + H2O",
    ],
    [
      "Knoevenagel",
      "O=Cc1ccccc1.N#CCC#N>>N#CC(C#N)=Cc1ccccc1",
      "H2O",
      "C3H2N2 + C7H6O -> C10H6N2 + H2O",
    ],
    ["Claisen", "CC(=O)OCC.CC(=O)OCC>>CCOC(=O)CC(C)=O", "EtOH", "2 C4H8O2 -> C6H10O3 + C2H6O"],
    ["click", "CCN=[N+]=[N-].C#CCO>>CCn1cc(CO)nn1", "", "C3H4O + C2H5N3 -> C5H9N3O"],
    [
      "nitro reduction",
      "O=[N+]([O-])c1ccccc1.[H][H]>[Pd]>Nc1ccccc1",
      "2 H2O",
      "C6H5NO2 + 3 H2 -> C6H7N + 2 H2O",
    ],
    [
      "tosylation",
      "OC.Cc1ccc(S(=O)(=O)Cl)cc1>>Cc1ccc(S(=O)(=O)OC)cc1",
      "HCl",
      "CH4O + C7H7ClO2S -> C8H10O3S + HCl",
    ],
    [
      "hydrolysis without water",
      "CCOC(=O)c1ccccc1>>OC(=O)c1ccccc1",
      "EtOH + H2O",
      "C9H10O2 + H2O -> C7H6O2 + C2H6O",
    ],
    [
      "saponification",
      "CCOC(=O)c1ccccc1.[Na+].[OH-]>Cl>OC(=O)c1ccccc1",
      "EtOH, NaCl",
      "C9H10O2 + NaOH + HCl -> C7H6O2 + C2H6O + NaCl",
    ],
    [
      "Staudinger",
      `CCCN=[N+]=[N-].O>${PPH3}>CCCN`,
      "N2, Ph3PO",
      "C3H7N3 + C18H15P + H2O -> C3H9N + N2 + C18H15OP",
    ],
    [
      "Sandmeyer",
      "Nc1ccccc1.Cl>[Na+].O=N[O-]>Clc1ccccc1",
      "N2, 2 H2O, NaCl",
      "2 HCl + C6H7N + NaNO2 -> C6H5Cl + N2 + 2 H2O + NaCl",
    ],
    ["decarboxylation", "OC(=O)CC(=O)C>>CC(=O)C", "CO2", "C4H6O3 -> C3H6O + CO2"],
    ["metathesis", "C=CCOCC=C>>C1=CCOC1", "ethylene", "C6H10O -> C4H6O + C2H4"],
    ["thionyl chloride", "CC(=O)O.O=S(Cl)Cl>>CC(=O)Cl", "SO2, HCl", "C2H4O2 + SOCl2 -> C2H3ClO + SO2 + HCl"],
    [
      "epoxidation",
      "C=Cc1ccccc1.O=C(OO)c1cccc(Cl)c1>>c1ccc(C2CO2)cc1",
      "mCBA",
      "C8H8 + C7H5ClO3 -> C8H8O + C7H5ClO2",
    ],
    [
      "triphosgene",
      "CN.CCN.O=C(OC(Cl)(Cl)Cl)OC(Cl)(Cl)Cl>>CNC(=O)NCC",
      "2 COCl2, 2 HCl",
      "C2H7N + CH5N + C3Cl6O3 -> C4H10N2O + 2 CCl2O + 2 HCl",
    ],
    [
      "Corey-Chaykovsky",
      "O=Cc1ccccc1.C[S+](C)(C)=O.[I-]>>c1ccc(C2CO2)cc1",
      "DMSO, HI",
      "C3H9IOS + C7H6O -> C8H8O + C2H6OS + HI",
    ],
    ["Gabriel", "CCCN1C(=O)c2ccccc2C1=O>NN>CCCN", "phthalhydrazide", "C11H11NO2 + N2H4 -> C3H9N + C8H6N2O2"],
    [
      "demethylation",
      "COc1ccccc1>BrB(Br)Br.O>Oc1ccccc1",
      "MeBr, B(OH)3, 2 HBr",
      "C7H8O + BBr3 + 3 H2O -> C6H6O + CH3Br + B(OH)3 + 2 HBr",
    ],
    [
      "Leuckart",
      "CNCc1ccccc1.C=O.O=CO>>CN(C)Cc1ccccc1",
      "H2O, CO2",
      "CH2O + C8H11N + CH2O2 -> C9H13N + H2O + CO2",
    ],
    [
      "acetate off",
      "CC(=O)Oc1ccccc1>CO.[K+].[K+].O=C([O-])[O-]>Oc1ccccc1",
      "AcOMe",
      "C8H8O2 + CH4O -> C6H6O + C3H6O2",
    ],
    ["ketal off", "CC1(CCC)OCCO1>Cl>CCCC(C)=O", "ethylene glycol + H2O", "C7H14O2 + H2O -> C5H10O + C2H6O2"],
    [
      "Hofmann elimination",
      "C[N+](C)(C)CCC.[OH-]>>C=CC.CN(C)C",
      "H2O",
      "C6H17NO -> C3H6 + C3H9N + H2O",
    ],
    ["retro-aldol to two ketones", "CC(=O)CC(C)(C)O>>CC(C)=O", "acetone", "C6H12O2 -> 2 C3H6O"],
    [
      "periodate",
      "CC(O)C(C)(C)O>[O-][I+3]([O-])([O-])[O-].[Na+]>CC(C)=O",
      "acetaldehyde, IO3-, H2O",
      "C5H12O2 + IO4- -> C3H6O + C2H4O + IO3- + H2O",
    ],
    [
      "Arbuzov",
      "CCOP(OCC)OCC.BrCC(=O)OC>>COC(=O)CP(=O)(OCC)OCC",
      "EtBr",
      "C6H15O3P + C3H5BrO2 -> C7H15O5P + C2H5Br",
    ],
    [
      "vinyl ester",
      "OCc1ccccc1.CC(=O)OC=C>>CC(=O)OCc1ccccc1",
      "acetaldehyde",
      "C4H6O2 + C7H8O -> C9H10O2 + C2H4O",
    ],
    [
      "isopropenyl ester",
      "NCc1ccccc1.CC(=O)OC(C)=C>>CC(=O)NCc1ccccc1",
      "acetone",
      "C5H8O2 + C7H9N -> C9H11NO + C3H6O",
    ],
    ["Hofmann", "NC(=O)c1ccccc1>BrBr.O>Nc1ccccc1", "CO2, 2 HBr", "C7H7NO + H2O + Br2 -> C6H7N + CO2 + 2 HBr"],
    [
      "Curtius",
      "O=C([N:1]=[N+]=[N-])[CH3:2]>O>[NH2:1][CH3:2]",
      "CO2, N2",
      "C2H3N3O + H2O -> CH5N + CO2 + N2",
    ],
    [
      "Bischler-Napieralski",
      "CC(=O)NCCc1ccccc1>O=P(Cl)(Cl)Cl>CC1=NCCc2ccccc21",
      "HPO2Cl2, HCl",
      "C10H13NO + POCl3 -> C10H11N + HPO2Cl2 + HCl",
    ],
    [
      "azide and halide",
      "CCBr.[N-]=[N+]=[N-].[Na+]>>CCN=[N+]=[N-]",
      "NaBr",
      "C2H5Br + NaN3 -> C2H5N3 + NaBr",
    ],
    ["cyanide and halide", "CCBr.[C-]#N.[Na+]>>CCC#N", "NaBr", "C2H5Br + NaCN -> C3H5N + NaBr"],
    ["Strecker", "C#N.N.CC=O>>CC(N)C#N", "H2O", "HCN + C2H4O + NH3 -> C3H6N2 + H2O"],
    [
      "retro-aldol",
      "CC(=O)CC(O)c1ccccc1>>O=Cc1ccccc1",
      "acetone",
      "C10H12O2 -> C7H6O + C3H6O",
    ],
    [
      "Swern",
      "OCc1ccccc1>CS(C)=O.O=C(Cl)C(=O)Cl>O=Cc1ccccc1",
      "Me2S, CO, CO2, 2 HCl",
      "C7H8O + C2H6OS + C2Cl2O2 -> C7H6O + C2H6S + CO + CO2 + 2 HCl",
    ],
  ];

for (const [name, reaction, byProducts, equation] of TEXTBOOK) {
  Deno.test(`The by-products of a textbook reaction are named and balance it: ${name}`, () => {
    assertEquals(told(reaction), [byProducts, equation]);
  });
}

/** Atoms and charge of one side of an equation, by symbol. */
function atomsOf(side: string): Record<string, number> {
  const sum: Record<string, number> = {};
  const add = (formula: string, times: number) => {
    for (
      const [, group, groupCount, symbol = "", count] of formula.matchAll(
        /\((\w+)\)(\d*)|([A-Z][a-z]?)(\d*)/g,
      )
    ) {
      if (group !== undefined) add(group, times * Number(groupCount || 1));
      else sum[symbol] = (sum[symbol] ?? 0) + times * Number(count || 1);
    }
  };
  for (const term of side.split(" + ")) {
    const [, count, formula = "", charge] = /^(?:(\d+) )?(.+?)([+-]?)$/.exec(term) ?? [];
    add(formula, Number(count ?? 1));
    sum["charge"] = (sum["charge"] ?? 0) +
      Number(count ?? 1) * (charge === "+" ? 1 : charge === "-" ? -1 : 0);
  }
  return sum;
}

Deno.test("Every equation has the same atoms and the same charge on both sides", () => {
  for (const [name, , , equation] of TEXTBOOK) {
    const [left = "", right = ""] = equation.split(" -> ");
    assertEquals(atomsOf(left), atomsOf(right), name);
  }
});

Deno.test("A reactant that is recorded once but needed twice appears twice in the equation", () => {
  for (
    const [reaction, byProducts, equation] of [
      ["CCOC(C)=O>>CCOC(=O)CC(C)=O", "EtOH", "2 C4H8O2 -> C6H10O3 + C2H6O"],
      ["CC(=O)c1ccccc1>>CC(=CC(=O)c1ccccc1)c1ccccc1", "H2O", "2 C8H8O -> C16H14O + H2O"],
    ] as const
  ) {
    assertEquals(told(reaction), [byProducts, equation]);
    const { findings, notes = [] } = runStages(reaction).validation;
    assertEquals(findings, []);
    assertStringIncludes(notes.map(remarkText).join(" "), "more than are recorded");
  }
});

Deno.test("A molecule that comes back unchanged appears on neither side", () => {
  assertEquals(
    told("C[C:2](C)(C)O.[CH3:3][C:4]#[N:5].O=S(=O)([OH:6])O>>C[C:2](C)(C)[NH:5][C:4]([CH3:3])=[O:6]"),
    ["", "C2H3N + C4H10O -> C6H13NO"],
  );
});

Deno.test("Groups of sulfur leave as acids with hydrogen on oxygen", () => {
  const { by_products } = runStages("CS(=O)(=O)c1ncccn1.CCN>>CCNc1ncccn1").validation.checks;
  assertEquals(by_products.map(({ smiles }) => smiles), ["CS(=O)O"]);
  const sulfenic = runStages("CS(=O)CC(C)C(=O)c1ccccc1>>C=C(C)C(=O)c1ccccc1").validation.checks;
  assertEquals(sulfenic.by_products.map(({ smiles }) => smiles), ["CSO"]);
});

Deno.test("Recorded products are not listed again as by-products", () => {
  assertEquals(told("CC(=O)O.OCC>>CC(=O)OCC.O"), ["", "C2H4O2 + C2H6O -> C4H8O2 + H2O"]);
});

Deno.test("If a reductant or oxidant is not recorded, the ledger says how much hydrogen is unbalanced and gives a half-equation", () => {
  for (
    const [reaction, byProducts, equation, unbalanced] of [
      ["OCc1ccccc1>>O=Cc1ccccc1", "", "C7H8O + [O] -> C7H6O + H2O", { H: -2 }],
      ["C=Cc1ccccc1>>c1ccccc1C1CO1", "", "C8H8 + [O] -> C8H8O", { O: 1 }],
      ["O=Cc1ccccc1>[Na+].[BH4-]>OCc1ccccc1", "", "C7H6O + 2 [H] -> C7H8O", { H: 2 }],
      ["O=[N+]([O-])c1ccccc1>[Fe]>Nc1ccccc1", "2 H2O", "C6H5NO2 + 6 [H] -> C6H7N + 2 H2O", { H: 6 }],
      ["CCCCCOCc1ccccc1>[Pd]>CCCCCO", "toluene", "C12H18O + 2 [H] -> C5H12O + C7H8", { H: 2 }],
      ["BrC(Br)=Cc1ccccc1>>C#Cc1ccccc1", "", "C8H6Br2 + 2 [H] -> C8H6 + 2 HBr", { H: 2 }],
      ["C[S-]>>C[S]", "", "CH3S- -> CH3S + e-", { charge: 1 }],
    ] as const
  ) {
    const { checks } = runStages(reaction).validation;
    assertEquals<unknown>(
      [told(reaction), checks.unbalanced],
      [[byProducts, equation], unbalanced],
      reaction,
    );
  }
});

Deno.test("A recorded hydrogen atom takes part in the equation", () => {
  assertEquals(told("[CH2]C=C.[H]>>CC=C"), ["", "C3H5 + H -> C3H6"]);
});

Deno.test("A fragment that leaves in no known way is not named", () => {
  for (
    const reaction of [
      "COc1ccccc1>>Oc1ccccc1",
      "Nc1ccccc1.[Cl-]>>Clc1ccccc1",
      "CN(C(=O)c1ccccc1)c1ccccc1>[Li+].[AlH4-]>CNc1ccccc1",
      "NC(CCC(=O)O)C(=O)O>>CC(N)C(=O)O",
      "CC1=CC(=O)CCC1.C[Cu-]C.[Li+]>>CC1(C)CCCC(=O)C1",
    ]
  ) {
    assertEquals(told(reaction), ["", null], reaction);
  }
});

Deno.test("If nothing supplies some product atoms, there is no equation and the ledger lists them", () => {
  const { checks } = runStages("CCO>>CCOC(=O)CCl").validation;
  assertEquals([checks.equation, checks.by_products], [null, []]);
  assertEquals(checks.unbalanced, checks.atoms_without_source);
});

Deno.test("Every molecule of the tables is in the canonical spelling in which it is looked up", () => {
  const rules = [DEHYDRATION, DEOXYGENATION, STAUDINGER, OXIDATION, REDUCTION, DIAZOTISATION, HYDRIDE_BASE]
    .flat();
  const molecules = new Set([
    ...Object.keys(NAME_BY_SMILES),
    ...rules.flatMap(({ agents, takes, gives }) => [...agents.flat(), ...takes, ...gives]),
    ...DECOMPOSITIONS.flatMap(({ of, gives, uses = [] }) => [...of, ...gives, ...uses]),
    ...ACIDS.flat(),
  ]);
  assert(molecules.size > 200);
  for (const smiles of molecules) {
    const read = rdkit.molecule(smiles, (molecule) => molecule.smiles());
    assertEquals(read.ok && read.value, smiles);
  }
});
