/** More reactions of metabolism: the pathways to amino acids, nucleotides, fatty acids and cofactors. */
import {
  ADENYLYL,
  ADP,
  amp,
  ATP,
  COA,
  NAD,
  NADH,
  NADP,
  NADPH,
  phosphate,
  PHOSPHORYL,
  PPI,
} from "./cofactors.ts";
import type { TextbookReaction } from "./textbook_reaction.ts";

const GLUTAMINE = "[N:61][C:62](=O)CCC(N)C(=O)O";
/** After glutamine has given its amide nitrogen to another and taken up water. */
const SPENT_GLUTAMINE = "[O:63][C:62](=O)CCC(N)C(=O)O";
const WATER = "[O:63]";
const RIBOSE_PHOSPHATE = "OC(COP(=O)(O)O)C(O)C1O";
const PRPP = `O[P:93](=O)(O)[O:92][P:91](=O)(O)[O:90][C:1]1${RIBOSE_PHOSPHATE}`;

/** Ligases, which spend ATP and pass the oxygen of the acid or amide to a phosphate. */
export const LIGASES: readonly TextbookReaction[] = [
  [
    "acetyl-CoA carboxylase",
    `[C:1]C(=O)${COA}.O[C:2](=O)[O:3].${ATP}>>O=[C:2](O)[C:1]C(=O)${COA}.${ADP}.${phosphate(3)}`,
  ],
  [
    "GMP synthase",
    `O=c1[nH][c:1](=[O:2])[nH]c2c1ncn2C1${RIBOSE_PHOSPHATE}.${GLUTAMINE}.${WATER}.${ATP}>>O=c1[nH][c:1]([N:61])nc2c1ncn2C1${RIBOSE_PHOSPHATE}.${SPENT_GLUTAMINE}.${
      amp(2)
    }.${PPI}`,
  ],
  [
    "CTP synthase",
    `[O:1]=[c:2]1ccn(C2OC(COP(=O)(O)O)C(O)C2O)c(=O)[nH]1.[N:3].${ATP}>>[N:3][c:2]1ccn(C2OC(COP(=O)(O)O)C(O)C2O)c(=O)n1.${ADP}.${
      phosphate(1)
    }`,
  ],
  [
    "phosphoribosylformylglycinamidine synthase",
    `O=CNC[C:1](=[O:2])NC1${RIBOSE_PHOSPHATE}.${GLUTAMINE}.${WATER}.${ATP}>>O=CNC[C:1](=[N:61])NC1${RIBOSE_PHOSPHATE}.${SPENT_GLUTAMINE}.${ADP}.${
      phosphate(2)
    }`,
  ],
  [
    "asparagine synthetase",
    `NC(C[C:1](=O)[O:2])C(=O)O.${GLUTAMINE}.${WATER}.${ATP}>>NC(C[C:1](=O)[N:61])C(=O)O.${SPENT_GLUTAMINE}.${
      amp(2)
    }.${PPI}`,
  ],
  [
    "D-alanine ligase",
    `CC(N)[C:1](=O)[O:2].C[C:9]([N:3])C(=O)O.${ATP}>>CC(N)[C:1](=O)[N:3][C:9](C)C(=O)O.${ADP}.${
      phosphate(2)
    }`,
  ],
  [
    "phosphoribosylamine glycine ligase",
    `NC[C:1](=O)[O:2].[N:3]C1${RIBOSE_PHOSPHATE}.${ATP}>>NC[C:1](=O)[N:3]C1${RIBOSE_PHOSPHATE}.${ADP}.${
      phosphate(2)
    }`,
  ],
  [
    "adenylosuccinate synthase",
    `[O:1]=[c:2]1[nH]cnc2c1ncn2C1${RIBOSE_PHOSPHATE}.[N:3]C(CC(=O)O)C(=O)O.${ATP}>>[c:2]1([N:3]C(CC(=O)O)C(=O)O)ncnc2c1ncn2C1${RIBOSE_PHOSPHATE}.${ADP}.${
      phosphate(1)
    }`,
  ],
  [
    "palmitoyl-CoA synthetase",
    `CCCCCCCCCCCCCCC[C:1](=O)[O:2].${COA}.${ATP}>>CCCCCCCCCCCCCCC[C:1](=O)${COA}.${amp(2)}.${PPI}`,
  ],
  ["shikimate kinase", `OC1CC(C(=O)O)=CC([O:1])C1O.${ATP}>>OC1CC(C(=O)O)=CC([O:1]${PHOSPHORYL})C1O.${ADP}`],
  ["homoserine kinase", `NC(CC[O:1])C(=O)O.${ATP}>>NC(CC[O:1]${PHOSPHORYL})C(=O)O.${ADP}`],
  ["aspartate kinase", `NC(CC(=O)[O:1])C(=O)O.${ATP}>>NC(CC(=O)[O:1]${PHOSPHORYL})C(=O)O.${ADP}`],
  [
    "riboflavin kinase",
    `Cc1cc2nc3c(=O)[nH]c(=O)nc-3n(CC(O)C(O)C(O)C[O:1])c2cc1C.${ATP}>>Cc1cc2nc3c(=O)[nH]c(=O)nc-3n(CC(O)C(O)C(O)C[O:1]${PHOSPHORYL})c2cc1C.${ADP}`,
  ],
  [
    "FAD synthetase",
    `Cc1cc2nc3c(=O)[nH]c(=O)nc-3n(CC(O)C(O)C(O)COP(=O)(O)[O:1])c2cc1C.${ATP}>>Cc1cc2nc3c(=O)[nH]c(=O)nc-3n(CC(O)C(O)C(O)COP(=O)(O)[O:1]${ADENYLYL})c2cc1C.${PPI}`,
  ],
  [
    "pantetheine phosphate adenylyltransferase",
    `SCCNC(=O)CCNC(=O)C(O)C(C)(C)COP(=O)(O)[O:1].${ATP}>>SCCNC(=O)CCNC(=O)C(O)C(C)(C)COP(=O)(O)[O:1]${ADENYLYL}.${PPI}`,
  ],
  [
    "thiamine diphosphokinase",
    `Cc1ncc(C[n+]2csc(CC[O:1])c2C)c(N)n1.${ATP}>>Cc1ncc(C[n+]2csc(CC[O:1][P:91](=O)(O)[O:92][P:93](=O)(O)O)c2C)c(N)n1.${
      amp(90)
    }`,
  ],
];

/** Chains grow and are cut; acids lose carbon dioxide. */
export const CHAINS: readonly TextbookReaction[] = [
  [
    "3-oxoacyl-CoA thiolase",
    `CCC[C:1](=O)[C:2][C:3](=O)${COA}.[S:70]CCNC(C)=O>>CCC[C:1](=O)[S:70]CCNC(C)=O.[C:2][C:3](=O)${COA}`,
  ],
  [
    "3-oxoacyl-ACP synthase",
    `[C:2]([C:4](=O)O)[C:3](=O)${COA}.CC[C:1](=O)[S:70]CCNC(C)=O>>CC[C:1](=O)[C:2][C:3](=O)${COA}.O=[C:4]=O.[S:70]CCNC(C)=O`,
  ],
  ["enoyl-CoA hydratase", `C[C:1]=[C:2]C(=O)${COA}.[O:3]>>C[C:1]([O:3])[C:2]C(=O)${COA}`],
  [
    "isopropylmalate synthase",
    `[C:1][C:2](=O)${COA}.CC(C)[C:3](=[O:5])C(=O)O.[O:4]>>[O:4][C:2](=O)[C:1][C:3]([O:5])(C(C)C)C(=O)O.${COA}`,
  ],
  [
    "isopropylmalate dehydrogenase",
    `OC(=O)C([O:9])[C:1](C(C)C)[C:2](=O)O.${NAD}>>OC(=O)C(=[O:9])[C:1]C(C)C.O=[C:2]=O.${NADH}`,
  ],
  ["isopropylmalate isomerase", "OC(=O)[C:1][C:2]([O:3])(C(C)C)C(=O)O>>OC(=O)[C:1]([O:3])[C:2](C(C)C)C(=O)O"],
  ["isocitrate lyase", "OC(=O)[C:1]([O:4])[C:2](CC(=O)O)C(=O)O>>OC(=O)[C:1]=[O:4].[C:2](CC(=O)O)C(=O)O"],
  [
    "KDPG aldolase",
    "OC(=O)C(=O)[C:1][C:2]([O:3])C(O)COP(=O)(O)O>>OC(=O)C(=O)[C:1].[O:3]=[C:2]C(O)COP(=O)(O)O",
  ],
  [
    "6-phosphogluconate dehydratase",
    "OC(=O)[C:1]([O:4])[C:2]([O:3])C(O)C(O)COP(=O)(O)O>>OC(=O)[C:1](=[O:4])[C:2]C(O)C(O)COP(=O)(O)O.[O:3]",
  ],
  [
    "6-phosphogluconate dehydrogenase",
    `O[C:1](=O)[C:2]([O:5])[C:3]([O:4])C(O)COP(=O)(O)O.${NADP}>>[C:2]([O:5])[C:3](=[O:4])C(O)COP(=O)(O)O.O=[C:1]=O.${NADPH}`,
  ],
  [
    "ribulose bisphosphate carboxylase",
    "O=P(O)(O)O[C:1][C:2](=[O:6])[C:3]([O:7])C(O)COP(=O)(O)O.[O:8]=[C:4]=[O:9].[O:5]>>O=P(O)(O)O[C:1][C:2]([O:6])[C:4](=[O:8])[O:9].[O:5][C:3](=[O:7])C(O)COP(=O)(O)O",
  ],
  ["threonine aldolase", "C[C:1]([O:3])[C:2](N)C(=O)O>>C[C:1]=[O:3].[C:2](N)C(=O)O"],
  ["diaminopimelate decarboxylase", "NC(CCC[C:1](N)[C:2](=O)O)C(=O)O>>NC(CCC[C:1]N)C(=O)O.O=[C:2]=O"],
  [
    "aminolevulinate synthase",
    `[C:1](N)[C:2](=O)O.OC(=O)CC[C:3](=O)${COA}>>OC(=O)CC[C:3](=O)[C:1]N.O=[C:2]=O.${COA}`,
  ],
  ["dihydroxyacid dehydratase", "CC(C)([O:1])[C:2]([O:3])C(=O)O>>CC(C)[C:2](=[O:3])C(=O)O.[O:1]"],
  ["dehydroquinate dehydratase", "OC(=O)C1([O:1])[C:2]C(=O)C(O)C(O)C1>>OC(=O)C1=[C:2]C(=O)C(O)C(O)C1.[O:1]"],
  [
    "imidazoleglycerol phosphate dehydratase",
    "[O:1][C:2](c1cnc[nH]1)[C:3]([O:4])COP(=O)(O)O>>[C:2](c1cnc[nH]1)[C:3](=[O:4])COP(=O)(O)O.[O:1]",
  ],
  ["acetoacetate decarboxylase", "CC(=O)[C:1][C:2](=O)O>>CC(=O)[C:1].O=[C:2]=O"],
];

/** Lyases and hydrolases at nitrogen, sulfur and phosphorus, and the transfer of one-carbon units. */
export const SPLITTINGS: readonly TextbookReaction[] = [
  [
    "tryptophanase",
    "[c:1]1([C:2][C:3]([N:4])C(=O)O)c[nH]c2ccccc12.[O:5]>>[c:1]1c[nH]c2ccccc12.[C:2][C:3](=[O:5])C(=O)O.[N:4]",
  ],
  ["cysteine desulfhydrase", "[S:1][C:2][C:3]([N:4])C(=O)O.[O:5]>>[S:1].[C:2][C:3](=[O:5])C(=O)O.[N:4]"],
  [
    "cystathionine beta-lyase",
    "NC(CC[S:1][C:2][C:3]([N:4])C(=O)O)C(=O)O.[O:5]>>NC(CC[S:1])C(=O)O.[C:2][C:3](=[O:5])C(=O)O.[N:4]",
  ],
  [
    "ATP phosphoribosyltransferase, adenine part",
    `Nc1[n:9]cnc2c1ncn2C.${PRPP}>>N=c1c2ncn(C)c2nc[n:9]1[C:1]1${RIBOSE_PHOSPHATE}.${PPI}`,
  ],
  [
    "anthranilate phosphoribosyltransferase",
    `[N:2]c1ccccc1C(=O)O.${PRPP}>>OC(=O)c1ccccc1[N:2][C:1]1${RIBOSE_PHOSPHATE}.${PPI}`,
  ],
  [
    "adenine phosphoribosyltransferase",
    `Nc1ncnc2[nH:2]cnc12.${PRPP}>>Nc1ncnc2c1nc[n:2]2[C:1]1${RIBOSE_PHOSPHATE}.${PPI}`,
  ],
  [
    "phosphatidylserine synthase",
    "CCCC(=O)OCC(OC(=O)CCC)CO[P:1](=O)(O)[O:2]P(=O)(O)OCC1OC(n2ccc(N)nc2=O)C(O)C1O.[O:3]CC(N)C(=O)O>>CCCC(=O)OCC(OC(=O)CCC)CO[P:1](=O)(O)[O:3]CC(N)C(=O)O.[O:2]P(=O)(O)OCC1OC(n2ccc(N)nc2=O)C(O)C1O",
  ],
  [
    "glycerol phosphate acyltransferase",
    `CCCCCC[C:1](=O)${COA}.[O:2]CC(O)COP(=O)(O)O>>CCCCCC[C:1](=O)[O:2]CC(O)COP(=O)(O)O.${COA}`,
  ],
  [
    "succinyldiaminopimelate desuccinylase",
    "OC(=O)CC[C:1](=O)[N:2]C(CCCC(N)C(=O)O)C(=O)O.[O:3]>>OC(=O)CC[C:1](=O)[O:3].[N:2]C(CCCC(N)C(=O)O)C(=O)O",
  ],
  [
    "beta-lactamase",
    "CC1(C)SC2C(NC(=O)Cc3ccccc3)[C:1](=O)[N:2]2C1C(=O)O.[O:3]>>CC1(C)SC(C(NC(=O)Cc2ccccc2)[C:1](=O)[O:3])[N:2]C1C(=O)O",
  ],
  ["dihydroorotase", "[N:3]C(=O)NC(C[C:1](=O)[O:2])C(=O)O>>O=[C:1]1CC(C(=O)O)NC(=O)[N:3]1.[O:2]"],
  ["urease", "[N:1][C:2](=[O:6])[N:3].[O:4].[O:5]>>[O:4][C:2](=[O:6])[O:5].[N:1].[N:3]"],
  [
    "xanthine dehydrogenase",
    `O=[c:3]1[nH][c:1]nc2nc[nH]c12.[O:2].${NAD}>>O=[c:3]1[nH][c:1](=[O:2])[nH]c2nc[nH]c12.${NADH}`,
  ],
  ["formate dehydrogenase", `[O:1][C:2]=[O:3].${NAD}>>[O:1]=[C:2]=[O:3].${NADH}`],
  ["glycolate oxidase", "[O:1][C:2]C(=O)O.[O:3]=[O:4]>>[O:1]=[C:2]C(=O)O.[O:3][O:4]"],
  [
    "succinate dehydrogenase",
    "OC(=O)[C:1][C:2]C(=O)O.COC1=C(OC)[C:3](=[O:5])C(C)=C[C:4]1=[O:6]>>OC(=O)[C:1]=[C:2]C(=O)O.COc1c(OC)[c:3]([O:5])c(C)c[c:4]1[O:6]",
  ],
  ["kynureninase", "Nc1ccccc1[C:1](=O)[C:2]C(N)C(=O)O.[O:3]>>Nc1ccccc1[C:1](=O)[O:3].[C:2]C(N)C(=O)O"],
  [
    "fumarylacetoacetase",
    "OC(=O)C=C[C:1](=O)[C:2]C(=O)CC(=O)O.[O:3]>>OC(=O)C=C[C:1](=O)[O:3].[C:2]C(=O)CC(=O)O",
  ],
  [
    "histidinol phosphate transaminase",
    "[O:1]=[C:2](Cc1cnc[nH]1)COP(=O)(O)O.[N:3][C:4](CCC(=O)O)C(=O)O>>[N:3][C:2](Cc1cnc[nH]1)COP(=O)(O)O.[O:1]=[C:4](CCC(=O)O)C(=O)O",
  ],
  [
    "glutamine fructose-6-phosphate transaminase",
    `[O:1]=[C:2]([C:3][O:4])C(O)C(O)C(O)COP(=O)(O)O.[N:61][C:62](=O)CCC(N)C(=O)O>>[N:61][C:2]([C:3]=[O:4])C(O)C(O)C(O)COP(=O)(O)O.[O:1][C:62](=O)CCC(N)C(=O)O`,
  ],
  [
    "trehalose phosphate synthase",
    "OCC1O[C:1]([O:2]P(=O)(O)OP(=O)(O)OCC2OC(n3ccc(=O)[nH]c3=O)C(O)C2O)C(O)C(O)C1O.[O:3]C1OC(COP(=O)(O)O)C(O)C(O)C1O>>OCC1O[C:1]([O:3]C2OC(COP(=O)(O)O)C(O)C(O)C2O)C(O)C(O)C1O.[O:2]P(=O)(O)OP(=O)(O)OCC1OC(n2ccc(=O)[nH]c2=O)C(O)C1O",
  ],
  [
    "thymidylate synthase",
    "O=c1[c:1]cn(C2CC(O)C(COP(=O)(O)O)O2)c(=O)[nH]1.[C:2]1[N:3]2[C:6](C[N:4]1c1ccc(C(=O)O)cc1)[C:7]Nc1c2c(=O)[nH]c(N)n1>>O=c1[c:1]([C:2])cn(C2CC(O)C(COP(=O)(O)O)O2)c(=O)[nH]1.[N:3]1=[C:6](C[N:4]c2ccc(C(=O)O)cc2)[C:7]Nc2c1c(=O)[nH]c(N)n2",
  ],
  [
    "methionine synthase",
    "[C:1][N:2]1C(CNc2ccc(C(=O)O)cc2)CNc2c1c(=O)[nH]c(N)n2.[S:3]CCC(N)C(=O)O>>[N:2]1C(CNc2ccc(C(=O)O)cc2)CNc2c1c(=O)[nH]c(N)n2.[C:1][S:3]CCC(N)C(=O)O",
  ],
];
