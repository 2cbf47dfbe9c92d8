/** Reads files with one reaction SMILES per line. */
import type { FoundReaction } from "../../chem_results.ts";
import { isReactionName } from "./reaction_column.ts";
import { hasArrow, recordReaction } from "./record_reaction.ts";
import { isNoData, LineReader } from "./text_lines.ts";

/**
 * A text with one reaction per line; every data line counts, readable or not. A header is not a data line. Without
 * any arrow, the lines are molecules rather than reactions, unless the header says otherwise.
 */
export function* readSmilesLines(text: string): Generator<FoundReaction, void> {
  if (!isMeantAsReactions(text)) return;
  let isFirst = true;
  for (const line of new LineReader(text)) {
    if (isNoData(line.text)) continue;
    if (!isFirst || !isHeader(line.text)) yield recordReaction(line.text, { line: line.number, fields: [] });
    isFirst = false;
  }
}

function isMeantAsReactions(text: string): boolean {
  let isFirst = true;
  for (const line of new LineReader(text)) {
    if (isNoData(line.text)) continue;
    if (hasArrow(line.text) || isFirst && isHeader(line.text) && /rxn|reaction/i.test(line.text)) return true;
    isFirst = false;
  }
  return false;
}

/** `rxn_smiles id`, `SMILES,yield`: a known name and no arrow. */
export function isHeader(line: string): boolean {
  return !line.includes(">") && line.length < 1_000 && line.trim().split(/[\s,;]+/).some(isReactionName);
}
