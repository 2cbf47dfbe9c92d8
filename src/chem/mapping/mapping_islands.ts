/** Finds the parts of the products that come from a molecule in one piece. */
import type { SideMolecule } from "../molecule/mapped_reaction.ts";
import { WEIGHTS } from "./bond_cost.ts";
import type { Assignment, MappingProblem } from "./mapping_problem.ts";

/** Product atoms connected by bonds that also exist in the reactants. */
export interface Island {
  /** Index of the molecule on the left that they come from. */
  readonly molecule: number;
  /** One of their sources. */
  readonly atom: number;
  readonly size: number;
  /** Number of atoms of each element. */
  readonly elements: ReadonlyMap<number, number>;
  /** Cost of the broken bonds to the rest of its molecule. */
  readonly parting: number;
}

/** The islands of a mapping, in the order of their first atoms in the products. */
export function islandsOf(
  problem: MappingProblem,
  { source, target }: Assignment,
  left: readonly SideMolecule[],
): readonly Island[] {
  const { reactants, products, reactantBondCosts } = problem;
  const molecules = left.flatMap(({ graph }, index) => new Array<number>(graph.size).fill(index));
  const numbers = islandNumbers(problem, source);
  const islands: (Island & { size: number; parting: number; elements: Map<number, number> })[] = [];
  numbers.forEach((number, p) => {
    if (number < 0) return;
    const island = islands[number] ??= {
      molecule: molecules[source[p] as number] as number,
      atom: source[p] as number,
      size: 0,
      elements: new Map(),
      parting: 0,
    };
    island.size++;
    add(island.elements, products.element[p] as number);
  });
  reactants.bonds.forEach(({ a, b }, bond) => {
    const [first, second] = [numberAt(numbers, target[a]), numberAt(numbers, target[b])];
    if (first === second) return;
    const cost = (reactantBondCosts[bond] as number) * (first < 0 || second < 0 ? WEIGHTS.lost : 1);
    for (const number of [first, second]) {
      const island = islands[number];
      if (island) island.parting += cost;
    }
  });
  return islands;
}

/** Adds one atom of an element to the counts. */
export function add(elements: Map<number, number>, element: number): void {
  elements.set(element, (elements.get(element) ?? 0) + 1);
}

function numberAt(numbers: Int32Array, p: number | undefined): number {
  return p === undefined || p < 0 ? -1 : numbers[p] as number;
}

/** Island number of each product atom, from 0; -1 if the atom has no source. */
function islandNumbers(
  { reactants, products, reactantOrders }: MappingProblem,
  source: Int32Array,
): Int32Array {
  const numbers = new Int32Array(products.size).fill(-1);
  let count = 0;
  for (let start = 0; start < products.size; start++) {
    if ((numbers[start] as number) >= 0 || (source[start] as number) < 0) continue;
    const waiting = [start];
    numbers[start] = count;
    for (let p = waiting.pop(); p !== undefined; p = waiting.pop()) {
      const row = (source[p] as number) * reactants.size;
      for (const { atom } of products.neighbours[p] ?? []) {
        const r = source[atom] as number;
        if (r < 0 || (numbers[atom] as number) >= 0 || reactantOrders[row + r] === 0) continue;
        numbers[atom] = count;
        waiting.push(atom);
      }
    }
    count++;
  }
  return numbers;
}
