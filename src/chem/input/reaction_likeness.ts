import { reactionArrows } from "./reaction_arrows.ts";
import { isClean, isStrong, type SmilesShape, smilesShape } from "./smiles_shape.ts";

/** How much a piece of text must show before it counts as a reaction. */
export type Demand =
  /** In the middle of a sentence. */
  | "prose"
  /** A line of its own, a table cell, a JSON value. */
  | "record";

/**
 * Is this text, which has no whitespace, notation of a reaction rather than code, shell or a comparison?
 * Chemical faults (open rings, odd valences, one wrong symbol) do not speak against it: later stages report them.
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
  const joined = arrows.some((at, i) => arrows[i + 1] === at + 1);
  if (arrows.length > 2 && !(joined && parts.every(isClean) && sides.every(isStrong))) return false;
  const atoms = left.atoms + middle.atoms + right.atoms;
  if (atoms < (demand === "record" ? 2 : 3)) return false;
  if (parts.every(isClean)) {
    // `A>B>C` is also how people rank things: `C=O>C=N>C=C`, `CO>CN>NO`.
    return joined || demand === "record" || parts.some(isStrong) && sides.some((side) => side.atoms >= 3);
  }
  return joined && hasOneFault(left, right, middle);
}

/** One side is SMILES beyond doubt, the rest has few faults: a slip of the pen, not another language. */
function hasOneFault(left: SmilesShape, right: SmilesShape, middle: SmilesShape): boolean {
  const [good, doubtful] = isClean(left) ? [left, right] : [right, left];
  return isClean(good) && isStrong(good) && good.atoms >= 4 && middle.bad <= 1 &&
    doubtful.atoms >= 2 && doubtful.bad <= Math.max(1, doubtful.atoms * 0.2);
}
