/** Hashes of a proof: made where the chemistry is, compared wherever rows are verified. */
import { createHash } from "node:crypto";
import type { Finding, Note, Proof, ReactionFormat, ValidationResult } from "../../chem_results.ts";

/** What a result is besides its proof, as far as the hash covers it. */
export type ProvenResult = Pick<ValidationResult, "verdict" | "findings" | "notes" | "checks">;

/** Hash of a reaction as it was found. */
export function inputHash(text: string, format: ReactionFormat): string {
  return sha256(`${format}\n${text}`);
}

/**
 * Hash over the canonical content: a JSON array without blanks of the mapped reaction, the proof's other fields, verdict,
 * findings, notes and checks; objects inside it as arrays of [key, value], by their keys in code unit order.
 *
 * Of findings and notes it covers `[code, values]`, so that a sentence can be reworded and no proof is broken. A proof of
 * version 1, which has no `version`, covers the sentences, which were all there was.
 */
export function contentHash(mapped: string, result: ProvenResult, proof: Omit<Proof, "sha256">): string {
  const { version, input, versions, limits, template, outcomes, outcome_hash: outcomeHash } = proof;
  const { verdict, findings, notes, checks } = result;
  const fields = [input, versions, limits, template, outcomes, outcomeHash];
  return sha256(JSON.stringify(canonical(
    version === undefined
      ? [mapped, fields, verdict, findings, notes, checks]
      : [mapped, [version, ...fields], verdict, findings.map(proven), notes.map(proven), checks],
  )));
}

/** What a proof covers of a finding or note. */
function proven(remark: Finding | Note | string): unknown {
  return typeof remark === "string" ? remark : [remark.code, remark.values];
}

/** Objects as arrays of pairs, so that the order of keys does not count. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value).sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0)
    .map(([key, entry]) => [key, canonical(entry)]);
}

/** SHA-256 in hexadecimal. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
