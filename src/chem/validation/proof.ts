/** Proofs of results: hashes that let a row be recomputed and reveal an altered one. */
import {
  MAX_PROOF_OUTCOMES,
  type Proof,
  PROOF_VERSION,
  type ProofVersions,
  type ReactionFormat,
} from "../../chem_results.ts";
import { COMMIT, VERSION } from "../../version.ts";
import { contentHash, inputHash, type ProvenResult, sha256 } from "../protocol/proof_hash.ts";
import weights from "../mapping/change_weights.json" with { type: "json" };

/** The inputs of a proof. */
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

/** Hexadecimal digits of the hash that identifies a version of the weights. */
const VERSION_DIGITS = 12;
const MAPPING_VERSION = sha256(JSON.stringify(weights)).slice(0, VERSION_DIGITS);

/** The versions of this program and of what it computes with. */
export function currentVersions(rdkit: string): ProofVersions {
  return { rxnstream: VERSION, commit: COMMIT, rdkit, mapping: MAPPING_VERSION };
}

/** Makes the proof of a result. The same result from the same input always has the same proof. */
export function makeProof(source: ProofSource): Proof {
  const { text, format, rdkit, limits, mapped, template, productSets, result } = source;
  const proof = {
    version: PROOF_VERSION,
    input: inputHash(text, format),
    versions: currentVersions(rdkit),
    limits: { max_characters: limits.maxCharacters, max_heavy_atoms: limits.maxHeavyAtoms },
    template,
    outcomes: productSets.slice(0, MAX_PROOF_OUTCOMES),
    outcome_hash: sha256(productSets.map((set) => `${set}\n`).join("")),
  };
  return { ...proof, sha256: contentHash(mapped, result, proof) };
}
