/** Judges a reaction: collects the findings of the checks and derives the verdict. */
import type { Finding, MappingInfo, Note, ValidationChecks, Verdict } from "../../chem_results.ts";
import { CHARGE } from "../balance/composition.ts";
import { finding, note } from "../protocol/remarks.ts";
import { balanceNotes, sourceFinding } from "./balance_remarks.ts";
import { mappingFindings, mappingNotes } from "./mapping_findings.ts";

/** The evidence on which the verdict is based. */
export interface Evidence {
  readonly checks: ValidationChecks;
  /** Number of components left out because they cannot be read, or because they are not possible molecules. */
  readonly unreadableCount: number;
  readonly impossibleCount: number;
  readonly mapping: MappingInfo;
  /** Why the map numbers cannot be used, or null. */
  readonly mapsReason: string | null;
  /** Why the round trip failed or was not run, or null. */
  readonly roundTripReason: string | null;
  /** Why there is no SMIRKS, or null if there is one. */
  readonly noSmirksReason: string | null;
  /** Stereocentres inverted although none of their bonds changes. */
  readonly inversions: number;
  /** Whether the input has racemic or relative stereo groups. */
  readonly hasStereoGroups: boolean;
  /** Nonmetal atoms with unpaired electrons. */
  readonly radicals: number;
  /** Bonds made or broken at mapped atoms. */
  readonly bondChanges: number;
  /** Canonical SMILES of the molecules on the left that supply no atom. */
  readonly agents: readonly string[];
}

/** Verdict and findings, worst first; a sound reaction has no findings. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  /** Explanations of the checks that do not affect the verdict. */
  readonly notes: readonly Note[];
}

/** Rarely do this many bonds change in one step: fewer than 1 % of mapped patent reactions have as many. */
const MANY_BOND_CHANGES = 9;

/**
 * `broken`: a stage has no value, the map numbers are unsound, or the transform does not give the product.
 * `check`: product atoms lack a source, components were left out, there are radicals, only the constitution or the
 * mirror image comes back, given map numbers were replaced or differ from a confident mapping, the mapping is
 * uncertain, or unusually many bonds change.
 * `sound`: none of these. Lost fragments, by-products, several possible outcomes, a reverse transform that does not
 * lead back and unrecorded reagents are common: they appear in the checks and notes but are not findings.
 */
export function judge(evidence: Evidence): Judgement {
  const broken = brokenFindings(evidence);
  const doubtful = doubtfulFindings(evidence);
  const verdict = broken.length > 0 ? "broken" : doubtful.length > 0 ? "check" : "sound";
  return { verdict, findings: [...broken, ...doubtful], notes: notesOn(evidence) };
}

function brokenFindings(evidence: Evidence): readonly Finding[] {
  const { checks, mapsReason, roundTripReason, noSmirksReason } = evidence;
  const findings: Finding[] = [];
  if (!checks.maps) findings.push(finding("maps_unsound", {}, mapsReason));
  if (noSmirksReason !== null) findings.push(finding("no_smirks", {}, noSmirksReason));
  else if (checks.round_trip === "fails") {
    findings.push(
      checks.outcomes === 0 ? finding("no_product", {}, roundTripReason) : finding("other_product", {}),
    );
  } else if (checks.round_trip === "not_run" && checks.maps) {
    findings.push(finding("smirks_not_applied", {}, roundTripReason));
  }
  return findings;
}

function doubtfulFindings(evidence: Evidence): readonly Finding[] {
  const { checks, mapping, unreadableCount, impossibleCount, radicals, bondChanges } = evidence;
  const findings: Finding[] = [];
  const source = sourceFinding(checks);
  if (source !== null) findings.push(source);
  if (unreadableCount > 0) findings.push(finding("component_unreadable", { count: unreadableCount }));
  if (impossibleCount > 0) findings.push(finding("component_impossible", { count: impossibleCount }));
  if (checks.round_trip === "enantiomer") findings.push(finding("mirror_image", {}));
  else if (checks.round_trip === "flat") findings.push(finding("stereo_differs", {}));
  const { inversions, hasStereoGroups } = evidence;
  // If nothing else changes, as in an epimerisation, the inversion is the reaction itself.
  if (inversions > 0 && bondChanges > 0) findings.push(finding("centre_inverted", { count: inversions }));
  if (hasStereoGroups) findings.push(finding("stereo_groups_dropped", {}));
  // If hydrogens had been forgotten in brackets, the equation would not close.
  const isMeant = checks.equation !== null && checks.needed.length === 0 && checks.by_products.length === 0 &&
    Object.keys(checks.unbalanced).every((key) => key === CHARGE);
  if (radicals > 0 && !isMeant) findings.push(finding("radicals", { count: radicals }));
  findings.push(...mappingFindings(mapping));
  if (bondChanges >= MANY_BOND_CHANGES) findings.push(finding("many_bond_changes", { count: bondChanges }));
  return findings;
}

function notesOn({ checks, agents, mapping }: Evidence): readonly Note[] {
  const notes = [...balanceNotes(checks, agents), ...mappingNotes(mapping)];
  const { outcomes } = checks;
  const isFound = checks.round_trip === "exact" || checks.round_trip === "flat";
  if (outcomes > 1 && isFound) notes.push(note("several_outcomes", { outcomes }));
  const isWrong = checks.round_trip === "fails" || checks.round_trip === "not_run";
  if (checks.reverse === "fails" && !isWrong) notes.push(note("reverse_fails", {}));
  return notes;
}
