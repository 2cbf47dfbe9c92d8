/** Transforms that follow Daylight's SMIRKS rules, for programs other than RDKit. */
import { bondDirections } from "./bond_directions.ts";
import type { MappedReaction } from "../molecule/mapped_reaction.ts";
import { AROMATIC, type MolecularGraph } from "../molecule/molecular_graph.ts";
import { writePattern } from "./pattern_writer.ts";
import { smilesAtom } from "./template_atoms.ts";
import { chiralCentres, grouped, stereoBonds, type TemplateSide, templateSides } from "./template_sides.ts";
import type { Template } from "./template.ts";

/** A leaving atom as it appears among the products: its bonds are cut and capped with hydrogens. */
interface LeavingAtom {
  readonly atom: number;
  readonly charge: number;
  /** Sum of the cut bond orders that hydrogens or another atom must replace. */
  readonly open: number;
}

/**
 * The transform in strict SMIRKS, or null if SMIRKS cannot express it: an atom of the products has no source, or a
 * bond of the centre is dative, quadruple, of unknown order, or aromatic and cut.
 *
 * Rules (Daylight Theory Manual, chapter 5):
 * - Every atom is mapped and appears exactly once on each side, leaving atoms included; whatever is attached to a
 *   leaving atom stays with it.
 * - Hydrogens are atoms only if they are atoms in the molecule; the others are counted in brackets.
 * - Bonds are written out and are those of SMILES.
 * - Atoms that change are SMILES atoms with hydrogens and charge, `H0` and `+0` where these disappear; all others are
 *   queries for element, aromaticity and charge.
 * - `@` and `@@` follow the rules of SMILES, with an implicit hydrogen directly after its atom.
 * - Fragments of one molecule are grouped in parentheses on the left side only, where they are a query.
 *
 * Leaving groups are capped with hydrogens. If two atoms leave but no hydrogen does, they are bonded to each other,
 * such as boron and halogen of a Suzuki coupling. An onium atom keeps the electrons of its bond.
 */
export function daylightForm(reaction: MappedReaction, { atoms, ranks }: Template): string | null {
  if (atoms.some((atom) => atom.left < 0)) return null;
  const { left, right } = templateSides(reaction, atoms, ranks, () => true);
  if (!hasOnlySmilesBonds(left) || !hasOnlySmilesBonds(right)) return null;
  const reactants = grouped(writeSide(left, () => NOTHING)).text;
  const products = writeSide(right, (p) => stateOf(reaction.left, reaction.source[p] as number))
    .map((fragment) => fragment.text);
  const leaving = atoms.filter((atom) => atom.right < 0).map((atom) => leavingAtom(reaction, atom.left));
  if (leaving.some(({ open }) => !Number.isInteger(open))) return null;
  const freed = atoms.reduce(
    (sum, { left: r, right: p }) =>
      p < 0 ? sum : sum + (left.graph.hydrogens[r] as number) - (right.graph.hydrogens[p] as number),
    0,
  );
  return `${reactants}>>${[...products, ...writeLeaving(left, leaving, freed)].join(".")}`;
}

/** Number of hydrogens and charge of an atom. */
interface AtomState {
  readonly hydrogens: number;
  readonly charge: number;
}

const NOTHING: AtomState = { hydrogens: 0, charge: 0 };

function stateOf(graph: MolecularGraph, atom: number): AtomState {
  return { hydrogens: graph.hydrogens[atom] as number, charge: graph.charge[atom] as number };
}

function writeSide(side: TemplateSide, before: (atom: number) => AtomState) {
  const { graph, ranks, changed, number } = side;
  return writePattern(graph, {
    ranks,
    chiral: chiralCentres(side),
    direction: bondDirections(graph, ranks, stereoBonds(side)),
    hydrogenFirst: true,
    atom: (atom, chirality) =>
      smilesAtom(graph, atom, {
        changed: changed.has(atom),
        chirality,
        map: number(atom),
        before: before(atom),
      }),
  });
}

function writeLeaving(
  { graph, ranks, number }: TemplateSide,
  leaving: readonly LeavingAtom[],
  freed: number,
): readonly string[] {
  const states = new Map(leaving.map((state) => [state.atom, state]));
  const closed = (atom: number, capped: boolean) => {
    const { charge, open } = states.get(atom) ?? { charge: 0, open: 0 };
    const hydrogens = (graph.hydrogens[atom] as number) + (capped ? open : 0);
    const before = stateOf(graph, atom);
    return smilesAtom(graph, atom, {
      changed: true,
      chirality: "",
      map: number(atom),
      hydrogens,
      charge,
      before,
    });
  };
  const [first, second] = [...leaving].sort((a, b) => (ranks.get(a.atom) ?? 0) - (ranks.get(b.atom) ?? 0));
  const isPair = leaving.length === 2 && first?.open === second?.open && freed === 0 &&
    !graph.neighbours[first?.atom ?? 0]?.some((neighbour) => neighbour.atom === second?.atom);
  const bond = ["", "-", "=", "#"][first?.open ?? 0];
  if (isPair && first && second && bond) {
    return [`${closed(first.atom, false)}${bond}${closed(second.atom, false)}`];
  }
  return writePattern(graph, {
    ranks: new Map(leaving.map(({ atom }) => [atom, ranks.get(atom) ?? 0])),
    chiral: new Set(),
    direction: () => 0,
    atom: (atom) => closed(atom, true),
  }).map((fragment) => fragment.text);
}

function leavingAtom({ left, target }: MappedReaction, atom: number): LeavingAtom {
  const charge = left.charge[atom] as number;
  const cut = (left.neighbours[atom] ?? []).filter((neighbour) => target[neighbour.atom] as number >= 0);
  const orders = cut.reduce((sum, { order }) => sum + order, 0);
  return charge > 0 ? { atom, charge: charge - 1, open: orders - 1 } : { atom, charge, open: orders };
}

function hasOnlySmilesBonds({ graph, ranks }: TemplateSide): boolean {
  return [...ranks.keys()].every((atom) =>
    (graph.neighbours[atom] ?? []).every((next) => !ranks.has(next.atom) || isSmilesBond(next.order))
  );
}

function isSmilesBond(order: MolecularGraph["bonds"][number]["order"]): boolean {
  return order === 1 || order === 2 || order === 3 || order === AROMATIC;
}
