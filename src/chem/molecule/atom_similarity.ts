/** Scores how alike two atoms of different molecules are by comparing their surroundings shell by shell. */
import type { MolecularGraph } from "./molecular_graph.ts";

/** Number of shells compared, one bond each. */
const DEPTH = 8;

/**
 * Similarity of every product atom to every reactant atom, one row per product atom; -1 where the elements differ.
 * Each shell that is equal with bond orders scores 1, each that is equal without them 0.6; equal hydrogen counts,
 * ring membership and charge break ties. Values range from 0 to about 14.
 */
export function atomSimilarity(reactants: MolecularGraph, products: MolecularGraph): Float32Array {
  const reactantShells = shellHashes(reactants, true);
  const productShells = shellHashes(products, true);
  const reactantSkeleton = shellHashes(reactants, false);
  const productSkeleton = shellHashes(products, false);
  const similarity = new Float32Array(products.size * reactants.size).fill(-1);
  for (let p = 0; p < products.size; p++) {
    for (let r = 0; r < reactants.size; r++) {
      if (products.element[p] !== reactants.element[r]) continue;
      const exact = equalShells(productShells, p, reactantShells, r);
      const loose = equalShells(productSkeleton, p, reactantSkeleton, r);
      // Atoms that differ even in aromaticity rank below those that agree in nothing beyond the atom itself.
      let value = (exact < 0 ? -0.5 : exact) + 0.6 * Math.max(0, loose) + 0.01;
      if (products.hydrogens[p] === reactants.hydrogens[r]) value += 0.3;
      if (products.inRing[p] === reactants.inRing[r]) value += 0.3;
      if (products.charge[p] === reactants.charge[r]) value += 0.1;
      if (products.isotope[p] !== reactants.isotope[r]) value -= 2;
      similarity[p * reactants.size + r] = Math.max(0, value);
    }
  }
  return similarity;
}

/** Number of shells beyond the atom itself that are equal; -1 if the atoms themselves differ. */
function equalShells(
  left: readonly Uint32Array[],
  a: number,
  right: readonly Uint32Array[],
  b: number,
): number {
  let depth = -1;
  while (depth < DEPTH && left[depth + 1]?.[a] === right[depth + 1]?.[b]) depth++;
  return depth;
}

/** For each depth, one hash per atom of everything within that many bonds. */
export function shellHashes(graph: MolecularGraph, withOrders: boolean): readonly Uint32Array[] {
  let shell = new Uint32Array(graph.size);
  for (let i = 0; i < graph.size; i++) {
    const aromatic = withOrders ? graph.aromatic[i] as number : 0;
    shell[i] = mix((graph.element[i] as number) * 2 + aromatic + 1);
  }
  const shells = [shell];
  for (let depth = 1; depth <= DEPTH; depth++) {
    const next = new Uint32Array(graph.size);
    for (let i = 0; i < graph.size; i++) {
      // A sum does not depend on the order of the neighbours.
      let sum = 0;
      for (const { atom, order } of graph.neighbours[i] ?? []) {
        sum = (sum + mix((shell[atom] as number) ^ (withOrders ? (order * 4 + 1) * 0x9e3779b1 : 0))) >>> 0;
      }
      next[i] = mix(Math.imul(shell[i] as number, 31) ^ sum);
    }
    shells.push(next);
    shell = next;
  }
  return shells;
}

/** Scrambles 32 bits (the finaliser of MurmurHash3). */
export function mix(value: number): number {
  let h = value >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
