/** Findings and notes on how the atoms were mapped. */
import type { Finding, MappingInfo, Note } from "../../chem_results.ts";
import { finding, note } from "../protocol/remarks.ts";

/** A computed mapping up to this confidence is doubted, and so is a given one if a different one exceeds it. */
const SURE = 0.9;

/** Findings against the mapping, worst first; empty if there are none. */
export function mappingFindings(mapping: MappingInfo): readonly Finding[] {
  const { given_rejected, computed, confidence, runner_up, source } = mapping;
  const findings: Finding[] = [];
  if (given_rejected !== null) findings.push(finding("maps_replaced", {}, given_rejected));
  if (computed && computed.confidence > SURE) {
    findings.push(finding("maps_differ", { confidence: computed.confidence }));
  }
  if (source === "computed" && confidence !== undefined && confidence <= SURE) {
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

/** Notes on which molecules supply the atoms. */
export function mappingNotes({ repeated, agent_sources }: MappingInfo): readonly Note[] {
  return [
    ...repeated ? [note("reactant_repeated", repeated)] : [],
    ...agent_sources ? [note("agents_supply_atoms", { molecules: agent_sources })] : [],
  ];
}
