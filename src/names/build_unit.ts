/** Builds the structure of one word from its parent, its prefixes and its configuration. */
import { bind, type Group, isBenzene } from "./bind_group.ts";
import type { Descriptor, Item, Unit } from "./name_tree.ts";
import type { Piece } from "./piece.ts";
import { NameFault } from "./structure.ts";

/**
 * Builds what a unit names; `open` if groups in other words are still to be bound to its last word. A fault if there is no such structure or the name leaves it open.
 */
export function buildUnit(unit: Unit, open = false): Piece {
  const { piece, left } = unit.core.build(unit.front, true);
  if (left.length > 0) throw new NameFault(`nothing stands at position ${left.join(", ")}`, unit.at);
  finish(piece, unit, open);
  return piece;
}

/** Binds all prefixes of the unit to the piece that its core was built to. */
function finish(piece: Piece, unit: Unit, open: boolean): void {
  const hydro = unit.items.filter((item) => item.hydro);
  // `1H-indol-5-yloxy`: what the last word has no place for is meant for a ring before it.
  const isHere = unit.indicated.every((one) => piece.find(one) !== undefined);
  if (unit.indicated.length > 0 && isHere) moveIndicated(piece, unit.indicated);
  for (const item of hydro) addHydrogens(piece, item, unit);
  piece.ownSize = piece.structure.atoms.length;
  piece.openAtFirst = piece.opens.length;
  const groups = nest(unit.items.filter((item) => !item.hydro), piece, isHere ? [] : unit.indicated);
  const last = groups.at(-1);
  if (last?.joined && !last.closed && isThio(last.piece) && hasAcid(piece)) {
    throw new NameFault(THIO, last.at);
  }
  const esters = esterGroups(piece, groups);
  // Groups with places of their own go first, so that the others find only what is left.
  const rest = groups.slice(esters.length);
  for (const [i, group] of rest.entries()) {
    if (group.locants.length > 0) checkReadings(piece, group, rest[i + 1]);
  }
  for (const group of rest.filter(({ locants }) => locants.length > 0)) bind(piece, group);
  for (const group of rest.filter(({ locants }) => locants.length === 0)) bind(piece, group);
  for (const group of esters) esterify(piece, group);
  if (groups.length > 0) piece.needs = false;
  if (piece.openAtFirst > 0 && groups.some(({ counted, times }) => counted && times === 1)) {
    throw new NameFault("the name leaves open what stands on the other acid groups", unit.at);
  }
  if (piece.ketone !== null && piece.structure.hydrogens(piece.ketone) > 0) {
    throw new NameFault("a group is missing on the carbon of the ketone", unit.at);
  }
  if (!open && piece.remaining !== null && piece.structure.hydrogens(0) !== piece.remaining) {
    throw new NameFault("a group is missing before the last word", unit.at);
  }
  noteStereo(piece, unit.stereo);
}

function moveIndicated(piece: Piece, positions: readonly string[]): void {
  const atoms = positions.map((one) => piece.at(one));
  const { structure } = piece;
  const isDefault = atoms.every((atom) => structure.atom(atom).indicated);
  // `5H-…-5-one`: what the name has in place of the usual hydrogen may stand there already.
  if (!isDefault) piece.releaseIndicated();
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
function nest(
  items: readonly Item[],
  target: Piece,
  indicated: readonly string[],
): readonly Group[] {
  let moved = indicated;
  const groups: Group[] = [];
  for (const [i, item] of items.entries()) {
    const { piece, left } = item.core.build(item.locants);
    piece.ownSize = piece.structure.atoms.length;
    if (moved.length > 0 && wantsHydrogen(piece) && moved.every((one) => piece.find(one) !== undefined)) {
      moveIndicated(piece, moved);
      moved = [];
    }
    const { times, counted, at, joined } = item;
    // A group that used a number for its own free end has numbers for others too.
    const numbered = left.length < item.locants.length;
    let group: Group = {
      locants: left,
      times,
      counted,
      piece,
      at,
      joined,
      closed: item.core.closed === true,
      located: numbered,
    };
    // Those that were joined to it stand on it, as far as it takes them, and so do those joined to them.
    while (left.length === 0) {
      const last = groups.at(-1);
      if (last === undefined || isEsterGroup(groups, target, items.length - i)) break;
      const joins = last.joined || piece.needs && group.located === false;
      if (!(joins && takes(group, last)) && !belongs(last, group) && !isOnlyWithin(last, group, target)) {
        break;
      }
      const inside = place(group, last);
      if (inside === null) break;
      if (last.joined && !last.closed && isThio(last.piece) && isAryloxy(piece)) {
        throw new NameFault(THIO, last.at);
      }
      groups.pop();
      bind(piece, inside);
      piece.needs = false;
      // What is left of the locants says where the whole is bound.
      const used = inside.locants.length > 0;
      group = { ...group, locants: used ? group.locants : last.locants, located: group.located || used };
      if (group.locants.length > 0) break;
    }
    const before = groups.at(-1);
    if (
      !isBenzene(target) && before?.joined && before.locants.length > 0 && group.locants.length === 0 &&
      left.length === 0 && !(isAtom(target) && before.locants.every((locant) => locant.startsWith("N")))
    ) {
      throw new NameFault("the name must say where a group is bound", at);
    }
    groups.push(group);
  }
  const [lost] = moved;
  if (lost !== undefined) throw new NameFault(`there is no position ${lost}`);
  return groups;
}

const THIO = "thio may belong to what stands before it or to what follows";

function isThio({ structure, free, needs }: Piece): boolean {
  const end = structure.atom(free[0] ?? 0);
  return !needs && structure.atoms.length > 1 && end.element === "S" &&
    [...end.bonds.values()].every((order) => order === 1);
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

/** `1-methyldecylamine`, `2-methyl-1H-indol-5-yloxy`: the parent has no such position, and the group before it has. */
function isOnlyWithin(group: Group, next: Group, target: Piece): boolean {
  return !next.closed && next.times === 1 && next.locants.length === 0 && group.locants.length > 0 &&
    (target.skeleton.length <= 1 || isRing(next.piece)) &&
    group.locants.every((locant) => /^(?:\d|[omp]$)/.test(locant)) &&
    group.locants.some((locant) => target.find(locant) === undefined) &&
    hasRoom(next.piece, group);
}

function isAtom({ skeleton }: Piece): boolean {
  return skeleton.length === 1;
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
  if (isAmide(piece)) return group.piece.structure.atom(group.piece.free[0] ?? 0).element === "C";
  // `carboxy` and `formyl` are complete.
  if (piece.structure.atoms.length <= 3 && isAcyl(piece, piece.free[0] ?? 0)) return false;
  const [end = -1] = piece.free;
  const { structure } = piece;
  const first = structure.atom(end);
  if (host.counted && host.times > 1) return false;
  const carbons = structure.atoms.filter((atom) => atom.element === "C").length;
  // `hydroxy`, `mercapto`, `cyano` and the like are complete.
  if (carbons === 0) {
    return first.element === "N" && structure.atoms.length === 1 || /^(Si|Sn|P|B)$/.test(first.element);
  }
  if (isAlkyl(group.piece) && isAlkyl(piece) && !isRing(group.piece)) return false;
  return piece.skeleton.some((atom) => piece.room(atom) > 0);
}

/** `carbamoyl` and `sulfamoyl`: what stands before them is on their nitrogen. */
function isAmide(piece: Piece): boolean {
  const { structure, free } = piece;
  const first = structure.atom(free[0] ?? 0);
  return structure.atoms.length <= 4 && /^[CS]$/.test(first.element) &&
    [...first.bonds].some(([other, order]) => order === 2 && structure.atom(other).element === "O") &&
    [...first.bonds].some(([other, order]) => order === 1 && structure.atom(other).element === "N");
}

function isAcetyl(piece: Piece): boolean {
  const { structure } = piece;
  return structure.atoms.filter(({ gone }) => !gone).length === 3 && isAcyl(piece, piece.free[0] ?? 0) &&
    structure.atoms.filter(({ element }) => element === "C").length === 2;
}

/** Nothing but saturated carbons. */
function isAlkyl({ structure }: Piece): boolean {
  return structure.atoms.every((atom) =>
    atom.element === "C" && !atom.unsaturated && [...atom.bonds.values()].every((order) => order === 1)
  );
}

/** A ring whose double bonds leave one atom over, which carries a hydrogen: an indole, and no phenyl group before it. */
function wantsHydrogen(piece: Piece): boolean {
  const { atoms } = piece.structure;
  return isRing(piece) &&
    (atoms.some((atom) => atom.indicated) || atoms.filter((atom) => atom.unsaturated).length % 2 === 1);
}

function isRing({ structure }: Piece): boolean {
  const bonds = structure.atoms.reduce((sum, atom) => sum + atom.bonds.size, 0) / 2;
  return bonds >= structure.atoms.filter(({ gone }) => !gone).length;
}

/**
 * How a group stands within its host: with its locants where the host has such positions free, without them (they then
 * belong to the host) where not. Null if neither is meant.
 */
function place(host: Group, group: Group): Group | null {
  if (group.locants.length === 0) return group;
  const { piece } = host;
  if (!piece.needs && hasRoom(piece, group)) return group;
  // `N-phenylacetylamino`: the acyl group of a phenylacetic acid.
  const isArylacetyl = group.joined && isRing(group.piece) && isAcetyl(piece);
  if (group.locants.some((locant) => /^[NOSP]/.test(locant)) && !piece.needs && !isArylacetyl) return null;
  if (group.counted && group.locants.length === group.times && group.times > 1) return null;
  return { ...group, locants: [] };
}

/** `2-amino-phenyl-acetic acid`: the locant may be meant for the group or for the parent. */
function checkReadings(target: Piece, group: Group, next: Group | undefined): void {
  if (next === undefined || next.closed || next.locants.length > 0 || next.times > 1) return;
  if (!isRing(next.piece) && !isAlkoxy(next.piece)) return;
  if (hasRoom(next.piece, group) && hasRoom(target, group) && isOpenChain(target)) {
    throw new NameFault("a position may be meant for the group behind it or for the parent", group.at);
  }
}

/** `2-chloro-ethoxyethane`: the number may be meant within the alkoxy group. */
function isAlkoxy({ structure, free }: Piece): boolean {
  return structure.atom(free[0] ?? 0).element === "O" && structure.atoms.length > 1 &&
    structure.atoms.slice(0, 2).every(({ element }) => element === "C" || element === "O");
}

function isOpenChain({ structure, ownSize }: Piece): boolean {
  return structure.atoms.slice(0, ownSize).every((atom) => !atom.unsaturated);
}

/** A carbon that is doubly or triply bound to another element: acyl and cyano groups make no ester. */
function isAcyl({ structure }: Piece, end: number): boolean {
  return [...structure.atom(end).bonds].some(([other, order]) =>
    order > 1 && structure.atom(other).element !== "C"
  );
}

/** The leading groups that stand on the oxygens of an acid whose name ends in -ate. */
function esterGroups(piece: Piece, groups: readonly Group[]): readonly Group[] {
  let open = piece.opens.length;
  let count = 0;
  for (const group of groups) {
    const end = group.piece.free[0] ?? 0;
    const isCarbon = !isAcyl(group.piece, end) && group.piece.structure.atom(end).element === "C" &&
      group.piece.order === 1;
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

/** Descriptors that say nothing are passed over; of amino acids `L`, `D` and `DL` are understood; others wait for the rest. */
function noteStereo(piece: Piece, stereo: readonly Descriptor[]): void {
  const { structure } = piece;
  const centres = structure.atoms.slice(0, piece.ownSize).filter((atom) => atom.winding !== null);
  const flat = () => centres.forEach((atom) => atom.winding = null);
  if (!stereo.some(({ value }) => value === "L" || value === "D")) flat();
  const all = [...structure.atoms.keys()];
  const loose = stereo.filter(({ locant, value }) => locant === "" && PLACED.test(value));
  const [first] = loose;
  for (const { value, at, locant } of stereo) {
    if (/^(d,?l|rac|rs|sr|±)$/i.test(value)) flat();
    else if (value === "L" && centres.length > 0) continue;
    else if (value === "D" && centres.length > 0) {
      for (const { winding } of centres) if (winding) winding.clockwise = !winding.clockwise;
    } else if (!PLACED.test(value)) {
      throw new NameFault(`the descriptor ${locant}${value} is not read yet`, at);
    } else if (locant !== "") {
      structure.stereo.push({ value, atoms: [stereoAtom(piece, locant, at)], count: 1, at });
    } else if (value !== first?.value) {
      throw new NameFault("the name must say which atoms its descriptors are meant for", at);
    }
  }
  if (first !== undefined) {
    structure.stereo.push({ value: first.value, atoms: all, count: loose.length, at: first.at });
  }
}

const PLACED = /^(?:[RSEZ]|cis|trans)$/;

function stereoAtom(piece: Piece, locant: string, at: number): number {
  const atom = piece.find(locant);
  if (atom === undefined) throw new NameFault(`there is no position ${locant}`, at);
  return atom;
}
