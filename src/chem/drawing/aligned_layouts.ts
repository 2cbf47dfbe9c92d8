/**
 * Lays out the molecules of a reaction so that their common parts look the same on both sides.
 *
 * The largest molecule is laid out on its own. Then, repeatedly, the molecule that shares most with one that is
 * already placed is laid out to fit it, so that reactants and products are drawn in the same orientation.
 */
import type { MappedReaction } from "../molecule/mapped_reaction.ts";
import { withIsotopes } from "../molecule/smiles_atoms.ts";
import type { Rdkit } from "../rdkit/rdkit.ts";
import { freeLayout, unreadability } from "./free_layout.ts";
import { fitOfMost, levelled, type Point, rigidFit } from "./plane.ts";
import { sharedSkeleton, type SideFragment, type SkeletonRule } from "./shared_skeleton.ts";

/** Largest deviation of the shared atoms that is not visible. */
const MAX_INVISIBLE_DEVIATION = 0.1;
/** By how much less readable a layout may be in order to look like the other side; a flaw counts 1. */
const INVISIBLY_WORSE = 0.5;
const RULES: readonly SkeletonRule[] = ["bonds", "orders", "rings"];

/**
 * Positions of the atoms of each molecule, in the order of its SMILES. Molecules that share nothing with another, or
 * that RDKit cannot lay out, are absent.
 */
export function alignedLayouts(
  rdkit: Rdkit,
  reaction: MappedReaction,
  molecules: readonly SideFragment[],
): ReadonlyMap<SideFragment, readonly Point[]> {
  const placed = new Map<SideFragment, readonly Point[]>();
  const waiting = new Set(molecules.filter((molecule) => sources(reaction, molecule) > 0));
  while (waiting.size > 0) {
    const next = closest(reaction, waiting, placed) ??
      { molecule: largest(reaction, [...waiting]), to: null };
    waiting.delete(next.molecule);
    const { smiles, isProduct, first } = next.molecule;
    const points = freeLayout(rdkit, smiles, isProduct ? reaction.right : reaction.left, first);
    if (points === null) continue;
    const reference = next.to && placed.get(next.to);
    placed.set(
      next.molecule,
      next.to && reference
        ? fit(rdkit, reaction, next.molecule, points, next.to, reference)
        : levelled(points, bondEnds(reaction, next.molecule, points)),
    );
  }
  return placed;
}

/** Number of atoms with a partner on the other side. */
function sources({ source, target }: MappedReaction, { isProduct, first, size }: SideFragment): number {
  return (isProduct ? source : target).subarray(first, first + size).filter((atom) => atom >= 0).length;
}

function bondEnds(
  { left, right }: MappedReaction,
  { isProduct, first, size }: SideFragment,
  points: readonly Point[],
): readonly (readonly [Point, Point])[] {
  const { bonds } = isProduct ? right : left;
  return bonds.filter(({ a }) => a >= first && a < first + size).map(({ a, b }) =>
    [points[a - first] as Point, points[b - first] as Point] as const
  );
}

/** The molecule with the most partners; in a tie, the product. */
function largest(reaction: MappedReaction, molecules: readonly SideFragment[]): SideFragment {
  const weight = (molecule: SideFragment) => sources(reaction, molecule) + (molecule.isProduct ? 0.5 : 0);
  return molecules.reduce((best, molecule) => weight(molecule) > weight(best) ? molecule : best);
}

function closest(
  reaction: MappedReaction,
  waiting: ReadonlySet<SideFragment>,
  placed: ReadonlyMap<SideFragment, readonly Point[]>,
): { readonly molecule: SideFragment; readonly to: SideFragment } | null {
  let best = null;
  let most = 0;
  for (const molecule of waiting) {
    for (const to of placed.keys()) {
      if (to.isProduct === molecule.isProduct) continue;
      const shared = sharedSkeleton(reaction, molecule, to, "bonds").length;
      if (shared > most) [best, most] = [{ molecule, to }, shared];
    }
  }
  return best;
}

/**
 * Fits the molecule's own layout (`free`) to the reference: as a rigid body if that is enough, otherwise as a new
 * layout around the shared atoms, which are connected first by all shared bonds, then by fewer. A layout less
 * readable than the free one is rejected; if all are, the free layout is turned so that most atoms fit.
 */
function fit(
  rdkit: Rdkit,
  reaction: MappedReaction,
  molecule: SideFragment,
  free: readonly Point[],
  to: SideFragment,
  reference: readonly Point[],
): readonly Point[] {
  const [graph, partner] = molecule.isProduct
    ? [reaction.right, reaction.source]
    : [reaction.left, reaction.target];
  const wanted = (atom: number) => reference[partner[atom] as number - to.first] as Point;
  const shared = sharedSkeleton(reaction, molecule, to, "bonds");
  if (shared.length < 2) return free;
  const local = (atoms: readonly number[]) => atoms.map((atom) => atom - molecule.first);
  const rigid = rigidFit(free, local(shared), shared.map(wanted));
  if (rigid.deviation < MAX_INVISIBLE_DEVIATION) return rigid.points;
  const allowed = unreadability(graph, molecule.first, free) + INVISIBLY_WORSE;
  let tried = "";
  for (const rule of RULES) {
    const atoms = sharedSkeleton(reaction, molecule, to, rule);
    if (atoms.length < 3 || atoms.join() === tried) continue;
    tried = atoms.join();
    const hydrogens = graph.hydrogens.subarray(molecule.first);
    const points = layoutAround(rdkit, molecule.smiles, hydrogens, local(atoms), atoms.map(wanted));
    if (points && unreadability(graph, molecule.first, points) <= allowed) return points;
  }
  const place = new Map(shared.map((atom, k) => [atom, k]));
  const groups = shared.map((atom, k) => [
    k,
    ...(graph.neighbours[atom] ?? []).flatMap((next) => place.get(next.atom) ?? []),
  ]).filter((group) => group.length > 2);
  return fitOfMost(free, local(shared), shared.map(wanted), groups);
}

/**
 * RDKit's layout with some atoms at given positions. Isotope numbers distinguish these atoms, so that symmetry cannot
 * swap them.
 */
function layoutAround(
  rdkit: Rdkit,
  smiles: string,
  hydrogens: Uint8Array,
  atoms: readonly number[],
  wanted: readonly Point[],
): readonly Point[] | null {
  const isotopes: number[] = [];
  atoms.forEach((atom, index) => isotopes[atom] = index + 1);
  const pattern = `${atoms.map((_, index) => `[${index + 1}*]`).join(".")} |(${
    wanted.map(([x, y]) => `${x.toFixed(4)},${y.toFixed(4)},`).join(";")
  })|`;
  const made = rdkit.layoutAround(withIsotopes(smiles, hydrogens, isotopes), pattern);
  return made.ok ? made.value : null;
}
