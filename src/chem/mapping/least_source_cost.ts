/** Computes, without a search, the least cost of a mapping that uses atoms of a solvent or an agent. */
import type { MolecularGraph } from "../molecule/molecular_graph.ts";
import { WEIGHTS } from "./bond_cost.ts";
import { hydrogenAndChargeCost, type Links, type MappingProblem } from "./mapping_problem.ts";

/**
 * A lower bound of the chemical distance of all mappings that use a poor source; Infinity if there is none. A mapping
 * that costs no more than this need not be compared with them.
 *
 * A molecule that is used in part loses a bond. If it is used completely, each of its atoms has a place in the
 * products. In either case a bond to other atoms is made, unless a product is as small as the molecule.
 */
export function leastSourceCost(problem: MappingProblem): number {
  const { reactants, products, reactantBondCosts, sourceCosts } = problem;
  const atoms = atomsOfFragments(reactants);
  const smallest = Math.min(...atomsOfFragments(products).map(({ length }) => length));
  const cuts = new Float64Array(reactants.fragmentCount).fill(Infinity);
  reactants.bonds.forEach(({ a }, bond) => {
    const fragment = reactants.fragment[a] as number;
    cuts[fragment] = Math.min(cuts[fragment] as number, reactantBondCosts[bond] as number);
  });
  let least = Infinity;
  sourceCosts.forEach((sourceCost, fragment) => {
    const members = atoms[fragment] ?? [];
    const using = sourceCost + WEIGHTS.molecule;
    if (sourceCost === 0 || using >= least) return;
    const made = smallest <= members.length ? 0 : cheapestBond(problem, members);
    least = Math.min(least, using + (cuts[fragment] as number) * WEIGHTS.lost + made);
    // Each atom counts half of its bonds; the other half of a bond to another molecule is added here.
    let whole = using + made / 2;
    for (const atom of members) {
      if (whole >= least) break;
      whole += leastChange(problem, atom);
    }
    least = Math.min(least, whole);
  });
  return least;
}

function atomsOfFragments({ fragment, fragmentCount }: MolecularGraph): readonly (readonly number[])[] {
  const atoms: number[][] = Array.from({ length: fragmentCount }, () => []);
  fragment.forEach((number, atom) => atoms[number]?.push(atom));
  return atoms;
}

/** Cost of the cheapest product bond with an end of the same element as one of the atoms; 0 if there is none. */
function cheapestBond({ reactants, products, productBondCosts }: MappingProblem, atoms: readonly number[]) {
  const elements = new Set(atoms.map((atom) => reactants.element[atom]));
  let least = Infinity;
  products.bonds.forEach(({ a, b }, bond) => {
    if (!elements.has(products.element[a]) && !elements.has(products.element[b])) return;
    least = Math.min(least, productBondCosts[bond] as number);
  });
  return least === Infinity ? 0 : least;
}

/** Least cost of the changes at a reactant atom over all its places in the products; Infinity if it has none. */
function leastChange(problem: MappingProblem, r: number): number {
  const { reactants, products, reactantLinks, productLinks, similarity } = problem;
  let least = Infinity;
  for (let p = 0; p < products.size; p++) {
    if ((similarity[p * reactants.size + r] as number) < 0) continue;
    let cost = hydrogenAndChargeCost(problem, p, r);
    if (cost >= least) continue;
    cost += excess(products, productLinks, problem.productBondCosts, p, reactants, reactantLinks, r) / 2;
    if (cost >= least) continue;
    cost += WEIGHTS.lost *
      excess(reactants, reactantLinks, problem.reactantBondCosts, r, products, productLinks, p) / 2;
    least = Math.min(least, cost);
  }
  return least;
}

/** Cost of the bonds that an atom has in excess of another, by element, each priced as the cheapest of its element. */
function excess(
  graph: MolecularGraph,
  links: Links,
  costs: Float32Array,
  atom: number,
  otherGraph: MolecularGraph,
  otherLinks: Links,
  other: number,
): number {
  const [start, end] = [links.starts[atom] as number, links.starts[atom + 1] as number];
  let sum = 0;
  for (let at = start; at < end; at++) {
    const element = graph.element[links.atoms[at] as number] as number;
    let count = 0;
    let least = Infinity;
    let isFirst = true;
    for (let next = start; next < end; next++) {
      if (graph.element[links.atoms[next] as number] !== element) continue;
      if (next < at) isFirst = false;
      count++;
      least = Math.min(least, costs[links.bonds[next] as number] as number);
    }
    if (!isFirst) continue;
    const otherEnd = otherLinks.starts[other + 1] as number;
    for (let next = otherLinks.starts[other] as number; next < otherEnd; next++) {
      if (otherGraph.element[otherLinks.atoms[next] as number] === element) count--;
    }
    if (count > 0) sum += count * least;
  }
  return sum;
}
