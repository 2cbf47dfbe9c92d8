/** Maps a reaction: keeps given map numbers if they are sound, computes the mapping otherwise. */
import type { MappingInfo } from "../../types.ts";
import { readGivenMaps } from "./given_maps.ts";
import { growMapping } from "./grow_mapping.ts";
import { mapAtoms } from "./map_atoms.ts";
import { type Assignment, assignmentCost, mappingProblem } from "./mapping_problem.ts";
import type { SideMolecule } from "./mapped_reaction.ts";
import { joinGraphs } from "./molecular_graph.ts";

/** The sources of the product atoms, or why there are none. */
export type ReactionMapping =
  | { readonly ok: true; readonly source: Int32Array; readonly info: MappingInfo }
  | { readonly ok: false; readonly reason: string };

/** Atoms of either side; the search takes time and memory in the product of the two. */
const MAX_SIDE_ATOMS = 2000;

/**
 * Finds the source of every product atom among all molecules of the left side, agents included.
 * Sound given numbers are kept; product atoms that they leave out get the free atoms that fit best.
 */
export function mapReaction(left: readonly SideMolecule[], right: readonly SideMolecule[]): ReactionMapping {
  const reactants = joinGraphs(left.map((molecule) => molecule.graph));
  const products = joinGraphs(right.map((molecule) => molecule.graph));
  if (products.size === 0) return { ok: false, reason: "no product: nothing to map" };
  if (reactants.size === 0) return { ok: false, reason: "no reactant: the product atoms have no source" };
  const largest = Math.max(reactants.size, products.size);
  if (largest > MAX_SIDE_ATOMS) {
    return {
      ok: false,
      reason: `one side has ${largest} atoms; the mapping takes at most ${MAX_SIDE_ATOMS}`,
    };
  }
  const given = readGivenMaps(left, right);
  if (given.kind === "sound") {
    const problem = mappingProblem(reactants, products);
    const assignment = fromSource(given.source, reactants.size);
    growMapping(problem, assignment);
    const cost = rounded(assignmentCost(problem, assignment));
    return { ok: true, source: assignment.source, info: { source: "given", cost, given_rejected: null } };
  }
  const { source, cost, confidence } = mapAtoms(reactants, products);
  if (source.every((atom) => atom < 0)) {
    return {
      ok: false,
      reason: "no atom of the products can come from the left side: they share no element",
    };
  }
  return {
    ok: true,
    source,
    info: {
      source: "computed",
      cost: rounded(cost),
      confidence: rounded(confidence),
      given_rejected: given.kind === "unsound" ? given.reason : null,
    },
  };
}

function fromSource(source: Int32Array, reactantAtoms: number): Assignment {
  const target = new Int32Array(reactantAtoms).fill(-1);
  source.forEach((r, p) => {
    if (r >= 0) target[r] = p;
  });
  return { source: source.slice(), target };
}

function rounded(cost: number): number {
  return Math.round(cost * 1000) / 1000;
}
