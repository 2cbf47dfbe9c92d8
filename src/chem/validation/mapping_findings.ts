/** What a chemist should know about how the atoms were mapped. */
import type { Finding, MappingInfo } from "../../chem_results.ts";
import { finding } from "../protocol/remarks.ts";

/** Below this about half of the computed mappings are wrong. */
const LOW_CONFIDENCE = 0.7;
/** A given mapping is doubted if the computed one is this sure of itself. */
const SURE = 0.9;

/** Findings that speak against the mapping, worst first; empty if nothing does. */
export function mappingFindings(mapping: MappingInfo): readonly Finding[] {
  const { given_rejected, computed, confidence, runner_up, source } = mapping;
  const findings: Finding[] = [];
  if (given_rejected !== null) findings.push(finding("maps_replaced", {}, given_rejected));
  if (computed && computed.confidence > SURE) {
    findings.push(finding("maps_differ", { confidence: computed.confidence }));
  }
  if (source === "computed" && confidence !== undefined && confidence < LOW_CONFIDENCE) {
    findings.push(
      runner_up
        ? finding("mapping_uncertain", {
          confidence,
          runner_up: runner_up.confidence,
          deciding_bond: runner_up.deciding_bond,
        })
        : finding("mapping_doubtful", { confidence }),
    );
  }
  return findings;
}
