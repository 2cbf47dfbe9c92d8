/** Writes a mapped reaction as text: the canonical reaction SMILES, without and with map numbers. */
import type { Component } from "../../chem_results.ts";
import type { SideMolecule } from "./mapped_reaction.ts";
import { withMapNumbers } from "./smiles_atoms.ts";

/** Two spellings of one reaction, both plain reaction SMILES that RDKit can read. */
export interface ReactionText {
  readonly smiles: string;
  readonly mapped: string;
}

/** The same with its components and the fragments that form one component; the groups hold for both spellings. */
export interface GroupedReactionText extends ReactionText {
  /** In the order of the text. */
  readonly components: readonly Component[];
  /** CXSMILES fragment groups such as `f:0.1,4.5`; empty if every component is one fragment. */
  readonly groups: string;
}

/**
 * Writes reactants, agents and products in this order; within each, molecules are sorted by the code units of their
 * canonical SMILES.
 *
 * Roles on the left follow the mapping: a molecule that supplies atoms is a reactant and one that supplies none is an
 * agent, whatever role was recorded. The fragments of a salt stay next to each other; `groups` says which fragments
 * form one component, so that the text itself remains plain SMILES. Map numbers run 1, 2, 3 … along the product atoms
 * that have a source.
 *
 * @param source for each product atom its left atom or -1, both counted over the molecules in the order given
 */
export function writeReaction(
  left: readonly SideMolecule[],
  right: readonly SideMolecule[],
  source: Int32Array,
): GroupedReactionText {
  const leftNumbers = new Map<number, number>();
  const rightNumbers = new Int32Array(source.length);
  source.forEach((atom, p) => {
    if (atom < 0) return;
    rightNumbers[p] = leftNumbers.size + 1;
    leftNumbers.set(atom, leftNumbers.size + 1);
  });
  const leftSize = left.reduce((size, molecule) => size + molecule.graph.size, 0);
  const reactants: ReactionText[] = [];
  const agents: ReactionText[] = [];
  for (
    const text of spellings(
      left,
      Int32Array.from({ length: leftSize }, (_, r) => leftNumbers.get(r) ?? 0),
    )
  ) {
    (text.mapped === text.smiles ? agents : reactants).push(text);
  }
  const sides = [reactants, agents, spellings(right, rightNumbers)].map((side) =>
    side.toSorted((a, b) => compare(a.smiles, b.smiles) || compare(a.mapped, b.mapped))
  );
  const write = (spelling: keyof ReactionText) =>
    sides.map((side) => side.map((text) => text[spelling]).join(".")).join(">");
  const groups = fragmentGroupsText(sides.flat().map(({ smiles }) => smiles));
  const components = sides.flatMap((side, i) =>
    side.map(({ smiles }) => ({ role: ROLES[i] ?? "product", smiles }))
  );
  return { smiles: write("smiles"), mapped: write("mapped"), components, groups };
}

const ROLES = ["reactant", "agent", "product"] as const;

/** Canonical reaction SMILES with the recorded roles, for a reaction that cannot be mapped. */
export function writeUnmapped(
  components: readonly Component[],
): { readonly smiles: string; readonly groups: string } {
  const sides = (["reactant", "agent", "product"] as const).map((role) =>
    components.filter((component) => component.role === role).map((component) => component.smiles).sort()
  );
  return { smiles: sides.map((side) => side.join(".")).join(">"), groups: fragmentGroupsText(sides.flat()) };
}

/** Fragments are counted from 0 over the whole reaction. Source: ChemAxon "CXSMILES", "fragment grouping". */
function fragmentGroupsText(components: readonly string[]): string {
  const groups: string[] = [];
  let next = 0;
  for (const component of components) {
    const indices = component.split(".").map(() => next++);
    if (indices.length > 1) groups.push(indices.join("."));
  }
  return groups.length === 0 ? "" : `f:${groups.join(",")}`;
}

/** Sorts molecules by canonical SMILES, agents after reactants: the order in which the mapping sees them. */
export function sortedMolecules(molecules: readonly SideMolecule[]): readonly SideMolecule[] {
  return molecules.toSorted((a, b) =>
    compare(a.smiles, b.smiles) || Number(a.isAgent === true) - Number(b.isAgent === true)
  );
}

function spellings(molecules: readonly SideMolecule[], numbers: Int32Array): readonly ReactionText[] {
  let start = 0;
  return molecules.map(({ smiles, graph }) => {
    const own = numbers.subarray(start, start + graph.size);
    start += graph.size;
    return { smiles, mapped: withMapNumbers(smiles, graph.hydrogens, own) };
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
