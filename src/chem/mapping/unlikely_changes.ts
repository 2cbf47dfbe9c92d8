/** Changes of several bonds that hardly ever happen together although each of them is common. */
import { isHalogen } from "../molecule/elements.ts";
import type { MolecularGraph } from "../molecule/molecular_graph.ts";

/** Chemical distance added for each change. */
const COSTS = {
  /** For each oxygen beyond the first that hydrogen peroxide, a peracid or a persulfate gives away: it oxidises once. */
  furtherOxygen: 1.5,
  /** An anhydride acylates once; its other half leaves as the acid, which is not reactive enough. */
  bothAcyls: 1.5,
  /** An acid, ester or amide does not give away its carbonyl oxygen while the rest of it is lost. */
  acylOxygen: 1.0,
  /** Where osmium tetroxide is recorded, a carbon takes an oxygen from elsewhere. */
  oxygenBesideOsmium: 1.0,
  /**
   * A carbon loses a group for hydrogen, and a carbon of another molecule hydrogen for such a group: neither is
   * activated. Transaminations look like this if the chains are exchanged instead of the amino group.
   */
  exchangedForHydrogen: 3.0,
  /** The same within a molecule with a free carboxyl group: mutases move acyl-CoA or glycyl groups. */
  movedCarboxyl: 3.0,
  /** An alkyl group takes the place of a hydrogen at a saturated carbon that nothing activates. */
  alkylatedAlkane: 3.0,
} as const;

/** Bonds on the left that could take part in such changes. */
export interface UnlikelyBonds {
  /** O-O bonds of oxidants. */
  readonly peroxides: readonly (readonly [number, number])[];
  /** The two acyl carbons of open anhydrides, dicarbonates among them. */
  readonly anhydrides: readonly (readonly [number, number])[];
  /** Carbon and oxygen of carbonyl groups with another heteroatom. */
  readonly acyls: readonly (readonly [carbon: number, oxygen: number])[];
  /** Oxygens of osmium tetroxide or an osmate; empty if there is none. */
  readonly osmium: ReadonlySet<number>;
}

/** Is this fragment a molecule that reacts once, so that another part of the products comes from another molecule? */
export function reactsOnce(fragment: number, graph: MolecularGraph, bonds: UnlikelyBonds): boolean {
  return [...bonds.peroxides, ...bonds.anhydrides].some(([atom]) => graph.fragment[atom] === fragment);
}

/** What is needed of a mapping problem: both sides, and their bond orders as square matrices. */
interface Sides {
  readonly reactants: MolecularGraph;
  readonly products: MolecularGraph;
  readonly reactantOrders: Float32Array;
  readonly productOrders: Float32Array;
  readonly unlikelyBonds: UnlikelyBonds;
}

/** The atom of the other side for each product and each reactant atom; -1 where there is none. */
interface Sources {
  readonly source: Int32Array;
  readonly target: Int32Array;
}

/** Finds these bonds among the reactants. */
export function unlikelyBonds(graph: MolecularGraph): UnlikelyBonds {
  const peroxides: (readonly [number, number])[] = [];
  const acyls: (readonly [number, number])[] = [];
  for (const { a, b, order } of graph.bonds) {
    const [first, second] = [graph.element[a], graph.element[b]];
    if (first === 8 && second === 8) {
      if (order === 1 && isPeroxide(graph, a, b)) peroxides.push([a, b]);
    } else if (order === 2 && second === 8 && isAcyl(graph, a)) acyls.push([a, b]);
    else if (order === 2 && first === 8 && isAcyl(graph, b)) acyls.push([b, a]);
  }
  const osmium = new Set<number>();
  for (const { a, b } of graph.bonds) {
    if (graph.element[a] === 76) osmium.add(b);
    if (graph.element[b] === 76) osmium.add(a);
  }
  return { peroxides, anhydrides: anhydridesOf(graph), acyls, osmium };
}

/** Is it an oxidant's bond between oxygens, one of them at the end? Ozone is none: it gives away two. */
function isPeroxide(graph: MolecularGraph, a: number, b: number): boolean {
  const isChain = [[a, b], [b, a]].every(([from = 0, to = 0]) =>
    (graph.neighbours[from] ?? []).every(({ atom }) => atom === to || graph.element[atom] !== 8)
  );
  return isChain && (isTerminal(graph, a) || isTerminal(graph, b));
}

function anhydridesOf(graph: MolecularGraph): readonly (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  for (let oxygen = 0; oxygen < graph.size; oxygen++) {
    const [first, second] = graph.neighbours[oxygen] ?? [];
    if (!first || !second || graph.element[oxygen] !== 8 || graph.inRing[oxygen] === 1) continue;
    if (isAcyl(graph, first.atom) && isAcyl(graph, second.atom)) pairs.push([first.atom, second.atom]);
  }
  return pairs;
}

/** The chemical distance that an assignment has beyond the sum over its bonds; 0 for most. */
export function unlikelyCost(problem: Sides, assignment: Sources): number {
  const { target } = assignment;
  const { peroxides, anhydrides, acyls } = problem.unlikelyBonds;
  let cost = 0;
  for (const [a] of peroxides) {
    cost += COSTS.furtherOxygen * Math.max(0, oxygensGiven(problem, assignment, a) - 1);
  }
  for (const [a, b] of anhydrides) {
    if (isRebound(problem, assignment, a) && isRebound(problem, assignment, b)) cost += COSTS.bothAcyls;
  }
  for (const [carbon, oxygen] of acyls) {
    if ((target[carbon] as number) < 0 && isRebound(problem, assignment, oxygen)) cost += COSTS.acylOxygen;
  }
  return cost + replacedHydrogenCost(problem, assignment) + besideOsmiumCost(problem, assignment);
}

function besideOsmiumCost(problem: Sides, assignment: Sources): number {
  const { reactants, unlikelyBonds: { osmium } } = problem;
  if (osmium.size === 0) return 0;
  let cost = 0;
  for (const r of assignment.source) {
    if (r < 0 || reactants.element[r] !== 8 || osmium.has(r)) continue;
    if (isRebound(problem, assignment, r)) cost += COSTS.oxygenBesideOsmium;
  }
  return cost;
}

/** Number of oxygens of the molecule of `atom` that lose all their neighbours and find others. */
function oxygensGiven(problem: Sides, assignment: Sources, atom: number): number {
  const { reactants } = problem;
  let count = 0;
  for (let r = 0; r < reactants.size; r++) {
    if (reactants.fragment[r] !== reactants.fragment[atom] || reactants.element[r] !== 8) continue;
    if ((assignment.target[r] as number) < 0 || !isRebound(problem, assignment, r)) continue;
    if (formerNeighbours(problem, assignment, r).length === reactants.neighbours[r]?.length) count++;
  }
  return count;
}

/** Does the atom have a place in the products, with a neighbour that it did not have? Boron only holds it for a while. */
function isRebound(
  problem: Sides,
  { source, target }: Sources,
  from: number,
): boolean {
  const { products, reactants, reactantOrders } = problem;
  const p = target[from] as number;
  return p >= 0 && (products.neighbours[p] ?? []).some(({ atom }) => {
    if (products.element[atom] === 5) return false;
    const r = source[atom] as number;
    return r < 0 || reactantOrders[r * reactants.size + from] === 0;
  });
}

/** A carbon that exchanges hydrogen for a group, or a group for hydrogen, and changes nothing else. */
interface Exchange {
  readonly carbon: number;
  /** The atom of the group that is or was bound to it. */
  readonly group: number;
}

/** Sums over the carbons that lose a hydrogen for a new neighbour. */
function replacedHydrogenCost(problem: Sides, assignment: Sources): number {
  const { products, reactants } = problem;
  const { source } = assignment;
  const gains: Exchange[] = [];
  for (let p = 0; p < products.size; p++) {
    const r = source[p] as number;
    if (r < 0 || products.element[p] !== 6) continue;
    if ((products.hydrogens[p] as number) >= (reactants.hydrogens[r] as number)) continue;
    const made = newNeighbours(problem, assignment, p);
    if (made.length === 0 || formerNeighbours(problem, assignment, r).length > 0) continue;
    for (const group of made) gains.push({ carbon: r, group });
  }
  if (gains.length === 0) return 0;
  const losses = replacedGroups(problem, assignment);
  let cost = 0;
  for (const gain of gains) {
    if (isAlkyl(reactants, gain.group) && isAlkane(reactants, gain.carbon)) {
      cost += COSTS.alkylatedAlkane;
    }
    const at = losses.findIndex((loss) => isOpposite(problem, assignment, gain, loss));
    if (at < 0) continue;
    const [loss] = losses.splice(at, 1) as [Exchange];
    const isWithin = reactants.fragment[loss.carbon] === reactants.fragment[gain.carbon];
    cost += isWithin ? COSTS.movedCarboxyl : COSTS.exchangedForHydrogen;
  }
  return cost;
}

/** The groups for which carbons get hydrogen and nothing else. */
function replacedGroups(problem: Sides, assignment: Sources): Exchange[] {
  const { products, reactants } = problem;
  const losses: Exchange[] = [];
  for (let p = 0; p < products.size; p++) {
    const r = assignment.source[p] as number;
    if (r < 0 || products.element[p] !== 6) continue;
    if ((products.hydrogens[p] as number) <= (reactants.hydrogens[r] as number)) continue;
    const left = formerNeighbours(problem, assignment, r);
    if (left.length === 0 || newNeighbours(problem, assignment, p).length > 0) continue;
    for (const group of left) losses.push({ carbon: r, group });
  }
  return losses;
}

/** Does a carbon lose what another gains: a group of the same element of another molecule, or the same carboxyl group? */
function isOpposite(
  { reactants }: Sides,
  { target }: Sources,
  gain: Exchange,
  loss: Exchange,
): boolean {
  const element = reactants.element[gain.group] as number;
  if (element !== reactants.element[loss.group] || (target[loss.group] as number) < 0) return false;
  if (![6, 7, 8, 16].includes(element)) return false;
  const isSameAcid = gain.group === loss.group && isCarboxyl(reactants, gain.group);
  if (reactants.fragment[gain.carbon] === reactants.fragment[loss.carbon]) return isSameAcid;
  // Biotin carries a carboxyl group from one enolate to another.
  return !isSameAcid ||
    ![gain, loss].every(({ carbon, group }) => isNextToCarbonyl(reactants, carbon, group));
}

/** Sources of the neighbours of product atom `p` that were not bound to its source. */
function newNeighbours(
  { products, reactants, reactantOrders }: Sides,
  { source }: Sources,
  p: number,
): readonly number[] {
  const row = (source[p] as number) * reactants.size;
  const sources: number[] = [];
  for (const { atom } of products.neighbours[p] ?? []) {
    const s = source[atom] as number;
    if (s >= 0 && reactantOrders[row + s] === 0) sources.push(s);
  }
  return sources;
}

/** Neighbours of reactant atom `r`, which has a place in the products, to which it is no longer bound. */
function formerNeighbours(
  { products, reactants, productOrders }: Sides,
  { target }: Sources,
  r: number,
): readonly number[] {
  const row = (target[r] as number) * products.size;
  const atoms: number[] = [];
  for (const { atom } of reactants.neighbours[r] ?? []) {
    const p = target[atom] as number;
    if (p < 0 || productOrders[row + p] === 0) atoms.push(atom);
  }
  return atoms;
}

function isTerminal(graph: MolecularGraph, atom: number): boolean {
  return graph.neighbours[atom]?.length === 1;
}

/** Is a neighbour of the carbon, other than `except`, a carbonyl carbon? */
function isNextToCarbonyl(graph: MolecularGraph, carbon: number, except: number): boolean {
  return (graph.neighbours[carbon] ?? []).some(({ atom }) =>
    atom !== except &&
    (graph.neighbours[atom] ?? []).some((next) => next.order === 2 && graph.element[next.atom] === 8)
  );
}

function isAlkyl(graph: MolecularGraph, atom: number): boolean {
  return graph.element[atom] === 6 && (graph.neighbours[atom] ?? []).every(({ order }) => order === 1);
}

/** Is it a saturated carbon bound only to others like it, to oxygen and to halogens? */
function isAlkane(graph: MolecularGraph, carbon: number): boolean {
  return (graph.neighbours[carbon] ?? []).every(({ atom, order }) => {
    if (order !== 1) return false;
    if (graph.element[atom] === 6) return (graph.neighbours[atom] ?? []).every((next) => next.order === 1);
    return graph.element[atom] === 8 || isHalogen(graph.element[atom] as number);
  });
}

/** Is it a carbon with a double bond to oxygen and a single bond to oxygen or nitrogen? */
function isAcyl(graph: MolecularGraph, carbon: number): boolean {
  if (graph.element[carbon] !== 6) return false;
  const neighbours = graph.neighbours[carbon] ?? [];
  return neighbours.some(({ atom, order }) => order === 2 && graph.element[atom] === 8) &&
    neighbours.some(({ atom, order }) =>
      order === 1 && (graph.element[atom] === 7 || graph.element[atom] === 8)
    );
}

/** Is it the carbon of a free acid or of its anion? */
function isCarboxyl(graph: MolecularGraph, carbon: number): boolean {
  const oxygens = (graph.neighbours[carbon] ?? []).filter(({ atom }) => graph.element[atom] === 8);
  return oxygens.length === 2 && oxygens.every(({ atom }) => isTerminal(graph, atom)) &&
    oxygens.some(({ order }) => order === 2);
}
