/** The mapping of one reaction as a problem of assignment: which reactant atom becomes which product atom? */
import { activatesAlcohols, bondCosts, breakingCosts, orderChangeCost, WEIGHTS } from "./bond_cost.ts";
import { atomSimilarity } from "./environment.ts";
import type { MolecularGraph } from "./molecular_graph.ts";

/** Everything about the two sides that the search asks for again and again. */
export interface MappingProblem {
  readonly reactants: MolecularGraph;
  readonly products: MolecularGraph;
  /** Bond orders as square matrices; 0 for no bond. */
  readonly reactantOrders: Float32Array;
  readonly productOrders: Float32Array;
  readonly reactantBondCosts: Float32Array;
  readonly productBondCosts: Float32Array;
  /** Similarity of product atom p to reactant atom r at `p * reactants.size + r`; negative if they cannot match. */
  readonly similarity: Float32Array;
}

/** An injective, possibly partial, map from product atoms to reactant atoms; -1 where there is none. */
export interface Assignment {
  readonly source: Int32Array;
  readonly target: Int32Array;
}

/**
 * Prepares the search; all molecules of the left side are offered as sources.
 *
 * @param excluded reactant atoms that no product atom may come from: 1 for each
 */
export function mappingProblem(
  reactants: MolecularGraph,
  products: MolecularGraph,
  excluded?: Uint8Array,
): MappingProblem {
  const activated = activatesAlcohols(reactants);
  const breaking = breakingCosts(reactants);
  const similarity = atomSimilarity(reactants, products);
  if (excluded) similarity.forEach((_, pair) => excluded[pair % reactants.size] && (similarity[pair] = -1));
  return {
    reactants,
    products,
    reactantOrders: orderMatrix(reactants),
    productOrders: orderMatrix(products),
    reactantBondCosts: bondCosts(reactants, activated).map((cost, bond) => cost + (breaking[bond] as number)),
    productBondCosts: bondCosts(products, activated),
    similarity,
  };
}

/** An assignment in which nothing is assigned. */
export function emptyAssignment(problem: MappingProblem): Assignment {
  return {
    source: new Int32Array(problem.products.size).fill(-1),
    target: new Int32Array(problem.reactants.size).fill(-1),
  };
}

/** A copy that can be changed freely. */
export function copyAssignment(assignment: Assignment): Assignment {
  return { source: assignment.source.slice(), target: assignment.target.slice() };
}

/** Weighted chemical distance of the whole assignment; 0 if nothing changes. */
export function assignmentCost(problem: MappingProblem, assignment: Assignment): number {
  const { products, reactants } = problem;
  let cost = 0;
  for (let bond = 0; bond < products.bonds.length; bond++) cost += productBondCost(problem, assignment, bond);
  for (let bond = 0; bond < reactants.bonds.length; bond++) {
    cost += reactantBondCost(problem, assignment, bond);
  }
  const used = new Uint8Array(reactants.fragmentCount);
  for (let p = 0; p < products.size; p++) {
    cost += atomCost(problem, assignment, p);
    const r = assignment.source[p] as number;
    if (r < 0) continue;
    const fragment = reactants.fragment[r] as number;
    if (used[fragment] === 0) cost += WEIGHTS.molecule;
    used[fragment] = 1;
  }
  return cost;
}

/** The part of the cost that changes if the given product and reactant atoms (at most two each) are reassigned. */
export function costAround(
  problem: MappingProblem,
  assignment: Assignment,
  productAtoms: readonly number[],
  reactantAtoms: readonly number[],
): number {
  const { products, reactants } = problem;
  let cost = 0;
  const [firstProduct = -1] = productAtoms;
  for (const p of productAtoms) {
    cost += atomCost(problem, assignment, p);
    for (const { atom, bond } of products.neighbours[p] ?? []) {
      if (p !== firstProduct && atom === firstProduct) continue;
      cost += productBondCost(problem, assignment, bond);
    }
  }
  const [firstReactant = -1] = reactantAtoms;
  for (const r of reactantAtoms) {
    for (const { atom, bond } of reactants.neighbours[r] ?? []) {
      if (r !== firstReactant && atom === firstReactant) continue;
      cost += reactantBondCost(problem, assignment, bond);
    }
  }
  return cost;
}

/** Product atoms at which something changes, in ascending order. */
export function changedAtoms(problem: MappingProblem, assignment: Assignment): readonly number[] {
  const { products, reactants } = problem;
  const changed = new Uint8Array(products.size);
  products.bonds.forEach(({ a, b }, bond) => {
    if (productBondCost(problem, assignment, bond) > 0) changed[a] = changed[b] = 1;
  });
  reactants.bonds.forEach(({ a, b }, bond) => {
    if (reactantBondCost(problem, assignment, bond) <= 0) return;
    for (const r of [a, b]) {
      const p = assignment.target[r] as number;
      if (p >= 0) changed[p] = 1;
    }
  });
  const atoms: number[] = [];
  for (let p = 0; p < products.size; p++) if (changed[p] === 1) atoms.push(p);
  return atoms;
}

function productBondCost(problem: MappingProblem, assignment: Assignment, bond: number): number {
  const { a, b, order } = problem.products.bonds[bond] as { a: number; b: number; order: number };
  const cost = problem.productBondCosts[bond] as number;
  const first = assignment.source[a] as number;
  const second = assignment.source[b] as number;
  if (first < 0 || second < 0) return cost * WEIGHTS.unsourced;
  const before = problem.reactantOrders[first * problem.reactants.size + second] as number;
  return before === 0 ? cost : orderChangeCost(before, order);
}

function reactantBondCost(problem: MappingProblem, assignment: Assignment, bond: number): number {
  const { a, b } = problem.reactants.bonds[bond] as { a: number; b: number };
  const first = assignment.target[a] as number;
  const second = assignment.target[b] as number;
  if (first < 0 && second < 0) return 0;
  const cost = problem.reactantBondCosts[bond] as number;
  if (first < 0 || second < 0) return cost * WEIGHTS.lost;
  // A bond that stays was counted on the product side.
  return problem.productOrders[first * problem.products.size + second] === 0 ? cost : 0;
}

function atomCost(problem: MappingProblem, assignment: Assignment, p: number): number {
  const { products, reactants } = problem;
  const r = assignment.source[p] as number;
  if (r < 0) return products.element[p] === 1 ? WEIGHTS.unmappedHydrogen : WEIGHTS.unmapped;
  const hydrogens = Math.abs((products.hydrogens[p] as number) - (reactants.hydrogens[r] as number));
  const weight = products.element[p] === 6 ? WEIGHTS.hydrogenOnCarbon : WEIGHTS.hydrogenOnHetero;
  const charge = products.charge[p] === reactants.charge[r] ? 0 : WEIGHTS.charge;
  return hydrogens * weight + charge;
}

function orderMatrix(graph: MolecularGraph): Float32Array {
  const matrix = new Float32Array(graph.size * graph.size);
  for (const { a, b, order } of graph.bonds) {
    matrix[a * graph.size + b] = order;
    matrix[b * graph.size + a] = order;
  }
  return matrix;
}
