/** Rejects input before RDKit sees it: texts that RDKit would misread, and molecules that would crash it. */
import type { ComponentLimits } from "../protocol/chem_protocol.ts";
import { atomTokens, isHydrogenToken, withoutMapNumbers } from "./smiles_atoms.ts";

/** Why a SMILES must not be passed to RDKit, or null. */
export function screenSmiles(smiles: string, limits: ComponentLimits): string | null {
  if (smiles === "") return "it is empty";
  const blank = /\s/.exec(smiles);
  if (blank) return `blank at character ${blank.index + 1}: a SMILES cannot contain one`;
  const length = withoutMapNumbers(smiles).length;
  if (length > limits.maxCharacters) {
    return `its SMILES has ${length} characters without map numbers; the limit is ${limits.maxCharacters}`;
  }
  const foreign = /[^A-Za-z0-9[\]()@+\-=#$:./\\%*~<>]/u.exec(smiles);
  if (foreign) return `'${foreign[0]}' at character ${foreign.index + 1} does not belong in a SMILES`;
  const tokens = atomTokens(smiles);
  // If there are letters but no atoms, RDKit's own refusal says more.
  if (tokens.length === 0 && !/[A-Za-z]/.test(smiles)) return "it has no atoms";
  const heavy = tokens.length - tokens.filter(isHydrogenToken).length;
  // Hydrogen atoms cost as much as any other until they are merged.
  if (heavy > limits.maxHeavyAtoms || tokens.length > 3 * limits.maxHeavyAtoms) {
    return `it has ${heavy} heavy atoms; the limit is ${limits.maxHeavyAtoms}`;
  }
  return null;
}

/** Why a molblock must not be passed to RDKit, or null. */
export function screenMolblock(block: string, limits: ComponentLimits): string | null {
  if (!/^M {2}END\s*$/m.test(block)) return "its molblock has no line 'M  END'";
  if (/^M {2}ALS|^M {2}V30 \d+ (?:NOT)? ?\[/m.test(block)) {
    return "it has an atom list, so it is a query, not a molecule";
  }
  const lines = block.split(/\r?\n/);
  const counts = lines[3] ?? "";
  const v3000 = counts.includes("V3000");
  const text = v3000 ? /^M {2}V30 COUNTS +(\d+)/m.exec(block)?.[1] : counts.slice(0, 3).trim();
  if (text === undefined || !/^\d+$/.test(text)) return "the counts line of its molblock cannot be read";
  const atoms = Number(text);
  if (atoms === 0) return "it has no atoms";
  if (atoms > limits.maxHeavyAtoms) return `it has ${atoms} atoms; the limit is ${limits.maxHeavyAtoms}`;
  return null;
}
