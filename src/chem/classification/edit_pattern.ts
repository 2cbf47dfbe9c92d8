/**
 * Patterns of edits, in a notation of one line.
 *
 * - **A bond:** `+N.acyl` is made, `-C.Br` is cut, `alkyl.O>=` changes its order. `.` is single, `=` double, `#` triple,
 *   `:` aromatic, `~` of any order.
 * - **An atom:** its kind (`atom_kind.ts`), an element, `C`, `N`, `O` … whether aromatic or not, `X` (chlorine, bromine,
 *   iodine), `Hal` (also fluorine), `M` (a metal), `Q` (nitrogen, oxygen, sulfur), `*` (any), or several of these with
 *   `|` between them. `alkyl/ketone` is the kind before and after; a single kind is the one before, if there is one.
 * - **A count:** `?` after a bond means that it may be absent, `*` that it may come any number of times.
 */
import { elementSymbol, isHalogen, isMetalLike } from "../molecule/elements.ts";
import type { EditedBond, End } from "./transform.ts";

type Test<Value> = (value: Value) => boolean;

interface BondPattern {
  readonly a: Test<End>;
  readonly b: Test<End>;
  readonly before: Test<number>;
  readonly after: Test<number>;
  readonly what: "formed" | "cut" | "reordered";
  readonly least: 0 | 1;
  readonly most: number;
  /** Sets of labels of which the edits have at least one each. */
  readonly needs: readonly number[];
}

/** How many edits of one sort a pattern needs at least, and takes at most. */
interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** A pattern for all edits of a group. */
export interface EditPattern {
  readonly bonds: readonly BondPattern[];
  readonly formed: Bounds;
  readonly cut: Bounds;
  readonly reordered: Bounds;
  readonly needs: readonly number[];
}

/** Labels that patterns name often: kinds of carbon and elements. Each has one bit, all others share the last one. */
const LABELS =
  "aryl nitrile alkynyl cumulated acyl aldehyde ketone thioacyl amidine imine alkenyl alkyl C N O n F Cl Br I S P Si B Mg Zn Li Sn"
    .split(" ");
const OTHER_LABEL = 1 << LABELS.length;
const BIT_OF: ReadonlyMap<string, number> = new Map(LABELS.map((label, at) => [label, 1 << at]));
const GROUP_LABELS: Readonly<Record<string, string>> = {
  X: "Cl Br I",
  Hal: "F Cl Br I",
  M: "Mg Zn Li Sn other",
  Q: "N O S",
};

function bitsOf(labels: readonly string[]): number {
  return labels.reduce((bits, label) => bits | (BIT_OF.get(label) ?? OTHER_LABEL), 0);
}

/** The labels of all edited atoms, as a set of bits. */
export function labelsOf(bonds: readonly EditedBond[]): number {
  let bits = 0;
  for (const { a, b } of bonds) {
    for (const { element, left, before, after } of [a, b]) {
      bits |= bitsOf([elementSymbol(element), left >= 0 ? before : after]);
    }
  }
  return bits;
}

const ORDERS: Readonly<Record<string, number>> = { ".": 1, "=": 2, "#": 3, ":": 1.5 };
const BOND = /^([+-]?)([^.=#:~]+)([.=#:~])([^.=#:~>]+?)(?:>([.=#:~]))?([?*]?)$/;

/** Reads a pattern; bonds are separated by a space. Throws a TypeError if it is not written as described above. */
export function editPattern(text: string): EditPattern {
  const bonds = text.split(" ").map(bondPattern);
  const boundsOf = (what: BondPattern["what"]): Bounds => {
    const some = bonds.filter((bond) => bond.what === what);
    return {
      least: some.reduce((sum, { least }) => sum + least, 0),
      most: some.reduce((sum, { most }) => sum + most, 0),
    };
  };
  return {
    bonds,
    formed: boundsOf("formed"),
    cut: boundsOf("cut"),
    reordered: boundsOf("reordered"),
    needs: [...new Set(bonds.flatMap(({ needs }) => needs))],
  };
}

/** Can edits of these numbers match at all? */
export function fitsCounts(pattern: EditPattern, formed: number, cut: number, reordered: number): boolean {
  return isWithin(pattern.formed, formed) && isWithin(pattern.cut, cut) &&
    isWithin(pattern.reordered, reordered);
}

/**
 * The edits in the order of the pattern, each turned as the pattern has it; null if any edit is left over or missing.
 * `labels` are those of the edits.
 */
export function matchEdits(
  pattern: EditPattern,
  bonds: readonly EditedBond[],
  labels: number,
): readonly EditedBond[] | null {
  for (const need of pattern.needs) if ((need & labels) === 0) return null;
  const chosen: EditedBond[] = [];
  return assign(pattern.bonds, 0, 0, bonds, 0, chosen) ? chosen : null;
}

function isWithin({ least, most }: Bounds, count: number): boolean {
  return count >= least && count <= most;
}

/** Assigns the edits to the patterns from `at` on, of which `taken` edits belong to the one at `at` already. */
function assign(
  patterns: readonly BondPattern[],
  at: number,
  taken: number,
  bonds: readonly EditedBond[],
  used: number,
  chosen: EditedBond[],
): boolean {
  const pattern = patterns[at];
  if (pattern === undefined) return chosen.length === bonds.length;
  if (taken < pattern.most) {
    for (let index = 0; index < bonds.length; index++) {
      if ((used & (1 << index)) !== 0) continue;
      const turned = fits(pattern, bonds[index] as EditedBond);
      if (turned === null) continue;
      chosen.push(turned);
      if (assign(patterns, at, taken + 1, bonds, used | (1 << index), chosen)) return true;
      chosen.pop();
      // Another bond that fits as well makes no difference to a pattern of any number.
      if (pattern.most > 1) break;
    }
  }
  return taken >= pattern.least && assign(patterns, at + 1, 0, bonds, used, chosen);
}

function fits(pattern: BondPattern, bond: EditedBond): EditedBond | null {
  if (!pattern.before(bond.before) || !pattern.after(bond.after)) return null;
  const { a, b } = bond;
  if (pattern.a(a) && pattern.b(b)) return bond;
  return pattern.a(b) && pattern.b(a) ? { ...bond, a: b, b: a } : null;
}

function bondPattern(text: string): BondPattern {
  const [, sign, a = "", order = "", b = "", later, count] = BOND.exec(text) ?? [];
  if (sign === undefined) throw new TypeError(`Cannot read the bond "${text}" of a pattern`);
  const isOrder = (mark: string): Test<number> =>
    mark === "~" ? (value) => value > 0 : (value) => value === ORDERS[mark];
  const isAbsent = (value: number) => value === 0;
  return {
    a: atomTest(a),
    b: atomTest(b),
    before: sign === "+" ? isAbsent : isOrder(order),
    after: sign === "-" ? isAbsent : isOrder(sign === "+" ? order : later ?? order),
    what: sign === "+" ? "formed" : sign === "-" ? "cut" : "reordered",
    least: count === "" ? 1 : 0,
    most: count === "*" ? 16 : 1,
    needs: count === "" ? [a, b].map(labelsNeeded).filter((bits) => bits !== 0) : [],
  };
}

/** The labels of which an atom of the pattern has one; 0 if any atom will do. */
function labelsNeeded(text: string): number {
  const [before = ""] = text.split("/");
  const names = before.split("|");
  return names.includes("*") ? 0 : bitsOf(names.flatMap((name) => (GROUP_LABELS[name] ?? name).split(" ")));
}

function atomTest(text: string): Test<End> {
  const [before = "", after] = text.split("/");
  const isBefore = kindTest(before);
  if (after === undefined) {
    return (end) => isBefore(end.element, end.left >= 0 ? end.before : end.after);
  }
  const isAfter = kindTest(after);
  return (end) => isBefore(end.element, end.before) && isAfter(end.element, end.after);
}

function kindTest(text: string): (element: number, kind: string) => boolean {
  const tests = text.split("|").map((name): (element: number, kind: string) => boolean => {
    if (name === "*") return () => true;
    if (name === "X") return (element) => element === 17 || element === 35 || element === 53;
    if (name === "Hal") return isHalogen;
    if (name === "M") return (element) => isMetalLike(element) && element !== 5 && element !== 14;
    if (name === "Q") return (element) => element === 7 || element === 8 || element === 16;
    if (/^[A-Z]/.test(name)) return (element) => elementSymbol(element) === name;
    return (_, kind) => kind === name;
  });
  const [only] = tests;
  return tests.length === 1 && only ? only : (element, kind) => tests.some((test) => test(element, kind));
}
