/** Places the molecules of an RXN file so that drawing programs show them as a reaction, not on top of each other. */
import type { ComponentRole } from "../../chem_results.ts";
import type { Extent, Point } from "./molfile.ts";

/** Between two molecules, where drawing programs put the plus sign, and from the arrow to the agents; in ångström. */
const GAP = 3;
const ABOVE_ARROW = 1.5;
const SHORTEST_ARROW = 8;

/** A molecule to be placed. */
export interface Placeable {
  readonly role: ComponentRole;
  readonly extent: Extent;
}

/**
 * The shift of each molecule for a readable reaction: reactants, arrow and products from left to right on one line,
 * agents above the arrow. Expects reactants before agents before products.
 */
export function layOut(molecules: readonly Placeable[]): readonly Point[] {
  let right = 0;
  let previous: ComponentRole = "reactant";
  let agentsRight: number | null = null;
  const shifts: Point[] = [];
  for (const { role, extent: { min, max } } of molecules) {
    if (role === "agent") {
      const from: number = agentsRight ?? right + GAP;
      shifts.push({ x: from - min.x, y: ABOVE_ARROW - min.y });
      agentsRight = from + max.x - min.x + GAP;
      continue;
    }
    const isFirstProduct = role === "product" && previous !== "product";
    if (isFirstProduct) right = Math.max(right + SHORTEST_ARROW, agentsRight ?? 0);
    else if (shifts.length > 0) right += GAP;
    shifts.push({ x: right - min.x, y: -(min.y + max.y) / 2 });
    right += max.x - min.x;
    previous = role;
  }
  return shifts;
}
