/** A reaction with mapped atoms: a graph for each side, and where each atom comes from. */
import { joinGraphs, type MolecularGraph } from "./molecular_graph.ts";

/** A molecule of one side in canonical spelling; the atoms of its graph are in the order of its SMILES. */
export interface SideMolecule {
  readonly smiles: string;
  readonly graph: MolecularGraph;
  /** Map number of each atom, 0 for none. */
  readonly maps: readonly number[];
  /** Recorded as an agent. */
  readonly isAgent?: boolean;
}

/** The left side (reactants and agents), the right side (products), and the source of each right atom. */
export interface MappedReaction {
  readonly left: MolecularGraph;
  readonly right: MolecularGraph;
  /** The left atom that each right atom comes from, -1 for none; and the inverse. */
  readonly source: Int32Array;
  readonly target: Int32Array;
  /** SMILES of each connected fragment of the two graphs, by fragment number. */
  readonly leftSmiles: readonly string[];
  readonly rightSmiles: readonly string[];
}

/** Joins the molecules of each side. `source` gives the left atom of each right atom. */
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
