/** The class of a transform that no row of the table names, from the kind of bonds that it makes and cuts. */
import type { Classification, ReactionClass } from "../../reaction_classes.ts";
import { isAcylAtom } from "./conditions.ts";
import { newRings } from "./new_rings.ts";
import type { EditedBond, End, Transform } from "./transform.ts";

/** Never a name: only the class and the rule behind it. */
export function generalClass(transform: Transform): Classification {
  const [rule, reactionClass] = generalRule(transform);
  return { class: reactionClass, name: null, rule };
}

function generalRule(transform: Transform): readonly [rule: string, reactionClass: ReactionClass] {
  const { formed, cut, reordered, reaction } = transform;
  const { right } = reaction;
  const isHetero = ({ element }: End) => element === 7 || element === 8 || element === 16;
  const isPair = (bond: EditedBond, a: (end: End) => boolean, b: (end: End) => boolean) =>
    a(bond.a) && b(bond.b) || a(bond.b) && b(bond.a);
  const isCarbon = ({ element }: End) => element === 6;
  const rings = newRings(transform);
  if (rings.some(({ elements }) => /[NOS]/.test(elements))) {
    return ["new_heterocycle", "heterocycle formation"];
  }
  if (formed.some((bond) => isPair(bond, isCarbon, isCarbon) && isSupplied(bond))) {
    return ["new_carbon_carbon_bond", "C-C bond formation"];
  }
  const isAcyl = (end: End) => end.right >= 0 && isAcylAtom(right, end.right);
  // A new C=O is an oxidation or an exchange, no acylation.
  const isCarbonyl = (bond: EditedBond) => bond.after === 2 && (bond.a.element === 8 || bond.b.element === 8);
  const isJoined = (bond: EditedBond) => isSupplied(bond) && !isCarbonyl(bond);
  if (formed.some((bond) => isPair(bond, isAcyl, isHetero) && isJoined(bond))) {
    return ["new_acyl_bond", "acylation"];
  }
  if (formed.some((bond) => isPair(bond, isCarbon, isHetero) && isJoined(bond))) {
    return ["new_carbon_heteroatom_bond", "heteroatom alkylation and arylation"];
  }
  if (formed.length > 0 && cut.length === 0 && reordered.length === 0) {
    return ["new_group", "functional group addition"];
  }
  if (formed.length > 0) return ["exchanged_group", "functional group interconversion"];
  if (cut.length === 0 && reordered.every(({ before, after }) => after < before)) {
    return ["fewer_bonds", "reduction"];
  }
  if (cut.length === 0 && reordered.every(({ before, after }) => after > before)) {
    return ["more_bonds", "oxidation"];
  }
  if (reordered.length === 0 && cut.every((bond) => isPair(bond, isHetero, (end) => end.right < 0))) {
    return ["lost_group", "deprotection"];
  }
  return ["unknown", "unknown"];
}

/** Are both ends supplied by recorded molecules? */
function isSupplied({ a, b }: EditedBond): boolean {
  return a.left >= 0 && b.left >= 0;
}
