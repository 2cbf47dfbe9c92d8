/** Reactions that need two molecules of a reactant recorded once: self-condensations and dimerisations. */
import { type Composition, compositionOf } from "./composition.ts";
import { mapReaction } from "../mapping/map_reaction.ts";
import { type MappedReaction, mappedReaction, type SideMolecule } from "../molecule/mapped_reaction.ts";
import type { MoleculeReader } from "../molecule/molecule_reader.ts";

/** Limits on the reactants tried and on the atoms of both sides, because mapping again takes time. */
const MAX_REACTANTS = 3;
const MAX_ATOMS = 160;

/**
 * The same reaction with one reactant doubled and mapped again, if that supplies every atom of the products; the
 * first reactant, in order, that does so. Null if there is none.
 *
 * @param orphans atoms of the products without a source, by element symbol
 * @param reactants fragment numbers of the left molecules that supply atoms
 */
export function withSecondEquivalent(
  reader: MoleculeReader,
  { left, right, leftSmiles, rightSmiles }: MappedReaction,
  orphans: Readonly<Record<string, number>>,
  reactants: ReadonlySet<number>,
): MappedReaction | null {
  if (left.size + right.size > MAX_ATOMS) return null;
  const molecules = read(reader, leftSmiles);
  const products = read(reader, rightSmiles);
  if (molecules === null || products === null) return null;
  const used = [...reactants].sort((a, b) => a - b).flatMap((fragment) => molecules[fragment] ?? []);
  const others = molecules.filter((_, fragment) => !reactants.has(fragment));
  const candidates = [...new Map(used.map((molecule) => [molecule.smiles, molecule])).values()]
    .filter(({ graph }) => supplies(compositionOf(graph, () => true), orphans));
  for (const candidate of candidates.slice(0, MAX_REACTANTS)) {
    const twice = [...used, candidate].sort((a, b) => a.smiles < b.smiles ? -1 : a.smiles > b.smiles ? 1 : 0);
    const mapping = mapReaction(twice, products);
    if (!mapping.ok || mapping.source.includes(-1)) continue;
    return mappedReaction([...mapping.left, ...others], products, mapping.source);
  }
  return null;
}

function supplies(composition: Composition, orphans: Readonly<Record<string, number>>): boolean {
  return Object.entries(orphans).every(([symbol, count]) => (composition.get(symbol) ?? 0) >= count);
}

function read(reader: MoleculeReader, molecules: readonly string[]): readonly SideMolecule[] | null {
  const sides: SideMolecule[] = [];
  for (const smiles of molecules) {
    const graph = reader.graph(smiles);
    if (!graph.ok) return null;
    sides.push({ smiles, graph: graph.value, maps: new Array<number>(graph.value.size).fill(0) });
  }
  return sides;
}
