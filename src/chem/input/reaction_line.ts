/** Splits one line of a SMILES file into notation, CXSMILES extension and title. */
import { reactionArrows, stepOver } from "./reaction_arrows.ts";
import { smilesShape } from "./smiles_shape.ts";

/** The parts of one line of reaction SMILES. */
export interface ReactionLine {
  /** `reactants>agents>products` without whitespace. */
  readonly notation: string;
  /** The text between the bars of a CXSMILES extension, or null. */
  readonly extension: string | null;
  /** The trimmed text after the notation; empty if there is none. */
  readonly title: string;
}

/**
 * Splits a line of reaction SMILES into notation, CXSMILES extension and title. Spaces around the two `>` are
 * tolerated (`CCO >> CC=O`). Null if the line does not begin with a reaction SMILES. Source: Daylight theory manual,
 * 3.3.5 and "SMILES files"; ChemAxon "CXSMILES".
 */
export function readReactionLine(line: string): ReactionLine | null {
  const text = line.trim();
  const first = notationEnd(text, 0);
  let notation = text.slice(0, first);
  let end = first;
  let arrows = reactionArrows(notation).length;
  // At most two spaces can separate reactants, agents and products; each turn takes one more piece.
  for (let turn = 0; turn < 4; turn++) {
    const next = skipBlanks(text, end);
    if (next === end || next === text.length) break;
    const pieceEnd = notationEnd(text, next);
    const piece = text.slice(next, pieceEnd);
    if (!continues(notation, arrows, piece)) break;
    notation += piece;
    arrows = reactionArrows(notation).length;
    end = pieceEnd;
  }
  if (arrows < 2) return null;
  return { notation, ...readTail(text, end) };
}

/** The text of a reaction that later stages read: notation and extension, without the title. */
export function reactionText(line: ReactionLine): string {
  return line.extension === null ? line.notation : `${line.notation} |${line.extension}|`;
}

/** Does `piece`, which follows after spaces, continue the reaction SMILES? */
function continues(notation: string, arrows: number, piece: string): boolean {
  if (piece === "") return false;
  if (arrows < 2) return piece.startsWith(">") || notation.endsWith(">");
  return arrows === 2 && notation.endsWith(">") && !piece.includes(">") && looksLikeMolecules(piece);
}

function looksLikeMolecules(piece: string): boolean {
  const shape = smilesShape(piece);
  return shape.atoms > 0 && shape.bad === 0 && (shape.aromatic === 0 || shape.rings > 0);
}

/** End of the run of characters that can occur in reaction SMILES; a comma or semicolon outside brackets ends it. */
function notationEnd(text: string, start: number): number {
  let i = start;
  for (; i < text.length; i = stepOver(text, i)) {
    const char = text[i];
    if (char === "," || char === ";" || char === '"' || char === "|" || isBlank(text, i)) break;
  }
  return i;
}

function skipBlanks(text: string, start: number): number {
  let i = start;
  while (i < text.length && isBlank(text, i)) i++;
  return i;
}

function isBlank(text: string, i: number): boolean {
  const code = text.charCodeAt(i);
  return code === 0x20 || code >= 0x09 && code <= 0x0d || code === 0xa0 || code >= 0x2000 && code <= 0x200b ||
    code === 0x2028 || code === 0x2029 || code === 0x3000;
}

function readTail(text: string, end: number): { extension: string | null; title: string } {
  const start = skipBlanks(text, end);
  if (text[start] === "|") {
    const close = text.indexOf("|", start + 1);
    if (close !== -1) return { extension: text.slice(start + 1, close), title: title(text, close + 1) };
  }
  return { extension: null, title: title(text, start) };
}

/** Strips the comma or semicolon between notation and title. */
function title(text: string, start: number): string {
  const rest = text.slice(start).trim();
  return rest.startsWith(",") || rest.startsWith(";") ? rest.slice(1).trim() : rest;
}
