/** Stereocentres that a mapping inverts without touching any of their bonds. */
import { shellHashes } from "../molecule/atom_similarity.ts";
import type { Assignment, MappingProblem } from "./mapping_problem.ts";
import type { MolecularGraph } from "../molecule/molecular_graph.ts";
import { chiralityChange } from "../molecule/stereo.ts";

/**
 * Number of tetrahedral centres whose configuration is inverted while all their neighbours stay in place. No reaction
 * does this: inversion of a centre requires breaking one of its bonds, as in a Mitsunobu reaction. Centres with two
 * equivalent neighbours do not count, because swapping these in the mapping makes no difference.
 */
export function untouchedInversions(
  { reactants, products }: MappingProblem,
  { source, target }: Assignment,
): number {
  const reaction = { left: reactants, right: products, source, target, leftSmiles: [], rightSmiles: [] };
  let count = 0;
  for (let p = 0; p < products.size; p++) {
    const r = source[p] as number;
    if (r < 0 || products.chirality[p] === 0 || reactants.chirality[r] === 0) continue;
    const before = reactants.neighbours[r] ?? [];
    const after = new Set((products.neighbours[p] ?? []).map(({ atom }) => source[atom]));
    if (before.length !== after.size || !before.every(({ atom }) => after.has(atom))) continue;
    if (chiralityChange(reaction, p) !== "inverted") continue;
    if (neighboursDiffer(reactants, r) && neighboursDiffer(products, p)) count++;
  }
  return count;
}

function neighboursDiffer(graph: MolecularGraph, centre: number): boolean {
  const shell = shellHashes(graph, true).at(-1);
  const seen = (graph.neighbours[centre] ?? []).map(({ atom }) => shell?.[atom]);
  return new Set(seen).size === seen.length;
}
