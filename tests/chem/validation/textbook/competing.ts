/** Reactions in which other molecules, or other atoms of the same molecule, could supply what the products gain. */
import type { TextbookReaction } from "./textbook_reaction.ts";

/** Enzymes that move amino, carboxyl and acyl groups. */
export const TRANSFERS: readonly TextbookReaction[] = [
  [
    "tyrosine transaminase as ions",
    "Oc1ccc(C[CH:2]([NH3+:1])C(=O)[O-])cc1.O=[C:3](C(=O)[O-])CCC(=O)[O-]>>Oc1ccc(C[C:2](=O)C(=O)[O-])cc1.[NH3+:1][CH:3](C(=O)[O-])CCC(=O)[O-]",
  ],
  [
    "taurine transaminase",
    "[NH3+:1][CH2:2]CS(=O)(=O)[O-].C[C:3](=O)C(=O)[O-]>>O=[CH:2]CS(=O)(=O)[O-].C[CH:3]([NH3+:1])C(=O)[O-]",
  ],
  [
    "beta-alanine transaminase neutral",
    "[NH2:1][CH2:2]CC(=O)O.C[C:3](=O)C(=O)O>>O=[CH:2]CC(=O)O.C[CH:3]([NH2:1])C(=O)O",
  ],
  [
    "putrescine transaminase",
    "NCCC[CH2:2][NH2:1].O=[C:3](C(=O)O)CCC(=O)O>>NCCC[CH:2]=O.[NH2:1][CH:3](C(=O)O)CCC(=O)O",
  ],
  ["lysine 2,3-aminomutase", "NCCC[CH2:2][CH:1]([NH2:3])C(=O)O>>NCCC[CH:2]([NH2:3])[CH2:1]C(=O)O"],
  ["diol dehydratase", "[OH:3][CH2:1][CH:2]([OH:4])C>>O=[CH:1][CH2:2]C"],
  ["ethanolamine ammonia lyase", "N[CH2:1][CH2:2]O>>[CH3:1][CH:2]=O.N"],
  [
    "2-methyleneglutarate mutase",
    "C=[C:3](C(=O)O)[CH2:2][CH2:1]C(=O)O>>C=[C:3](C(=O)O)[CH:1]([CH3:2])C(=O)O",
  ],
  [
    "glutamate synthase",
    "N[CH](C(=O)O)CC[C:4](=O)[NH2:1].O=[C:3](C(=O)O)CCC(=O)O>>NC(C(=O)O)CC[C:4](=O)O.[NH2:1][CH:3](C(=O)O)CCC(=O)O",
  ],
  ["DXP synthase", "C[C:1](=O)C(=O)O.O=[CH:2]C(O)COP(=O)(O)O>>C[C:1](=O)[CH:2](O)C(O)COP(=O)(O)O.O=C=O"],
  ["acetolactate decarboxylase", "C[C:2](O)(C(=O)O)[C:1](C)=O>>C[CH:2](O)[C:1](C)=O.O=C=O"],
  ["alkaline phosphatase ions", "[O:1](CC(O)CO)P(=O)([O-])[O-].[OH2:2]>>[OH:1]CC(O)CO.[OH:2]P(=O)([O-])[O-]"],
  [
    "ribokinase",
    "[OH:1]C[C@H]1OC(O)C(O)C1O.O=P(O)(O)OP(=O)(O)[O:2][P:3](=O)(O)O>>[O:1](C[C@H]1OC(O)C(O)C1O)[P:3](=O)(O)O.O=P(O)(O)OP(=O)(O)[OH:2]",
  ],
  [
    "methylmalonyl-CoA carboxytransferase",
    "C[CH:1]([C:5](=O)O)C(=O)SCC.[CH3:2]C(=O)C(=O)O>>C[CH2:1]C(=O)SCC.[CH2:2]([C:5](=O)O)C(=O)C(=O)O",
  ],
  ["fumarase, either end", "OC(=O)[CH:1]=[CH:2]C(=O)O.[OH2:3]>>OC(=O)[CH2:1][CH:2]([OH:3])C(=O)O"],
  ["2-hydroxyacyl lyase", "CCC(O)[C:1](=O)SCC>>CCC=O.O=[CH:1]SCC"],
  [
    "alanine-glyoxylate transaminase",
    "C[CH:2]([NH2:1])C(=O)O.O=[CH:3]C(=O)O>>C[C:2](=O)C(=O)O.[NH2:1][CH2:3]C(=O)O",
  ],
  [
    "serine-pyruvate transaminase",
    "OC[CH:2]([NH2:1])C(=O)O.C[C:3](=O)C(=O)O>>OC[C:2](=O)C(=O)O.C[CH:3]([NH2:1])C(=O)O",
  ],
  ["sarcosine oxidase", "C[NH:1]CC(=O)O.O.O=O>>[NH2:1]CC(=O)O.C=O.OO"],
  [
    "4-hydroxyphenylpyruvate dioxygenase",
    "Oc1ccc([CH2:1][C:2](=O)C(=O)O)[cH:3]c1.O=O>>Oc1ccc(O)c([CH2:1][C:2](=O)O)c1.O=C=O",
  ],
];

/** Reagents of which one part goes over, beside others that could give the same. */
export const REAGENTS: readonly TextbookReaction[] = [
  [
    "sulfone of diethyl sulfide with hydrogen peroxide",
    "CC[S:1]CC.[OH:2]O.[OH:3]O>>CC[S:1](=[O:2])(=[O:3])CC",
  ],
  ["sulfoxide with oxone", "C[S:1]C.[O-]S(=O)(=O)O[OH:2].[K+]>>C[S:1](C)=[O:2]"],
  ["amine N-oxide mCPBA", "C[N:1]1CCOCC1.O=C(O[OH:2])c1cccc(Cl)c1>>C[N+:1]1([O-:2])CCOCC1"],
  ["epoxidation mCPBA", "C1CC[CH:1]=[CH:2]C1.O=C(O[OH:3])c1cccc(Cl)c1>>C1CC[CH:1]2[O:3][CH:2]2C1"],
  ["Weitz-Scheffer epoxidation", "CC(=O)[CH:1]=[CH:2]C.[OH:3]O.[Na+].[OH-]>>CC(=O)[CH:1]1[O:3][CH:2]1C"],
  ["epoxide opening base methoxide", "C[CH:1]1[CH2:2][O:3]1.C[O-:4].[Na+]>>C[CH:1]([OH:3])[CH2:2][O:4]C"],
  [
    "epoxide opening acid isobutylene oxide MeOH",
    "C[C:1]1(C)[CH2:2][O:3]1.C[OH:4].O=S(=O)(O)O>>C[C:1](C)([O:4]C)[CH2:2][OH:3]",
  ],
  ["Strecker to acid", "CC[CH:1]=O.[C-:2]#N.[Na+].[NH3:3].O.Cl>>CC[CH:1]([NH2:3])[C:2](=O)O"],
  ["Meyer-Schuster", "C[C:1](C)(O)[C:2]#[CH:3].O>>C[C:1](C)=[CH:2][CH:3]=O"],
  [
    "Prins cyclisation",
    "[CH2:1]=[CH:2]CC[OH:3].O=[CH:4]c1ccccc1.[ClH:5]>>[Cl:5][CH:2]1CC[O:3][CH:4](c2ccccc2)[CH2:1]1",
  ],
  [
    "van Leusen oxazole",
    "O=[CH:1]c1ccccc1.Cc1ccc(S(=O)(=O)[CH2:2][N+:3]#[C-:4])cc1>>c1ccccc1-[c:1]1[cH:2][n:3][cH:4]o1",
  ],
  [
    "Selectfluor",
    "CC(=O)[CH2:1]C(=O)OCC.ClC[N+]12CC[N+]([F:2])(CC1)CC2.F[B-](F)(F)F.F[B-](F)(F)F>>CC(=O)[CH:1]([F:2])C(=O)OCC",
  ],
  ["tBu ester NaOH", "CC(C)(C)[O:3][C:1](=[O:2])CCc1ccccc1.[Na+].[OH-:4]>>[OH:4][C:1](=[O:2])CCc1ccccc1"],
  ["methyl mesylate phenol", "Oc1ccc(C)cc1.[CH3:1]OS(=O)(=O)C>>[CH3:1]Oc1ccc(C)cc1"],
  ["methyl tosylate amine", "C1CCNCC1.[CH3:1]OS(=O)(=O)c1ccc(C)cc1>>[CH3:1]N1CCCCC1"],
  ["methyl triflate", "c1ccncc1.[CH3:1]OS(=O)(=O)C(F)(F)F>>[CH3:1][n+]1ccccc1"],
  ["dimethyl carbonate methylation phenol", "Oc1ccccc1.[CH3:1]OC(=O)OC>>[CH3:1]Oc1ccccc1"],
  ["Barton-McCombie cyclohexyl", "CSC(=S)O[CH:1]1CCCCC1.CCCC[SnH](CCCC)CCCC>>[CH2:1]1CCCCC1"],
  ["dehalogenation Bu3SnH", "Br[CH:1]1CCCCC1.CCCC[SnH](CCCC)CCCC>>[CH2:1]1CCCCC1"],
  ["Stille aryl Bu3Sn", "Br[c:1]1ccccc1.CCCC[Sn](CCCC)(CCCC)[c:2]1cccs1>>[c:1]1(ccccc1)-[c:2]1cccs1"],
  ["Stille Me4Sn", "Br[c:1]1ccc(C=O)cc1.[CH3:2][Sn](C)(C)C>>[CH3:2][c:1]1ccc(C=O)cc1"],
  [
    "Upjohn cyclohexene",
    "[CH:1]1=[CH:2]CCCC1.O=[Os](=[O:3])(=[O:4])=O.C[N+]1([O-])CCOCC1.O>>[OH:3][CH:1]1[CH:2]([OH:4])CCCC1",
  ],
  [
    "Lemieux-Johnson ring",
    "C1CC[CH:1]=[CH:2]C1.[O-]I(=O)(=O)=O.[Na+].O=[Os](=O)(=O)=O>>O=[CH:1]CCCC[CH:2]=O",
  ],
  ["Reimer-Tiemann", "Oc1ccccc1.Cl[CH:1](Cl)Cl.[OH-].[Na+]>>Oc1ccccc1[CH:1]=O"],
  [
    "Vilsmeier-Haack reaction of dimethylaniline",
    "CN(C)c1ccccc1.CN(C)[CH:1]=O.O=P(Cl)(Cl)Cl>>CN(C)c1ccc([CH:1]=O)cc1",
  ],
  ["acetylation in acetic acid", "Nc1ccccc1.C[C:1](=[O:2])OC(C)=O.CC(=O)O>>C[C:1](=[O:2])Nc1ccccc1"],
  [
    "Steglich esterification",
    "OC(=O)[CH2:1]c1ccccc1.CC[OH:2].C1CCC(N=C=NC2CCCCC2)CC1>>CC[O:2]C(=O)[CH2:1]c1ccccc1",
  ],
  ["Fischer ester isopropyl", "O[C:1](=O)c1ccccc1.CC(C)[OH:2].O=S(=O)(O)O>>CC(C)[O:2][C:1](=O)c1ccccc1"],
  [
    "Boc protection",
    "NCc1ccccc1.CC(C)(C)[O:3][C:1](=[O:4])OC(=O)OC(C)(C)C>>CC(C)(C)[O:3][C:1](=[O:4])NCc1ccccc1",
  ],
  [
    "di-Boc amine",
    "NCc1ccccc1.C[C:7](C)(C)[O:3][C:1](=[O:4])OC(=O)OC(C)(C)C.C[C:8](C)(C)[O:5][C:2](=[O:6])OC(=O)OC(C)(C)C>>C[C:7](C)(C)[O:3][C:1](=[O:4])N([C:2](=[O:6])[O:5][C:8](C)(C)C)Cc1ccccc1",
  ],
  ["Friedel-Crafts succinic anhydride", "c1ccccc1.O=[C:1]1CCC(=O)O1>>O=[C:1](CCC(=O)O)c1ccccc1"],
  ["Hantzsch thiazole thiourea", "NC(=[S:4])N.O=[C:1](C)[CH2:2]Cl>>Nc1n[c:1](C)[cH:2][s:4]1"],
  ["Doebner", "OC(=O)[CH2:1]C(=O)O.O=[CH:2]c1ccco1.c1ccncc1>>OC(=O)[CH:1]=[CH:2]c1ccco1"],
  ["Petasis", "OB(O)[c:1]1ccccc1.[O:9]=[CH:2]C(=O)O.CNC>>CN(C)[CH:2]([c:1]1ccccc1)C(=O)O"],
  [
    "Corey-Chaykovsky sulfoxonium",
    "C[S+](C)(=O)[CH3:1].[I-].[Na+].[H-].O=[C:2]1CCCCC1>>C1CCCC[C:2]12[CH2:1]O2",
  ],
  ["Kornblum", "Br[CH2:1]c1ccccc1.CS(C)=[O:2]>>[O:2]=[CH:1]c1ccccc1"],
  ["Darzens", "CCOC(=O)[CH2:1]Cl.O=[CH:2]c1ccccc1>>CCOC(=O)[CH:1]1O[CH:2]1c1ccccc1"],
  ["Hell-Volhard", "CC[CH2:1]C(=O)O.[Br:2]Br.P>>CC[CH:1]([Br:2])C(=O)O"],
  ["NBS benzylic", "[CH3:1]c1ccccc1.O=C1CCC(=O)N1[Br:2]>>[Br:2][CH2:1]c1ccccc1"],
  ["Gabriel release", "O=C1c2ccccc2C(=O)N1CC[CH2:1]c1ccccc1.NN>>NCC[CH2:1]c1ccccc1"],
  ["Staudinger reduction", "[N-]=[N+]=[N:1]CCc1ccccc1.c1ccc(P(c2ccccc2)c2ccccc2)cc1.O>>[NH2:1]CCc1ccccc1"],
  ["Chan-Lam", "OB(O)[c:1]1ccccc1.C1COCC[NH:2]1>>C1COCC[N:2]1[c:1]1ccccc1"],
  ["Ritter benzyl", "CC#[N:2].O[CH2:1]c1ccccc1.O=S(=O)(O)O>>CC(=O)[NH:2][CH2:1]c1ccccc1"],
  ["carbonylation CO", "Br[c:1]1ccccc1.[C-:2]#[O+].CO>>COC(=O)[c:1]1ccccc1"],
  ["hydroformylation", "CCC[CH:1]=[CH2:2].[C-:3]#[O+].[H][H]>>CCC[CH2:1][CH2:2][CH:3]=O"],
  ["Grignard with CO2", "[Br][Mg][c:1]1ccccc1.O=[C:2]=O>>O[C:2](=O)[c:1]1ccccc1"],
  ["Weinreb ketone", "CON(C)[C:1](=O)c1ccccc1.CC[Mg][Br]>>CC[C:1](=O)c1ccccc1"],
  ["Grignard nitrile", "N#[C:1]c1ccccc1.[CH3:2][Mg][Br].O>>[CH3:2][C:1](=O)c1ccccc1"],
  ["ketone from acid chloride Me2CuLi", "CCC[C:1](=O)Cl.[CH3:2][Cu]C>>CCC[C:1]([CH3:2])=O"],
];
