/** Binds a group to its parent at the atom that the name means, or says that it leaves that open. */
import type { Piece } from "./piece.ts";
import { NameFault } from "./structure.ts";

/** A group with the places and the number in which it is to be bound. */
export interface Group {
  /** A locant has already been used within it: those before belong there too. */
  readonly located: boolean;
  readonly locants: readonly string[];
  readonly times: number;
  /** Nothing stands between it and what follows. */
  readonly joined: boolean;
  /** It was in brackets: nothing from outside stands on it. */
  readonly closed: boolean;
  readonly counted: boolean;
  readonly piece: Piece;
  readonly at: number;
}

/** Binds a group as often as the name says. */
export function bind(host: Piece, group: Group): void {
  const { piece, times, at } = group;
  if (piece.needs) throw new NameFault("a linking group has nothing on its other side", at);
  if (piece.free.length === 2) return bridge(host, group);
  if (group.locants.length > 0 && group.locants.every((locant) => host.doubtful.has(locant))) {
    if (!group.locants.includes("N")) {
      throw new NameFault(`position ${group.locants.join(", ")} may be on the chain or on the ring`, at);
    }
    if (bindsByAcyl(piece)) throw new NameFault("an acyl group may be on the amine or on the amide", at);
  }
  const letter = group.locants.length === 1 && times === 2 ? group.locants[0] ?? "" : "";
  // `o-dichlorobenzene`: one letter says where both are.
  const locants = /^(?:o|m|p|ortho|meta|para)$/.test(letter) && isBenzene(host)
    ? ["1", letter]
    : group.locants;
  const atoms = locants.length > 0
    ? locants.map((locant) => located(host, locant, at))
    : unlocated(host, group);
  if (atoms.length !== times) {
    if (group.counted || atoms.length !== 1 && times !== 1) {
      throw new NameFault("the numbers of positions and of groups differ", at);
    }
    if (atoms.length > 1) throw new NameFault("several positions are given for one group", at);
  }
  for (const atom of atoms) {
    const { structure } = host;
    if (piece.order === 2) host.saturate(atom);
    else if (structure.atom(atom).unsaturated && structure.hydrogens(atom) === 0) {
      host.releaseIndicated();
      host.saturate(atom);
    }
    if (host.room(atom) < piece.order) {
      throw new NameFault("a position has no room for what is named there", at);
    }
    host.attach(atom, piece);
  }
}

function bindsByAcyl({ structure, free }: Piece): boolean {
  return [...structure.atom(free[0] ?? 0).bonds].some(([other, order]) =>
    order === 2 && structure.atom(other).element === "O"
  );
}

function located(host: Piece, locant: string, at: number): number {
  const atom = host.find(locant);
  if (atom === undefined) throw new NameFault(`there is no position ${locant}`, at);
  return atom;
}

/** `3,4-methylenedioxy` and `2,3-epoxy` bind at two atoms. */
function bridge(host: Piece, { piece, locants, times, at }: Group): void {
  const [a, b] = locants.map((locant) => located(host, locant, at));
  const [first = 0, last = 0] = piece.free;
  if (a === undefined || b === undefined || locants.length !== 2 || times !== 1) {
    throw new NameFault("the name must say which two positions are bridged", at);
  }
  const shift = host.include(piece);
  host.structure.join(a, first + shift);
  host.structure.join(b, last + shift);
}

/** The atoms that a group without locants is bound to, if only one structure is meant. */
function unlocated(host: Piece, group: Group): readonly number[] {
  const { structure } = host;
  const { piece, times, at } = group;
  const ends = new Set(host.free);
  if (host.remaining !== null) return Array<number>(times).fill(0);
  const open = [...structure.atoms.keys()].filter((atom) =>
    atom < host.ownSize && host.room(atom) >= piece.order && !structure.atom(atom).gone &&
    !host.opens.includes(atom)
  );
  const carbons = open.filter((atom) => structure.atom(atom).element === "C" && !isAldehyde(host, atom));
  const others = open.filter((atom) => structure.atom(atom).element !== "C");
  const first = ends.size === 1 ? [...ends][0] ?? -1 : -1;
  // A link takes it at its own atom: `phenyl` on `sulfonyl`, `carbonyl`, `amino`.
  if (host.needs) return linked(host, group);
  if (first >= 0 && structure.atoms.length === 1) return Array<number>(times).fill(first);
  const classes = structure.classes(host.free);
  const amide = others.some((atom) => structure.atom(atom).element === "N");
  const hydrocarbon = piece.structure.atom(piece.free[0] ?? 0).element === "C";
  if (carbons.length > 0) {
    if (amide && hydrocarbon && (times > 1 || carbons.length > 1)) {
      throw new NameFault("the name must say whether a group is on carbon or nitrogen", at);
    }
    return chosen(host, carbons, classes, group);
  }
  const nitrogens = others.filter((atom) => structure.atom(atom).element !== "O");
  return chosen(host, nitrogens.length > 0 ? nitrogens : others, classes, group);
}

function chosen(
  host: Piece,
  open: readonly number[],
  classes: readonly number[],
  group: Group,
): readonly number[] {
  const { piece, times, at } = group;
  const order = piece.order;
  const fault = new NameFault("the name must say where a group is bound", at);
  let atoms = open;
  const everywhere = atoms.map((atom) => host.room(atom));
  if (order === 1 && times > 1 && times === everywhere.reduce((sum, room) => sum + room, 0)) {
    // `pentachloropyridine`: all hydrogens are replaced.
    return atoms.flatMap((atom, i) => Array<number>(everywhere[i] ?? 0).fill(atom));
  }
  if (new Set(atoms.map((atom) => classes[atom])).size > 1 && isBenzene(host) && times === 1) {
    // `3-chloro-4-iodo-nitrobenzene`: what has no number is where the others are counted from.
    const one = host.labels.get("1") ?? -1;
    if (atoms.includes(one)) return [one];
  }
  if (new Set(atoms.map((atom) => classes[atom])).size > 1) {
    const { structure } = host;
    const hetero = piece.structure.atom(piece.free[0] ?? 0).element !== "C";
    const ends = new Set(host.free);
    const plain = atoms.filter((atom) =>
      !ends.has(atom) && structure.around(atom).every((other) => structure.atom(other).element === "C")
    );
    const chain = structure.atoms.every((atom) => !atom.unsaturated) && atoms.length === 2;
    if (!hetero || !chain || plain.length !== 1) throw fault;
    atoms = plain;
  }
  const [atom] = atoms;
  if (atom === undefined) throw new NameFault("there is no hydrogen for a group that is named", at);
  const rooms = atoms.map((one) => host.room(one));
  const total = rooms.reduce((sum, room) => sum + room, 0);
  if (atoms.length === 1) return Array<number>(times).fill(atom);
  if (times === 1) return [atom];
  if (order === 1 && times === total) {
    return atoms.flatMap((one, i) => Array<number>(rooms[i] ?? 0).fill(one));
  }
  if (order === 1 && times === total - 1 && rooms.every((room) => room === 1)) return atoms.slice(0, times);
  throw fault;
}

export function isBenzene({ structure, ownSize, free }: Piece): boolean {
  return free.length === 0 && ownSize === 6 &&
    structure.atoms.slice(0, 6).every((atom) => atom.unsaturated && atom.element === "C");
}

function linked(host: Piece, { times, piece }: Group): readonly number[] {
  const { structure } = host;
  const [end = 0] = host.free;
  const open = [...structure.atoms.keys()].filter((atom) =>
    atom < host.ownSize && host.room(atom) >= piece.order && !structure.atom(atom).gone
  );
  // `oxycarbonyl`: the far end takes it.
  const far = open.filter((atom) => atom !== end);
  const atom = far.at(-1) ?? end;
  return Array<number>(times).fill(atom);
}

function isAldehyde({ structure, ketone }: Piece, atom: number): boolean {
  return atom !== ketone &&
    [...structure.atom(atom).bonds].some(([other, order]) =>
      order === 2 && /^[OS]$/.test(structure.atom(other).element)
    );
}
