/** More name reactions: rearrangements, metatheses, condensations of several components, heterocycles. */
import type { TextbookReaction } from "./textbook_reaction.ts";

/** Atoms move within a molecule, or bonds move around a ring. */
export const REARRANGEMENTS: readonly TextbookReaction[] = [
  [
    "Claisen rearrangement of an allyl vinyl ether, substituted",
    "[C:1]=[C:2](C)[O:3][C:4][C:5]=[C:6](C)C>>[O:3]=[C:2](C)[C:1][C:6](C)(C)[C:5]=[C:4]",
  ],
  ["thio-Claisen rearrangement", "[C:1]=[C:2](C)[S:3][C:4][C:5]=[C:6]>>[S:3]=[C:2](C)[C:1][C:6][C:5]=[C:4]"],
  [
    "aza-Cope rearrangement",
    "[C:1]=[C:2][C:3][C:4][N+:5](C)=[C:6]C>>[C:3]=[C:2][C:1][C:6](C)[N+:5](C)=[C:4]",
  ],
  [
    "Carroll rearrangement",
    "CC(=O)[C:1][C:7](=O)[O:3][C:4][C:5]=[C:6]c1ccccc1>>CC(=O)[C:1][C:6](c1ccccc1)[C:5]=[C:4].O=[C:7]=[O:3]",
  ],
  [
    "Diels-Alder reaction of furan",
    "[c:1]1[c:2][c:3][c:4]o1.O=C1[C:5]=[C:6]C(=O)O1>>O=C1OC(=O)[C:6]2[C:5]1[C:1]1[C:2]=[C:3][C:4]2O1",
  ],
  [
    "intramolecular Diels-Alder reaction",
    "COC(=O)[C:1]=[C:2]CCC[C:3]=[C:4][C:5]=[C:6]>>COC(=O)[C:1]1[C:2]2CCC[C:3]2[C:4]=[C:5][C:6]1",
  ],
  ["ketene cycloaddition", "O=[C:1]=[C:2](Cl)Cl.[C:3]1=[C:4]C=CC1>>O=[C:1]1[C:2](Cl)(Cl)[C:4]2C=CC[C:3]12"],
  [
    "Staudinger lactam synthesis",
    "O=[C:1]=[C:2]c1ccccc1.[C:3](c1ccccc1)=[N:4]C>>O=[C:1]1[C:2](c2ccccc2)[C:3](c2ccccc2)[N:4]1C",
  ],
  ["electrocyclic ring opening", "[C:1]1[C:2][C:3](C)=[C:4]1C>>[C:1]=[C:4](C)[C:3](C)=[C:2]"],
  ["semipinacol rearrangement", "[C:1]1CCC[C:2]1([O:3])[C:4](C)Br>>[O:3]=[C:2]1CCC[C:1][C:4]1C"],
  ["Wagner-Meerwein rearrangement", "[C:1][C:2](C)(C)[C:3][O:4]>>[C:2](C)(C)=[C:3][C:1]"],
  ["Favorskii rearrangement", "O=[C:1]1[C:2](Cl)CCC[C:3]1.C[O:4]>>C[O:4][C:1](=O)[C:2]1CCC[C:3]1"],
  ["Schmidt reaction", "O=[C:1]1[C:2]CCCC1.[N:3]=[N+]=[N-]>>O=[C:1]1CCCC[C:2][N:3]1"],
  ["Lossen rearrangement", "CC(=O)O[N:1][C:2](=O)[c:3]1ccccc1.O>>[N:1][c:3]1ccccc1"],
  ["Fries rearrangement", "C[C:1](=O)[O:2][c:3]1[c:4]cccc1>>C[C:1](=O)[c:4]1cccc[c:3]1[O:2]"],
  ["sulfoxide allylic shift", "[C:1]=[C:2][C:3](C)[S:4](=[O:5])c1ccccc1.COP(OC)OC>>[O:5][C:1][C:2]=[C:3]C"],
  ["Meisenheimer shift", "[C:1]=[C:2][C:3][N+:4](C)(C)[O-:5]>>[C:3]=[C:2][C:1][O:5][N:4](C)C"],
];

/** Carbon-carbon double bonds are exchanged, made and cut. */
export const ALKENES: readonly TextbookReaction[] = [
  ["ring-closing metathesis to a macrocycle", "C=[C:1]CCCCCCC(=O)OCCCC[C:2]=C>>O=C1CCCCCC[C:1]=[C:2]CCCCO1"],
  ["cross metathesis of two alkenes", "C=[C:1]c1ccccc1.C=[C:2]CCC#N>>N#CCC[C:2]=[C:1]c1ccccc1"],
  ["self metathesis", "C=[C:1]CCCOC(C)=O.C=[C:2]CCCOC(C)=O>>CC(=O)OCCC[C:1]=[C:2]CCCOC(C)=O"],
  ["enyne cross metathesis", "[C:1]#[C:2]CCc1ccccc1.[C:3]=[C:4]>>[C:3]=[C:1][C:2](=[C:4])CCc1ccccc1"],
  [
    "ring-opening metathesis with ethylene",
    "[C:1]1=[C:2]C2CC1C1C2C(=O)OC1=O.[C:3]=[C:4]>>[C:3]=[C:1]C1CC([C:2]=[C:4])C2C1C(=O)OC2=O",
  ],
  ["Horner-Wadsworth-Emmons reaction", "O=[C:1]C(C)C.CCOP(=O)(OCC)[C:2]C(=O)OCC>>CCOC(=O)[C:2]=[C:1]C(C)C"],
  ["Peterson olefination", "O=[C:1](C)CC.C[Si](C)(C)[C:2]c1ccccc1>>CC[C:1](C)=[C:2]c1ccccc1"],
  ["Julia olefination", "O=[C:1]c1ccccc1.CC[C:2]S(=O)(=O)c1nc2ccccc2s1>>CC[C:2]=[C:1]c1ccccc1"],
  ["ozonolysis in both parts", "CC[C:1]=[C:2]CC(C)C.[O:4]=[O+][O-:3]>>CC[C:1]=[O:3].CC(C)C[C:2]=[O:4]"],
  [
    "oxidative cleavage by periodate",
    "[O:3][C:1](CC)[C:2]([O:4])c1ccccc1.[O-]I(=O)(=O)=O.[Na+]>>CC[C:1]=[O:3].[O:4]=[C:2]c1ccccc1",
  ],
  ["hydration of an alkyne", "[C:1]#[C:2]CCC.[O:3]>>[C:1][C:2](=[O:3])CCC"],
  ["Wacker oxidation", "[C:1]=[C:2]CCCC.[O:3]=O>>[C:1][C:2](=[O:3])CCCC"],
  ["Prins reaction", "[C:1]=[C:2](C)C.[C:3]=[O:4].[O:5]>>[O:5][C:2](C)(C)[C:1][C:3][O:4]"],
  [
    "Pauson-Khand reaction",
    "[C:1]#[C:2]c1ccccc1.[C:3]1=[C:4]C2CCC1C2.[C-:5]#[O+:6]>>[O:6]=[C:5]1[C:2](c2ccccc2)=[C:1][C:4]2C3CCC(C3)[C:3]12",
  ],
];

/** Several components, and rings from them. */
export const CONDENSATIONS: readonly TextbookReaction[] = [
  [
    "Passerini reaction with an amino acid",
    "CC(C)(C)OC(=O)NC[C:1](=[O:2])[O:3].[O:4]=[C:5]CC.[C-:6]#[N+:7]Cc1ccccc1>>CC(C)(C)OC(=O)NC[C:1](=[O:2])[O:4][C:5](CC)[C:6](=[O:3])[N:7]Cc1ccccc1",
  ],
  [
    "Ugi reaction with formaldehyde",
    "c1ccccc1[C:1](=O)[O:3].O=[C:5].[N:8]CC(=O)OC.[C-:6]#[N+:7]C(C)(C)C>>c1ccccc1[C:1](=O)[N:8](CC(=O)OC)[C:5][C:6](=[O:3])[N:7]C(C)(C)C",
  ],
  [
    "Groebke-Blackburn-Bienayme reaction",
    "[N:1][c:9]1cccc[n:2]1.O=[C:3]c1ccccc1.[C-:4]#[N+:5]C(C)(C)C>>CC(C)(C)[N:5][c:4]1[c:3](-c2ccccc2)[n:1][c:9]2cccc[n:2]12",
  ],
  [
    "Kabachnik-Fields reaction",
    "O=[C:1]c1ccccc1.[N:2]Cc1ccccc1.CCO[P:3](=O)OCC>>CCO[P:3](=O)(OCC)[C:1]([N:2]Cc1ccccc1)c1ccccc1",
  ],
  [
    "Mannich reaction of cyclohexanone",
    "O=C1[C:1]CCCC1.O=[C:2]c1ccccc1.[N:3]c1ccccc1>>O=C1[C:1]([C:2]([N:3]c2ccccc2)c2ccccc2)CCCC1",
  ],
  [
    "Robinson annulation",
    "[C:1]=[C:2]C(=O)[C:3].O=C1CCC[C:5](=O)[C:4]1C>>C[C:4]12[C:1][C:2]C(=O)[C:3]=[C:5]1CCCC2=O",
  ],
  ["Paal-Knorr synthesis", "C[C:1](=O)CC[C:2](C)=O.[N:3]c1ccccc1>>C[c:1]1cc[c:2](C)[n:3]1-c1ccccc1"],
  [
    "Knorr pyrazole synthesis",
    "C[C:1](=O)C[C:2](C)=O.[N:3][N:4]c1ccccc1>>C[c:1]1c[c:2](C)[n:4](-c2ccccc2)[n:3]1",
  ],
  [
    "Pictet-Spengler reaction",
    "[N:1]CCc1[c:2][nH]c2ccccc12.O=[C:3]c1ccccc1>>[N:1]1CCc2c3ccccc3[nH][c:2]2[C:3]1c1ccccc1",
  ],
  ["Bischler-Napieralski reaction", "C[C:1](=O)[N:2]CCc1ccc[c:4][c:3]1>>C[C:1]1=[N:2]CCc2ccc[c:4][c:3]12"],
  ["Knoevenagel condensation", "O=[C:1]c1ccccc1.[C:2](C#N)C#N>>N#C[C:2](C#N)=[C:1]c1ccccc1"],
  ["Dieckmann condensation", "CCO[C:1](=O)CCC[C:2]C(=O)OCC>>CCOC(=O)[C:2]1CCC[C:1]1=O"],
  [
    "benzoin condensation",
    "[O:1]=[C:2]c1ccccc1.[O:3]=[C:4]c1ccccc1>>[O:1]=[C:2](c1ccccc1)[C:4]([O:3])c1ccccc1",
  ],
  ["Henry reaction", "[O:1]=[C:2]CC.[C:3][N+](=O)[O-]>>[O:1][C:2](CC)[C:3][N+](=O)[O-]"],
  [
    "Baylis-Hillman reaction",
    "[O:1]=[C:2]c1ccccc1.[C:3]=[C:4]C(=O)OC>>[O:1][C:2](c1ccccc1)[C:4](=[C:3])C(=O)OC",
  ],
  ["Buchwald-Hartwig amination", "Br[c:1]1ccc(OC)cc1.[N:2]1CCOCC1>>COc1cc[c:1]([N:2]2CCOCC2)cc1"],
  ["Stille coupling", "I[c:1]1ccccc1.CCCC[Sn](CCCC)(CCCC)[C:2]=C>>C=[C:2][c:1]1ccccc1"],
  ["hydrolysis of an anhydride", "O=[C:1]1CC[C:2](=O)[O:3]1.[O:4]>>[O:4][C:1](=O)CC[C:2](=O)[O:3]"],
];
