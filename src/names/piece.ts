import { readFragment } from "./read_fragment.ts";
import { NameFault, Structure } from "./structure.ts";

/** A part of a molecule with the locants of its name, and the bonds that it still has to offer. */
export class Piece {
  readonly structure: Structure;
  readonly labels = new Map<string, number>();
  /** Atoms by which a group binds to what carries it. */
  free: number[] = [];
  /** Order of the bond at each of them. */
  order = 1;
  /** Hydrogens that its first atom has once all is bound; null for any number. */
  remaining: number | null = null;
  /** The carbon of `ethanone` and `methanone`: with a hydrogen left it would be that of an aldehyde. */
  ketone: number | null = null;
  /** A link such as `oxy` that nothing is bound to yet. */
  needs = false;
  /** Oxygens of acids that an ester or a salt has to complete. */
  opens: number[] = [];
  /** How many of them there were before ester groups were bound. */
  openAtFirst = 0;
  /** Where hydroxyls of acids were; an ending settles them. */
  stars: number[] = [];
  /** How many atoms the piece had before anything was bound to it; others take nothing. */
  ownSize = 0;
  /** Locants that two atoms go by: they count only beside others of the same group that settle which is meant. */
  readonly doubtful = new Set<string>();
  /** Carbons of the skeleton, in the order of their numbers. */
  readonly skeleton: number[] = [];

  constructor(structure: Structure) {
    this.structure = structure;
  }

  /** A piece of a fragment; `labels` are the locants of its atoms other than `*`, one to n if null. */
  static of(smiles: string, labels: readonly string[] | null): Piece {
    const piece = new Piece(readFragment(smiles));
    let place = 0;
    for (const [index, atom] of piece.structure.atoms.entries()) {
      if (atom.element === "*") {
        piece.stars.push(index);
        continue;
      }
      piece.skeleton.push(index);
      const names = labels === null ? `${place + 1}` : labels[place] ?? "-";
      for (const name of names.split("|")) if (name !== "-") piece.labels.set(name, index);
      place++;
    }
    return piece;
  }

  /** `N-methylpiperazine`: where one nitrogen alone, or one kind of them, has a hydrogen to replace, the letter is enough. */
  #onlyNitrogen(): number | undefined {
    const nitrogens = this.skeleton.filter((atom) =>
      this.structure.atom(atom).element === "N" && this.room(atom) > 0
    );
    const classes = this.structure.classes(this.free);
    return new Set(nitrogens.map((atom) => classes[atom])).size === 1 ? nitrogens[0] : undefined;
  }

  /** The atom of a locant; o, m and p count from 1. */
  find(locant: string): number | undefined {
    const ring = ORTHO[locant];
    if (ring !== undefined) {
      return [`${ring}'`, ring].map((one) => this.labels.get(one)).find((one) =>
        one !== undefined && this.structure.atom(one).unsaturated
      );
    }
    const plain = locant;
    const found = this.labels.get(plain);
    if (found !== undefined) return found;
    if (plain === "N") return this.#onlyNitrogen();
    // Where one ring alone is primed or none is, the primes say nothing.
    if (!plain.endsWith("'")) return this.labels.get(`${plain}'`);
    return this.free.length > 0 ? this.labels.get(plain.replace(/'+$/, "")) : undefined;
  }

  at(locant: string): number {
    const atom = this.find(locant);
    if (atom === undefined) throw new NameFault(`there is no position ${locant}`);
    return atom;
  }

  /** Hydrogens that a substituent may take at an atom. */
  room(atom: number): number {
    const bound = this.free.filter((other) => other === atom).length * this.order;
    return this.structure.hydrogens(atom) - bound;
  }

  /** Binds a group that has one free end; returns what to add to its atom numbers. */
  attach(atom: number, group: Piece): number {
    const [end] = group.free;
    if (end === undefined || group.free.length !== 1) {
      throw new NameFault("a group here has no single free end");
    }
    if (group.needs) throw new NameFault("a linking group has nothing on its other side");
    const shift = this.structure.include(group.structure);
    this.structure.join(atom, end + shift, group.order);
    return shift;
  }

  /** Makes an atom one that shares no double bond, moving the usual indicated hydrogen of its ring if it has to. */
  saturate(atom: number): void {
    const target = this.structure.atom(atom);
    if (!target.unsaturated) return;
    target.unsaturated = false;
  }

  /** The ring's usual indicated hydrogen is not where the name puts it. */
  releaseIndicated(): void {
    for (const index of this.skeleton) {
      const atom = this.structure.atom(index);
      if (!atom.indicated) continue;
      const free = this.structure.hydrogens(index);
      if (free === 0) continue;
      atom.indicated = false;
      atom.unsaturated = true;
      atom.hydrogens = null;
    }
  }

  /** Puts indicated or added hydrogen on an atom. */
  indicate(locant: string): void {
    this.saturate(this.at(locant));
  }

  /** Takes another piece in without binding it. */
  include(other: Piece): number {
    return this.structure.include(other.structure);
  }
}

const ORTHO: Readonly<Record<string, string>> = { o: "2", m: "3", p: "4", ortho: "2", meta: "3", para: "4" };
