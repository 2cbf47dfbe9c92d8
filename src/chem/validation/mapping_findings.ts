/** What a chemist should know about how the atoms were mapped. */
import type { Finding, MappingInfo, Note } from "../../chem_results.ts";
import { finding, note } from "../protocol/remarks.ts";

/** A computed mapping that is less sure than this is doubted; a given one is if a computed one is surer and differs. */
const SURE = 0.9;

/** Findings that speak against the mapping, worst first; empty if nothing does. */
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

/** What else is to be known about who supplies the atoms. */
export function mappingNotes({ repeated, agent_sources }: MappingInfo): readonly Note[] {
  return [
    ...repeated ? [note("reactant_repeated", repeated)] : [],
    ...agent_sources ? [note("agents_supply_atoms", { molecules: agent_sources })] : [],
  ];
}
