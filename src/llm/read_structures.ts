/** Reads structures by name from an answer. */
import { readLooseJson } from "./loose_json.ts";

const SMILES_KEYS = ["smiles", "SMILES", "structure", "canonical_smiles"];
const MAX_DEPTH = 8;

/** SMILES by name, as the model wrote both; names without one are left out. Never throws. */
export function readStructures(answer: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const collect = (value: unknown, depth: number): void => {
    if (depth > MAX_DEPTH || typeof value !== "object" || value === null) return;
    if (Array.isArray(value)) {
      for (const entry of value) collect(entry, depth + 1);
      return;
    }
    const members = value as Readonly<Record<string, unknown>>;
    const name = members["name"] ?? members["compound"];
    if (typeof name === "string") {
      const smiles = SMILES_KEYS.map((key) => members[key]).find((member) => typeof member === "string");
      if (typeof smiles === "string" && smiles.trim() !== "") found.set(name, smiles.trim());
      return;
    }
    for (const [key, member] of Object.entries(members)) {
      if (typeof member === "string" && member.trim() !== "") found.set(key, member.trim());
      else collect(member, depth + 1);
    }
  };
  collect(readLooseJson(answer)?.value, 0);
  return found;
}
