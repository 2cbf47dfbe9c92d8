/** The words with which models say what part a compound plays. */
import type { ComponentRole } from "../chem_results.ts";

const WORDS: readonly (readonly [RegExp, ComponentRole | "none"])[] = [
  // Before the others: "side product", "workup reagent".
  [/^(?:by|side)\W?products?|impurit/, "none"],
  [
    /work\W?up|wash|quench|extract|eluent|elution|purif|dry(?:ing)?\W?agent|chromatograph|recrystalli|\bunused\b/,
    "none",
  ],
  [
    /^(?:main|desired|major|target|final|isolated|crude)?\W?products?\b|^outcomes?$|^outputs?$|^targets?$/,
    "product",
  ],
  [
    /^(?:reactants?|starting\W?(?:materials?|compounds?)|substrates?|precursors?|educts?|electrophiles?|nucleophiles?)\b/,
    "reactant",
  ],
  [/^inputs?$/, "reactant"],
  [
    /reagents?|agents?$|solvents?|cataly|bases?$|acids?$|additives?|ligands?|promot|activat|coupling|oxidant|reductant|others?$|atmospher|gas|spectators?|initiator|desiccant|buffer|media|medium|diluent/,
    "agent",
  ],
];

/** The role that a word or key stands for; `none` for what takes no part in the reaction, null for other words. */
export function roleOf(word: string): ComponentRole | "none" | null {
  const plain = word.trim().toLowerCase().replace(/[_-]+/g, " ").replace(/^reaction role\W*/, "");
  for (const [pattern, role] of WORDS) if (pattern.test(plain)) return role;
  return null;
}
