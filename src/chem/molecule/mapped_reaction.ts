/** A reaction whose atoms are mapped: two graphs, and who comes from where. */
import { joinGraphs, type MolecularGraph } from "./molecular_graph.ts";

/** A molecule of one side in canonical spelling; its graph is in the order of its SMILES. */
export interface SideMolecule {
  readonly smiles: string;
  readonly graph: MolecularGraph;
  /** Map number of each atom, 0 for none. */
  readonly maps: readonly number[];
  /** Recorded between the arrows. */
  readonly isAgent?: boolean;
}

/** Left side (reactants and agents) and right side (products) with the sources of the right side's atoms. */
export interface MappedReaction {
  readonly left: MolecularGraph;
  readonly right: MolecularGraph;
  /** For each right atom the left atom that it comes from, -1 for none; and the inverse. */
  readonly source: Int32Array;
  readonly target: Int32Array;
  /** SMILES of each connected fragment of the two graphs, by fragment number. */
  readonly leftSmiles: readonly string[];
  readonly rightSmiles: readonly string[];
}

/** Joins the molecules of the two sides; the sources follow from `source`. */
export function mappedReaction(
  left: readonly SideMolecule[],
  right: readonly SideMolecule[],
  source: Int32Array,
): MappedReaction {
  const leftGraph = joinGraphs(left.map((molecule) => molecule.graph));
  const target = new Int32Array(leftGraph.size).fill(-1);
  source.forEach((atom, p) => {
    if (atom >= 0) target[atom] = p;
  });
  return {
    left: leftGraph,
    right: joinGraphs(right.map((molecule) => molecule.graph)),
    source,
    target,
    leftSmiles: left.flatMap((molecule) => molecule.smiles.split(".")),
    rightSmiles: right.flatMap((molecule) => molecule.smiles.split(".")),
  };
}
