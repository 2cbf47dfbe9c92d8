/** What a chemist should know about how the atoms were mapped, in sentences. */
import type { DecidingBond, MappingInfo } from "../../chem_results.ts";

/** Below this about half of the computed mappings are wrong. */
const LOW_CONFIDENCE = 0.7;
/** A given mapping is doubted if the computed one is this sure of itself. */
const SURE = 0.9;

/** Findings that speak against the mapping, worst first; empty if nothing does. */
export function mappingFindings(mapping: MappingInfo): readonly string[] {
  const { given_rejected, computed, confidence, runner_up, source } = mapping;
  const findings: string[] = [];
  if (given_rejected !== null) findings.push(`The given atom map numbers were replaced: ${given_rejected}.`);
  if (computed && computed.confidence > SURE) {
    findings.push(
      "The given atom map numbers differ from the mapping that we would have chosen " +
        `(${percent(computed.confidence)} sure): they may be wrong.`,
    );
  }
  if (source === "computed" && confidence !== undefined && confidence < LOW_CONFIDENCE) {
    const rival = runner_up
      ? `; the runner-up, ${percent(runner_up.confidence)}, differs at the bond ${
        bondText(runner_up.deciding_bond)
      }`
      : ": so much changes that the right one may be none of those considered";
    findings.push(`The atom mapping is uncertain, ${percent(confidence)} sure${rival}.`);
  }
  return findings;
}

/** Such as `C:3-O:4 of the reactants, here broken, there kept`. */
function bondText({ side, atoms, chosen, other }: DecidingBond): string {
  return `${atoms.join("-")} of the ${side}, here ${chosen}, there ${other}`;
}

function percent(share: number): string {
  return share < 0.005 ? "less than 1 %" : `${Math.round(100 * share)} %`;
}
