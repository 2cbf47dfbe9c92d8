/** Places the configurations of a name: R and S, E and Z, cis and trans. */
import { HYDROGEN, type Partners, rankLigands } from "./rank_ligands.ts";
import { NameFault, type PendingStereo, type Structure } from "./structure.ts";

/** Rings below this size have their double bonds cis and no name says so. */
const MIN_RING = 8;

interface Centre {
  readonly atom: number;
  /** Ligands, the highest rank first. */
  readonly ranked: readonly number[];
}

interface DoubleBond {
  readonly from: number;
  readonly to: number;
  /** The highest ligands of its ends. */
  readonly a: number;
  readonly b: number;
  /** Each end carries one hydrogen, so that cis and trans say it all. */
  readonly isPlain: boolean;
}

/**
 * Gives centres and double bonds the configurations that the name has for them, once all is built; those with the least to
 * choose from first. A fault where a descriptor has no place or several.
 */
export function placeStereo(structure: Structure, partners: Partners): void {
  for (const pending of structure.stereo.toSorted((a, b) => a.atoms.length - b.atoms.length)) {
    if (/^[RS]$/.test(pending.value)) placeCentres(structure, partners, pending);
    else placeDoubleBonds(structure, partners, pending);
  }
}

function fault({ value, at }: PendingStereo, why: string): NameFault {
  return new NameFault(`the descriptor ${value} ${why}`, at);
}

function placeCentres(structure: Structure, partners: Partners, pending: PendingStereo): void {
  const centres = pending.atoms.flatMap((atom) => centreAt(structure, partners, atom));
  if (centres.length !== pending.count) {
    throw fault(
      pending,
      centres.length === 0 ? "has no centre that it could be meant for" : "may be meant for several centres",
    );
  }
  for (const { atom, ranked } of centres) {
    // Seen from the lowest ligand the others turn the other way: R is counterclockwise from there.
    const [one = 0, two = 0, three = 0, lowest = 0] = ranked;
    structure.atom(atom).winding = { order: [lowest, one, two, three], clockwise: pending.value === "S" };
  }
}

/** A carbon with four different ligands and no configuration yet. */
function centreAt(structure: Structure, partners: Partners, index: number): readonly Centre[] {
  const ligands = tetrahedral(structure, index);
  if (ligands === null) return [];
  const ranked = rankLigands(structure, partners, index, ligands);
  return ranked === null ? [] : [{ atom: index, ranked }];
}

/** Ligands of a saturated carbon that has no configuration yet and at most one hydrogen. */
function tetrahedral(structure: Structure, index: number): readonly number[] | null {
  const atom = structure.atom(index);
  const hydrogens = structure.hydrogens(index);
  if (atom.gone || atom.element !== "C" || atom.winding !== null || hydrogens > 1) return null;
  if ([...atom.bonds.values()].some((order) => order !== 1)) return null;
  const ligands = [...structure.around(index), ...hydrogens === 1 ? [HYDROGEN] : []];
  return ligands.length === 4 ? ligands : null;
}

function placeDoubleBonds(structure: Structure, partners: Partners, pending: PendingStereo): void {
  const isPlain = /^(?:cis|trans)$/.test(pending.value);
  const bonds = doubleBonds(structure, partners, pending.atoms).filter((bond) => !isPlain || bond.isPlain);
  const ring = isPlain && pending.count === 1 ? ringCentres(structure, pending.atoms) : null;
  if (ring !== null && bonds.length === 0) return placeOnRing(structure, partners, pending, ring);
  if (ring !== null || bonds.length !== pending.count) {
    throw fault(
      pending,
      bonds.length === 0 ? "has no double bond that it could be meant for" : "may be meant for several bonds",
    );
  }
  const together = pending.value === "Z" || pending.value === "cis";
  for (const { from, to, a, b } of bonds) {
    const known = structure.geometries.findIndex((one) =>
      one.from === from && one.to === to || one.from === to && one.to === from
    );
    if (known >= 0) structure.geometries.splice(known, 1);
    structure.geometries.push({ from, to, a, b, together });
  }
}

/** The double bonds at these atoms that can have two geometries. */
function doubleBonds(
  structure: Structure,
  partners: Partners,
  atoms: readonly number[],
): readonly DoubleBond[] {
  const found = new Map<string, DoubleBond>();
  for (const index of atoms) {
    if (structure.atom(index).gone) continue;
    for (const [other, order] of structure.atom(index).bonds) {
      const [from, to] = index < other ? [index, other] : [other, index];
      if (order !== 2 || partners.has(from) && partners.has(to) || isInSmallRing(structure, from, to)) {
        continue;
      }
      const a = highest(structure, partners, from, to);
      const b = highest(structure, partners, to, from);
      if (a === null || b === null) continue;
      const isPlain = structure.hydrogens(from) === 1 && structure.hydrogens(to) === 1;
      found.set(`${from} ${to}`, { from, to, a, b, isPlain });
    }
  }
  return [...found.values()];
}

/** The higher ligand of one end; null if the end has no two different ones. */
function highest(structure: Structure, partners: Partners, end: number, other: number): number | null {
  const { element } = structure.atom(end);
  const ligands = structure.around(end).filter((atom) => atom !== other);
  const hydrogens = structure.hydrogens(end);
  const [first, second] = ligands;
  if (first === undefined) return null;
  // The lone pair of nitrogen is the lower one.
  if (element === "N") return second === undefined && hydrogens === 0 ? first : null;
  if (element !== "C" || ligands.length + hydrogens !== 2) return null;
  return second === undefined ? first : rankLigands(structure, partners, end, ligands)?.[0] ?? null;
}

function isInSmallRing(structure: Structure, from: number, to: number): boolean {
  return shortestRing(structure, from, to).length > 0;
}

/** The atoms from `from` to `to` on the shortest way around their bond, if that closes a ring of less than eight. */
function shortestRing(structure: Structure, from: number, to: number): readonly number[] {
  const before = new Map<number, number>([[from, -1]]);
  let edge = [from];
  for (let size = 1; size < MIN_RING - 1; size++) {
    const next: number[] = [];
    for (const atom of edge) {
      for (const other of structure.around(atom)) {
        if (before.has(other) || atom === from && other === to) continue;
        before.set(other, atom);
        next.push(other);
      }
    }
    if (before.has(to)) {
      const ring: number[] = [];
      for (let atom = to; atom >= 0; atom = before.get(atom) ?? -1) ring.unshift(atom);
      return ring;
    }
    edge = next;
  }
  return [];
}

interface RingCentre {
  readonly atom: number;
  readonly before: number;
  readonly after: number;
  readonly group: number;
}

/** The two atoms of one ring that carry a group and a hydrogen each; null unless there are just two in all. */
function ringCentres(structure: Structure, atoms: readonly number[]): readonly RingCentre[] | null {
  const open = atoms.filter((atom) => tetrahedral(structure, atom)?.includes(HYDROGEN));
  for (const start of open) {
    for (const next of structure.around(start)) {
      const ring = shortestRing(structure, next, start);
      const centres = ring.flatMap((atom, i): RingCentre[] => {
        const before = ring.at(i - 1) ?? -1;
        const after = ring[(i + 1) % ring.length] ?? -1;
        const group = structure.around(atom).find((other) => other !== before && other !== after);
        return open.includes(atom) && group !== undefined ? [{ atom, before, after, group }] : [];
      });
      if (centres.length === 2 && open.filter((atom) => isInRing(structure, atom)).length === 2) {
        return centres;
      }
    }
  }
  return null;
}

function isInRing(structure: Structure, atom: number): boolean {
  return structure.around(atom).some((other) => isInSmallRing(structure, other, atom));
}

/** Only where both mirror images are the same compound: elsewhere cis and trans name a racemate, and either would be a guess. */
function placeOnRing(
  structure: Structure,
  partners: Partners,
  pending: PendingStereo,
  centres: readonly RingCentre[],
): void {
  const ranks = centres.map(({ atom }) => centreAt(structure, partners, atom)[0] ?? null);
  const windings = centres.map(({ before, after, group }, i) => ({
    order: [group, before, after, HYDROGEN],
    clockwise: i === 0 || pending.value === "cis",
  }));
  const labels = ranks.map((centre, i) => {
    const winding = windings[i];
    return centre === null || winding === undefined ? "" : labelOf(centre, winding);
  });
  const [one, two] = centres;
  const classes = structure.classes();
  const isMeso = one !== undefined && two !== undefined && classes[one.atom] === classes[two.atom] &&
    labels[0] !== labels[1];
  if (labels.includes("") ? labels[0] !== labels[1] : !isMeso) {
    throw fault(pending, "leaves open which of two mirror images is meant");
  }
  for (const [i, { atom }] of centres.entries()) structure.atom(atom).winding = windings[i] ?? null;
}

/** R or S of a centre with this winding. */
function labelOf(
  { ranked }: Centre,
  { order, clockwise }: { order: readonly number[]; clockwise: boolean },
): string {
  const [one = 0, two = 0, three = 0, lowest = 0] = ranked;
  const places = [lowest, one, two, three].map((atom) => order.indexOf(atom));
  const odd = places.flatMap((a, i) => places.slice(i + 1).filter((b) => b < a)).length % 2 === 1;
  return clockwise === odd ? "R" : "S";
}
