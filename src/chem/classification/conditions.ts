/** What rows of the table ask beyond the edited bonds: what an atom is bonded to, what leaves, what is recorded. */
import type { MolecularGraph } from "../molecule/molecular_graph.ts";
import type { MappedReaction } from "../molecule/mapped_reaction.ts";
import type { End, Transform } from "./transform.ts";

/** Does an atom have a neighbour of one of these elements? */
export function isBondedTo(graph: MolecularGraph, atom: number, ...elements: readonly number[]): boolean {
  return (graph.neighbours[atom] ?? []).some((other) =>
    elements.includes(graph.element[other.atom] as number)
  );
}

/** A carbonyl, thiocarbonyl, sulfonyl or phosphoryl atom: one with a double bond to oxygen or sulfur. */
export function isAcylAtom(graph: MolecularGraph, atom: number): boolean {
  const element = graph.element[atom];
  return (element === 6 || element === 15 || element === 16) && graph.aromatic[atom] === 0 &&
    (graph.neighbours[atom] ?? []).some(({ atom: other, order }) =>
      order === 2 && (graph.element[other] === 8 || graph.element[other] === 16)
    );
}

function hasNeighbour(
  graph: MolecularGraph,
  atom: number,
  test: (graph: MolecularGraph, other: number) => boolean,
): boolean {
  return (graph.neighbours[atom] ?? []).some((other) => test(graph, other.atom));
}

/** Before the reaction: nitrogen of an amide, sulfonamide or imide; oxygen of a carboxylic or sulfonic acid. */
export function isAcidic({ reaction }: Transform, { left }: End): boolean {
  return left >= 0 && hasNeighbour(reaction.left, left, isAcylAtom);
}

/** Before the reaction: bonded to an aromatic atom. */
export function isOnArene({ reaction }: Transform, { left }: End): boolean {
  return left >= 0 && hasNeighbour(reaction.left, left, (graph, other) => graph.aromatic[other] === 1);
}

/** Before the reaction: bonded to oxygen, nitrogen, as in hydroxylamines and hydrazines. */
export function isOnElement({ reaction }: Transform, { left }: End, element: number): boolean {
  return left >= 0 && isBondedTo(reaction.left, left, element);
}

/** Ammonia, ammonium or an amide of a metal before the reaction; a nitrogen that nothing recorded supplies counts. */
export function isAmmonia({ reaction }: Transform, { left, element }: End): boolean {
  if (element !== 7) return false;
  return left < 0 ||
    (reaction.left.neighbours[left] ?? []).every(({ atom }) => !isNonMetal(reaction.left, atom));
}

function isNonMetal(graph: MolecularGraph, atom: number): boolean {
  return [6, 7, 8, 15, 16, 14].includes(graph.element[atom] as number);
}

/** A nitrogen of an azide ion, hydrazoic acid or an azide of a metal or of silicon. */
export function isAzide({ reaction }: Transform, { left, element }: End): boolean {
  if (element !== 7 || left < 0) return false;
  const graph = reaction.left;
  return (graph.neighbours[left] ?? []).some(({ atom, order }) =>
    order === 2 && graph.element[atom] === 7 && isBondedTo(graph, atom, 7) &&
    (graph.neighbours[atom] ?? []).length === 2
  );
}

/** What leaves with an oxygen: nothing but hydrogen (`alcohol`), a sulfonyl group, an acyl group, carbon … */
export function oxygenKind(graph: MolecularGraph, oxygen: number, holder: number): string {
  const others = (graph.neighbours[oxygen] ?? []).filter(({ atom }) => atom !== holder);
  const [other] = others;
  if (other === undefined) return "alcohol";
  const element = graph.element[other.atom];
  if (element === 16) return "sulfonate";
  if (element === 15) return "phosphate";
  if (element === 7) return "N";
  if (element === 14) return "silyl";
  return isAcylAtom(graph, other.atom) ? "acyl" : "ether";
}

/** The kind of an oxygen that is cut off, seen from the atom that stays. */
export function leavingOxygen({ reaction }: Transform, holder: End, oxygen: End): string {
  return oxygen.element === 8 && oxygen.left >= 0 ? oxygenKind(reaction.left, oxygen.left, holder.left) : "";
}

/** Is an element recorded anywhere on the left? */
export function isRecorded({ left }: MappedReaction, ...elements: readonly number[]): boolean {
  return left.element.some((element) => elements.includes(element));
}

const PULLING_RANGE = 3;

/**
 * Can a nucleophile replace a group at this aromatic atom without a catalyst? So it is if an aromatic nitrogen, or a
 * carbon with nitro, cyano, carbonyl or sulfonyl, stands in ortho or para position.
 */
export function isActivatedArene(graph: MolecularGraph, atom: number): boolean {
  const distance = new Map([[atom, 0]]);
  for (const [current, steps] of distance) {
    if (steps === PULLING_RANGE) continue;
    for (const { atom: next, order } of graph.neighbours[current] ?? []) {
      if (order === 1.5 && !distance.has(next)) distance.set(next, steps + 1);
    }
  }
  return [...distance].some(([other, steps]) => {
    if (steps !== 1 && steps !== 3) return false;
    // Not the nitrogen of pyrrole, which pushes.
    if (graph.element[other] === 7) {
      return (graph.neighbours[other] ?? []).length === 2 && graph.hydrogens[other] === 0;
    }
    return (graph.neighbours[other] ?? []).some(({ atom: next, order }) =>
      order === 1 && distance.get(next) === undefined && isPulling(graph, next)
    );
  });
}

/** Does this atom draw electrons out of what it is bonded to: nitro, cyano, carbonyl, sulfonyl? */
export function isPulling(graph: MolecularGraph, atom: number): boolean {
  if (isAcylAtom(graph, atom)) return true;
  const isNitro = graph.element[atom] === 7 && (graph.charge[atom] as number) > 0;
  const isNitrile = graph.element[atom] === 6 &&
    (graph.neighbours[atom] ?? []).some(({ atom: other, order }) =>
      order === 3 && graph.element[other] === 7
    );
  return isNitro || isNitrile;
}

/** Is one of the neighbours of this atom, before the reaction, a group that draws electrons? */
export function isNextToPulling({ reaction }: Transform, { left }: End): boolean {
  return left >= 0 && hasNeighbour(reaction.left, left, isPulling);
}

/** Are two atoms in one molecule before the reaction? */
export function isOneMolecule({ reaction }: Transform, a: End, b: End): boolean {
  return a.left >= 0 && b.left >= 0 && reaction.left.fragment[a.left] === reaction.left.fragment[b.left];
}

/** Are two atoms in one ring of three before the reaction? Then they belong to an epoxide, aziridine or cyclopropane. */
export function isThreeRing({ reaction }: Transform, a: End, b: End): boolean {
  const graph = reaction.left;
  if (a.left < 0 || b.left < 0) return false;
  return (graph.neighbours[a.left] ?? []).some(({ atom }) =>
    atom !== b.left && (graph.neighbours[b.left] ?? []).some((other) => other.atom === atom)
  );
}

/** Hydrogens of an atom on either side, 0 if it is not there. */
export function hydrogensBefore({ reaction }: Transform, { left }: End): number {
  return left < 0 ? 0 : reaction.left.hydrogens[left] as number;
}
export function hydrogensAfter({ reaction }: Transform, { right }: End): number {
  return right < 0 ? 0 : reaction.right.hydrogens[right] as number;
}
