/** Reactions of metabolism as biochemistry textbooks give them, with the atoms numbered at which something happens. */
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
  SAH,
  SAM,
  URIDYLYL,
  UTP,
} from "./cofactors.ts";
import type { TextbookReaction } from "./textbook_reaction.ts";

const GLUTAMATE = "[N:51][C:50](CCC(=O)O)C(=O)O";
const OXOGLUTARATE = "[O:52]=[C:50](CCC(=O)O)C(=O)O";

/** Phosphates are made and cut at P-O; esters of sulfuric and phosphoric acid keep the oxygen of the alcohol. */
export const PHOSPHORYL_TRANSFERS: readonly TextbookReaction[] = [
  ["hexokinase", `OC1OC(C[O:1])C(O)C(O)C1O.${ATP}>>OC1OC(C[O:1]${PHOSPHORYL})C(O)C(O)C1O.${ADP}`],
  ["glycerol kinase", `OCC(O)C[O:1].${ATP}>>OCC(O)C[O:1]${PHOSPHORYL}.${ADP}`],
  ["pyruvate kinase", `C=C([O:1]${PHOSPHORYL})C(=O)O.${ADP}>>CC(=[O:1])C(=O)O.${ATP}`],
  ["acetate kinase", `CC(=O)[O:1].${ATP}>>CC(=O)[O:1]${PHOSPHORYL}.${ADP}`],
  [
    "phosphoglycerate kinase",
    `O=C([O:1]${PHOSPHORYL})C(O)COP(=O)(O)O.${ADP}>>O=C([O:1])C(O)COP(=O)(O)O.${ATP}`,
  ],
  ["creatine kinase", `CN(CC(=O)O)C(=N)[N:1].${ATP}>>CN(CC(=O)O)C(=N)[N:1]${PHOSPHORYL}.${ADP}`],
  [
    "nucleoside monophosphate kinase",
    `[O:1]P(=O)(O)OCC1OC(n2ccc(N)nc2=O)C(O)C1O.${ATP}>>[O:1](${PHOSPHORYL})P(=O)(O)OCC1OC(n2ccc(N)nc2=O)C(O)C1O.${ADP}`,
  ],
  [
    "glucose 6-phosphatase",
    "OC1OC(C[O:1][P:2](=O)(O)O)C(O)C(O)C1O.[O:3]>>OC1OC(C[O:1])C(O)C(O)C1O.[O:3][P:2](=O)(O)O",
  ],
  ["diphosphatase", "O[P:1](=O)(O)[O:3][P:2](=O)(O)O.[O:4]>>O[P:1](=O)(O)[O:3].[O:4][P:2](=O)(O)O"],
  ["ATPase", `${ATP}.[O:1]>>${ADP}.${phosphate(1)}`],
  [
    "phospholipase C",
    "CCCC(=O)OCC(OC(=O)CCC)C[O:1][P:2](=O)(O)OCC[N+](C)(C)C.[O:3]>>CCCC(=O)OCC(OC(=O)CCC)C[O:1].[O:3][P:2](=O)(O)OCC[N+](C)(C)C",
  ],
  [
    "phospholipase D",
    "CCCC(=O)OCC(OC(=O)CCC)CO[P:2](=O)(O)[O:1]CC[N+](C)(C)C.[O:3]>>CCCC(=O)OCC(OC(=O)CCC)CO[P:2](=O)(O)[O:3].[O:1]CC[N+](C)(C)C",
  ],
  ["phosphoglycerate mutase", "O=C(O)C(O[P:1](=O)(O)O)C[O:2]>>O=C(O)C(O)C[O:2][P:1](=O)(O)O"],
  [
    "ribose phosphate diphosphokinase",
    `[O:1][C:2]1OC(COP(=O)(O)O)C(O)C1O.${ATP}>>O[P:93](=O)(O)[O:92][P:91](=O)(O)[O:1][C:2]1OC(COP(=O)(O)O)C(O)C1O.${
      amp(90)
    }`,
  ],
  [
    "UTP glucose 1-phosphate uridylyltransferase",
    `OCC1OC(OP(=O)(O)[O:1])C(O)C(O)C1O.${UTP}>>OCC1OC(OP(=O)(O)[O:1]${URIDYLYL})C(O)C(O)C1O.${PPI}`,
  ],
  ["sulfate adenylyltransferase", `[O:1]S(=O)(=O)O.${ATP}>>OS(=O)(=O)[O:1]${ADENYLYL}.${PPI}`],
  [
    "adenylate cyclase",
    `O[P:93](=O)(O)[O:92][P:91](=O)(O)[O:90][P:89](=O)(O)OCC4OC(n5cnc6c(N)ncnc65)C(O)C4[O:1]>>O=[P:89]1(O)OCC4OC(n5cnc6c(N)ncnc65)C(O)C4[O:1]1.${PPI}`,
  ],
  [
    "phosphoenolpyruvate carboxykinase",
    `OC(=O)C(=[O:1])C[C:2](=O)O.${ATP}>>OC(=O)C(=C)[O:1]${PHOSPHORYL}.O=[C:2]=O.${ADP}`,
  ],
];

/** An acid is activated through its oxygen, which ends in the phosphate. */
export const ACID_ACTIVATIONS: readonly TextbookReaction[] = [
  [
    "glutamine synthetase",
    `NC(CC[C:1](=O)[O:2])C(=O)O.${ATP}.[N:3]>>NC(CC[C:1](=O)[N:3])C(=O)O.${ADP}.${phosphate(2)}`,
  ],
  [
    "glutamate cysteine ligase",
    `NC(CC[C:1](=O)[O:2])C(=O)O.[N:3]C(CS)C(=O)O.${ATP}>>NC(CC[C:1](=O)[N:3]C(CS)C(=O)O)C(=O)O.${ADP}.${
      phosphate(2)
    }`,
  ],
  [
    "succinyl-CoA synthetase",
    `OC(=O)CC[C:1](=O)[O:2].${COA}.${ATP}>>OC(=O)CC[C:1](=O)${COA}.${ADP}.${phosphate(2)}`,
  ],
  ["acetyl-CoA synthetase", `C[C:1](=O)[O:2].${COA}.${ATP}>>C[C:1](=O)${COA}.${amp(2)}.${PPI}`],
  ["alanine tRNA ligase, first step", `CC(N)C(=O)[O:1].${ATP}>>CC(N)C(=O)[O:1]${ADENYLYL}.${PPI}`],
  [
    "pantothenate synthetase",
    `OCC(C)(C)C(O)[C:1](=O)[O:2].[N:3]CCC(=O)O.${ATP}>>OCC(C)(C)C(O)[C:1](=O)[N:3]CCC(=O)O.${amp(2)}.${PPI}`,
  ],
  [
    "argininosuccinate synthase",
    `NC(CCCN[C:1](=[O:2])N)C(=O)O.[N:3]C(CC(=O)O)C(=O)O.${ATP}>>NC(CCCN[C:1](=[N:3]C(CC(=O)O)C(=O)O)N)C(=O)O.${
      amp(2)
    }.${PPI}`,
  ],
  [
    "pyruvate carboxylase",
    `[C:1]C(=O)C(=O)O.O[C:2](=O)[O:3].${ATP}>>O=C(O)C(=O)[C:1][C:2](=O)O.${ADP}.${phosphate(3)}`,
  ],
  [
    "phosphoenolpyruvate carboxylase",
    "[C:1]=[C:4]([O:5][P:93](=O)(O)O)C(=O)O.O[C:2](=O)[O:3]>>OC(=O)[C:4](=[O:5])[C:1][C:2](=O)O.[O:3][P:93](=O)(O)O",
  ],
];

/** Acyl groups move between sulfur, oxygen, nitrogen, phosphate and carbon. */
export const ACYL_TRANSFERS: readonly TextbookReaction[] = [
  ["serine acetyltransferase", `C[C:1](=O)${COA}.[O:2]CC(N)C(=O)O>>C[C:1](=O)[O:2]CC(N)C(=O)O.${COA}`],
  [
    "glucosamine acetyltransferase",
    `C[C:1](=O)${COA}.[N:2]C1C(O)OC(COP(=O)(O)O)C(O)C1O>>C[C:1](=O)[N:2]C1C(O)OC(COP(=O)(O)O)C(O)C1O.${COA}`,
  ],
  ["acetyl-CoA hydrolase", `C[C:1](=O)${COA}.[O:2]>>C[C:1](=O)[O:2].${COA}`],
  ["phosphate acetyltransferase", `C[C:1](=O)${COA}.[O:2]P(=O)(O)O>>C[C:1](=O)[O:2]P(=O)(O)O.${COA}`],
  [
    "acetoacetyl-CoA thiolase",
    `[C:1][C:2](=O)${COA}.C[C:3](=O)[S:70]CCNC(=O)CCNC(C)=O>>C[C:3](=O)[C:1][C:2](=O)${COA}.[S:70]CCNC(=O)CCNC(C)=O`,
  ],
  [
    "citrate synthase",
    `[C:1][C:2](=O)${COA}.O=[C:3](CC(=O)O)C(=O)O.[O:4]>>[O:4][C:2](=O)[C:1][C:3](O)(CC(=O)O)C(=O)O.${COA}`,
  ],
  ["malate synthase", `[C:1][C:2](=O)${COA}.O=[C:3]C(=O)O.[O:4]>>[O:4][C:2](=O)[C:1][C:3](O)C(=O)O.${COA}`],
  [
    "hydroxymethylglutaryl-CoA lyase",
    `OC(=O)C[C:3](C)([O:9])[C:1][C:2](=O)${COA}>>OC(=O)C[C:3](C)=[O:9].[C:1][C:2](=O)${COA}`,
  ],
  ["propionate CoA transferase", `C[C:1](=O)${COA}.CC[C:2](=O)[O:3]>>C[C:1](=O)[O:3].CC[C:2](=O)${COA}`],
  ["formate C-acetyltransferase", `C[C:1](=O)[C:2](=O)O.${COA}>>C[C:1](=O)${COA}.[C:2](=O)O`],
  ["choline acetyltransferase", `C[C:1](=O)${COA}.[O:2]CC[N+](C)(C)C>>C[C:1](=O)[O:2]CC[N+](C)(C)C.${COA}`],
  [
    "ornithine carbamoyltransferase",
    "NC(=O)[O:1]P(=O)(O)O.[N:2]CCCC(N)C(=O)O>>NC(=O)[N:2]CCCC(N)C(=O)O.[O:1]P(=O)(O)O",
  ],
  [
    "aspartate carbamoyltransferase",
    "NC(=O)[O:1]P(=O)(O)O.[N:2]C(CC(=O)O)C(=O)O>>NC(=O)[N:2]C(CC(=O)O)C(=O)O.[O:1]P(=O)(O)O",
  ],
  ["glutaminase", "[N:1][C:2](=O)CCC(N)C(=O)O.[O:3]>>[O:3][C:2](=O)CCC(N)C(=O)O.[N:1]"],
  ["lipase", "CCCCC(=O)OCC(O)CO[C:1](=O)CCCC.[O:2]>>CCCCC(=O)OCC(O)CO.[O:2][C:1](=O)CCCC"],
  ["acetylcholinesterase", "C[C:1](=O)[O:2]CC[N+](C)(C)C.[O:3]>>C[C:1](=O)[O:3].[O:2]CC[N+](C)(C)C"],
];

/** Amines and oxygen are exchanged; carbon skeletons stay. */
export const AMINE_TRANSFERS: readonly TextbookReaction[] = [
  [
    "aspartate transaminase",
    `[N:1][C:2](CC(=O)O)C(=O)O.${OXOGLUTARATE}>>[O:52]=[C:2](CC(=O)O)C(=O)O.[N:1][C:50](CCC(=O)O)C(=O)O`,
  ],
  [
    "alanine transaminase",
    `C[C:2](=[O:3])C(=O)O.${GLUTAMATE}>>C[C:2]([N:51])C(=O)O.[O:3]=[C:50](CCC(=O)O)C(=O)O`,
  ],
  [
    "phenylalanine transaminase",
    `OC(=O)[C:2](=[O:3])Cc1ccccc1.${GLUTAMATE}>>OC(=O)[C:2]([N:51])Cc1ccccc1.[O:3]=[C:50](CCC(=O)O)C(=O)O`,
  ],
  [
    "ornithine transaminase",
    `NC(CC[C:2][N:1])C(=O)O.${OXOGLUTARATE}>>NC(CC[C:2]=[O:52])C(=O)O.[N:1][C:50](CCC(=O)O)C(=O)O`,
  ],
  [
    "phosphoserine transaminase",
    `OC(=O)[C:2](=[O:3])COP(=O)(O)O.${GLUTAMATE}>>OC(=O)[C:2]([N:51])COP(=O)(O)O.[O:3]=[C:50](CCC(=O)O)C(=O)O`,
  ],
  [
    "glutamate dehydrogenase",
    `[O:1]=[C:2](CCC(=O)O)C(=O)O.[N:3].${NADPH}>>[N:3][C:2](CCC(=O)O)C(=O)O.${NADP}.[O:1]`,
  ],
  [
    "cytidine deaminase",
    "[N:1][c:2]1ccn(C2OC(CO)C(O)C2O)c(=O)n1.[O:3]>>[O:3]=[c:2]1ccn(C2OC(CO)C(O)C2O)c(=O)[nH]1.[N:1]",
  ],
  [
    "adenosine deaminase",
    "[N:1][c:2]1ncnc2n(cnc12)C1OC(CO)C(O)C1O.[O:3]>>[O:3]=[c:2]1[nH]cnc2n(cnc12)C1OC(CO)C(O)C1O.[N:1]",
  ],
  ["arginase", "N[C:2](=N)[N:1]CCCC(N)C(=O)O.[O:3]>>N[C:2](=[O:3])N.[N:1]CCCC(N)C(=O)O"],
  ["aspartate ammonia-lyase", "[N:1][C:2]([C:3]C(=O)O)C(=O)O>>OC(=O)[C:2]=[C:3]C(=O)O.[N:1]"],
  ["serine dehydratase", "[O:1][C:2][C:3]([N:4])C(=O)O>>[C:2][C:3](=[O:1])C(=O)O.[N:4]"],
  [
    "argininosuccinate lyase",
    "NC(CCCNC(N)=[N:1][C:2](CC(=O)O)C(=O)O)C(=O)O>>NC(CCCNC(N)=[N:1])C(=O)O.OC(=O)[C:2]=CC(=O)O",
  ],
  [
    "amidophosphoribosyltransferase",
    `O[P:93](=O)(O)[O:92][P:91](=O)(O)[O:90][C:1]1OC(COP(=O)(O)O)C(O)C1O.[N:2][C:3](=O)CCC(N)C(=O)O.[O:4]>>[N:2][C:1]1OC(COP(=O)(O)O)C(O)C1O.[O:4][C:3](=O)CCC(N)C(=O)O.${PPI}`,
  ],
];

/** Hydrogens move, the skeletons stay. */
export const REDOX: readonly TextbookReaction[] = [
  ["alcohol dehydrogenase", `CC[O:1].${NAD}>>CC=[O:1].${NADH}`],
  ["lactate dehydrogenase", `CC([O:1])C(=O)O.${NAD}>>CC(=[O:1])C(=O)O.${NADH}`],
  ["aldehyde dehydrogenase", `C[C:1]=O.[O:2].${NAD}>>C[C:1](=O)[O:2].${NADH}`],
  [
    "glyceraldehyde 3-phosphate dehydrogenase",
    `O=[C:1]C(O)COP(=O)(O)O.[O:2]P(=O)(O)O.${NAD}>>O=[C:1]([O:2]P(=O)(O)O)C(O)COP(=O)(O)O.${NADH}`,
  ],
  [
    "isocitrate dehydrogenase",
    `OC(=O)C([O:9])[C:1](CC(=O)O)[C:2](=O)O.${NADP}>>OC(=O)C(=[O:9])[C:1]CC(=O)O.O=[C:2]=O.${NADPH}`,
  ],
  ["pyruvate dehydrogenase", `C[C:1](=O)[C:2](=O)O.${COA}.${NAD}>>C[C:1](=O)${COA}.O=[C:2]=O.${NADH}`],
  [
    "glucose 6-phosphate dehydrogenase",
    `OC1OC(COP(=O)(O)O)C(O)C(O)C1O.${NADP}>>O=C1OC(COP(=O)(O)O)C(O)C(O)C1O.${NADPH}`,
  ],
  [
    "glutathione reductase",
    `NC(CCC(=O)NC(C[S:1][S:2]CC(NC(=O)CCC(N)C(=O)O)C(=O)NCC(=O)O)C(=O)NCC(=O)O)C(=O)O.${NADPH}>>NC(CCC(=O)NC(C[S:1])C(=O)NCC(=O)O)C(=O)O.NC(CCC(=O)NC(C[S:2])C(=O)NCC(=O)O)C(=O)O.${NADP}`,
  ],
  [
    "phenylalanine 4-monooxygenase",
    `NC(Cc1cc[c:1]cc1)C(=O)O.[O:2]=[O:3].${NADH}>>NC(Cc1cc[c:1]([O:2])cc1)C(=O)O.[O:3].${NAD}`,
  ],
  [
    "catechol 1,2-dioxygenase",
    "[O:5][c:1]1cccc[c:2]1[O:6].[O:3]=[O:4]>>[O:3][C:1](=[O:5])C=CC=C[C:2](=[O:6])[O:4]",
  ],
  [
    "ketol-acid reductoisomerase",
    `[C:1]C(=O)[C:2](O)([C:3])C(=O)O.${NADPH}>>[C:1]C(O)([C:3])[C:2](O)C(=O)O.${NADP}`,
  ],
];

/** Lyases, aldol cleavages, isomerases and mutases. */
export const CARBON_SKELETONS: readonly TextbookReaction[] = [
  [
    "fructose bisphosphate aldolase",
    "O=P(O)(O)OCC(=O)[C:1](O)[C:2]([O:3])C(O)COP(=O)(O)O>>O=P(O)(O)OCC(=O)[C:1]O.[O:3]=[C:2]C(O)COP(=O)(O)O",
  ],
  [
    "transketolase",
    "OC[C:1](=O)[C:2]([O:3])C(O)COP(=O)(O)O.[O:5]=[C:4]C(O)C(O)COP(=O)(O)O>>OC[C:1](=O)[C:4]([O:5])C(O)C(O)COP(=O)(O)O.[O:3]=[C:2]C(O)COP(=O)(O)O",
  ],
  [
    "transaldolase",
    "OCC(=O)[C:1](O)[C:2]([O:3])C(O)C(O)COP(=O)(O)O.[O:5]=[C:4]C(O)COP(=O)(O)O>>OCC(=O)[C:1](O)[C:4]([O:5])C(O)COP(=O)(O)O.[O:3]=[C:2]C(O)C(O)COP(=O)(O)O",
  ],
  ["triose phosphate isomerase", "[O:1][C:2][C:3](=[O:4])COP(=O)(O)O>>[O:1]=[C:2][C:3]([O:4])COP(=O)(O)O"],
  [
    "glucose 6-phosphate isomerase",
    "[O:1]=[C:2][C:3]([O:4])C(O)C(O)C(O)COP(=O)(O)O>>[O:1][C:2][C:3](=[O:4])C(O)C(O)C(O)COP(=O)(O)O",
  ],
  ["enolase", "[O:1][C:2]C(OP(=O)(O)O)C(=O)O>>[C:2]=C(OP(=O)(O)O)C(=O)O.[O:1]"],
  ["fumarase", "OC(=O)C=CC(=O)O.[O:1]>>OC(=O)CC([O:1])C(=O)O"],
  ["aconitase", "OC(=O)[C:1]([O:4])[C:2]([C:3]C(=O)O)C(=O)O>>OC(=O)[C:1][C:2]([O:4])([C:3]C(=O)O)C(=O)O"],
  ["glutamate decarboxylase", "N[C:1](CCC(=O)O)[C:2](=O)O>>N[C:1]CCC(=O)O.O=[C:2]=O"],
  [
    "orotidine 5'-phosphate decarboxylase",
    "O=c1[c:1][c:2]([C:3](=O)O)n(C2OC(COP(=O)(O)O)C(O)C2O)c(=O)[nH]1>>O=c1[c:1][c:2]n(C2OC(COP(=O)(O)O)C(O)C2O)c(=O)[nH]1.O=[C:3]=O",
  ],
  [
    "acetolactate synthase",
    "C[C:1](=O)[C:2](=O)O.C[C:3](=[O:4])C(=O)O>>C[C:1](=O)[C:3](C)([O:4])C(=O)O.O=[C:2]=O",
  ],
  [
    "chorismate mutase",
    "[C:1]=[C:2](C(=O)O)[O:3][C:4]1[C:5]=[C:6](C(=O)O)C=CC1O>>O=C(O)[C:2](=[O:3])[C:1][C:6]1(C(=O)O)C=CC(O)[C:4]=[C:5]1",
  ],
  [
    "prephenate dehydratase",
    "OC(=O)C(=O)CC1([C:1](=O)O)C=CC([O:2])C=C1>>OC(=O)C(=O)Cc1ccccc1.O=[C:1]=O.[O:2]",
  ],
  [
    "EPSP synthase",
    "[C:1]=[C:2]([O:3]P(=O)(O)O)C(=O)O.[O:4]C1C(O)CC(C(=O)O)=CC1OP(=O)(O)O>>[C:1]=[C:2]([O:4]C1C(O)CC(C(=O)O)=CC1OP(=O)(O)O)C(=O)O.[O:3]P(=O)(O)O",
  ],
  [
    "DAHP synthase",
    "[C:1]=[C:2]([O:3]P(=O)(O)O)C(=O)O.[O:5]=[C:4]C(O)C(O)COP(=O)(O)O.[O:6]>>[O:6]=[C:2]([C:1][C:4]([O:5])C(O)C(O)COP(=O)(O)O)C(=O)O.[O:3]P(=O)(O)O",
  ],
  [
    "tryptophan synthase alpha",
    "[O:1][C:2]([c:3]1c[nH]c2ccccc12)C(O)COP(=O)(O)O>>[O:1]=[C:2]C(O)COP(=O)(O)O.[c:3]1c[nH]c2ccccc12",
  ],
  [
    "tryptophan synthase beta",
    "[c:1]1c[nH]c2ccccc12.[O:2][C:3]C(N)C(=O)O>>[c:1]1([C:3]C(N)C(=O)O)c[nH]c2ccccc12.[O:2]",
  ],
  ["methylmalonyl-CoA mutase", `[C:1][C:2]([C:3](=O)${COA})C(=O)O>>[C:1]([C:3](=O)${COA})[C:2]C(=O)O`],
  [
    "serine hydroxymethyltransferase",
    "[O:1][C:2][C:3](N)C(=O)O.[N:4]1CC(C[N:5]c2ccc(C(=O)O)cc2)Nc2c1nc(N)[nH]c2=O>>[C:3](N)C(=O)O.[C:2]1[N:4]2CC(C[N:5]1c1ccc(C(=O)O)cc1)Nc1c2nc(N)[nH]c1=O.[O:1]",
  ],
  [
    "chorismate lyase",
    "[C:9]=[C:8](C(=O)O)[O:1][C:2]1C=C(C(=O)O)C=C[C:4]1[O:3]>>[C:9][C:8](=[O:1])C(=O)O.[c:2]1cc(C(=O)O)cc[c:4]1[O:3]",
  ],
  [
    "isopentenyl diphosphate isomerase",
    "[C:1]=[C:2](C)[C:3]COP(=O)(O)OP(=O)(O)O>>[C:1][C:2](C)=[C:3]COP(=O)(O)OP(=O)(O)O",
  ],
  ["lactoylglutathione lyase step", "C[C:1](=O)[C:2]=O.[O:3]>>C[C:1](O)[C:2](=O)[O:3]"],
];

/** Groups bound through carbon are transferred together with that carbon. */
export const ALKYL_TRANSFERS: readonly TextbookReaction[] = [
  ["catechol O-methyltransferase", `[O:1]c1ccccc1O.${SAM}>>[C:80][O:1]c1ccccc1O.${SAH}`],
  ["guanidinoacetate N-methyltransferase", `NC(=N)[N:1]CC(=O)O.${SAM}>>NC(=N)[N:1]([C:80])CC(=O)O.${SAH}`],
  [
    "phosphatidylethanolamine methyltransferase",
    `CCCC(=O)OCC(O)COP(=O)(O)OCC[N:1].${SAM}>>CCCC(=O)OCC(O)COP(=O)(O)OCC[N:1][C:80].${SAH}`,
  ],
  ["homocysteine methyltransferase", `[S:1]CCC(N)C(=O)O.${SAM}>>[C:80][S:1]CCC(N)C(=O)O.${SAH}`],
  [
    "spermidine synthase",
    "[N:1]CCCCN.C[S+:2]([C:3]CCN)CC1OC(n2cnc3c(N)ncnc32)C(O)C1O>>[N:1](CCCCN)[C:3]CCN.C[S:2]CC1OC(n2cnc3c(N)ncnc32)C(O)C1O",
  ],
  [
    "geranyl diphosphate synthase",
    "CC(C)=C[C:1][O:2]P(=O)(O)OP(=O)(O)O.[C:3]=[C:4](C)[C:5]COP(=O)(O)OP(=O)(O)O>>CC(C)=C[C:1][C:3][C:4](C)=[C:5]COP(=O)(O)OP(=O)(O)O.[O:2]P(=O)(O)OP(=O)(O)O",
  ],
  [
    "cystathionine gamma-synthase",
    "OC(=O)CCC(=O)[O:1][C:2]CC(N)C(=O)O.[S:3]CC(N)C(=O)O>>OC(=O)CCC(=O)[O:1].[C:2]([S:3]CC(N)C(=O)O)CC(N)C(=O)O",
  ],
  ["cysteine synthase", "CC(=O)[O:1][C:2]C(N)C(=O)O.[S:3]>>CC(=O)[O:1].[S:3][C:2]C(N)C(=O)O"],
  [
    "sucrose phosphate synthase",
    `OCC1O[C:1]([O:91]P(=O)(O)[O:90][P:89](=O)(O)OCC4OC(n5ccc(=O)[nH]c5=O)C(O)C4O)C(O)C(O)C1O.OCC1([O:2])OC(COP(=O)(O)O)C(O)C1O>>OCC1O[C:1]([O:2]C2(CO)OC(COP(=O)(O)O)C(O)C2O)C(O)C(O)C1O.[O:91]P(=O)(O)[O:90][P:89](=O)(O)OCC4OC(n5ccc(=O)[nH]c5=O)C(O)C4O`,
  ],
  [
    "beta-galactosidase",
    "OCC1O[C:1]([O:2]C2C(CO)OC(O)C(O)C2O)C(O)C(O)C1O.[O:3]>>OCC1O[C:1]([O:3])C(O)C(O)C1O.OCC1C([O:2])C(O)C(O)C(O)O1",
  ],
  [
    "maltose phosphorylase",
    "OCC1O[C:1]([O:2]C2C(CO)OC(O)C(O)C2O)C(O)C(O)C1O.[O:3]P(=O)(O)O>>OCC1O[C:1]([O:3]P(=O)(O)O)C(O)C(O)C1O.OCC1C([O:2])C(O)C(O)C(O)O1",
  ],
  [
    "purine nucleoside phosphorylase",
    "OCC1O[C:1]([n:2]2cnc3c(=O)[nH]cnc32)C(O)C1O.[O:3]P(=O)(O)O>>OCC1O[C:1]([O:3]P(=O)(O)O)C(O)C1O.[nH:2]1cnc2c(=O)[nH]cnc12",
  ],
  [
    "orotate phosphoribosyltransferase",
    `OC(=O)c1cc(=O)[nH]c(=O)[nH:2]1.O[P:93](=O)(O)[O:92][P:91](=O)(O)[O:90][C:1]1OC(COP(=O)(O)O)C(O)C1O>>OC(=O)c1cc(=O)[nH]c(=O)[n:2]1[C:1]1OC(COP(=O)(O)O)C(O)C1O.${PPI}`,
  ],
  ["threonine synthase", "[O:1](P(=O)(O)O)C[C:2]C(N)C(=O)O.[O:3]>>C[C:2]([O:3])C(N)C(=O)O.[O:1]P(=O)(O)O"],
];
