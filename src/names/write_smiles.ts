/** Writes a structure as SMILES, and refuses one whose valences cannot be. */
import { placeStereo } from "./place_stereo.ts";
import type { Partners } from "./rank_ligands.ts";
import { describeAtom, NameFault, type Structure } from "./structure.ts";

const ORGANIC = new Set(["B", "C", "N", "O", "P", "S", "F", "Cl", "Br", "I"]);
const MOST_BONDS: Readonly<Record<string, number>> = { B: 3, C: 4, N: 3, O: 2, F: 1, Si: 4, P: 5, S: 6 };
const BONDS = ["", "", "=", "#", "$"];
/** Ways tried to place the double bonds of a structure; rings of everyday names need some dozens. */
const MAX_PLACINGS = 20_000;

/** SMILES of a structure; places the double bonds of its rings first. Not canonical. */
export function writeSmiles(structure: Structure): string {
  const partners = partnersOf(structure);
  placeDoubleBonds(structure);
  checkValences(structure);
  placeStereo(structure, partners);
  const writer = new Writer(structure);
  const parts: string[] = [];
  for (const [index, atom] of structure.atoms.entries()) {
    if (!atom.gone && !writer.seen(index)) parts.push(writer.write(index));
  }
  return parts.join(".");
}

/** Which atoms may share a double bond, before one way to place them was chosen. */
function partnersOf(structure: Structure): Partners {
  const isShared = (atom: number) => structure.atom(atom).unsaturated && !structure.atom(atom).gone;
  return new Map(
    [...structure.atoms.keys()].filter(isShared).map((
      atom,
    ) => [atom, structure.around(atom).filter(isShared)]),
  );
}

/** A structure with too many bonds at an atom is never given: the name was misread or is wrong. */
function checkValences(structure: Structure): void {
  for (const [index, atom] of structure.atoms.entries()) {
    const most = MOST_BONDS[atom.element];
    if (atom.gone || most === undefined) continue;
    const bonds = [...atom.bonds.values()].reduce((sum, order) => sum + order, 0);
    const hydrogens = atom.hydrogens === null ? 0 : structure.hydrogens(index);
    // A charge opens or closes one bond: ammonium, alkoxide, borate.
    if (bonds + hydrogens > most + Math.abs(atom.charge)) {
      throw new NameFault(`${describeAtom(atom)} would have ${bonds + hydrogens} bonds`);
    }
  }
}

/**
 * Gives the atoms that share double bonds their partners. Where one is left over, a nitrogen takes the hydrogen: the
 * one beside a carbonyl if there are several. A fault where a carbon would, since the name must say which.
 */
function placeDoubleBonds(structure: Structure): void {
  const shared = [...structure.atoms.keys()].filter((i) =>
    structure.atom(i).unsaturated && !structure.atom(i).gone
  );
  const partner = new Map<number, number>();
  let best: { cost: number; pairs: Map<number, number> } | null = null;
  let tied = false;
  let tries = 0;
  const place = (position: number, cost: number): void => {
    if (++tries > MAX_PLACINGS) throw new NameFault("its double bonds can be placed in too many ways");
    if (best !== null && cost > best.cost) return;
    const atom = shared[position];
    if (atom === undefined) {
      if (best === null || cost < best.cost) {
        best = { cost, pairs: new Map(partner) };
        tied = false;
      } else if (cost === best.cost && !sameLeft(best.pairs, partner)) tied = true;
      return;
    }
    if (partner.has(atom)) return place(position + 1, cost);
    for (const other of structure.around(atom)) {
      if (!structure.atom(other).unsaturated || partner.has(other) || other < atom) continue;
      partner.set(atom, other).set(other, atom);
      place(position + 1, cost);
      partner.delete(atom);
      partner.delete(other);
    }
    if (best === null || cost > 0 || best.cost > 0) {
      const left = leftCost(structure, atom);
      if (cost + left < 1000) place(position + 1, cost + left);
    }
  };
  place(0, 0);
  const found = best as { cost: number; pairs: Map<number, number> } | null;
  if (found === null) throw new NameFault("the name must say which atom carries the hydrogen of its ring");
  if (tied && found.cost > 0) throw new NameFault("the name must say which nitrogen carries the hydrogen");
  for (const atom of shared) {
    const other = found.pairs.get(atom);
    structure.atom(atom).unsaturated = false;
    if (other !== undefined && other > atom) structure.bond(atom, other, 2);
  }
}

function sameLeft(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): boolean {
  return a.size === b.size && [...a.keys()].every((key) => b.has(key));
}

function leftCost(structure: Structure, index: number): number {
  const atom = structure.atom(index);
  if (atom.element !== "N" || atom.charge !== 0) return 1000;
  const besideCarbonyl = structure.around(index).some((other) =>
    [...structure.atom(other).bonds].some(([to, order]) =>
      order === 2 && /^[OS]$/.test(structure.atom(to).element)
    )
  );
  return besideCarbonyl ? 10 : 11;
}

class Writer {
  readonly #structure: Structure;
  readonly #order = new Map<number, number>();
  /** Bonds that close rings, by both ends. */
  readonly #closures = new Map<number, { to: number; label: number }[]>();
  readonly #children = new Map<number, number[]>();
  readonly #parent = new Map<number, number>();
  readonly #marks = new Map<string, "/" | "\\">();
  #labels = 0;

  constructor(structure: Structure) {
    this.#structure = structure;
    for (const [index, atom] of structure.atoms.entries()) {
      if (!atom.gone && !this.#order.has(index)) this.#visit(index);
    }
    for (const geometry of structure.geometries) this.#mark(geometry);
    this.#order.clear();
  }

  seen(index: number): boolean {
    return this.#order.has(index);
  }

  #visit(root: number): void {
    const stack = [{ at: root, from: -1 }];
    for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
      const { at, from } = top;
      if (this.#order.has(at)) {
        const label = ++this.#labels;
        if (this.#closures.get(at)?.some(({ to }) => to === from)) continue;
        this.#close(at, from, label);
        this.#close(from, at, label);
        continue;
      }
      this.#order.set(at, this.#order.size);
      if (from >= 0) {
        this.#parent.set(at, from);
        this.#children.set(from, [...this.#children.get(from) ?? [], at]);
      }
      for (const to of this.#structure.around(at).toReversed()) {
        if (to !== from) stack.push({ at: to, from: at });
      }
    }
  }

  #close(at: number, to: number, label: number): void {
    this.#closures.set(at, [...this.#closures.get(at) ?? [], { to, label }]);
  }

  /** Marks the two single bonds beside a double bond; marks are written from the parent to the child. */
  #mark({ a, from, to, b, together }: Structure["geometries"][number]): void {
    const structure = this.#structure;
    if (
      structure.atom(from).bonds.get(to) !== 2 || !structure.atom(from).bonds.has(a) ||
      !structure.atom(to).bonds.has(b)
    ) return;
    // The bond a–from is read as `a/from`: a lies below. The other end then goes up for trans.
    const set = (outer: number, inner: number, below: boolean) => {
      const outward = this.#parent.get(outer) === inner;
      const isTree = outward || this.#parent.get(inner) === outer;
      if (!isTree) throw new NameFault("the geometry of a double bond beside a ring closure is not written");
      this.#marks.set(outward ? `${inner} ${outer}` : `${outer} ${inner}`, below === outward ? "\\" : "/");
    };
    const known = this.#markOf(a, from);
    const other = this.#markOf(b, to);
    const below = known ?? (other === null ? true : together ? other : !other);
    if (known === null) set(a, from, below);
    if (other === null) set(b, to, together ? below : !below);
    else if (other !== (together ? below : !below)) {
      throw new NameFault("the geometry of neighbouring double bonds is not written");
    }
  }

  /** Whether `outer` is marked as below `inner`; null if the bond has no mark. */
  #markOf(outer: number, inner: number): boolean | null {
    const outward = this.#marks.get(`${inner} ${outer}`);
    if (outward) return outward === "\\";
    const inward = this.#marks.get(`${outer} ${inner}`);
    return inward ? inward === "/" : null;
  }

  write(root: number): string {
    let text = "";
    const stack: (number | string)[] = [root];
    for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
      if (typeof top === "string") {
        text += top;
        continue;
      }
      const parent = this.#parent.get(top);
      this.#order.set(top, this.#order.size);
      if (parent !== undefined) {
        text += this.#marks.get(`${parent} ${top}`) ??
          BONDS[this.#structure.atom(parent).bonds.get(top) ?? 1];
      }
      text += this.#atom(top);
      for (const { to, label } of this.#closures.get(top) ?? []) {
        const bond = this.#order.has(to) ? "" : BONDS[this.#structure.atom(top).bonds.get(to) ?? 1];
        text += `${bond}${label > 9 ? `%${label}` : label}`;
      }
      const children = this.#children.get(top) ?? [];
      for (const [i, child] of [...children.entries()].toReversed()) {
        if (i < children.length - 1) stack.push(")", child, "(");
        else stack.push(child);
      }
    }
    return text;
  }

  #atom(index: number): string {
    const structure = this.#structure;
    const atom = structure.atom(index);
    const hydrogens = structure.hydrogens(index);
    const chirality = this.#chirality(index, hydrogens);
    const plain = ORGANIC.has(atom.element) && atom.charge === 0 && atom.isotope === 0 &&
      atom.hydrogens === null;
    if (plain && chirality === "") return atom.element;
    const charge = atom.charge === 0
      ? ""
      : `${atom.charge > 0 ? "+" : "-"}${Math.abs(atom.charge) > 1 ? Math.abs(atom.charge) : ""}`;
    const h = hydrogens === 0 ? "" : hydrogens === 1 ? "H" : `H${hydrogens}`;
    return `[${atom.isotope || ""}${atom.element}${chirality}${h}${charge}]`;
  }

  #chirality(index: number, hydrogens: number): string {
    const { winding } = this.#structure.atom(index);
    const around = this.#structure.around(index).length;
    if (winding === null || winding.order.length !== 4 || around + hydrogens !== 4 || hydrogens > 1) {
      return "";
    }
    const parent = this.#parent.get(index);
    const written = [
      ...parent === undefined ? [] : [parent],
      ...hydrogens ? [-1] : [],
      ...(this.#closures.get(index) ?? []).map(({ to }) => to),
      ...this.#children.get(index) ?? [],
    ];
    const places = written.map((atom) => winding.order.indexOf(atom));
    if (places.includes(-1)) return "";
    const odd = places.flatMap((a, i) => places.slice(i + 1).filter((b) => b < a)).length % 2 === 1;
    return winding.clockwise !== odd ? "@@" : "@";
  }
}
