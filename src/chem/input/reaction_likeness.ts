/** Distinguishes reaction SMILES from code, comparisons and rankings, which use the same characters. */
import { reactionArrows } from "./reaction_arrows.ts";
import { isClean, isStrong, type SmilesShape, smilesShape } from "./smiles_shape.ts";

/** Where the text appears: the less likely it is to be anything else there, the less evidence it must show. */
export type Demand =
  /** Among other words. */
  | "prose"
  /** Alone on a line of free text. */
  | "line"
  /** In a file of reactions, a table cell, a JSON value. */
  | "record";

/**
 * Is this text, which contains no whitespace, reaction notation rather than code, shell or a comparison? Chemical
 * faults (open rings, odd valences, one wrong symbol) do not count against it: later stages report them.
 */
export function looksLikeReaction(text: string, demand: Demand): boolean {
  const arrows = reactionArrows(text);
  const first = arrows[0];
  const last = arrows.at(-1);
  if (first === undefined || last === undefined || arrows.length < 2) return false;
  const left = smilesShape(text.slice(0, first));
  const right = smilesShape(text.slice(last + 1));
  const middle = smilesShape(text.slice(first + 1, last).replaceAll(">", ""));
  const sides = [left, right];
  if (sides.some((side) => side.atoms === 0)) return false;
  const parts = [left, middle, right];
  const isDouble = arrows.some((at, i) => arrows[i + 1] === at + 1);
  const isShown = parts.some(isStrong);
  // `A>>B>>C` is not a valid reaction SMILES but meant as one; `F>Cl>Br>I` is a ranking.
  if (arrows.length > 2) return isDouble && isShown && parts.every(isClean);
  if (!parts.every(isClean)) return isDouble && hasOneFault(left, right, middle);
  if (demand === "record") return true;
  // `A>B>C` is also a way to rank things: `C=O>C=N>C=C`, `CO>CN>NO`.
  if (!isDouble) return isShown && sides.some((side) => side.atoms >= 3);
  if (isShown) return demand === "line" || left.atoms + middle.atoms + right.atoms >= 3;
  const hasCarbons = sides.every((side) => side.carbons > 0);
  // An open ring in something small is a formula (`NO2>>NO`, `CO2>>CO`), in something larger a typo (`C1CC>>CC`).
  if (parts.some((part) => part.openRings > 0)) return hasCarbons && left.atoms + right.atoms >= 5;
  // Capital letters alone can be words (`BIOS>>OS`).
  return demand === "line" || hasCarbons && left.atoms + right.atoms >= 3;
}

/** One side is certainly SMILES and the rest has few faults: a typo, not another language. */
function hasOneFault(left: SmilesShape, right: SmilesShape, middle: SmilesShape): boolean {
  const [good, doubtful] = isClean(left) ? [left, right] : [right, left];
  return isClean(good) && isStrong(good) && good.atoms >= 4 && middle.bad <= 1 &&
    doubtful.atoms >= 2 && doubtful.bad <= Math.max(1, doubtful.atoms * 0.2);
}
