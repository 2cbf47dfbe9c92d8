/** Atom mapping: of the candidates of little chemical distance, the one whose changes are the most usual. */
import { type ChangeNames, changeNames, visitChanges } from "./change_features.ts";
import { type MappingCandidate, mappingCandidates } from "./mapping_candidates.ts";
import { type MappingProblem, mappingProblem } from "./mapping_problem.ts";
import type { MolecularGraph } from "./molecular_graph.ts";
import { rankCandidates } from "./rank_candidates.ts";

/** A mapping: for each product atom the reactant atom it comes from, -1 for none. */
export interface AtomMapping {
  readonly source: Int32Array;
  /** Weighted chemical distance; 0 if nothing changes. */
  readonly cost: number;
  /** Probability, 0 to 1, that this is the right one among the mappings that came into question. */
  readonly confidence: number;
}

/**
 * Maps product atoms to the atoms of the left side they come from. Deterministic; the same for every spelling
 * of a reaction if the graphs are in canonical order.
 */
export function mapAtoms(reactants: MolecularGraph, products: MolecularGraph): AtomMapping {
  const problem = mappingProblem(reactants, products);
  const names = changeNames(problem);
  const ranked = rankCandidates(problem, names, distinctCandidates(problem, names));
  if (!ranked) return { source: new Int32Array(products.size).fill(-1), cost: 0, confidence: 1 };
  const { candidate, confidence } = ranked;
  return { source: candidate.assignment.source, cost: candidate.cost, confidence };
}

/** Candidates that differ in what they change; mappings that are equal by symmetry count once. */
export function distinctCandidates(problem: MappingProblem, names: ChangeNames): readonly MappingCandidate[] {
  return mappingCandidates(problem, (assignment) => {
    const changes: string[] = [];
    visitChanges(problem, names, assignment, (change) => changes.push(change));
    return changes.sort().join(" ");
  });
}
