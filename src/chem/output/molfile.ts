/** Takes RDKit's molfiles apart so that they can be put into an RXN block. */

import type { RxnVersion } from "../../chem_results.ts";

/** A point or a shift in the plane of the drawing, in ångström. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The bounding box of a molecule's atoms. */
export interface Extent {
  readonly min: Point;
  readonly max: Point;
}

/** The lines of a connection table, and the position of the atoms among them. */
export interface ConnectionTable {
  readonly version: RxnVersion;
  readonly lines: readonly string[];
  readonly atoms: { readonly first: number; readonly count: number };
}

const HEADER_LINES = 3;
const V3000_ATOM = /^(M {2}V30 \d+ \S+ )(\S+) (\S+)( .*)$/;

/**
 * The connection table of a molfile of either version, without the header lines and, for V3000, reduced to the part
 * that an RXN block contains. Null if it is neither version. Source: BIOVIA "CTfile Formats", chapters "V2000" and
 * "V3000 Connection Table".
 */
export function connectionTable(molfile: string): ConnectionTable | null {
  const lines = molfile.trimEnd().split("\n").slice(HEADER_LINES);
  const counts = lines[0] ?? "";
  if (counts.endsWith("V2000")) {
    const table = { first: 1, count: Number(counts.slice(0, 3)) };
    return { version: "v2000", lines: withChiralFlag(lines), atoms: table };
  }
  const begin = lines.indexOf("M  V30 BEGIN CTAB");
  const end = lines.indexOf("M  V30 END CTAB");
  if (!counts.endsWith("V3000") || begin === -1 || end < begin) return null;
  const body = lines.slice(begin, end + 1);
  const first = body.indexOf("M  V30 BEGIN ATOM") + 1;
  const last = body.indexOf("M  V30 END ATOM");
  const atoms = last === -1 ? { first: 0, count: 0 } : { first, count: last - first };
  return { version: "v3000", lines: withChiralFlag(body), atoms };
}

/** The bounding box of the atoms; a point at the origin if there are none. */
export function extentOf(table: ConnectionTable): Extent {
  const points = positions(table);
  const [start = { x: 0, y: 0 }] = points;
  return points.reduce(({ min, max }, { x, y }) => ({
    min: { x: Math.min(min.x, x), y: Math.min(min.y, y) },
    max: { x: Math.max(max.x, x), y: Math.max(max.y, y) },
  }), { min: start, max: start });
}

/** The lines with every atom moved by `shift`. */
export function shiftedLines(table: ConnectionTable, shift: Point): readonly string[] {
  const { first, count } = table.atoms;
  return table.lines.map((line, i) => {
    if (i < first || i >= first + count) return line;
    if (table.version === "v2000") {
      const { x, y } = pointOf(line.slice(0, 10), line.slice(10, 20), shift);
      return `${x.padStart(10)}${y.padStart(10)}${line.slice(20)}`;
    }
    return line.replace(V3000_ATOM, (_, start, atomX, atomY, rest) => {
      const { x, y } = pointOf(atomX, atomY, shift);
      return `${start}${x} ${y}${rest}`;
    });
  });
}

function pointOf(x: string, y: string, shift: Point): { readonly x: string; readonly y: string } {
  return { x: coordinate(Number(x) + shift.x), y: coordinate(Number(y) + shift.y) };
}

/** Four decimals, without a negative zero. */
function coordinate(value: number): string {
  const text = value.toFixed(4);
  return text === "-0.0000" ? "0.0000" : text;
}

function positions({ version, lines, atoms }: ConnectionTable): readonly Point[] {
  return lines.slice(atoms.first, atoms.first + atoms.count).map((line) => {
    if (version === "v2000") return { x: Number(line.slice(0, 10)), y: Number(line.slice(10, 20)) };
    const [, , x, y] = V3000_ATOM.exec(line) ?? [];
    return { x: Number(x), y: Number(y) };
  });
}

/**
 * Sets the chiral flag for a molecule with wedged bonds, which says that it is this enantiomer. RDKit never sets it,
 * and without it a reader that follows the specification takes the molecule for a racemate.
 */
function withChiralFlag(lines: readonly string[]): readonly string[] {
  const isV3000 = lines[0] === "M  V30 BEGIN CTAB";
  const isWedged = isV3000
    ? lines.some((line) => /^M {2}V30 \d+ \d+ \d+ \d+ (?:.* )?CFG=[13]\b/.test(line))
    : bondLines(lines).some((line) => /^[ \d]{9} {2}[16]/.test(line));
  if (!isWedged) return lines;
  return lines.map((line, i) => {
    if (isV3000) return line.replace(/^(M {2}V30 COUNTS \d+ \d+ \d+ \d+) 0\b/, "$1 1");
    return i === 0 ? `${line.slice(0, 12)}  1${line.slice(15)}` : line;
  });
}

function bondLines(lines: readonly string[]): readonly string[] {
  const counts = lines[0] ?? "";
  const atoms = Number(counts.slice(0, 3));
  return lines.slice(1 + atoms, 1 + atoms + Number(counts.slice(3, 6)));
}
