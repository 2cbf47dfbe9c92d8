import type { Descriptor, Item, Unit } from "./name_tree.ts";
import type { Piece } from "./piece.ts";
import { NameFault } from "./structure.ts";

/** A group with the places and the number in which it is to be bound. */
interface Group {
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

/** Builds what a unit names; a fault if there is no such structure or the name leaves it open. */
export function buildUnit(unit: Unit): Piece {
  const { piece, left } = unit.core.build(unit.front);
  if (left.length > 0) throw new NameFault(`nothing stands at position ${left.join(", ")}`, unit.at);
  finish(piece, unit);
  return piece;
}

/** Binds all prefixes of the unit to the piece that its core was built to. */
function finish(piece: Piece, unit: Unit): void {
  const hydro = unit.items.filter((item) => item.hydro);
  if (unit.indicated.length > 0) moveIndicated(piece, unit.indicated);
  for (const item of hydro) addHydrogens(piece, item, unit);
  piece.ownSize = piece.structure.atoms.length;
  piece.openAtFirst = piece.opens.length;
  const groups = nest(unit.items.filter((item) => !item.hydro), piece);
  const last = groups.at(-1);
  if (last?.joined && isThio(last.piece) && hasAcid(piece)) throw new NameFault(THIO, last.at);
  const esters = esterGroups(piece, groups);
  // Groups with places of their own go first, so that the others find only what is left.
  const rest = groups.slice(esters.length);
  for (const [i, group] of rest.entries()) {
    if (group.locants.length > 0) checkReadings(piece, group, rest[i + 1]);
  }
  for (const group of rest.filter(({ locants }) => locants.length > 0)) bind(piece, group);
  for (const group of rest.filter(({ locants }) => locants.length === 0)) bind(piece, group);
  for (const group of esters) esterify(piece, group);
  if (piece.remaining !== null && piece.structure.hydrogens(0) !== piece.remaining) {
    throw new NameFault("a group is missing before the last word", unit.at);
  }
  checkStereo(piece, unit.stereo);
}

function moveIndicated(piece: Piece, positions: readonly string[]): void {
  const atoms = positions.map((one) => piece.at(one));
  const { structure } = piece;
  const isDefault = atoms.every((atom) => structure.atom(atom).indicated);
  if (!isDefault && atoms.some((atom) => structure.atom(atom).unsaturated)) piece.releaseIndicated();
  for (const atom of atoms) piece.saturate(atom);
}

/** Takes atoms out of the ring's double bonds; without locants all of them, which must be as many as the name says. */
function addHydrogens(piece: Piece, item: Item, unit: Unit): void {
  const { structure } = piece;
  if (item.locants.length > 0) {
    if (item.times !== 0 && item.times !== item.locants.length) {
      throw new NameFault("the numbers of positions and of hydrogens differ", item.at);
    }
    for (const locant of item.locants) piece.saturate(piece.at(locant));
    return;
  }
  const shared = piece.skeleton.filter((atom) => structure.atom(atom).unsaturated);
  const known = unit.items.some((other) => other.hydro && other !== item);
  const fits = item.times === 0 || item.times === shared.length || item.times === shared.length + 1;
  if (!fits || known) throw new NameFault("the name must say where its hydrogens are", item.at);
  for (const atom of shared) piece.saturate(atom);
}

/** Puts together prefixes that stand on one another: `chloromethyl`, `4-methoxyphenoxy`, `dimethylaminomethyl`. */
function nest(items: readonly Item[], target: Piece): readonly Group[] {
  const groups: Group[] = [];
  for (const [i, item] of items.entries()) {
    const { piece, left } = item.core.build(item.locants);
    piece.ownSize = piece.structure.atoms.length;
    const { times, counted, at, joined } = item;
    let group: Group = {
      locants: left,
      times,
      counted,
      piece,
      at,
      joined,
      closed: item.core.closed === true,
      located: false,
    };
    // Those that were joined to it stand on it, as far as it takes them, and so do those joined to them.
    while (left.length === 0) {
      const last = groups.at(-1);
      if (last === undefined || isEsterGroup(groups, target, items.length - i)) break;
      const joins = last.joined || piece.needs && group.located === false;
      if (!(joins && takes(group, last)) && !belongs(last, group)) break;
      const inside = place(group, last);
      if (inside === null) break;
      if (last.joined && isThio(last.piece) && isAryloxy(piece)) throw new NameFault(THIO, last.at);
      groups.pop();
      bind(piece, inside);
      piece.needs = false;
      // What is left of the locants says where the whole is bound.
      const used = inside.locants.length > 0;
      group = { ...group, locants: used ? group.locants : last.locants, located: group.located || used };
      if (group.locants.length > 0) break;
    }
    const before = groups.at(-1);
    if (before?.joined && before.locants.length > 0 && group.locants.length === 0 && left.length === 0) {
      throw new NameFault("the name must say where a group is bound", at);
    }
    groups.push(group);
  }
  return groups;
}

const THIO = "thio may belong to what stands before it or to what follows";

function isThio({ structure, free, needs }: Piece): boolean {
  const end = structure.atom(free[0] ?? 0);
  return !needs && end.element === "S" && [...end.bonds.values()].every((order) => order === 1);
}

function isAryloxy({ structure, free }: Piece): boolean {
  return structure.atom(free[0] ?? 0).element === "O" && structure.atoms.some((atom) => atom.unsaturated);
}

/** Whether the parent has an oxygen that `thio` could replace. */
function hasAcid({ structure, opens }: Piece): boolean {
  return opens.length > 0 ||
    structure.atoms.some((atom) => atom.element === "O" && (atom.bonds.size === 1));
}

/** `diethyl` before a -ate with two hydroxyls is what its ester is made of, even if a group follows without a blank. */
function isEsterGroup(groups: readonly Group[], target: Piece, following: number): boolean {
  const [first] = groups;
  return groups.length === 1 && first !== undefined && following > 0 && target.opens.length > 1 &&
    first.times === target.opens.length && first.counted && first.locants.length === 0 &&
    isAlkyl(first.piece);
}

/** `3-chloro-4-methylphenyl`: what stands before a prefix that took its locant within the group does the same. */
function belongs(group: Group, next: Group): boolean {
  return next.located && !next.closed && next.locants.length === 0 && group.locants.length > 0 &&
    hasRoom(next.piece, group);
}

/** Whether all the locants are free positions of the piece. */
function hasRoom(piece: Piece, group: Group): boolean {
  return group.locants.length === group.times && group.locants.every((locant) => {
    const atom = piece.find(locant);
    return atom !== undefined && piece.room(atom) >= group.piece.order;
  });
}

/** Whether something can be bound to the group at all. */
function takes(host: Group, group: Group): boolean {
  const { piece } = host;
  if (piece.free.length !== 1 || host.closed) return false;
  if (piece.needs) return true;
  const [end = -1] = piece.free;
  const { structure } = piece;
  const first = structure.atom(end);
  if (host.counted && host.times > 1 && !isWhole(group)) return false;
  const carbons = structure.atoms.filter((atom) => atom.element === "C").length;
  // `hydroxy`, `mercapto`, `cyano` and the like are complete.
  if (carbons === 0) {
    return first.element === "N" && structure.atoms.length === 1 || /^(Si|Sn|P|B)$/.test(first.element);
  }
  if (isAlkyl(group.piece) && isAlkyl(piece) && !isRing(group.piece)) return false;
  return piece.skeleton.some((atom) => piece.room(atom) > 0);
}

function isWhole(group: Group): boolean {
  return group.locants.length === group.times && group.times > 0;
}

/** Nothing but saturated carbons. */
function isAlkyl({ structure }: Piece): boolean {
  return structure.atoms.every((atom) =>
    atom.element === "C" && !atom.unsaturated && [...atom.bonds.values()].every((order) => order === 1)
  );
}

function isRing({ structure }: Piece): boolean {
  const bonds = structure.atoms.reduce((sum, atom) => sum + atom.bonds.size, 0) / 2;
  return bonds >= structure.atoms.length;
}

/**
 * How a group stands within its host: with its locants where the host has such positions free, without them (they then
 * belong to the host) where not. Null if neither is meant.
 */
function place(host: Group, group: Group): Group | null {
  if (group.locants.length === 0) return group;
  const { piece } = host;
  if (!piece.needs && hasRoom(piece, group)) return group;
  if (group.locants.some((locant) => /^[NOSP]/.test(locant)) && !piece.needs) return null;
  if (group.counted && group.locants.length === group.times && group.times > 1) return null;
  return { ...group, locants: [] };
}

/** `2-amino-phenyl-acetic acid`: the locant may be meant for the group or for the parent. */
function checkReadings(target: Piece, group: Group, next: Group | undefined): void {
  if (next === undefined || next.closed || next.locants.length > 0 || !isRing(next.piece) || next.times > 1) {
    return;
  }
  if (hasRoom(next.piece, group) && hasRoom(target, group) && isOpenChain(target)) {
    throw new NameFault("a position may be meant for the group behind it or for the parent", group.at);
  }
}

function isOpenChain({ structure, ownSize }: Piece): boolean {
  return structure.atoms.slice(0, ownSize).every((atom) => !atom.unsaturated);
}

/** The leading groups that stand on the oxygens of an acid whose name ends in -ate. */
function esterGroups(piece: Piece, groups: readonly Group[]): readonly Group[] {
  let open = piece.opens.length;
  let count = 0;
  for (const group of groups) {
    const end = group.piece.free[0] ?? 0;
    const isCarbon = group.piece.structure.atom(end).element === "C" && group.piece.order === 1;
    // What follows an ester's group must not be a word that could take it: `diethylaminomalonate`.
    if (group.joined && groups[count + 1]?.piece.structure.atoms.length === 1) break;
    if (open < group.times || group.locants.length > 0 || !isCarbon || group.piece.needs) break;
    if (group.joined && !isAlkyl(group.piece)) break;
    open -= group.times;
    count++;
    if (open === 0) break;
  }
  return groups.slice(0, count);
}

function esterify(piece: Piece, group: Group): void {
  for (let i = 0; i < group.times; i++) {
    const oxygen = piece.opens.shift();
    if (oxygen === undefined) throw new NameFault("the acid has no hydroxyl left for an ester", group.at);
    piece.attach(oxygen, group.piece);
  }
}

/** Binds a group as often as the name says. */
function bind(host: Piece, group: Group): void {
  const { piece, times, at } = group;
  if (piece.needs) throw new NameFault("a linking group has nothing on its other side", at);
  if (piece.free.length === 2) return bridge(host, group);
  const atoms = group.locants.length > 0
    ? group.locants.map((locant) => located(host, locant, at))
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

function isBenzene({ structure, ownSize, free }: Piece): boolean {
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

function isAldehyde({ structure }: Piece, atom: number): boolean {
  return [...structure.atom(atom).bonds].some(([other, order]) =>
    order === 2 && /^[OS]$/.test(structure.atom(other).element)
  );
}

/** Descriptors that say nothing are passed over; of amino acids `L`, `D` and `DL` are understood. */
function checkStereo(piece: Piece, stereo: readonly Descriptor[]): void {
  const { structure } = piece;
  const centres = structure.atoms.filter((atom) => atom.winding !== null);
  const flat = () => centres.forEach((atom) => atom.winding = null);
  if (stereo.length === 0 && centres.length > 0) flat();
  for (const { value, at, locant } of stereo) {
    if (/^(d,?l|rac|rs|sr|±)$/i.test(value)) flat();
    else if (value === "L" && centres.length > 0) continue;
    else if (value === "D" && centres.length > 0) {
      for (const { winding } of centres) if (winding) winding.clockwise = !winding.clockwise;
    } else throw new NameFault(`the descriptor ${locant}${value} is not read yet`, at);
  }
}
