import { reactionArrows } from "./reaction_arrows.ts";
import { isClean, isStrong, smilesShape } from "./smiles_shape.ts";
import type { LineReader } from "./text_lines.ts";

/** Nobody wraps shorter pieces than this. */
const MIN_PIECE_CHARACTERS = 8;
const MAX_CHARACTERS = 8_000;
const MAX_LINES = 40;
/** What a SMILES cannot begin with, so that it must go on from the line before. */
const CONTINUATION = /^[)=#>(@/\\\].]/;
const NOTATION = /^[A-Za-z0-9@+\-[\]()\\/#%=:.*$~>]+$/;

/** A line, put together from `lineCount` lines of the text. */
export interface WrappedLine {
  readonly text: string;
  readonly lineCount: number;
}

/**
 * The reader's next line; if a reaction SMILES at its end is broken off and goes on in the lines below, with those
 * pieces joined to it. What follows the last piece in its line is kept. Takes nothing from the reader.
 */
export function peekWrapped(reader: LineReader): WrappedLine {
  const line = reader.peek(0)?.text ?? "";
  const alone = { text: line, lineCount: 1 };
  const start = lastWordStart(line);
  let piece = line.slice(start).trimEnd();
  if (piece.length < MIN_PIECE_CHARACTERS || piece.length > MAX_CHARACTERS || !NOTATION.test(piece)) {
    return alone;
  }
  let best = alone;
  for (let i = 1; i < MAX_LINES && piece.length <= MAX_CHARACTERS; i++) {
    const below = reader.peek(i)?.text.trimStart().slice(0, MAX_CHARACTERS) ?? "";
    const end = below.search(/\s|$/);
    const next = below.slice(0, end);
    if (!goesOn(piece, next)) break;
    piece += next;
    const rest = below.slice(end);
    if (isWhole(piece)) best = { text: line.slice(0, start) + piece + rest, lineCount: i + 1 };
    if (rest.trim() !== "") break;
  }
  return best;
}

function lastWordStart(line: string): number {
  const end = line.trimEnd().length;
  for (let i = end; i > 0 && i > end - MAX_CHARACTERS - 1; i--) {
    const char = line[i - 1];
    if (char === " " || char === "\t" || char === "`" || char === '"') return i;
  }
  return 0;
}

function goesOn(piece: string, next: string): boolean {
  if (next === "" || !NOTATION.test(next)) return false;
  if (!isBrokenOff(piece) && !CONTINUATION.test(next)) return false;
  const joined = piece + next;
  return atomCount(joined) > atomCount(piece) &&
    partsOf(joined).every((part) => part.bad === 0 || isBrokenOff(joined));
}

function isBrokenOff(piece: string): boolean {
  if (piece.lastIndexOf("[") > piece.lastIndexOf("]") || piece.endsWith(">")) return true;
  const last = partsOf(piece).at(-1);
  return last !== undefined && last.bad === 0 && last.atoms > 1 && isChemical(piece) &&
    (last.dangling || last.openBranches > 0 || last.openRings > 0);
}

function isWhole(piece: string): boolean {
  const parts = partsOf(piece);
  return reactionArrows(piece).length === 2 && parts.every(isClean) && parts.some(isStrong) &&
    parts[0]?.atoms !== 0 && parts.at(-1)?.atoms !== 0;
}

function isChemical(piece: string): boolean {
  return partsOf(piece).some((part) => isStrong(part) || part.openRings > 0);
}

function partsOf(piece: string) {
  return splitAt(piece, reactionArrows(piece)).map(smilesShape);
}

function splitAt(text: string, cuts: readonly number[]): readonly string[] {
  return [...cuts, text.length].map((cut, i) => text.slice(i === 0 ? 0 : (cuts[i - 1] ?? 0) + 1, cut));
}

function atomCount(piece: string): number {
  return partsOf(piece).reduce((sum, part) => sum + part.atoms, 0);
}
