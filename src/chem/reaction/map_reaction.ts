/** Maps a reaction: keeps given map numbers if they are sound, computes the mapping otherwise. */
import type { MappingInfo } from "../../types.ts";
import { readGivenMaps } from "./given_maps.ts";
import { growMapping } from "./grow_mapping.ts";
import { type AtomMapping, mapAtoms } from "./map_atoms.ts";
import { type Assignment, assignmentCost, mappingProblem } from "./mapping_problem.ts";
import type { SideMolecule } from "./mapped_reaction.ts";
import { joinGraphs, type MolecularGraph } from "./molecular_graph.ts";

/** The sources of the product atoms, or why there are none. */
export type ReactionMapping =
  | { readonly ok: true; readonly source: Int32Array; readonly info: MappingInfo }
  | { readonly ok: false; readonly reason: string };

/** Only the molecules that are used cost anything then. */
const NOTHING_CHANGES = 0.2;
/** Atoms of either side; the search takes time and memory in the product of the two. */
const MAX_SIDE_ATOMS = 2000;

/** Given mappings that cost more than this are compared with a computed one; of sound records 1 % do. */
const DEAR = 5;
/** What a computed mapping must save to be worth a word. */
const MUCH_CHEAPER = 3;

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
  if (given.kind === "sound") return keepGiven(given.source, reactants, products);
  const { source, cost, confidence } = mapAtomsThatChange(left, right, reactants, products);
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

/** Keeps the given sources, completes them, and compares them with a computed mapping if they imply much change. */
function keepGiven(source: Int32Array, reactants: MolecularGraph, products: MolecularGraph): ReactionMapping {
  const problem = mappingProblem(reactants, products);
  const assignment = fromSource(source, reactants.size);
  growMapping(problem, assignment);
  const cost = rounded(assignmentCost(problem, assignment));
  const computed = cost > DEAR ? rounded(mapAtoms(reactants, products).cost) : cost;
  const cheaper = computed < cost - MUCH_CHEAPER ? { cheaper_cost: computed } : {};
  return {
    ok: true,
    source: assignment.source,
    info: { source: "given", cost, ...cheaper, given_rejected: null },
  };
}

/**
 * Maps the atoms; if the products turn out to be among the left molecules (ethanol made in ethanol), maps them
 * again from the others, and prefers that if it finds a source for every atom.
 */
function mapAtomsThatChange(
  left: readonly SideMolecule[],
  right: readonly SideMolecule[],
  reactants: MolecularGraph,
  products: MolecularGraph,
): AtomMapping {
  const mapping = mapAtoms(reactants, products);
  if (mapping.cost > NOTHING_CHANGES || mapping.source.includes(-1)) return mapping;
  const made = new Set(right.map((molecule) => molecule.smiles));
  const others: number[] = [];
  let start = 0;
  for (const { smiles, graph } of left) {
    if (!made.has(smiles)) { for (let atom = 0; atom < graph.size; atom++) others.push(start + atom); }
    start += graph.size;
  }
  const rest = left.filter((molecule) => !made.has(molecule.smiles)).map((molecule) => molecule.graph);
  if (others.length < products.size) return mapping;
  const again = mapAtoms(joinGraphs(rest), products);
  if (again.source.includes(-1)) return mapping;
  return { ...again, source: again.source.map((atom) => others[atom] ?? -1) };
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
