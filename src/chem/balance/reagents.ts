/**
 * What recorded reagents do to the small molecules of a balance: dehydrating agents take up water, phosphanes oxygen
 * and oxidants hydrogen, while reductants supply hydrogen. All SMILES are RDKit's canonical ones.
 */

/** One turn of a reagent: if all `agents` are present, they are used up and `takes` becomes `gives`. */
export interface ReagentRule {
  /** Each agent with its alternatives, such as the two spellings of an azo ester. */
  readonly agents: readonly (readonly string[])[];
  readonly takes: readonly string[];
  readonly gives: readonly string[];
  /** Molecules that are also used up, recorded or not. */
  readonly needs?: readonly string[];
}

const [WATER, HCL, CO, CO2] = ["O", "Cl", "[C-]#[O+]", "O=C=O"] as const;
const PHOSPHANES = {
  "c1ccc(P(c2ccccc2)c2ccccc2)cc1": "O=P(c1ccccc1)(c1ccccc1)c1ccccc1",
  "CCCCP(CCCC)CCCC": "CCCCP(=O)(CCCC)CCCC",
  "CP(C)C": "CP(C)(C)=O",
} as const;
const AZO_ESTERS: readonly (readonly [readonly string[], string])[] = [
  [["CCOC(=O)N=NC(=O)OCC", "CCOC(=O)/N=N/C(=O)OCC"], "CCOC(=O)NNC(=O)OCC"],
  [["CC(C)OC(=O)N=NC(=O)OC(C)C", "CC(C)OC(=O)/N=N/C(=O)OC(C)C"], "CC(C)OC(=O)NNC(=O)OC(C)C"],
  [
    ["CC(C)(C)OC(=O)N=NC(=O)OC(C)(C)C", "CC(C)(C)OC(=O)/N=N/C(=O)OC(C)(C)C"],
    "CC(C)(C)OC(=O)NNC(=O)OC(C)(C)C",
  ],
  [
    ["O=C(N=NC(=O)N1CCCCC1)N1CCCCC1", "O=C(/N=N/C(=O)N1CCCCC1)N1CCCCC1"],
    "O=C(NNC(=O)N1CCCCC1)N1CCCCC1",
  ],
];
const [TETRAMETHYLUREA, HOAT, HOBT] = ["CN(C)C(=O)N(C)C", "On1nnc2cccnc21", "On1nnc2ccccc21"] as const;

/** Rules that remove water from the by-products. */
export const DEHYDRATION: readonly ReagentRule[] = [
  ...Object.entries(PHOSPHANES).flatMap(([phosphane, oxide]) =>
    AZO_ESTERS.map(([azo, hydrazide]) => ({
      agents: [[phosphane], azo],
      takes: [WATER],
      gives: [oxide, hydrazide],
    }))
  ),
  dehydrating(["CN(C)C(n1n[n+]([O-])c2ncccc21)=[N+](C)C", "CN(C)C(On1nnc2cccnc21)=[N+](C)C"], [
    TETRAMETHYLUREA,
    HOAT,
    "[H+]",
  ]),
  dehydrating(["CN(C)C(n1n[n+]([O-])c2ccccc21)=[N+](C)C", "CN(C)C(On1nnc2ccccc21)=[N+](C)C"], [
    TETRAMETHYLUREA,
    HOBT,
    "[H+]",
  ]),
  dehydrating(["c1ccc2c(c1)nnn2O[P+](N1CCCC1)(N1CCCC1)N1CCCC1"], [
    "O=P(N1CCCC1)(N1CCCC1)N1CCCC1",
    HOBT,
    "[H+]",
  ]),
  dehydrating(["CCN=C=NCCCN(C)C"], ["CCNC(=O)NCCCN(C)C"]),
  dehydrating(["C(=NC1CCCCC1)=NC1CCCCC1"], ["O=C(NC1CCCCC1)NC1CCCCC1"]),
  dehydrating(["CC(C)N=C=NC(C)C"], ["CC(C)NC(=O)NC(C)C"]),
  dehydrating(["O=C(n1ccnc1)n1ccnc1"], [CO2, "c1c[nH]cn1", "c1c[nH]cn1"]),
  dehydrating(["O=S(Cl)Cl"], ["O=S=O", HCL, HCL]),
  dehydrating(["O=C(Cl)C(=O)Cl"], [CO, CO2, HCL, HCL]),
  dehydrating(["O=P(Cl)(Cl)Cl"], ["O=P(O)(Cl)Cl", HCL]),
  dehydrating(["CCOP(=O)(C#N)OCC"], ["C#N", "CCOP(=O)(O)OCC"]),
  dehydrating(["CCCP1(=O)OP(=O)(CCC)OP(=O)(CCC)O1"], ["CCCP(=O)(O)OP(=O)(CCC)OP(=O)(O)CCC"]),
  dehydrating(["CC(C)COC(=O)Cl"], [CO2, "CC(C)CO", HCL]),
  dehydrating(["CCOC(=O)Cl"], [CO2, "CCO", HCL]),
  dehydrating(["CC(=O)OC(C)=O"], ["CC(=O)O", "CC(=O)O"]),
  dehydrating(["O=C(OC(=O)C(F)(F)F)C(F)(F)F"], ["O=C(O)C(F)(F)F", "O=C(O)C(F)(F)F"]),
];

/** Rules that remove the oxygen of water and leave its hydrogens to the reaction: Staudinger, Appel. */
export const DEOXYGENATION: readonly ReagentRule[] = Object.entries(PHOSPHANES).map(([phosphane, oxide]) => ({
  agents: [[phosphane]],
  takes: [WATER],
  gives: [oxide],
}));

/** Rules by which a phosphane and water turn an azide into an amine. */
export const STAUDINGER: readonly ReagentRule[] = Object.entries(PHOSPHANES).map(([phosphane, oxide]) => ({
  agents: [[phosphane]],
  takes: [],
  gives: [oxide],
  needs: [WATER],
}));

/** Rules by which an oxidant takes up two hydrogens. */
export const OXIDATION: readonly ReagentRule[] = [
  oxidising(["CS(C)=O", "O=C(Cl)C(=O)Cl"], ["CSC", CO, CO2, HCL, HCL]),
  oxidising(["CC(=O)OI1(OC(C)=O)(OC(C)=O)OC(=O)c2ccccc21"], [
    "CC(=O)OI1OC(=O)c2ccccc21",
    "CC(=O)O",
    "CC(=O)O",
  ]),
  oxidising(["O=C1OI(=O)(O)c2ccccc21"], ["O=C1OI(O)c2ccccc21", WATER]),
  oxidising(["[O-]Cl"], ["[Cl-]", WATER]),
  oxidising(["N#CC1=C(C#N)C(=O)C(Cl)=C(Cl)C1=O"], ["N#Cc1c(O)c(Cl)c(Cl)c(O)c1C#N"]),
  oxidising(["[O]=[Mn]=[O]"], ["[O]=[Mn]", WATER]),
  oxidising(["O=C(OO)c1cccc(Cl)c1"], ["O=C(O)c1cccc(Cl)c1", WATER]),
  oxidising(["CC(C)(C)OO"], ["CC(C)(C)O", WATER]),
  oxidising(["OO"], [WATER, WATER]),
  oxidising(["[O-][I+3]([O-])([O-])[O-]"], ["[O-][I+2]([O-])[O-]", WATER]),
  oxidising(["BrBr"], ["Br", "Br"]),
  oxidising(["II"], ["I", "I"]),
  oxidising(["O=C1CCC(=O)N1Br"], ["O=C1CCC(=O)N1", "Br"]),
  oxidising(["O=C1CCC(=O)N1Cl"], ["O=C1CCC(=O)N1", HCL]),
  oxidising(["CC(=O)OI(OC(C)=O)c1ccccc1"], ["Ic1ccccc1", "CC(=O)O", "CC(=O)O"]),
];

/** Rules by which a reductant supplies two hydrogens. */
export const REDUCTION: readonly ReagentRule[] = [
  { agents: [["[H][H]"]], takes: [], gives: [] },
  { agents: [["O=CO"]], takes: [], gives: [CO2] },
  { agents: [["O=C[O-]"], ["[NH4+]"]], takes: [], gives: [CO2, "N"] },
];

/** Hydrogen atoms that are recorded as such. */
export const HYDROGEN_ATOM: readonly ReagentRule[] = [{ agents: [["[H]"]], takes: [], gives: [] }];

/** Ammonia cut from an aromatic ring leaves as nitrogen, through a diazonium salt. */
export const DIAZOTISATION: readonly ReagentRule[] = [
  { agents: [["O=NO"]], takes: ["N"], gives: ["N#N", WATER, WATER] },
  { agents: [["O=N[O-]"]], takes: ["N"], gives: ["N#N", WATER, WATER] },
  { agents: [["CC(C)(C)ON=O"]], takes: ["N"], gives: ["N#N", WATER, "CC(C)(C)O"] },
  { agents: [["CC(C)CCON=O"]], takes: ["N"], gives: ["N#N", WATER, "CC(C)CCO"] },
];

/** Fragments that leave together, capped with hydrogen, and the molecules that they become. */
export interface Decomposition {
  readonly of: readonly string[];
  readonly gives: readonly string[];
  /** Recorded molecules that are used up. */
  readonly uses?: readonly string[];
}

/** Decompositions of chlorinating agents and similar reagents. */
export const DECOMPOSITIONS: readonly Decomposition[] = [
  { of: ["O=Cc1ccccc1C=O"], uses: ["NN"], gives: ["O=c1[nH][nH]c(=O)c2ccccc12"] },
  { of: [WATER, "O=[SH]Cl"], gives: ["O=S=O", HCL] },
  { of: [WATER, "O=[SH]Br"], gives: ["O=S=O", "Br"] },
  { of: [WATER, "O=CC(=O)Cl"], gives: [CO, CO2, HCL] },
  { of: [WATER, "O=CCl"], gives: [CO2, HCL] },
  { of: [WATER, "O=[PH](Cl)Cl"], gives: ["O=P(O)(Cl)Cl"] },
  { of: [WATER, "Cl[PH](Cl)(Cl)Cl"], gives: ["O=P(Cl)(Cl)Cl", HCL] },
  { of: [WATER, "CCN(CC)[SH](F)F"], gives: ["CCN(CC)S(=O)F", "F"] },
  { of: ["O=[SH](=O)Cl"], gives: ["O=S=O", HCL] },
  // Ramberg-Bäcklund.
  { of: ["Cl", "O=[SH2]=O"], gives: ["O=S=O", HCL] },
  { of: ["Br", "O=[SH2]=O"], gives: ["O=S=O", "Br"] },
  { of: ["C[SiH](C)C", "[N-]=[NH2+]"], uses: ["CO"], gives: ["N#N", "CO[Si](C)(C)C"] },
  // Curtius rearrangement with diphenylphosphoryl azide.
  {
    of: [WATER, "[NH2+]=NP(=O)(Oc1ccccc1)Oc1ccccc1"],
    gives: ["N#N", "O=P(O)(Oc1ccccc1)Oc1ccccc1"],
  },
  // Ozone and a terminal alkene give formaldehyde; the remaining oxygen goes to the reductant.
  ...[["CSC", "CS(C)=O"], ...Object.entries(PHOSPHANES)].map(([reductant = "", oxide = ""]) => ({
    of: ["C", "O=[OH+]"],
    uses: [reductant],
    gives: ["C=O", oxide],
  })),
];

/** Nitrous acid, its salts and esters. */
export const NITRITES: readonly string[] = DIAZOTISATION.flatMap(({ agents }) => agents.flat());

/** Acids among the by-products that a base deprotonates first, strongest first, with their anions. */
export const ACIDS: readonly (readonly [acid: string, anion: string])[] = [
  ["I", "[I-]"],
  ["Br", "[Br-]"],
  [HCL, "[Cl-]"],
  ["O=S(=O)(O)C(F)(F)F", "O=S(=O)([O-])C(F)(F)F"],
  ["CS(=O)(=O)O", "CS(=O)(=O)[O-]"],
  ["Cc1ccc(S(=O)(=O)O)cc1", "Cc1ccc(S(=O)(=O)[O-])cc1"],
  ["F", "[F-]"],
  ["CC(=O)O", "CC(=O)[O-]"],
];

/** Hydride bases turn each acid into its anion and hydrogen. */
export const HYDRIDE_BASE: readonly ReagentRule[] = ACIDS.map(([acid, anion]) => ({
  agents: [["[H-]"]],
  takes: [acid],
  gives: [anion, "[H][H]"],
}));

/** Anions that pair with hydrogen ions of a balance; `COUNTER_CATIONS` are the metal ions that pair with its anions. */
export const COUNTER_ANIONS = [
  "[Cl-]",
  "[Br-]",
  "[I-]",
  "F[P-](F)(F)(F)(F)F",
  "F[B-](F)(F)F",
  "O=S(=O)([O-])C(F)(F)F",
];
/** Salts that magnesium ions form with recorded halides: Grignard reagents are often written as ions. */
export const MAGNESIUM_SALTS:
  readonly (readonly [ion: string, salts: readonly (readonly [string, string])[]])[] = [
    ["[OH][Mg+]", [["[Br-]", "[OH][Mg][Br]"], ["[I-]", "[OH][Mg][I]"], ["[Cl-]", "[OH][Mg][Cl]"]]],
    ["[Mg+][Br]", [["[Br-]", "[Br][Mg][Br]"], ["[I-]", "[Br][Mg][I]"], ["[Cl-]", "[Br][Mg][Cl]"]]],
    ["[Mg+][Cl]", [["[Cl-]", "[Cl][Mg][Cl]"], ["[Br-]", "[Br][Mg][Cl]"]]],
  ];
export const COUNTER_CATIONS = ["[Na+]", "[K+]", "[Cs+]", "[Li+]"];

function dehydrating(agents: readonly string[], gives: readonly string[]): ReagentRule {
  return { agents: [agents], takes: [WATER], gives };
}

function oxidising(agents: readonly string[], gives: readonly string[]): ReagentRule {
  return { agents: agents.map((agent) => [agent]), takes: [], gives };
}
