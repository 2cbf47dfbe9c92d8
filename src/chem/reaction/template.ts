/** Reaction templates: what changes, as a pattern to search for and as a transform to apply. */
import { bondDirections } from "./bond_directions.ts";
import { elementSymbol } from "./elements.ts";
import { bondOrder, type MolecularGraph } from "./molecular_graph.ts";
import type { MappedReaction } from "./mapped_reaction.ts";
import { type PatternFragment, writePattern } from "./pattern_writer.ts";
import { type CentreAtom, reactionCentre } from "./reaction_centre.ts";
import { canonicalOrders } from "./template_order.ts";

/** A template of one reaction. Equal transforms are equal texts, whatever reaction they come from. */
export interface Template {
  /** Transform for RDKit: hydrogens and charges of both sides, leaving and new atoms, stereo. */
  readonly smirks: string;
  /** Query pattern: the same centre with degrees on both sides, without stereo unless nothing else changes. */
  readonly smarts: string;
  /** Fragments of the left side that take part, in the order of the reactant templates; likewise the right side. */
  readonly leftFragments: readonly number[];
  readonly rightFragments: readonly number[];
  /** Number of atoms in the pattern. */
  readonly size: number;
}

/** Beyond this RDKit's parser and matcher take too long, and nobody reads it. */
export const MAX_TEMPLATE_ATOMS = 150;

/**
 * Extracts the template: the centre, everything `radius` bonds around it, leaving atoms bound to it and new
 * fragments. Fragments of one molecule stand in one pair of parentheses, since they must match one molecule.
 *
 * @returns null if nothing changes
 * @throws {RangeError} if it has more than `MAX_TEMPLATE_ATOMS` atoms
 */
export function extractTemplate(reaction: MappedReaction, radius: number): Template | null {
  const atoms = reactionCentre(reaction, radius);
  if (!atoms.some((atom) => atom.changed)) return null;
  if (atoms.length > MAX_TEMPLATE_ATOMS) {
    throw new RangeError(`the reaction centre has ${atoms.length} atoms; the limit is ${MAX_TEMPLATE_ATOMS}`);
  }
  let best: Template | null = null;
  for (const ranks of canonicalOrders(labelled(reaction, atoms))) {
    const template = writeTemplate(reaction, atoms, ranks);
    if (!best || template.smirks < best.smirks) best = template;
  }
  return best;
}

function writeTemplate(
  reaction: MappedReaction,
  atoms: readonly CentreAtom[],
  ranks: readonly number[],
): Template {
  const { left, right, source } = reaction;
  const leftRanks = new Map<number, number>();
  const rightRanks = new Map<number, number>();
  const changedLeft = new Set<number>();
  const changedRight = new Set<number>();
  atoms.forEach((atom, node) => {
    const rank = ranks[node] ?? 0;
    if (atom.left >= 0) leftRanks.set(atom.left, rank);
    if (atom.right >= 0) rightRanks.set(atom.right, rank);
    if (atom.changed && atom.left >= 0) changedLeft.add(atom.left);
    if (atom.changed && atom.right >= 0) changedRight.add(atom.right);
  });
  const kept = new Set(atoms.filter((atom) => atom.left >= 0 && atom.right >= 0).map((atom) => atom.left));
  // Numbers follow the text of the left side, so they depend on nothing but the pattern.
  const numbers = new Map<number, number>();
  const number = (r: number) => {
    if (!kept.has(r)) return 0;
    const known = numbers.get(r) ?? numbers.size + 1;
    numbers.set(r, known);
    return known;
  };
  const rightNumber = (p: number) => numbers.get(source[p] as number) ?? 0;
  const leftStyle = { graph: left, ranks: leftRanks, changed: changedLeft, number };
  const rightStyle = { graph: right, ranks: rightRanks, changed: changedRight, number: rightNumber };
  // The left side is written first: that assigns the numbers.
  const leftSide = writeSide({ ...leftStyle, query: true, stereo: true });
  const rightSide = writeSide({ ...rightStyle, query: false, stereo: true });
  const queries = [false, true].map((stereo) =>
    [leftStyle, rightStyle].map((style) => writeSide({ ...style, query: true, stereo }).text)
  );
  const query = queries.find(([before, after]) => before !== after) ?? queries[0] ?? [];
  return {
    smirks: `${leftSide.text}>>${rightSide.text}`,
    smarts: query.join(">>"),
    leftFragments: leftSide.fragments,
    rightFragments: rightSide.fragments,
    size: atoms.length,
  };
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
    atom: (atom, mark) => patternAtom(graph, atom, changed.has(atom), query, mark, number(atom)),
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

/**
 * One atom: element and aromaticity always, and the charge if it has one. An atom that changes also has its
 * hydrogens, and in a query its degree. RDKit gives product atoms exactly what is written here.
 */
function patternAtom(
  graph: MolecularGraph,
  atom: number,
  changed: boolean,
  query: boolean,
  chirality: string,
  map: number,
): string {
  const element = graph.element[atom] as number;
  const charge = graph.charge[atom] as number;
  const isotope = graph.isotope[atom] as number;
  const number = map > 0 ? `:${map}` : "";
  const parts = [
    `${isotope > 0 ? isotope : ""}${primitive(element, graph.aromatic[atom] === 1, query)}${chirality}`,
  ];
  if (changed && element > 1) {
    parts.push(`H${graph.hydrogens[atom]}`);
    if (query) parts.push(`D${(graph.neighbours[atom] ?? []).length}`);
  }
  if (charge > 0) parts.push(`+${charge}`);
  else if (charge < 0) parts.push(`-${-charge}`);
  else if (changed && element > 0) parts.push("+0");
  return `[${parts.join(";")}${number}]`;
}

const AROMATIC_SYMBOLS = new Set(["B", "C", "N", "O", "P", "S", "Se", "As", "Te", "Si"]);

function primitive(element: number, aromatic: boolean, query: boolean): string {
  const symbol = elementSymbol(element);
  if (element === 0) return query ? "#0" : "*";
  if (element === 1) return "#1";
  return aromatic && AROMATIC_SYMBOLS.has(symbol) ? symbol.toLowerCase() : symbol;
}

function labelled(reaction: MappedReaction, atoms: readonly CentreAtom[]) {
  const { left, right } = reaction;
  return {
    labels: atoms.map(({ left: r, right: p, changed }) =>
      [
        r >= 0 ? patternAtom(left, r, changed, true, "", 0) : "-",
        p >= 0 ? patternAtom(right, p, changed, true, "", 0) : "-",
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
