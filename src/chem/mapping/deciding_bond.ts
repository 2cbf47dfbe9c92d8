/** Finds a bond that distinguishes two mappings of one reaction. */
import type { BondFate, DecidingBond } from "../../chem_results.ts";
import { elementSymbol } from "../molecule/elements.ts";
import type { Assignment, MappingProblem } from "./mapping_problem.ts";
import type { ChangeNames } from "./change_features.ts";

interface JudgedBond {
  readonly side: DecidingBond["side"];
  readonly bond: number;
  readonly fate: BondFate;
  /** Bonds of one kind with the same fate share a name. */
  readonly name: string;
}

/** Most informative first. */
const ORDER: readonly BondFate[] = ["broken", "lost", "made", "changed", "kept"];

/**
 * Looks for a kind of bond that has a certain fate more often in one mapping than in the other, so that exchanges of
 * symmetric atoms do not count, and returns a bond of that kind whose fate differs. Broken bonds are preferred to
 * lost ones, and these to bonds made.
 *
 * @returns null if no bond's fate differs
 */
export function decidingBond(
  problem: MappingProblem,
  names: ChangeNames,
  chosen: Assignment,
  other: Assignment,
): DecidingBond | null {
  const ours = fates(problem, names, chosen);
  const theirs = fates(problem, names, other);
  const excess = new Map<string, number>();
  for (const { name } of ours) excess.set(name, (excess.get(name) ?? 0) + 1);
  for (const { name } of theirs) excess.set(name, (excess.get(name) ?? 0) - 1);
  const differing = ours.flatMap((fate, index) => {
    const opposite = theirs[index];
    return opposite && opposite.fate !== fate.fate ? [{ fate, opposite }] : [];
  });
  const weight = ({ fate, opposite }: { readonly fate: JudgedBond; readonly opposite: JudgedBond }) => {
    const ranks = [fate, opposite].map((entry) => ORDER.indexOf(entry.fate));
    const isInformative = (excess.get(fate.name) ?? 0) > 0 && fate.fate !== "kept" ||
      (excess.get(opposite.name) ?? 0) < 0 && opposite.fate !== "kept";
    return (isInformative ? 0 : ORDER.length) + Math.min(...ranks);
  };
  const best = differing.toSorted((a, b) => weight(a) - weight(b))[0];
  if (!best) return null;
  const { side, bond } = best.fate;
  const graph = problem[side];
  const ends = graph.bonds[bond];
  if (!ends) return null;
  const label = (atom: number): string => {
    const number = mapNumber(chosen, side, atom);
    const symbol = elementSymbol(graph.element[atom] as number);
    return number === 0 ? symbol : `${symbol}:${number}`;
  };
  return {
    side,
    atoms: [label(ends.a), label(ends.b)],
    chosen: best.fate.fate,
    other: best.opposite.fate,
  };
}

/** The atom's map number in the mapped reaction: product atoms with a source are numbered from 1. */
function mapNumber({ source, target }: Assignment, side: DecidingBond["side"], atom: number): number {
  const p = side === "products" ? atom : target[atom] as number;
  if (p < 0 || source[p] as number < 0) return 0;
  let number = 0;
  for (let q = 0; q <= p; q++) if (source[q] as number >= 0) number++;
  return number;
}

/** The fate of every bond on both sides, in the same order for every assignment. */
function fates(
  { reactants, products, reactantOrders, productOrders }: MappingProblem,
  names: ChangeNames,
  { source, target }: Assignment,
): readonly JudgedBond[] {
  const left = reactants.bonds.map(({ a, b, order }, bond): JudgedBond => {
    const [first, second] = [target[a] as number, target[b] as number];
    const after = first < 0 || second < 0 ? 0 : productOrders[first * products.size + second];
    // Within a lost part, no bond is known to change.
    const gone: BondFate = (first < 0) === (second < 0) ? first < 0 ? "kept" : "broken" : "lost";
    const fate = after === 0 ? gone : after === order ? "kept" : "changed";
    return { side: "reactants", bond, fate, name: `${fate} ${names.reactantBonds[bond]?.[0]}` };
  });
  const right = products.bonds.map(({ a, b, order }, bond): JudgedBond => {
    const [first, second] = [source[a] as number, source[b] as number];
    const before = first < 0 || second < 0 ? 0 : reactantOrders[first * reactants.size + second];
    const fate = before === 0 ? "made" : before === order ? "kept" : "changed";
    return { side: "products", bond, fate, name: `${fate} ${names.productBonds[bond]?.[0]}` };
  });
  return [...left, ...right];
}
