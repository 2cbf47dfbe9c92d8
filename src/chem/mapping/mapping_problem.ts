/** The mapping of one reaction as an assignment problem: which reactant atom becomes which product atom? */
import {
  type Activation,
  activationBy,
  bondCosts,
  breakingCosts,
  orderChangeCost,
  WEIGHTS,
} from "./bond_cost.ts";
import { atomSimilarity } from "../molecule/atom_similarity.ts";
import { type MolecularGraph, partOfGraph } from "../molecule/molecular_graph.ts";
import { type UnlikelyBonds, unlikelyBonds, unlikelyCost } from "./unlikely_changes.ts";

/** Data about the two sides that the search looks up repeatedly. */
export interface MappingProblem {
  readonly reactants: MolecularGraph;
  readonly products: MolecularGraph;
  /** Bond orders as square matrices; 0 means no bond. */
  readonly reactantOrders: Float32Array;
  readonly productOrders: Float32Array;
  readonly reactantBondCosts: Float32Array;
  readonly productBondCosts: Float32Array;
  /** Additional cost of breaking each reactant bond compared with making it. */
  readonly breakingCosts: Float32Array;
  readonly reactantLinks: Links;
  readonly productLinks: Links;
  /** Similarity of product atom p to reactant atom r at `p * reactants.size + r`; negative if they cannot match. */
  readonly similarity: Float32Array;
  /** Cost of using each fragment of the left side. */
  readonly sourceCosts: Float32Array;
  /** Which bonds the molecules of the left side, poor sources included, make cheap. */
  readonly activation: Activation;
  readonly unlikelyBonds: UnlikelyBonds;
}

/**
 * Neighbours in flat arrays, which the search walks millions of times: those of atom `i` are at `starts[i]` up to,
 * but not including, `starts[i + 1]`, in their order.
 */
export interface Links {
  readonly starts: Int32Array;
  readonly atoms: Int32Array;
  readonly bonds: Int32Array;
  readonly orders: Float64Array;
}

/** A one-to-one, possibly partial, map from product atoms to reactant atoms; -1 where there is none. */
export interface Assignment {
  readonly source: Int32Array;
  readonly target: Int32Array;
}

/** Molecules of the left side that are poor sources or must not be used. */
export interface SourceOptions {
  /** Reactant atoms that must not be used as sources, marked with 1. */
  readonly excluded?: Uint8Array;
  /** Cost of using each fragment, in addition to the cost that applies to all. */
  readonly sourceCosts?: Float32Array;
  /** Derived from the reactants by default. */
  readonly activation?: Activation;
}

/** Prepares the search, with all molecules of the left side as possible sources. */
export function mappingProblem(
  reactants: MolecularGraph,
  products: MolecularGraph,
  {
    excluded,
    sourceCosts = new Float32Array(reactants.fragmentCount),
    activation = activationBy(reactants),
  }: SourceOptions = {},
): MappingProblem {
  const breaking = breakingCosts(reactants);
  const similarity = atomSimilarity(reactants, products);
  if (excluded) similarity.forEach((_, pair) => excluded[pair % reactants.size] && (similarity[pair] = -1));
  return {
    reactants,
    products,
    reactantOrders: orderMatrix(reactants),
    productOrders: orderMatrix(products),
    reactantBondCosts: bondCosts(reactants, activation).map((cost, bond) =>
      cost + (breaking[bond] as number)
    ),
    productBondCosts: bondCosts(products, activation),
    breakingCosts: breaking,
    reactantLinks: linksOf(reactants),
    productLinks: linksOf(products),
    similarity,
    sourceCosts,
    activation,
    unlikelyBonds: unlikelyBonds(reactants),
  };
}

/**
 * The same problem with only some fragments of the left side, and with no cost of using them.
 *
 * @param kept 1 for each reactant atom that is kept
 * @param atoms indices of these atoms, in order
 */
export function partOfProblem(
  problem: MappingProblem,
  kept: Uint8Array,
  atoms: Int32Array,
): MappingProblem {
  const { products, similarity } = problem;
  const reactants = partOfGraph(problem.reactants, kept);
  const isKept = (_: number, bond: number) => kept[problem.reactants.bonds[bond]?.a ?? -1] === 1;
  const part = new Float32Array(products.size * reactants.size);
  for (let p = 0; p < products.size; p++) {
    const row = p * problem.reactants.size;
    atoms.forEach((r, at) => part[p * reactants.size + at] = similarity[row + r] as number);
  }
  return {
    ...problem,
    reactants,
    reactantOrders: orderMatrix(reactants),
    reactantBondCosts: problem.reactantBondCosts.filter(isKept),
    breakingCosts: problem.breakingCosts.filter(isKept),
    reactantLinks: linksOf(reactants),
    similarity: part,
    sourceCosts: new Float32Array(reactants.fragmentCount),
    unlikelyBonds: unlikelyBonds(reactants),
  };
}

/** An assignment with no atoms assigned. */
export function emptyAssignment(problem: MappingProblem): Assignment {
  return {
    source: new Int32Array(problem.products.size).fill(-1),
    target: new Int32Array(problem.reactants.size).fill(-1),
  };
}

/** A copy that can be modified independently. */
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
    const r = assignment.source[p] as number;
    cost += atomCost(problem, p, r);
    if (r < 0) continue;
    const fragment = reactants.fragment[r] as number;
    if (used[fragment] === 0) cost += WEIGHTS.molecule + (problem.sourceCosts[fragment] as number);
    used[fragment] = 1;
  }
  return cost + unlikelyCost(problem, assignment);
}

/**
 * The part of the cost that depends on the given product atoms `p` and `q` and reactant atoms `r` and `s`; `q` and
 * `s` are -1 if there is only one.
 *
 * @param limit from this cost on the sum need not be complete
 */
export function costAround(
  problem: MappingProblem,
  assignment: Assignment,
  p: number,
  q: number,
  r: number,
  s: number,
  limit = Infinity,
): number {
  let cost = costAtProduct(problem, assignment, 0, p, -1);
  if (cost >= limit) return cost;
  if (q >= 0) cost = costAtProduct(problem, assignment, cost, q, p);
  if (cost >= limit) return cost;
  cost = costAtReactant(problem, assignment, cost, r, -1);
  return s >= 0 && cost < limit ? costAtReactant(problem, assignment, cost, s, r) : cost;
}

/** Adds the cost of the atom and its bonds, except the bond to `counted`. */
function costAtProduct(
  problem: MappingProblem,
  { source }: Assignment,
  sum: number,
  p: number,
  counted: number,
): number {
  const { productBondCosts, reactantOrders, reactants } = problem;
  const { starts, atoms, bonds, orders } = problem.productLinks;
  const first = source[p] as number;
  let cost = sum + atomCost(problem, p, first);
  const end = starts[p + 1] as number;
  for (let i = starts[p] as number; i < end; i++) {
    const next = atoms[i] as number;
    if (next === counted) continue;
    const second = source[next] as number;
    const full = productBondCosts[bonds[i] as number] as number;
    cost += made(first, second, full, orders[i] as number, reactantOrders, reactants.size);
  }
  return cost;
}

/** Adds the cost of the atom's bonds, except the bond to `counted`. */
function costAtReactant(
  problem: MappingProblem,
  { target }: Assignment,
  sum: number,
  r: number,
  counted: number,
): number {
  const { reactantBondCosts, productOrders, products } = problem;
  const { starts, atoms, bonds } = problem.reactantLinks;
  const first = target[r] as number;
  let cost = sum;
  const end = starts[r + 1] as number;
  for (let i = starts[r] as number; i < end; i++) {
    const next = atoms[i] as number;
    if (next === counted) continue;
    const full = reactantBondCosts[bonds[i] as number] as number;
    cost += broken(first, target[next] as number, full, productOrders, products.size);
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
    const first = assignment.target[a] as number;
    const second = assignment.target[b] as number;
    if (first >= 0) changed[first] = 1;
    if (second >= 0) changed[second] = 1;
  });
  const atoms: number[] = [];
  for (let p = 0; p < products.size; p++) if (changed[p] === 1) atoms.push(p);
  return atoms;
}

function productBondCost(
  { products, productBondCosts, reactants, reactantOrders }: MappingProblem,
  { source }: Assignment,
  bond: number,
): number {
  const { a, b, order } = products.bonds[bond] as { a: number; b: number; order: number };
  const full = productBondCosts[bond] as number;
  return made(source[a] as number, source[b] as number, full, order, reactantOrders, reactants.size);
}

function reactantBondCost(
  { reactants, reactantBondCosts, products, productOrders }: MappingProblem,
  { target }: Assignment,
  bond: number,
): number {
  const { a, b } = reactants.bonds[bond] as { a: number; b: number };
  const full = reactantBondCosts[bond] as number;
  return broken(target[a] as number, target[b] as number, full, productOrders, products.size);
}

/** Cost of a product bond whose ends have these sources. */
function made(
  first: number,
  second: number,
  full: number,
  order: number,
  reactantOrders: Float32Array,
  size: number,
): number {
  if (first < 0 || second < 0) return full * WEIGHTS.unsourced;
  const before = reactantOrders[first * size + second] as number;
  return before === 0 ? full : before === order ? 0 : orderChangeCost(before, order);
}

/** Cost of a reactant bond whose ends become these product atoms. */
function broken(
  first: number,
  second: number,
  full: number,
  productOrders: Float32Array,
  size: number,
): number {
  if (first < 0 && second < 0) return 0;
  if (first < 0 || second < 0) return full * WEIGHTS.lost;
  // A bond that persists was counted on the product side.
  return productOrders[first * size + second] === 0 ? full : 0;
}

function atomCost(problem: MappingProblem, p: number, r: number): number {
  if (r < 0) return problem.products.element[p] === 1 ? WEIGHTS.unmappedHydrogen : WEIGHTS.unmapped;
  return hydrogenAndChargeCost(problem, p, r);
}

/** Cost of the change in hydrogens and charge if product atom `p` comes from reactant atom `r`. */
export function hydrogenAndChargeCost({ products, reactants }: MappingProblem, p: number, r: number): number {
  const hydrogens = Math.abs((products.hydrogens[p] as number) - (reactants.hydrogens[r] as number));
  const weight = products.element[p] === 6 ? WEIGHTS.hydrogenOnCarbon : WEIGHTS.hydrogenOnHetero;
  const charge = products.charge[p] === reactants.charge[r] ? 0 : WEIGHTS.charge;
  return hydrogens * weight + charge;
}

function linksOf(graph: MolecularGraph): Links {
  const starts = new Int32Array(graph.size + 1);
  const count = 2 * graph.bonds.length;
  const links = {
    starts,
    atoms: new Int32Array(count),
    bonds: new Int32Array(count),
    orders: new Float64Array(count),
  };
  let at = 0;
  for (let i = 0; i < graph.size; i++) {
    for (const { atom, bond, order } of graph.neighbours[i] ?? []) {
      links.atoms[at] = atom;
      links.bonds[at] = bond;
      links.orders[at] = order;
      at++;
    }
    starts[i + 1] = at;
  }
  return links;
}

function orderMatrix(graph: MolecularGraph): Float32Array {
  const matrix = new Float32Array(graph.size * graph.size);
  for (const { a, b, order } of graph.bonds) {
    matrix[a * graph.size + b] = order;
    matrix[b * graph.size + a] = order;
  }
  return matrix;
}
