/** Reaction templates: what changes, as a pattern to search for and as a transform to apply. */
import { bondDirections } from "./bond_directions.ts";
import { bondOrder, type MolecularGraph } from "./molecular_graph.ts";
import type { MappedReaction } from "./mapped_reaction.ts";
import { type PatternFragment, writePattern } from "./pattern_writer.ts";
import { type CentreAtom, changedPairs, reactionCentre } from "./reaction_centre.ts";
import { patternAtom } from "./template_atoms.ts";
import { canonicalText } from "./template_order.ts";

/** A template of one reaction. Equal transforms are equal texts, whatever reaction they come from. */
export interface Template {
  /** Transform for RDKit: hydrogens and charges of both sides, leaving and new atoms, stereo. */
  readonly smirks: string;
  /** Query pattern: the same centre with degrees on both sides, without stereo unless nothing else changes. */
  readonly smarts: string;
  /** Fragments of the left side that take part, in the order of the reactant templates; likewise the right side. */
  readonly leftFragments: readonly number[];
  readonly rightFragments: readonly number[];
  /** Its atoms, and the canonical rank of each. */
  readonly atoms: readonly CentreAtom[];
  readonly ranks: readonly number[];
}

/** Beyond this RDKit's parser and matcher take too long, and nobody reads it. */
export const MAX_TEMPLATE_ATOMS = 150;

/**
 * Extracts the template: the centre, everything `radius` bonds around it, leaving atoms bound to it and new
 * fragments. Fragments of one molecule stand in one pair of parentheses, since they must match one molecule.
 *
 * @param changed what changes, if it is known: `changedPairs` of the reaction
 * @returns null if nothing changes
 * @throws {RangeError} if it has more than `MAX_TEMPLATE_ATOMS` atoms
 */
export function extractTemplate(
  reaction: MappedReaction,
  radius: number,
  changed: readonly number[] = changedPairs(reaction),
): Template | null {
  if (changed.length === 0) return null;
  const atoms = reactionCentre(reaction, radius, changed);
  if (atoms.length > MAX_TEMPLATE_ATOMS) {
    throw new RangeError(`the reaction centre has ${atoms.length} atoms; the limit is ${MAX_TEMPLATE_ATOMS}`);
  }
  const { text, ranks } = canonicalText(
    labelled(reaction, atoms),
    (ranks) => transform(sideStyles(reaction, atoms, ranks)).text,
  );
  const styles = sideStyles(reaction, atoms, ranks);
  const { leftFragments, rightFragments } = transform(styles);
  return { smirks: text, smarts: searchPattern(styles), leftFragments, rightFragments, atoms, ranks };
}

/** How both sides are written. The left side must be written first: that gives the atoms their numbers. */
interface SideStyles {
  readonly left: Omit<SideStyle, "query" | "stereo">;
  readonly right: Omit<SideStyle, "query" | "stereo">;
}

function sideStyles(
  reaction: MappedReaction,
  atoms: readonly CentreAtom[],
  ranks: readonly number[],
): SideStyles {
  const { left, right, source } = reaction;
  const leftRanks = new Map<number, number>();
  const rightRanks = new Map<number, number>();
  const changedLeft = new Set<number>();
  const changedRight = new Set<number>();
  const kept = new Set<number>();
  atoms.forEach((atom, node) => {
    const rank = ranks[node] ?? 0;
    if (atom.left >= 0) leftRanks.set(atom.left, rank);
    if (atom.right >= 0) rightRanks.set(atom.right, rank);
    if (atom.left >= 0 && atom.right >= 0) kept.add(atom.left);
    if (atom.changed && atom.left >= 0) changedLeft.add(atom.left);
    if (atom.changed && atom.right >= 0) changedRight.add(atom.right);
  });
  // Numbers follow the text of the left side, so they depend on nothing but the pattern.
  const numbers = new Map<number, number>();
  const number = (r: number) => {
    if (!kept.has(r)) return 0;
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

function transform({ left, right }: SideStyles) {
  const before = writeSide({ ...left, query: true, stereo: true });
  const after = writeSide({ ...right, query: false, stereo: true });
  return {
    text: `${before.text}>>${after.text}`,
    leftFragments: before.fragments,
    rightFragments: after.fragments,
  };
}

function searchPattern({ left, right }: SideStyles): string {
  const sides = (stereo: boolean) =>
    [left, right].map((style) => writeSide({ ...style, query: true, stereo }).text);
  const flat = sides(false);
  const sideTexts = flat[0] === flat[1] ? sides(true) : flat;
  return sideTexts.join(">>");
}

/** One side of the template and how it is written. */
interface SideStyle {
  readonly graph: MolecularGraph;
  readonly ranks: ReadonlyMap<number, number>;
  readonly changed: ReadonlySet<number>;
  /** Map number of an atom, 0 for none. */
  readonly number: (atom: number) => number;
  /** Atoms of a query say their degree; those of a product to be made do not. */
  readonly query: boolean;
  readonly stereo: boolean;
}

function writeSide({ graph, ranks, changed, number, query, stereo }: SideStyle) {
  return grouped(writePattern(graph, {
    ranks,
    chiral: stereo ? chiralIn(graph, ranks, changed) : new Set(),
    direction: stereo ? bondDirections(graph, ranks, doubleBonds(graph, ranks, changed)) : () => 0,
    atom: (atom, chirality) =>
      patternAtom(graph, atom, { changed: changed.has(atom), query, chirality, map: number(atom) }),
  }));
}

/** Changed centres whose neighbours all stand in the pattern: only there has `@` a meaning. */
function chiralIn(
  graph: MolecularGraph,
  ranks: ReadonlyMap<number, number>,
  changed: ReadonlySet<number>,
): ReadonlySet<number> {
  const chiral = new Set<number>();
  for (const atom of changed) {
    if (graph.chirality[atom] === 0) continue;
    if ((graph.neighbours[atom] ?? []).every((neighbour) => ranks.has(neighbour.atom))) chiral.add(atom);
  }
  return chiral;
}

/** Stereo bonds in the pattern with an end that changes. */
function doubleBonds(
  graph: MolecularGraph,
  ranks: ReadonlyMap<number, number>,
  changed: ReadonlySet<number>,
) {
  return graph.bondStereo.filter((stereo) => {
    const bond = graph.bonds[stereo.bond];
    return bond !== undefined && ranks.has(bond.a) && ranks.has(bond.b) &&
      (changed.has(bond.a) || changed.has(bond.b));
  });
}

/** Joins fragments; those of one molecule go into parentheses. */
function grouped(
  fragments: readonly PatternFragment[],
): { readonly text: string; readonly fragments: readonly number[] } {
  const molecules = new Map<number, string[]>();
  for (const { text, fragment } of fragments) {
    const known = molecules.get(fragment);
    if (known) known.push(text);
    else molecules.set(fragment, [text]);
  }
  const texts = [...molecules.values()].map((parts) =>
    parts.length > 1 ? `(${parts.join(".")})` : parts[0] ?? ""
  );
  return { text: texts.join("."), fragments: [...molecules.keys()] };
}

const LABEL = { query: true, chirality: "", map: 0 } as const;

function labelled(reaction: MappedReaction, atoms: readonly CentreAtom[]) {
  const { left, right } = reaction;
  return {
    labels: atoms.map(({ left: r, right: p, changed }) =>
      [
        r >= 0 ? patternAtom(left, r, { ...LABEL, changed }) : "-",
        p >= 0 ? patternAtom(right, p, { ...LABEL, changed }) : "-",
      ].join(" ")
    ),
    edges: atoms.map((atom, node) =>
      atoms.flatMap((other, index) => {
        if (index === node) return [];
        const before = atom.left >= 0 && other.left >= 0 ? bondOrder(left, atom.left, other.left) : 0;
        const after = atom.right >= 0 && other.right >= 0 ? bondOrder(right, atom.right, other.right) : 0;
        return before === 0 && after === 0 ? [] : [{ node: index, label: `${before}>${after}` }];
      })
    ),
  };
}
