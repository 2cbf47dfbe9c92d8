/** Hashes of proofs: created by the chemistry, compared wherever rows are verified. */
import { createHash } from "node:crypto";
import type { Finding, Note, Proof, ReactionFormat, ValidationResult } from "../../chem_results.ts";

/** The parts of a result, besides its proof, that the hash covers. */
export type ProvenResult = Pick<ValidationResult, "verdict" | "findings" | "notes" | "checks">;

/** Hash of a reaction as found. */
export function inputHash(text: string, format: ReactionFormat): string {
  return sha256(`${format}\n${text}`);
}

/**
 * Hash of the canonical content: a JSON array without whitespace of the mapped reaction, the proof's other fields,
 * verdict, findings, notes and checks; nested objects become arrays of [key, value], sorted by key in code unit
 * order. For findings and notes it covers `[code, values]`, so that a sentence can be reworded without breaking a
 * proof. A proof of version 1, which has no `version`, covers the sentences, because there were no codes.
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

/** The part of a finding or note that a proof covers. */
function proven(remark: Finding | Note | string): unknown {
  return typeof remark === "string" ? remark : [remark.code, remark.values];
}

/** Turns objects into arrays of pairs, so that the order of keys does not matter. */
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
