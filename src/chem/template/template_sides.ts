/** The two sides of a template: which atoms take part, how they are numbered, and whose stereo is written. */
import type { MappedReaction } from "../molecule/mapped_reaction.ts";
import type { BondStereo, MolecularGraph } from "../molecule/molecular_graph.ts";
import type { PatternFragment } from "./pattern_writer.ts";
import type { CentreAtom } from "./reaction_centre.ts";

/** One side: its atoms with their ranks, and those that change. */
export interface TemplateSide {
  readonly graph: MolecularGraph;
  readonly ranks: ReadonlyMap<number, number>;
  readonly changed: ReadonlySet<number>;
  /** Map number of an atom, 0 for none. */
  readonly number: (atom: number) => number;
}

/**
 * Makes both sides. Only left atoms that `isNumbered` accepts get a map number, in the order in which the numbers are
 * requested: the left side must be written first, so that the numbers depend only on the pattern.
 */
export function templateSides(
  reaction: MappedReaction,
  atoms: readonly CentreAtom[],
  ranks: readonly number[],
  isNumbered: (atom: CentreAtom) => boolean,
): { readonly left: TemplateSide; readonly right: TemplateSide } {
  const { left, right, source } = reaction;
  const leftRanks = new Map<number, number>();
  const rightRanks = new Map<number, number>();
  const changedLeft = new Set<number>();
  const changedRight = new Set<number>();
  const numbered = new Set<number>();
  atoms.forEach((atom, node) => {
    const rank = ranks[node] ?? 0;
    if (atom.left >= 0) leftRanks.set(atom.left, rank);
    if (atom.right >= 0) rightRanks.set(atom.right, rank);
    if (atom.left >= 0 && isNumbered(atom)) numbered.add(atom.left);
    if (atom.changed && atom.left >= 0) changedLeft.add(atom.left);
    if (atom.changed && atom.right >= 0) changedRight.add(atom.right);
  });
  const numbers = new Map<number, number>();
  const number = (r: number) => {
    if (!numbered.has(r)) return 0;
    const known = numbers.get(r) ?? numbers.size + 1;
    numbers.set(r, known);
    return known;
  };
  const rightNumber = (p: number) => numbers.get(source[p] as number) ?? 0;
  return {
    left: { graph: left, ranks: leftRanks, changed: changedLeft, number },
    right: { graph: right, ranks: rightRanks, changed: changedRight, number: rightNumber },
  };
}

/** Changed centres whose neighbours are all in the pattern; `@` has no meaning elsewhere. */
export function chiralCentres({ graph, ranks, changed }: TemplateSide): ReadonlySet<number> {
  const chiral = new Set<number>();
  for (const atom of changed) {
    if (graph.chirality[atom] === 0) continue;
    if ((graph.neighbours[atom] ?? []).every((neighbour) => ranks.has(neighbour.atom))) chiral.add(atom);
  }
  return chiral;
}

/** Stereo bonds in the pattern with at least one changing end. */
export function stereoBonds({ graph, ranks, changed }: TemplateSide): readonly BondStereo[] {
  return graph.bondStereo.filter((stereo) => {
    const bond = graph.bonds[stereo.bond];
    return bond !== undefined && ranks.has(bond.a) && ranks.has(bond.b) &&
      (changed.has(bond.a) || changed.has(bond.b));
  });
}

/** Joins fragments, with those of one molecule in parentheses, and lists molecules and atoms in the same order. */
export function grouped(
  fragments: readonly PatternFragment[],
): { readonly text: string; readonly fragments: readonly number[]; readonly atoms: readonly number[] } {
  const molecules = Map.groupBy(fragments, ({ fragment }) => fragment);
  const texts = [...molecules.values()].map((parts) => {
    const text = parts.map((part) => part.text).join(".");
    return parts.length > 1 ? `(${text})` : text;
  });
  const atoms = [...molecules.values()].flat().flatMap((part) => part.atoms);
  return { text: texts.join("."), fragments: [...molecules.keys()], atoms };
}
