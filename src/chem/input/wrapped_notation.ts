/** Rejoins reaction SMILES that a mail program or a PDF broke across several lines. */
import { reactionArrows } from "./reaction_arrows.ts";
import { isClean, isStrong, type SmilesShape, smilesShape } from "./smiles_shape.ts";
import type { LineReader } from "./text_lines.ts";

/** Nobody wraps shorter pieces than this. */
const MIN_PIECE_CHARACTERS = 8;
const MAX_CHARACTERS = 3_000;
const MAX_LINES = 12;
/** Characters that cannot begin a SMILES, so the text must continue the previous line. */
const CONTINUATION = /^[)=#>(@/\\\].]/;
const NOTATION = /^[A-Za-z0-9@+\-[\]()\\/#%=:.*$~>]+$/;

/** A line assembled from `lineCount` lines of the text. */
export interface WrappedLine {
  readonly text: string;
  readonly lineCount: number;
  /** Number of lines examined; if nothing was joined, none of them begins a wrapped reaction. */
  readonly tried: number;
}

/** The notation read so far, with the shape of each part between its arrows. */
interface Piece {
  readonly text: string;
  readonly arrows: number;
  readonly parts: readonly SmilesShape[];
}

/**
 * The reader's next line. If it ends with a broken-off reaction SMILES that continues on the lines below, those
 * pieces are joined to it, and the text after the last piece is kept. Consumes nothing.
 */
export function peekWrapped(reader: LineReader): WrappedLine {
  const line = reader.peek(0)?.text ?? "";
  const alone = { text: line, lineCount: 1, tried: 1 };
  const start = lastWordStart(line);
  const word = line.slice(start).trimEnd();
  if (word.length < MIN_PIECE_CHARACTERS || word.length > MAX_CHARACTERS || !NOTATION.test(word)) {
    return alone;
  }
  if (!hasArrowNear(reader)) return alone;
  let piece = pieceOf(word);
  let joined = joinLine(reader, 1, piece);
  for (let i = 1; joined !== null; i++) {
    piece = joined.piece;
    const { rest } = joined;
    joined = rest.trim() === "" && i + 1 < MAX_LINES ? joinLine(reader, i + 1, piece) : null;
    if (joined !== null) continue;
    if (!isWhole(piece)) return { ...alone, tried: i };
    return { text: line.slice(0, start) + piece.text + rest, lineCount: i + 1, tried: 1 };
  }
  return alone;
}

/** Without an arrow in this line or those that could be joined to it, there is nothing to join. */
function hasArrowNear(reader: LineReader): boolean {
  for (let i = 0; i < MAX_LINES; i++) if (reader.peek(i)?.text.includes(">")) return true;
  return false;
}

/**
 * The piece joined with the first word of the line `distance` below, and the rest of that line; null if it does not
 * continue there.
 */
function joinLine(reader: LineReader, distance: number, piece: Piece): { piece: Piece; rest: string } | null {
  const below = reader.peek(distance)?.text.slice(0, MAX_CHARACTERS).trimStart() ?? "";
  const end = below.search(/\s|$/);
  const joined = goOn(piece, below.slice(0, end));
  return joined === null ? null : { piece: joined, rest: below.slice(end) };
}

function lastWordStart(line: string): number {
  const end = line.trimEnd().length;
  for (let i = end; i > 0 && i > end - MAX_CHARACTERS - 1; i--) {
    const char = line[i - 1];
    if (char === " " || char === "\t" || char === "`" || char === '"') return i;
  }
  return 0;
}

/** The piece joined with `next`, or null if it does not continue there. */
function goOn(piece: Piece, next: string): Piece | null {
  if (next === "" || piece.text.length + next.length > MAX_CHARACTERS || !NOTATION.test(next)) return null;
  const brokenOff = isBrokenOff(piece);
  if (!brokenOff && !CONTINUATION.test(next)) return null;
  const joined = pieceOf(piece.text + next);
  const isSmiles = joined.arrows <= 2 &&
    (joined.parts.every((part) => part.bad === 0) || isBrokenOff(joined));
  return isSmiles && atomCount(joined) > atomCount(piece) ? joined : null;
}

function isBrokenOff({ text, parts }: Piece): boolean {
  if (text.lastIndexOf("[") > text.lastIndexOf("]") || text.endsWith(">")) return true;
  const last = parts.at(-1);
  if (last === undefined || last.bad > 0 || last.atoms < 2) return false;
  const isChemical = parts.some((part) => isStrong(part) || part.openRings > 0);
  return isChemical && (last.dangling || last.openBranches > 0 || last.openRings > 0);
}

function isWhole({ arrows, parts }: Piece): boolean {
  return arrows === 2 && parts.every(isClean) && parts.some(isStrong) && parts[0]?.atoms !== 0 &&
    parts[2]?.atoms !== 0;
}

function pieceOf(text: string): Piece {
  const arrows = reactionArrows(text);
  const parts = [...arrows, text.length].map((end, i) =>
    text.slice(i === 0 ? 0 : (arrows[i - 1] ?? 0) + 1, end)
  );
  return { text, arrows: arrows.length, parts: parts.map(smilesShape) };
}

function atomCount({ parts }: Piece): number {
  return parts.reduce((sum, part) => sum + part.atoms, 0);
}
