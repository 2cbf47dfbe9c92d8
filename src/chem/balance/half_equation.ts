/** Half-equations: what a reductant, an oxidant or an electrode gives or takes is written as [H], [O] or e-. */
import { CHARGE, type Composition } from "./composition.ts";

/** What closes an equation in addition to whole molecules: terms of each side, and water made on the right. */
export interface HalfReaction {
  readonly left: readonly string[];
  readonly right: readonly string[];
  /** Molecules of water that the oxygen of `[O]` becomes. */
  readonly water: number;
}

/** Most `[H]`, `[O]` or electrons of one half-equation: a larger difference is a fault of the record. */
const MOST = 12;

/**
 * Closes a balance in which only hydrogen or only charge is open, or returns null. Missing hydrogen is supplied as
 * `[H]`; each two left over become water with an `[O]`, as textbooks write reductions and oxidations.
 *
 * @param residual what the left side has in excess of the right, with the water that was added on the left
 * @param unaided the same without that water and without hydrogen ions
 */
export function halfReaction(residual: Composition, unaided: Composition): HalfReaction | null {
  const charge = onlyOne(unaided, CHARGE);
  if (charge !== 0) {
    const electrons = term(Math.abs(charge), "e-");
    return charge < 0
      ? { left: [], right: [electrons], water: 0 }
      : { left: [electrons], right: [], water: 0 };
  }
  const hydrogens = onlyOne(residual, "H");
  if (hydrogens < 0) return { left: [term(-hydrogens, "[H]")], right: [], water: 0 };
  if (hydrogens === 0 || hydrogens % 2 !== 0) return null;
  return { left: [term(hydrogens / 2, "[O]")], right: [], water: hydrogens / 2 };
}

/** The surplus of `key` if nothing else is open and there is not too much of it, otherwise 0. */
function onlyOne(residual: Composition, key: string): number {
  const surplus = residual.size === 1 ? residual.get(key) ?? 0 : 0;
  return Math.abs(surplus) > MOST ? 0 : surplus;
}

function term(count: number, what: string): string {
  return count === 1 ? what : `${count} ${what}`;
}
