/** Reaction templates: the changes of a reaction as a search pattern and as a transform that can be applied. */
import { bondDirections } from "./bond_directions.ts";
import { bondOrder } from "../molecule/molecular_graph.ts";
import type { MappedReaction } from "../molecule/mapped_reaction.ts";
import { writePattern } from "./pattern_writer.ts";
import { type CentreAtom, changedPairs, reactionCentre } from "./reaction_centre.ts";
import { patternAtom } from "./template_atoms.ts";
import { leastText } from "./template_order.ts";
import { isRadical } from "../molecule/radicals.ts";
import { chiralCentres, grouped, stereoBonds, type TemplateSide, templateSides } from "./template_sides.ts";

/** A template of one reaction. Equal transforms have equal texts, whatever reaction they come from. */
export interface Template {
  /** Transform for RDKit, with hydrogens and charges of both sides, leaving and new atoms, and stereo. */
  readonly smirks: string;
  /** Left fragments that take part, in the order of the reactant templates; likewise for the right side. */
  readonly leftFragments: readonly number[];
  readonly rightFragments: readonly number[];
  /** The atoms of the template, and the canonical rank of each. */
  readonly atoms: readonly CentreAtom[];
  readonly ranks: readonly number[];
}

/** Larger templates take RDKit's parser and matcher too long, and nobody can read them. */
export const MAX_TEMPLATE_ATOMS = 150;

/**
 * Extracts the template: the centre, everything within `radius` bonds of it, leaving atoms bound to it and new
 * fragments. Fragments of one molecule share a pair of parentheses, since they must match one molecule.
 *
 * @param changed the reaction's `changedPairs`, if already computed
 * @returns null if nothing changes
 * @throws {RangeError} if the template has more than `MAX_TEMPLATE_ATOMS` atoms
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
  const { text, ...rest } = leastText(
    labelled(reaction, atoms),
    (ranks) => transform(reaction, atoms, ranks),
  );
  return { smirks: text, ...rest };
}

/**
 * The query pattern of a template: the same atoms, with degrees on both sides, and without stereo unless nothing else
 * changes.
 */
export function searchPattern(reaction: MappedReaction, { atoms, ranks }: Template): string {
  const { left, right } = templateSides(reaction, atoms, ranks, isKept);
  const write = (stereo: boolean) =>
    [left, right].map((side) => writeSide(side, { query: true, stereo }).text);
  const flat = write(false);
  return (flat[0] === flat[1] ? write(true) : flat).join(">>");
}

function isKept({ left, right }: CentreAtom): boolean {
  return left >= 0 && right >= 0;
}

function transform(reaction: MappedReaction, atoms: readonly CentreAtom[], ranks: readonly number[]) {
  const { left, right } = templateSides(reaction, atoms, ranks, isKept);
  // The left side must be written first, because this numbers the atoms.
  const before = writeSide(left, { query: true, stereo: true });
  const after = writeSide(right, { query: false, stereo: true });
  return {
    text: `${before.text}>>${after.text}${radicalMarks(right, after.atoms, before.atoms.length)}`,
    leftFragments: before.fragments,
    rightFragments: after.fragments,
    atoms,
    ranks,
  };
}

/** How a side is written: atoms of a query include their degree, those of a product to be made do not. */
interface SideStyle {
  readonly query: boolean;
  readonly stereo: boolean;
}

function writeSide(side: TemplateSide, { query, stereo }: SideStyle) {
  const { graph, ranks, changed, number } = side;
  return grouped(writePattern(graph, {
    ranks,
    chiral: stereo ? chiralCentres(side) : new Set(),
    direction: stereo ? bondDirections(graph, ranks, stereoBonds(side)) : () => 0,
    atom: (atom, chirality) =>
      patternAtom(graph, atom, { changed: changed.has(atom), query, chirality, map: number(atom) }),
  }));
}

/**
 * Unpaired electrons of the products as a CXSMILES extension such as ` |^1:3|`; empty if there are none. Without it
 * RDKit fills up an atom whose count of hydrogens is zero or not written.
 * Source: ChemAxon Extended SMILES, "Radical numbers".
 *
 * @param atoms the atoms of the products in the order of the text, whose first atom has the number `first`
 */
function radicalMarks({ graph, changed }: TemplateSide, atoms: readonly number[], first: number): string {
  const places = Map.groupBy(
    atoms.map((atom, i) => ({ atom, place: first + i })).filter(({ atom }) =>
      isRadical(graph, atom) && (!changed.has(atom) || graph.hydrogens[atom] === 0)
    ),
    ({ atom }) => RADICAL_MARKS[graph.radicals[atom] as number] ?? "^1",
  );
  const marks = [...places].map(([mark, found]) => `${mark}:${found.map(({ place }) => place).join(",")}`);
  return marks.length === 0 ? "" : ` |${marks.sort().join(",")}|`;
}

/** By number of unpaired electrons. */
const RADICAL_MARKS: Readonly<Record<number, string>> = { 1: "^1", 2: "^2", 3: "^5" };

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
