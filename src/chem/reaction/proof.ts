/** Certificates of results: hashes by which a row can be computed again and an altered one is noticed. */
import { createHash } from "node:crypto";
import {
  MAX_PROOF_OUTCOMES,
  type Proof,
  type ProofVersions,
  type ReactionFormat,
  type ValidationResult,
} from "../../types.ts";
import { VERSION } from "../../version.ts";
import weights from "./change_weights.json" with { type: "json" };

/** What a result is besides its proof, as far as the hash covers it. */
export type ProvenResult = Pick<ValidationResult, "verdict" | "findings" | "notes" | "checks">;

/** What a proof is made from. */
export interface ProofSource {
  readonly text: string;
  readonly format: ReactionFormat;
  readonly rdkit: string;
  readonly limits: { readonly maxCharacters: number; readonly maxHeavyAtoms: number };
  readonly mapped: string;
  readonly template: string | null;
  /** All product sets of the template, sorted. */
  readonly productSets: readonly string[];
  readonly result: ProvenResult;
}

/** Digits of a hash that tell versions of the weights apart. */
const VERSION_DIGITS = 12;
const MAPPING_VERSION = sha256(JSON.stringify(weights)).slice(0, VERSION_DIGITS);

/** What this program computes with. */
export function currentVersions(rdkit: string): ProofVersions {
  return { rxnstream: VERSION, rdkit, mapping: MAPPING_VERSION };
}

/** Makes the proof of a result. The same result of the same input has the same proof. */
export function makeProof(source: ProofSource): Proof {
  const { text, format, rdkit, limits, mapped, template, productSets, result } = source;
  const proof = {
    input: inputHash(text, format),
    versions: currentVersions(rdkit),
    limits: { max_characters: limits.maxCharacters, max_heavy_atoms: limits.maxHeavyAtoms },
    template,
    outcomes: productSets.slice(0, MAX_PROOF_OUTCOMES),
    outcome_hash: sha256(productSets.map((set) => `${set}\n`).join("")),
  };
  return { ...proof, sha256: contentHash(mapped, result, proof) };
}

/** Hash of a reaction as it was found. */
export function inputHash(text: string, format: ReactionFormat): string {
  return sha256(`${format}\n${text}`);
}

/**
 * Hash over the canonical content: a JSON array without blanks of the mapped reaction, the proof's other fields, verdict,
 * findings, notes and checks; objects inside it as arrays of [key, value], by their keys in code unit order.
 */
export function contentHash(mapped: string, result: ProvenResult, proof: Omit<Proof, "sha256">): string {
  const { input, versions, limits, template, outcomes, outcome_hash: outcomeHash } = proof;
  const { verdict, findings, notes, checks } = result;
  return sha256(JSON.stringify(canonical([
    mapped,
    [input, versions, limits, template, outcomes, outcomeHash],
    verdict,
    findings,
    notes,
    checks,
  ])));
}

/** Objects as arrays of pairs, so that the order of keys does not count. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value).sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0)
    .map(([key, entry]) => [key, canonical(entry)]);
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
