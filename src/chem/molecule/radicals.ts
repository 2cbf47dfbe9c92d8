/** Atoms with unpaired electrons. */
import { isMetal } from "./elements.ts";
import type { MolecularGraph } from "./molecular_graph.ts";

/** Has the atom unpaired electrons? Those of metals are no radicals: a neutral metal atom has them too. */
export function isRadical(graph: MolecularGraph, atom: number): boolean {
  return graph.radicals[atom] as number > 0 && !isMetal(graph.element[atom] as number);
}
