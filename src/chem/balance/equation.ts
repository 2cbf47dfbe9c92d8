/** Writes balanced equations in chemical formulas. */
import { CHARGE, type Composition, plus } from "./composition.ts";
import { equationTerm } from "./molecule_names.ts";

/** Both sides of an equation, one entry per molecule, as canonical SMILES. */
export interface EquationSides {
  readonly left: readonly string[];
  readonly right: readonly string[];
}

/**
 * Writes a balanced equation such as `C2H4O2 + C2H6O -> C4H8O2 + H2O`; equal terms share a coefficient. The terms of
 * `half` come last on the left and on the right.
 */
export function equationText(
  compose: (smiles: string) => Composition,
  sides: EquationSides,
  half: EquationSides = { left: [], right: [] },
): string {
  const write = (side: keyof EquationSides) => [sideText(compose, sides[side]), ...half[side]].join(" + ");
  return `${write("left")} -> ${write("right")}`;
}

function sideText(compose: (smiles: string) => Composition, molecules: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const { smiles, composition } of withIonPairs(compose, molecules)) {
    const term = equationTerm(smiles, composition);
    counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  return [...counts].map(([term, count]) => count === 1 ? term : `${count} ${term}`).join(" + ");
}

/** Pairs each ion with one of opposite charge, so that a salt is one term. */
function withIonPairs(
  compose: (smiles: string) => Composition,
  molecules: readonly string[],
): readonly { readonly smiles: string; readonly composition: Composition }[] {
  const terms = molecules.map((smiles) => ({ smiles, composition: compose(smiles) }));
  // Hydrogen ions of a work-up belong to no salt.
  const charge = (composition: Composition) =>
    composition.has("H") && composition.size === 2 ? 0 : composition.get(CHARGE) ?? 0;
  const paired = new Set<number>();
  const result: { smiles: string; composition: Composition }[] = [];
  terms.forEach((term, at) => {
    if (paired.has(at)) return;
    const own = charge(term.composition);
    const other = own === 0
      ? -1
      : terms.findIndex(({ composition }, index) =>
        index > at && !paired.has(index) && charge(composition) === -own
      );
    const partner = terms[other];
    if (partner === undefined) return void result.push(term);
    paired.add(other);
    result.push({
      smiles: [term.smiles, partner.smiles].sort().join("."),
      composition: plus(term.composition, partner.composition),
    });
  });
  return result;
}
