/** One atom of a structure that a name is read into; hydrogens are implicit unless they are given. */
export interface Atom {
  readonly element: string;
  charge: number;
  readonly isotope: number;
  /** Hydrogens where the source gives them; null for what the valence leaves. */
  hydrogens: number | null;
  /** One of the atoms of a ring that share its double bonds; which two are joined by one is settled when all is built. */
  unsaturated: boolean;
  /** Saturated only by the usual indicated hydrogen of its ring: the name may move it. */
  indicated: boolean;
  /** Neighbours in the order in which the winding counts; -1 is the hydrogen. */
  winding: { order: number[]; clockwise: boolean } | null;
  /** No longer part of the structure. */
  gone: boolean;
  readonly bonds: Map<number, number>;
}

/** A configuration that the name has; which atoms it is meant for is settled when all is built. */
export interface PendingStereo {
  /** R, S, E, Z, cis or trans. */
  readonly value: string;
  /** Atoms that it may be meant for; one where the name has its locant. */
  readonly atoms: readonly number[];
  /** How many centres or double bonds are meant. */
  readonly count: number;
  /** Where it stands in the name. */
  readonly at: number;
}

/** What is wrong with a name: a sentence without its full stop, and where in the name if that is known. */
export class NameFault extends Error {
  override readonly name = "NameFault";
  readonly position: number | null;

  constructor(reason: string, position: number | null = null) {
    super(reason);
    this.position = position;
  }
}

const VALENCES: Readonly<Record<string, readonly number[]>> = {
  B: [3],
  C: [4],
  N: [3],
  O: [2],
  F: [1],
  Si: [4],
  Ge: [4],
  P: [3, 5],
  S: [2, 4, 6],
  Cl: [1],
  As: [3, 5],
  Se: [2, 4, 6],
  Br: [1],
  Sn: [4],
  Te: [2, 4, 6],
  I: [1],
};

/** A molecular graph that is put together piece by piece. */
export class Structure {
  readonly atoms: Atom[] = [];
  /** A double bond whose geometry is given: the four atoms, and whether the outer two are on the same side. */
  readonly geometries: { a: number; from: number; to: number; b: number; together: boolean }[] = [];

  readonly stereo: PendingStereo[] = [];

  add(element: string, more: Partial<Omit<Atom, "element" | "bonds">> = {}): number {
    this.atoms.push({
      element,
      charge: 0,
      isotope: 0,
      hydrogens: null,
      unsaturated: false,
      indicated: false,
      winding: null,
      gone: false,
      bonds: new Map(),
      ...more,
    });
    return this.atoms.length - 1;
  }

  atom(index: number): Atom {
    const atom = this.atoms[index];
    if (atom === undefined) throw new RangeError(`There is no atom ${index}`);
    return atom;
  }

  bond(a: number, b: number, order = 1): void {
    this.atom(a).bonds.set(b, order);
    this.atom(b).bonds.set(a, order);
  }

  /** The atoms bound to one. */
  around(index: number): readonly number[] {
    return [...this.atom(index).bonds.keys()];
  }

  /** Hydrogens on an atom, as far as valence tells; none on a metal. */
  hydrogens(index: number): number {
    const atom = this.atom(index);
    if (atom.hydrogens !== null) return atom.hydrogens;
    let sum = atom.unsaturated ? 1 : 0;
    for (const order of atom.bonds.values()) sum += order;
    const shift = atom.element === "B"
      ? -atom.charge
      : atom.element === "C"
      ? -Math.abs(atom.charge)
      : atom.charge;
    for (const valence of VALENCES[atom.element] ?? []) {
      if (valence + shift >= sum) return valence + shift - sum;
    }
    return 0;
  }

  /** Takes hydrogens off an atom to make room for bonds; a fault if it has too few. */
  #makeRoom(index: number, count: number): void {
    const atom = this.atom(index);
    if (atom.unsaturated && this.hydrogens(index) < count) atom.unsaturated = false;
    if (this.hydrogens(index) < count) {
      throw new NameFault(`there is no hydrogen to replace on ${describeAtom(atom)}`);
    }
    if (atom.hydrogens !== null) atom.hydrogens -= count;
  }

  /** Binds two atoms in place of hydrogens on both. */
  join(a: number, b: number, order = 1): void {
    if (a === b || this.atom(a).bonds.has(b)) throw new NameFault("an atom would be bound twice");
    this.#makeRoom(a, order);
    this.#makeRoom(b, order);
    this.bond(a, b, order);
    for (const [atom, other] of [[a, b], [b, a]] as const) {
      const winding = this.atom(atom).winding;
      const place = winding?.order.indexOf(-1) ?? -1;
      if (winding && place >= 0) winding.order[place] = other;
    }
  }

  /** Puts one atom where another was bound, with the same order of bond. */
  replaceNeighbour(atom: number, from: number, to: number): void {
    const order = this.atom(atom).bonds.get(from) ?? 1;
    this.unbind(atom, from);
    this.bond(atom, to, order);
    const winding = this.atom(atom).winding;
    const place = winding?.order.indexOf(from) ?? -1;
    if (winding && place >= 0) winding.order[place] = to;
  }

  unbind(a: number, b: number): void {
    this.atom(a).bonds.delete(b);
    this.atom(b).bonds.delete(a);
  }

  remove(index: number): void {
    for (const other of this.around(index)) {
      const winding = this.atom(other).winding;
      const place = winding?.order.indexOf(index) ?? -1;
      if (winding && place >= 0) winding.order[place] = -1;
      this.unbind(index, other);
    }
    this.atom(index).gone = true;
  }

  /** Copies another structure in; returns what to add to its atom numbers. */
  include(other: Structure): number {
    const shift = this.atoms.length;
    for (const atom of other.atoms) {
      this.atoms.push({
        ...atom,
        winding: atom.winding &&
          { ...atom.winding, order: atom.winding.order.map((n) => n < 0 ? n : n + shift) },
        bonds: new Map([...atom.bonds].map(([to, order]) => [to + shift, order])),
      });
    }
    for (const { a, from, to, b, together } of other.geometries) {
      this.geometries.push({ a: a + shift, from: from + shift, to: to + shift, b: b + shift, together });
    }
    for (const one of other.stereo) {
      this.stereo.push({ ...one, atoms: one.atoms.map((atom) => atom + shift) });
    }
    return shift;
  }

  /** A number for each atom that is the same for atoms that no neighbourhood tells apart; `marked` ones differ from the rest. */
  classes(marked: readonly number[] = []): readonly number[] {
    let classes = this.atoms.map((atom, i) =>
      hash([
        marked.includes(i) ? 2 : atom.gone ? 1 : 0,
        atom.charge,
        atom.isotope,
        this.hydrogens(i),
        atom.unsaturated ? 1 : 0,
        ...codes(atom.element),
      ])
    );
    let count = new Set(classes).size;
    for (let round = 0; round < this.atoms.length; round++) {
      const next = this.atoms.map((atom, i) =>
        hash([
          classes[i] ?? 0,
          ...[...atom.bonds].map(([to, order]) => hash([classes[to] ?? 0, order])).sort((a, b) => a - b),
        ])
      );
      const nextCount = new Set(next).size;
      classes = next;
      if (nextCount === count && round > 0) break;
      count = nextCount;
    }
    return classes;
  }
}

export function describeAtom(atom: Atom): string {
  return atom.element === "C" ? "this carbon" : `this ${atom.element}`;
}

function codes(text: string): number[] {
  return [...text].map((char) => char.charCodeAt(0));
}

function hash(values: readonly number[]): number {
  let sum = 0x811c9dc5;
  for (const value of values) sum = Math.imul(sum ^ (value + 0x9e37), 0x01000193) ^ (sum >>> 13);
  return sum >>> 0;
}
