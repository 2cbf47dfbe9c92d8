/**
 * Cofactors as SMILES. Only the atoms at which they react carry numbers, from 80 on, and the same atom has the same
 * number on both sides: 93 gamma phosphorus, 92 oxygen between beta and gamma, 91 beta phosphorus, 90 oxygen between
 * alpha and beta, 89 alpha phosphorus of a nucleoside triphosphate; 88 sulfur of coenzyme A; 84 and 85 the carbon and
 * nitrogen of the nicotinamide ring that change.
 */

/** Bonds around ring closures 4 to 6 belong to the nucleoside, 7 and 8 to nicotinamide riboside. */
const ADENOSINE = "C4OC(n5cnc6c(N)ncnc65)C(O)C4O";
const ADENOSYL = `C${ADENOSINE}`;
const URIDYL = "CC4OC(n5ccc(=O)[nH]c5=O)C(O)C4O";
const NAD_TAIL = `C8OC(COP(=O)(O)OP(=O)(O)O${ADENOSYL})C(O)C8O`;
const NADP_TAIL = "C8OC(COP(=O)(O)OP(=O)(O)OCC4OC(n5cnc6c(N)ncnc65)C(OP(=O)(O)O)C4O)C(O)C8O";
const PANTETHEINE = "CCNC(=O)CCNC(=O)C(O)C(C)(C)COP(=O)(O)OP(=O)(O)OCC4OC(n5cnc6c(N)ncnc65)C(O)C4OP(=O)(O)O";

export const ATP = `O[P:93](=O)(O)[O:92][P:91](=O)(O)[O:90][P:89](=O)(O)O${ADENOSYL}`;
/** What remains when the gamma phosphate has been attacked. */
export const ADP = `[O:92][P:91](=O)(O)[O:90][P:89](=O)(O)O${ADENOSYL}`;
export const UTP = `O[P:93](=O)(O)[O:92][P:91](=O)(O)[O:90][P:89](=O)(O)O${URIDYL}`;
/** Diphosphate that left when the alpha phosphate was attacked. */
export const PPI = "[O:90][P:91](=O)(O)[O:92][P:93](=O)(O)O";

/** AMP with the given number on the newly acquired oxygen. */
export function amp(oxygen: number): string {
  return `[O:${oxygen}][P:89](=O)(O)O${ADENOSYL}`;
}

/** Phosphate with the gamma phosphorus and the given number on the newly acquired oxygen. */
export function phosphate(oxygen: number): string {
  return `[O:${oxygen}][P:93](=O)(O)O`;
}

/** The nucleotide bound through its alpha phosphorus. */
export const ADENYLYL = `[P:89](=O)(O)O${ADENOSYL}`;
export const URIDYLYL = `[P:89](=O)(O)O${URIDYL}`;
/** The gamma phosphoryl group, bound. */
export const PHOSPHORYL = "[P:93](=O)(O)O";

export const COA = `[S:88]${PANTETHEINE}`;

export const NAD = `NC(=O)[c:83]7[c:84]cc[n+:85](c7)${NAD_TAIL}`;
export const NADH = `NC(=O)[C:83]7=C[N:85](C=C[C:84]7)${NAD_TAIL}`;
export const NADP = `NC(=O)[c:83]7[c:84]cc[n+:85](c7)${NADP_TAIL}`;
export const NADPH = `NC(=O)[C:83]7=C[N:85](C=C[C:84]7)${NADP_TAIL}`;

export const SAM = `[C:80][S+:81]([C:82]CC(N)C(=O)O)[C:79]${ADENOSINE}`;
export const SAH = `[S:81]([C:82]CC(N)C(=O)O)[C:79]${ADENOSINE}`;
