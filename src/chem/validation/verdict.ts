/** The judgement on a reaction: what the checks found, as sentences, and the verdict that follows. */
import type { MappingInfo, ValidationChecks, Verdict } from "../../chem_results.ts";
import { balanceNotes, orphanFinding } from "./balance_sentences.ts";
import { mappingFindings } from "./mapping_findings.ts";

/** What the sentences are made from. */
export interface Evidence {
  readonly checks: ValidationChecks;
  /** Components left out because they cannot be read, and because they are no possible molecules. */
  readonly unreadableCount: number;
  readonly impossibleCount: number;
  readonly mapping: MappingInfo;
  /** Why the maps cannot be used, or null. */
  readonly mapsReason: string | null;
  /** Why the round trip failed or was not run, or null. */
  readonly roundTripReason: string | null;
  /** Why there is no SMIRKS, or null if there is one. */
  readonly noSmirksReason: string | null;
  /** Nonmetal atoms with unpaired electrons. */
  readonly radicals: number;
  /** Bonds made or broken at mapped atoms. */
  readonly bondChanges: number;
  /** Molecules on the left that supply no atom are recorded. */
  readonly hasAgents: boolean;
}

/** Verdict and findings, worst first; a sound reaction has none. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly findings: readonly string[];
  /** What explains the checks and speaks against nothing. */
  readonly notes: readonly string[];
}

/** So many bonds hardly ever change in one step; of mapped patent reactions fewer than 1 % do. */
const MANY_BOND_CHANGES = 9;

/**
 * `broken`: a stage has no value, the maps are unsound, or the transform does not give the product.
 * `check`: product atoms without a source, components left out, radicals, only the constitution or the mirror image comes
 * back, given maps were replaced or differ from a mapping that is sure, the mapping is uncertain, or unusually much changes.
 * `sound`: none of these. What is lost, by-products, several possible outcomes, a reverse that does not lead back and
 * reagents that a record leaves out are ordinary: they stand in the checks and notes and are no findings.
 */
export function judge(evidence: Evidence): Judgement {
  const broken = brokenFindings(evidence);
  const doubtful = doubtfulFindings(evidence);
  const verdict = broken.length > 0 ? "broken" : doubtful.length > 0 ? "check" : "sound";
  return { verdict, findings: [...broken, ...doubtful], notes: notesOn(evidence) };
}

function brokenFindings(evidence: Evidence): readonly string[] {
  const { checks, mapsReason, roundTripReason, noSmirksReason } = evidence;
  const findings: string[] = [];
  if (!checks.maps) findings.push(`The atom maps are unsound: ${mapsReason ?? "they could not be read"}.`);
  if (noSmirksReason !== null) findings.push(`There is no SMIRKS to test: ${noSmirksReason}.`);
  else if (checks.round_trip === "fails") {
    findings.push(
      checks.outcomes === 0
        ? `The SMIRKS gives no possible product${roundTripReason ? `: ${roundTripReason}` : ""}.`
        : "The SMIRKS, applied to the reactants, gives other products than the recorded ones.",
    );
  } else if (checks.round_trip === "not_run" && checks.maps) {
    findings.push(`The SMIRKS was not applied: ${roundTripReason ?? "no reason known"}.`);
  }
  return findings;
}

function doubtfulFindings(evidence: Evidence): readonly string[] {
  const { checks, mapping, unreadableCount, impossibleCount, radicals, bondChanges } = evidence;
  const findings: string[] = [];
  const orphans = orphanFinding(checks);
  if (orphans !== null) findings.push(orphans);
  if (unreadableCount > 0) {
    findings.push(
      unreadableCount === 1
        ? "One component could not be read and was left out."
        : `${unreadableCount} components could not be read and were left out.`,
    );
  }
  if (impossibleCount > 0) {
    findings.push(
      impossibleCount === 1
        ? "One component is no possible molecule and was left out."
        : `${impossibleCount} components are no possible molecules and were left out.`,
    );
  }
  if (checks.round_trip === "enantiomer") {
    findings.push("The SMIRKS, applied to the reactants, gives the mirror image of the recorded product.");
  } else if (checks.round_trip === "flat") {
    findings.push("The SMIRKS gives the recorded product only if stereo is ignored.");
  }
  if (radicals > 0) {
    const atoms = radicals === 1 ? "One atom has" : `${radicals} atoms have`;
    findings.push(`${atoms} unpaired electrons; if no radical is meant, hydrogens are missing in brackets.`);
  }
  findings.push(...mappingFindings(mapping));
  if (bondChanges >= MANY_BOND_CHANGES) {
    findings.push(
      `${bondChanges} bonds are made or broken, unusually many for one step: the record or its mapping may be wrong.`,
    );
  }
  return findings;
}

function notesOn({ checks, hasAgents }: Evidence): readonly string[] {
  const notes = [...balanceNotes(checks, hasAgents)];
  const isFound = checks.round_trip === "exact" || checks.round_trip === "flat";
  if (checks.outcomes > 1 && isFound) {
    notes.push(
      `The SMIRKS fits the reactants in several ways: ${checks.outcomes} outcomes, the recorded one among them.`,
    );
  }
  const isWrong = checks.round_trip === "fails" || checks.round_trip === "not_run";
  if (checks.reverse === "fails" && !isWrong) {
    notes.push("Reversed and applied to the products, the SMIRKS does not give the reactants back.");
  }
  return notes;
}
