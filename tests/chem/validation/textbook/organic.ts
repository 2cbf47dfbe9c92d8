/** Name reactions of organic chemistry, with the atoms numbered at which something happens. */
import type { TextbookReaction } from "./textbook_reaction.ts";

/** Cycloadditions and sigmatropic shifts: bonds move around a ring of atoms. */
export const PERICYCLIC_REACTIONS: readonly TextbookReaction[] = [
  [
    "Diels-Alder reaction",
    "[C:1]=[C:2](C)[C:3]=[C:4].[C:5]=[C:6]C(=O)OC>>[C:1]1[C:2](C)=[C:3][C:4][C:5][C:6]1C(=O)OC",
  ],
  [
    "Diels-Alder reaction of an alkyne",
    "[C:1]=[C:2][C:3]=[C:4].COC(=O)[C:5]#[C:6]C(=O)OC>>[C:1]1[C:2]=[C:3][C:4][C:5](C(=O)OC)=[C:6]1C(=O)OC",
  ],
  [
    "hetero Diels-Alder reaction",
    "C[Si](C)(C)O[C:1](=[C:2])[C:3]=[C:4]OC.[O:5]=[C:6]c1ccccc1>>O=[C:1]1[C:2][C:6](c2ccccc2)[O:5][C:4]=[C:3]1",
  ],
  [
    "retro Diels-Alder reaction",
    "[C:1]1=[C:2][C:3]2[C:4][C:5]1[C:6]([C:7]2C#N)C#N>>[C:1]1=[C:5][C:4][C:3]=[C:2]1.N#C[C:7]=[C:6]C#N",
  ],
  ["Claisen rearrangement", "[C:1]=[C:2][O:3][C:4][C:5]=[C:6]>>[O:3]=[C:2][C:1][C:6][C:5]=[C:4]"],
  [
    "aromatic Claisen rearrangement",
    "[C:1]=[C:2](C)[C:3][O:4][c:5]1[c:6]cccc1>>[O:4][c:5]1cccc[c:6]1[C:1][C:2](C)=[C:3]",
  ],
  [
    "Johnson-Claisen rearrangement",
    "C[C:1]=[C:2][C:3][O:4].[C:5][C:6](OCC)(OCC)OCC>>C[C:1]([C:2]=[C:3])[C:5][C:6](=[O:4])OCC",
  ],
  [
    "Ireland-Claisen rearrangement",
    "C[C:7][C:1](=[O:2])[O:3][C:4][C:5]=[C:6]c1ccccc1>>[O:3][C:1](=[O:2])[C:7](C)[C:6](c1ccccc1)[C:5]=[C:4]",
  ],
  ["Cope rearrangement", "[C:1]=[C:2][C:3](C)[C:4](C#N)[C:5]=[C:6]>>C[C:3]=[C:2][C:1][C:6][C:5]=[C:4]C#N"],
  [
    "oxy-Cope rearrangement",
    "[C:1]=[C:2][C:3](O)(c1ccccc1)[C:4][C:5]=[C:6]>>O=[C:3](c1ccccc1)[C:2][C:1][C:6][C:5]=[C:4]",
  ],
  [
    "ene reaction",
    "CC[C:1][C:2]=[C:3].O=[C:4](C(=O)OCC)C(=O)OCC>>CC[C:1]=[C:2][C:3][C:4](O)(C(=O)OCC)C(=O)OCC",
  ],
  [
    "Alder ene reaction with a nitroso compound",
    "[C:1][C:2](C)=[C:3](C)C.[O:4]=[N:5]c1ccccc1>>[C:1]=[C:2](C)[C:3](C)(C)[N:5]([O:4])c1ccccc1",
  ],
  [
    "azide-alkyne cycloaddition",
    "[C:1]#[C:2]c1ccccc1.CC[N:3]=[N+:4]=[N-:5]>>CC[n:3]1[c:1][c:2](-c2ccccc2)[n:5][n:4]1",
  ],
  [
    "nitrile oxide cycloaddition",
    "CC[C:1]#[N+:2][O-:3].[C:4]=[C:5]C(=O)OC>>CC[C:1]1=[N:2][O:3][C:5](C(=O)OC)[C:4]1",
  ],
  [
    "Paterno-Buchi reaction",
    "[O:1]=[C:2](c1ccccc1)c1ccccc1.[C:3](C)(C)=[C:4]>>[O:1]1[C:4][C:3](C)(C)[C:2]1(c1ccccc1)c1ccccc1",
  ],
  [
    "[2,3]-Wittig rearrangement",
    "c1ccccc1[C:1][O:2][C:3][C:4]=[C:5]C>>c1ccccc1[C:1]([O:2])[C:5](C)[C:4]=[C:3]",
  ],
  [
    "Overman rearrangement",
    "ClC(Cl)(Cl)[C:1](=[N:2])[O:3][C:4][C:5]=[C:6]C>>ClC(Cl)(Cl)[C:1](=[O:3])[N:2][C:6](C)[C:5]=[C:4]",
  ],
  [
    "Fischer indole synthesis",
    "[N:1][N:2]c1[c:3]cccc1.[O:4]=[C:5](C)[C:6]C>>[nH:2]1c2cccc[c:3]2[c:6](C)[c:5]1C",
  ],
];

/** Double bonds are cut and joined again. */
export const METATHESES: readonly TextbookReaction[] = [
  [
    "ring-closing metathesis",
    "[C:1]=[C:2]CN(C[C:3]=[C:4])S(=O)(=O)c1ccc(C)cc1>>Cc1ccc(S(=O)(=O)N2C[C:2]=[C:3]C2)cc1",
  ],
  ["ring-closing metathesis of an ether", "C=[C:1]CCCOC([C:2]=C)c1ccccc1>>c1ccc(C2[C:2]=[C:1]CCCO2)cc1"],
  [
    "cross metathesis with an acrylate",
    "C=[C:1]CCCCO[Si](C)(C)C(C)(C)C.C=[C:2]C(=O)OC>>COC(=O)[C:2]=[C:1]CCCCO[Si](C)(C)C(C)(C)C",
  ],
  [
    "cross metathesis with 2-butene diol diacetate",
    "C=[C:1]CCCc1ccccc1.CC(=O)OC[C:2]=[C:3]COC(C)=O>>CC(=O)OC[C:2]=[C:1]CCCc1ccccc1",
  ],
  [
    "enyne metathesis",
    "[C:1]=[C:2]CN(C[C:3]#[C:4])S(=O)(=O)c1ccc(C)cc1>>Cc1ccc(S(=O)(=O)N2C[C:2]=[C:3]([C:4]=[C:1])C2)cc1",
  ],
  [
    "ring-opening cross metathesis",
    "[C:1]1=[C:2]C2CCC1C2.[C:3]=[C:4]c1ccccc1>>[C:3]=[C:1]C1CCC([C:2]=[C:4]c2ccccc2)C1",
  ],
  [
    "Wittig reaction",
    "[O:1]=[C:2]c1ccccc1.c1ccc(cc1)[P:3](=[C:4]C(=O)OCC)(c1ccccc1)c1ccccc1>>CCOC(=O)[C:4]=[C:2]c1ccccc1.[O:1]=[P:3](c1ccccc1)(c1ccccc1)c1ccccc1",
  ],
];

/** Three or more components. */
export const MULTICOMPONENT_REACTIONS: readonly TextbookReaction[] = [
  [
    "Passerini reaction",
    "C[C:1](=[O:2])[O:3].[O:4]=[C:5]c1ccccc1.[C-:6]#[N+:7]C(C)(C)C>>C[C:1](=[O:2])[O:4][C:5](c1ccccc1)[C:6](=[O:3])[N:7]C(C)(C)C",
  ],
  [
    "Passerini reaction of a ketone",
    "O=[C:1]([O:3])c1ccccc1.[O:4]=[C:5](C)CC.[C-:6]#[N+:7]C1CCCCC1>>O=[C:1](c1ccccc1)[O:4][C:5](C)(CC)[C:6](=[O:3])[N:7]C1CCCCC1",
  ],
  [
    "Ugi reaction",
    "C[C:1](=O)[O:3].O=[C:5]C(C)C.[N:8]Cc1ccccc1.[C-:6]#[N+:7]C1CCCCC1>>C[C:1](=O)[N:8](Cc1ccccc1)[C:5](C(C)C)[C:6](=[O:3])[N:7]C1CCCCC1",
  ],
  ["Mannich reaction", "C[C:1](=O)[C:2].O=[C:3].[N:4](C)C>>[C:2]([C:3][N:4](C)C)[C:1](C)=O"],
  [
    "Biginelli reaction",
    "CCOC(=O)[C:1][C:2](C)=O.O=[C:3]c1ccccc1.[N:4]C([N:5])=O>>CCOC(=O)[C:1]1=[C:2](C)[N:4]C(=O)[N:5][C:3]1c1ccccc1",
  ],
  [
    "Hantzsch synthesis",
    "CCOC(=O)[C:1][C:2](C)=O.CCOC(=O)[C:4][C:5](C)=O.O=[C:3]c1ccccc1.[N:6]>>CCOC(=O)[C:1]1=[C:2](C)[N:6][C:5](C)=[C:4](C(=O)OCC)[C:3]1c1ccccc1",
  ],
  ["Strecker synthesis", "[O:1]=[C:2]C(C)C.[N:3].[C:4]#N>>[N:3][C:2](C(C)C)[C:4]#N"],
  [
    "Petasis reaction",
    "[O:1]=[C:2]C(=O)O.[N:3](CC)CC.OB(O)[c:4]1ccccc1>>OC(=O)[C:2]([N:3](CC)CC)[c:4]1ccccc1",
  ],
  ["A3 coupling", "O=[C:1]c1ccccc1.[N:2]1CCCCC1.[C:3]#[C:4]C>>C[C:4]#[C:3][C:1](c1ccccc1)[N:2]1CCCCC1"],
  [
    "Gewald reaction",
    "C[C:5][C:1](C)=O.[N:9]#[C:2][C:3]C(=O)OCC.[S:4]>>CCOC(=O)[c:3]1[c:2]([N:9])[s:4][c:5](C)[c:1]1C",
  ],
];

/** Where each oxygen ends up. */
export const OXYGEN_ORIGINS: readonly TextbookReaction[] = [
  ["Fischer esterification", "CC[C:1](=O)O.[O:2]Cc1ccccc1>>CC[C:1](=O)[O:2]Cc1ccccc1"],
  ["acetylation by acetic anhydride", "CC(=O)O[C:1](C)=O.[O:2]c1ccccc1C(=O)O>>C[C:1](=O)[O:2]c1ccccc1C(=O)O"],
  ["acetylation in ethyl acetate", "C[C:1](=O)Cl.[N:2]Cc1ccccc1.CCOC(C)=O>>C[C:1](=O)[N:2]Cc1ccccc1"],
  ["saponification", "CCCCO[C:1](=O)c1ccccc1.[OH-:2].[Na+]>>[O:2][C:1](=O)c1ccccc1"],
  ["cleavage of a tert-butyl ester", "CC(C)(C)[O:1]C(=O)c1ccccc1.OC(=O)C(F)(F)F>>[O:1]C(=O)c1ccccc1"],
  ["ozonolysis", "CCC[C:1]=[C:2]c1ccccc1.[O-:3][O+:4]=[O:5]>>CCC[C:1]=[O:3]"],
  ["epoxidation by a peracid", "c1ccccc1[C:1]=[C:2].[O:3][O:4]C(=O)c1cccc(Cl)c1>>c1ccccc1[C:1]1[C:2][O:3]1"],
  ["Baeyer-Villiger oxidation", "O=[C:1]1[C:2]CCCC1.[O:3]OC(=O)c1cccc(Cl)c1>>O=[C:1]1CCCC[C:2][O:3]1"],
  [
    "dihydroxylation",
    "[C:1](CC)=[C:2]c1ccccc1.[O:3]=[Os](=[O:4])(=O)=O>>[C:1](CC)([O:3])[C:2]([O:4])c1ccccc1",
  ],
  ["oxidation of a sulfide by hydrogen peroxide", "C[S:1]c1ccccc1.[O:2]O>>C[S:1](=[O:2])c1ccccc1"],
  ["Mitsunobu reaction", "CC[C:1](C)O.O=C([O:2])c1ccccc1.CCOC(=O)N=NC(=O)OCC>>CC[C:1](C)[O:2]C(=O)c1ccccc1"],
  ["Williamson ether synthesis from a mesylate", "CC[C:1]OS(C)(=O)=O.[O:2]c1ccccc1>>CC[C:1][O:2]c1ccccc1"],
  ["mesylation", "CCC[O:1].C[S:2](=O)(=O)Cl>>CCC[O:1][S:2](C)(=O)=O"],
  ["transesterification", "CO[C:1](=O)C=C.[O:2]CCCC>>CCCC[O:2][C:1](=O)C=C"],
  ["Beckmann rearrangement", "O[N:1]=[C:2]1[C:3]CCCC1>>O=[C:2]1CCCC[C:3][N:1]1"],
  ["nitrile hydrolysis", "N#[C:1]Cc1ccccc1.[O:2]>>N[C:1](=[O:2])Cc1ccccc1"],
  ["epoxide opening", "[C:1]1[C:2](C)[O:3]1.[N:4]Cc1ccccc1>>[O:3][C:2](C)[C:1][N:4]Cc1ccccc1"],
];

/** Couplings and substitutions with several possible sources. */
export const COUPLINGS: readonly TextbookReaction[] = [
  [
    "HATU coupling",
    "O[C:1](=O)c1ccccc1.[N:2]1CCOCC1.CN(C)C(=[N+](C)C)On1nnc2cccnc12.CCN(C(C)C)C(C)C>>O=[C:1](c1ccccc1)[N:2]1CCOCC1",
  ],
  [
    "EDC coupling",
    "O[C:1](=O)CNC(=O)OC(C)(C)C.[N:2]Cc1ccccc1.CCN=C=NCCCN(C)C.On1nnc2ccccc12>>CC(C)(C)OC(=O)NC[C:1](=O)[N:2]Cc1ccccc1",
  ],
  ["Weinreb amide", "O[C:1](=O)CCc1ccccc1.CO[N:2]C.Cl>>CO[N:2](C)[C:1](=O)CCc1ccccc1"],
  [
    "Boc protection",
    "CC(C)(C)[O:3][C:1](=[O:4])OC(=O)OC(C)(C)C.[N:2]1CCCCC1>>CC(C)(C)[O:3][C:1](=[O:4])[N:2]1CCCCC1",
  ],
  ["Sakurai allylation", "O=[C:1]c1ccccc1.[C:2]=[C:3][C:4][Si](C)(C)C>>O[C:1](c1ccccc1)[C:2][C:3]=[C:4]"],
  [
    "allylation by crotylboronate",
    "O=[C:1]c1ccccc1.C[C:2]=[C:3][C:4]B1OC(C)(C)C(C)(C)O1>>O[C:1](c1ccccc1)[C:2](C)[C:3]=[C:4]",
  ],
  ["Grignard addition", "O=[C:1]c1ccccc1.C[C:2][Mg]Br>>O[C:1](c1ccccc1)[C:2]C"],
  ["aldol condensation", "O=[C:1]c1ccccc1.[C:2]C(C)=O>>CC(=O)[C:2]=[C:1]c1ccccc1"],
  ["Michael addition", "[C:1]=[C:2]C(C)=O.CCOC(=O)[C:3]C(=O)OCC>>CCOC(=O)[C:3]([C:1][C:2]C(C)=O)C(=O)OCC"],
  ["Heck reaction", "I[c:1]1ccccc1.[C:2]=[C:3]C(=O)OC>>COC(=O)[C:3]=[C:2][c:1]1ccccc1"],
  ["Sonogashira coupling", "Br[c:1]1ccncc1.[C:2]#[C:3]CO>>OC[C:3]#[C:2][c:1]1ccncc1"],
  [
    "Curtius rearrangement",
    "O[C:1](=O)[c:2]1ccccc1.c1ccccc1OP(=O)(Oc1ccccc1)[N:3]=[N+]=[N-].[O:4]C(C)(C)C>>O=[C:1]([N:3][c:2]1ccccc1)[O:4]C(C)(C)C",
  ],
  ["reductive amination", "O=[C:1]c1ccccc1.[N:2]CC.[BH3-]C#N.[Na+]>>CC[N:2][C:1]c1ccccc1"],
  ["pinacol rearrangement", "[C:1][C:2](C)([O:3])[C:4](C)(C)[O:5]>>[C:1][C:4](C)(C)[C:2](C)=[O:3]"],
  ["Friedel-Crafts acylation", "C[C:1](=O)Cl.[c:2]1ccc(OC)cc1>>C[C:1](=O)[c:2]1ccc(OC)cc1"],
  ["Sandmeyer reaction", "N[c:1]1ccc(C)cc1.[Br:2][Cu].[Na+].O=N[O-]>>[Br:2][c:1]1ccc(C)cc1"],
  ["Hofmann rearrangement", "[N:1][C:2](=O)[c:3]1ccccc1.BrBr.[OH-].[Na+]>>[N:1][c:3]1ccccc1"],
  ["hydroboration", "[C:1]=[C:2]CCC.B.[O:3]O>>[O:3][C:1][C:2]CCC"],
];
