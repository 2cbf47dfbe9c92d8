/** Makes the oxygens of an acid, an anion or a nitro group alike, as they are to a chemist. */
import type { Bond, MolecularGraph } from "../molecule/molecular_graph.ts";

/** Bond order of such oxygens, which no other bond has. */
const SHARED = 1.25;

/**
 * The graph with equal bonds and no charges at the oxygens that carbon, nitrogen, phosphorus or sulfur holds in pairs,
 * one of them by a double bond and none bound to anything else. Which one is written with the double bond is a
 * convention: the proton and the charge change places at once. Neighbours keep their orders; only `bonds` and `charge`
 * differ.
 */
export function withAlikeOxygens(graph: MolecularGraph): MolecularGraph {
  const shared = new Set<number>();
  const charge = graph.charge.slice();
  for (let centre = 0; centre < graph.size; centre++) {
    if (![6, 7, 15, 16].includes(graph.element[centre] as number)) continue;
    const oxygens = (graph.neighbours[centre] ?? []).filter(({ atom }) =>
      graph.element[atom] === 8 && graph.neighbours[atom]?.length === 1
    );
    if (oxygens.length < 2 || !oxygens.some(({ order }) => order === 2)) continue;
    for (const { atom, bond } of oxygens) {
      shared.add(bond);
      charge[atom] = 0;
    }
  }
  if (shared.size === 0) return graph;
  const bonds = graph.bonds.map((bond, index): Bond => shared.has(index) ? { ...bond, order: SHARED } : bond);
  return { ...graph, charge, bonds };
}
