/** Parts of validation results for tests that only pass them on. */
import { type Proof, PROOF_VERSION, type ValidationChecks } from "../../src/chem_results.ts";

/** A reaction without problems. */
export const GOOD_CHECKS: ValidationChecks = {
  parse: true,
  sanitise: true,
  maps: true,
  atoms_without_source: {},
  lost_fragments: [],
  by_products: [],
  needed: [],
  equation: null,
  unbalanced: {},
  round_trip: "exact",
  outcomes: 1,
  reverse: "exact",
  confidence: 1,
};

/** A proof of the right shape that proves nothing. */
export const EMPTY_PROOF: Proof = {
  version: PROOF_VERSION,
  input: "",
  versions: { rxnstream: "0", commit: "none", rdkit: "none", mapping: "none" },
  limits: { max_characters: 0, max_heavy_atoms: 0 },
  template: null,
  outcomes: [],
  outcome_hash: "",
  sha256: "",
};
