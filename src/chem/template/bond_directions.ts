/** Bond directions (`/` and `\`) that express the configuration of double bonds in a pattern. */
import type { BondStereo, MolecularGraph } from "../molecule/molecular_graph.ts";
import { bondOrder } from "../molecule/molecular_graph.ts";
import { endSubstituents } from "../molecule/stereo.ts";

/**
 * Assigns directions for the given stereo bonds. A bond is left out if one of its ends has no substituent in the
 * pattern, or if the directions of neighbouring bonds conflict with it.
 *
 * @param ranks rank of each atom in the pattern; determines which substituents carry the directions
 * @returns direction of a bond when written from one atom to another: +1 for `/`, -1 for `\`, 0 for none
 */
export function bondDirections(
  graph: MolecularGraph,
  ranks: ReadonlyMap<number, number>,
  stereoBonds: readonly BondStereo[],
): (from: number, to: number) => number {
  const directions = new Map<string, number>();
  const get = (from: number, to: number) => directions.get(`${from} ${to}`) ?? 0;
  const set = (from: number, to: number, direction: number) => {
    directions.set(`${from} ${to}`, direction);
    directions.set(`${to} ${from}`, -direction);
  };
  for (
    const stereo of [...stereoBonds].sort((a, b) => lowestRank(graph, ranks, a) - lowestRank(graph, ranks, b))
  ) {
    // The lower-ranked end comes first, so that the text depends only on the ranks.
    const ends = [stereo.from, stereo.to].map((reference) => carrier(graph, ranks, stereo, reference, get));
    const [first, second] = ends.toSorted((a, b) => endRank(ranks, a) - endRank(ranks, b));
    if (!first || !second) continue;
    const cis = (first.reference === second.reference) === stereo.cis;
    // In x-A=B-y, equal directions mean trans and opposite directions cis.
    const sign = cis ? -1 : 1;
    const before = get(first.atom, first.end);
    const after = get(second.end, second.atom);
    if (before === 0 && after === 0) {
      set(first.atom, first.end, 1);
      set(second.end, second.atom, sign);
    } else if (before === 0) set(first.atom, first.end, after * sign);
    else if (after === 0) set(second.end, second.atom, before * sign);
  }
  return get;
}

interface Carrier {
  readonly atom: number;
  readonly end: number;
  /** Whether this is the substituent that the configuration refers to, rather than the other one at this end. */
  readonly reference: boolean;
}

/** The substituent that carries the direction: one that already has a direction, otherwise the lowest-ranked. */
function carrier(
  graph: MolecularGraph,
  ranks: ReadonlyMap<number, number>,
  stereo: BondStereo,
  reference: number,
  direction: (from: number, to: number) => number,
): Carrier | null {
  const bond = graph.bonds[stereo.bond];
  if (!bond) return null;
  const substituents = endSubstituents(graph, stereo, reference);
  const end = bondOrder(graph, bond.a, reference) > 0 && reference !== bond.b ? bond.a : bond.b;
  const inside = substituents.filter((atom) => ranks.has(atom) && bondOrder(graph, end, atom) === 1);
  inside.sort((a, b) =>
    Math.abs(direction(b, end)) - Math.abs(direction(a, end)) || (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0)
  );
  const atom = inside[0];
  return atom === undefined ? null : { atom, end, reference: atom === reference };
}

function endRank(ranks: ReadonlyMap<number, number>, carrier: Carrier | null): number {
  return carrier ? ranks.get(carrier.end) ?? Infinity : Infinity;
}

function lowestRank(graph: MolecularGraph, ranks: ReadonlyMap<number, number>, stereo: BondStereo): number {
  const bond = graph.bonds[stereo.bond];
  return bond ? Math.min(ranks.get(bond.a) ?? Infinity, ranks.get(bond.b) ?? Infinity) : Infinity;
}
