/** The judgement on a reaction: what the checks found, as sentences, and the verdict that follows. */
import type { MappingInfo, ValidationChecks, Verdict } from "../../types.ts";
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
 * `check`: product atoms without a source, unreadable components, radicals, only the constitution comes back, given
 * maps were replaced or are dear, the mapping is uncertain, or unusually much changes. `sound`: none of these. Lost fragments and several possible
 * outcomes are ordinary chemistry: they stand in the checks and are no findings.
 */
export function judge(evidence: Evidence): Judgement {
  const broken = brokenFindings(evidence);
  const doubtful = doubtfulFindings(evidence);
  const verdict = broken.length > 0 ? "broken" : doubtful.length > 0 ? "check" : "sound";
  return { verdict, findings: [...broken, ...doubtful], notes: [] };
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
        : "The SMIRKS, applied to the reactants, does not give the recorded product.",
    );
  } else if (checks.round_trip === "not_run" && checks.maps) {
    findings.push(`The SMIRKS was not applied: ${roundTripReason ?? "no reason known"}.`);
  }
  return findings;
}

function doubtfulFindings(evidence: Evidence): readonly string[] {
  const { checks, mapping, unreadableCount, impossibleCount, radicals, bondChanges } = evidence;
  const findings: string[] = [];
  const orphans = Object.entries(checks.atoms_without_source);
  if (orphans.length > 0) {
    const list = orphans.map(([symbol, count]) => `${count} ${symbol}`).join(", ");
    findings.push(`No reactant supplies these atoms of the products: ${list}; a reactant may be missing.`);
  }
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
  if (checks.round_trip === "flat") {
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
