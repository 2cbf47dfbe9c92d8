/** What makes a mapping less certain than its rank among the candidates says. */
import { isHalogen, isMetalLike } from "../molecule/elements.ts";
import type { MolecularGraph } from "../molecule/molecular_graph.ts";
import type { Assignment, MappingProblem } from "./mapping_problem.ts";
import { unlikelyCost } from "./unlikely_changes.ts";

/** Each a count or 0 and 1. */
export interface Doubts {
  /** Carbon-carbon bonds broken although both ends are in the products, at most two: rearrangements and exchanges. */
  readonly skeleton: number;
  /** A bond is broken that hardly ever breaks, or bonds change that hardly ever change together. */
  readonly unlikely: number;
  /** A reaction of metabolism, whose enzymes do what reagents do not. */
  readonly biochemical: number;
}

/** Least additional cost of breaking a bond that hardly ever breaks. */
const HARDLY_EVER = 1;

/** Finds the doubts about one assignment. */
export function doubtsAbout(problem: MappingProblem, assignment: Assignment): Doubts {
  const { reactants, products, productOrders, breakingCosts } = problem;
  const { target } = assignment;
  let skeleton = 0;
  let isUnlikely = unlikelyCost(problem, assignment) > 0;
  reactants.bonds.forEach(({ a, b }, bond) => {
    const [first, second] = [target[a] as number, target[b] as number];
    const isKept = first >= 0 && second >= 0;
    if (isKept ? productOrders[first * products.size + second] !== 0 : first < 0 && second < 0) return;
    if ((breakingCosts[bond] as number) >= HARDLY_EVER) isUnlikely = true;
    if (isKept && reactants.element[a] === 6 && reactants.element[b] === 6) skeleton++;
  });
  return {
    skeleton: Math.min(skeleton, 2),
    unlikely: isUnlikely ? 1 : 0,
    biochemical: isBiochemical(problem) ? 1 : 0,
  };
}

/**
 * Is it a reaction of metabolism? One side holds an ester or anhydride of phosphoric acid, a thioester, or two amino or
 * keto acids, and no molecule holds what only a laboratory has: halogens, metals, boron, silicon.
 */
function isBiochemical({ reactants, products }: MappingProblem): boolean {
  if ([reactants, products].some((graph) => graph.element.some(isOfLaboratory))) return false;
  return [reactants, products].some((graph) => {
    const acids = new Set<number>();
    for (let atom = 0; atom < graph.size; atom++) {
      if (isPhosphoricEster(graph, atom) || isThioester(graph, atom)) return true;
      if (isSubstitutedAcid(graph, atom)) acids.add(graph.fragment[atom] as number);
    }
    return acids.size > 1;
  });
}

function isOfLaboratory(element: number): boolean {
  return isHalogen(element) || element === 5 || element === 14 || (isMetalLike(element) && element > 20);
}

/** Phosphorus with a free oxygen, and with one that is bound to carbon or phosphorus. */
function isPhosphoricEster(graph: MolecularGraph, atom: number): boolean {
  if (graph.element[atom] !== 15) return false;
  const oxygens = (graph.neighbours[atom] ?? []).filter((next) => graph.element[next.atom] === 8);
  return oxygens.length === 4 &&
    oxygens.some((next) => next.order === 1 && graph.neighbours[next.atom]?.length === 1) &&
    oxygens.some((next) => graph.neighbours[next.atom]?.length === 2);
}

/** Carbonyl carbon at sulfur that is bound to another carbon. */
function isThioester(graph: MolecularGraph, atom: number): boolean {
  const neighbours = graph.neighbours[atom] ?? [];
  return graph.element[atom] === 6 && hasOxo(graph, atom) &&
    neighbours.some((next) => graph.element[next.atom] === 16 && graph.neighbours[next.atom]?.length === 2);
}

/** Carbon with an amino or an oxo group, next to the carbon of a free acid. */
function isSubstitutedAcid(graph: MolecularGraph, atom: number): boolean {
  if (graph.element[atom] !== 6) return false;
  const neighbours = graph.neighbours[atom] ?? [];
  const isSubstituted = hasOxo(graph, atom) ||
    neighbours.some((next) => graph.element[next.atom] === 7 && graph.neighbours[next.atom]?.length === 1);
  return isSubstituted &&
    neighbours.some((next) =>
      graph.element[next.atom] === 6 && hasOxo(graph, next.atom) &&
      (graph.neighbours[next.atom] ?? []).some((oxygen) =>
        oxygen.order === 1 && graph.element[oxygen.atom] === 8 && graph.neighbours[oxygen.atom]?.length === 1
      )
    );
}

function hasOxo(graph: MolecularGraph, atom: number): boolean {
  return (graph.neighbours[atom] ?? []).some((next) => next.order === 2 && graph.element[next.atom] === 8);
}
