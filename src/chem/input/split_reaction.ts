/** Splits a found reaction in any notation into molecules. Whether they are possible is for RDKit to decide. */
import type { ReactionFormat } from "../../chem_results.ts";
import type { SplitReaction } from "./split_component.ts";
import { splitReactionSmiles } from "./split_reaction_smiles.ts";
import { splitRxnV2000 } from "./split_rxn_v2000.ts";
import { splitRxnV3000 } from "./split_rxn_v3000.ts";

export type { SplitComponent, SplitReaction } from "./split_component.ts";

/** Maximum number of molecules per reaction; a text of a few hundred kilobytes can list a hundred thousand. */
const MAX_MOLECULES = 2_000;

/**
 * Splits the text of one reaction into its molecules, at most `MAX_MOLECULES`; never throws. Line numbers in a reason
 * count the lines of `text` from 1. One side may be empty, but not both.
 */
export function splitReaction(text: string, format: ReactionFormat): SplitReaction {
  if (text.trim() === "") return { ok: false, reason: "The text of the reaction is empty" };
  const split = format === "smiles" ? splitReactionSmiles(text) : splitRxn(text);
  return split.ok && split.components.length > MAX_MOLECULES
    ? {
      ok: false,
      reason: `The reaction has ${split.components.length} molecules; at most ${MAX_MOLECULES} are read`,
    }
    : split;
}

function splitRxn(text: string): SplitReaction {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  const first = lines.findIndex((line) => line.trim() !== "");
  const head = lines[first]?.trim() ?? "";
  if (/^\$(?:MFMT|M[IE]REG)\b/.test(head)) {
    return { ok: false, reason: `The record "${head.slice(0, 80)}" describes a molecule, not a reaction` };
  }
  if (/^\$(?:RFMT|R[IE]REG)\b/.test(head)) {
    return { ok: false, reason: `The record "${head.slice(0, 80)}" has no RXN block` };
  }
  if (!/^\$RXN(?:\s|$)/.test(head)) {
    return { ok: false, reason: `Line ${first + 1} should be "$RXN", the start of an RXN block` };
  }
  return /\sV3000$/.test(head) ? splitRxnV3000(lines, first) : splitRxnV2000(lines, first);
}
