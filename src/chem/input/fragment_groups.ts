/** Fragments of a reaction SMILES, and which of them belong to one component. */
import { stepOver } from "./reaction_arrows.ts";

/** Fragment groups of a CXSMILES extension: each lists the indices (from 0) of the fragments of one component. */
export type FragmentGroups = readonly (readonly number[])[];

/** SMILES of one side; `isOne` means that its fragments form one compound, such as the ions of a salt. */
export interface SidePart {
  readonly smiles: string;
  readonly isOne: boolean;
}

const FRAGMENTS = /f:(\d{1,6}(?:\.\d{1,6})*(?:,\d{1,6}(?:\.\d{1,6})*)*)(?=,|$)/y;

/**
 * Reads the feature `f:0.1,2.3` of a CXSMILES extension (the text between the bars); empty if there is none. Indices
 * run over the reactants, then the agents, then the products. Other features are ignored. Null if the feature is
 * present but unreadable. Source: ChemAxon "CXSMILES", "fragment grouping".
 */
export function fragmentGroups(extension: string): FragmentGroups | null {
  let i = 0;
  while (i < extension.length) {
    const char = extension[i];
    // Labels `$…$` and coordinates `(…)` contain commas and colons.
    if (char === "$") i = after(extension, "$", i + 1);
    else if (char === "(") i = after(extension, ")", i + 1);
    else if (char === "f" && extension[i + 1] === ":" && (i === 0 || extension[i - 1] === ",")) {
      FRAGMENTS.lastIndex = i;
      const groups = FRAGMENTS.exec(extension)?.[1];
      return groups === undefined ? null : groups.split(",").map((group) => group.split(".").map(Number));
    } else i++;
  }
  return [];
}

/**
 * Reaction SMILES of reactants, agents and products, with fragment groups for compounds of several fragments. There
 * are no groups if a side is malformed and its fragments cannot be counted.
 */
export function groupedReaction(sides: readonly (readonly SidePart[])[]): string {
  const texts = sides.map((side) => side.map(({ smiles }) => smiles).join("."));
  const notation = texts.join(">");
  const groups: string[] = [];
  let next = 0;
  for (const [i, side] of sides.entries()) {
    const end = next + splitAtDots(texts[i] ?? "").length;
    for (const { smiles, isOne } of side) {
      const indices = splitAtDots(smiles).map(() => next++);
      if (isOne && indices.length > 1) groups.push(indices.join("."));
    }
    if (next !== end) return notation;
  }
  return groups.length === 0 ? notation : `${notation} |f:${groups.join(",")}|`;
}

/** The pieces between dots outside brackets and branches; empty pieces are dropped. */
export function splitAtDots(part: string): readonly string[] {
  const pieces: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < part.length; i = stepOver(part, i)) {
    const char = part[i];
    if (char === "(") depth++;
    else if (char === ")") depth--;
    else if (char === "." && depth === 0) {
      pieces.push(part.slice(start, i));
      start = i + 1;
    }
  }
  pieces.push(part.slice(start));
  // If parentheses are unbalanced, the depth means nothing; split at every dot, so that the fault stays within one
  // component.
  const all = depth === 0 ? pieces : part.split(".");
  return all.map(withoutGrouping).filter((piece) => piece !== "");
}

/** `(A.B)` as a whole is SMARTS grouping: both belong to one component. */
function withoutGrouping(piece: string): string {
  if (!piece.startsWith("(") || !piece.endsWith(")")) return piece;
  let depth = 0;
  for (let i = 0; i < piece.length; i++) {
    if (piece[i] === "(") depth++;
    else if (piece[i] === ")") depth--;
    if (depth === 0) return i === piece.length - 1 ? piece.slice(1, -1) : piece;
  }
  return piece;
}

function after(text: string, closer: string, start: number): number {
  const close = text.indexOf(closer, start);
  return close === -1 ? text.length : close + 1;
}
