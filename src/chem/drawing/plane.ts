/** Geometry of two-dimensional layouts, in RDKit's units: a bond is about 1.5 long. */
import type { BondStereo, MolecularGraph, Neighbour } from "../molecule/molecular_graph.ts";

/** A position; y points up. */
export type Point = readonly [x: number, y: number];

/** Length of a bond. */
export const BOND = 1.5;
/** Smallest acceptable distance between atoms that are not bonded. */
const CLOSEST = 0.9;
/** Width of the arrow, and space between and around molecules. */
const ARROW = 4;
const BETWEEN = 2.5;
const AROUND = 1;
/** A layout is turned only if that makes the drawing larger by at least this factor. */
const WORTH_A_TURN = 1.2;
/** Distance within which a point counts as being in its place. */
const IN_PLACE = 0.3;
const SHORTEST_BOND = 1.15;
/** Length beyond which the line of a bond looks like two. */
export const LONGEST_BOND = 1.95;
/** Cosine of the bond angle beyond which an atom counts as linear, about 165 degrees. */
const STRAIGHT = -0.966;
/** Cosine of the angle below which two bonds nearly coincide, about 40 degrees. */
const FOLDED = 0.766;
/**
 * Cosines of the narrowest and widest angles at a trigonal atom, 95 and 150 degrees; wider ones look like a straight
 * chain.
 */
const NARROWEST_TRIGONAL = -0.087;
const WIDEST_TRIGONAL = -0.866;
/** A wrong double bond outweighs all other flaws. */
const WRONG_STEREO = 1000;

/**
 * Turns, moves and, if it improves the fit, mirrors a layout so that the points `at` come as close as possible to
 * their wanted positions (least squares). `deviation` is the largest remaining distance.
 */
export function rigidFit(
  points: readonly Point[],
  at: readonly number[],
  wanted: readonly Point[],
): { readonly points: readonly Point[]; readonly deviation: number } {
  const own = at.map((index) => points[index] as Point);
  const [ox, oy] = centre(own);
  const [wx, wy] = centre(wanted);
  const attempts = [1, -1].map((mirror) => {
    let along = 0;
    let across = 0;
    own.forEach(([x, y], k) => {
      const [u, v] = [(x - ox) * mirror, y - oy];
      const [p, q] = [(wanted[k] as Point)[0] - wx, (wanted[k] as Point)[1] - wy];
      along += u * p + v * q;
      across += u * q - v * p;
    });
    const length = Math.hypot(along, across);
    const [cos, sin] = length === 0 ? [1, 0] : [along / length, across / length];
    const moved = points.map(([x, y]): Point => {
      const [u, v] = [(x - ox) * mirror, y - oy];
      return [u * cos - v * sin + wx, u * sin + v * cos + wy];
    });
    const distances = at.map((index, k) => distance(moved[index] as Point, wanted[k] as Point));
    return { points: moved, deviation: Math.max(0, ...distances) };
  });
  const [plain, mirrored] = attempts as [typeof attempts[number], typeof attempts[number]];
  return mirrored.deviation < plain.deviation - 1e-6 ? mirrored : plain;
}

/**
 * Like `rigidFit`, but brings as many points as possible to their positions and ignores the others, instead of
 * bringing all of them close. `groups` are sets of indices into `at` that are tried together, such as an atom with
 * its neighbours.
 */
export function fitOfMost(
  points: readonly Point[],
  at: readonly number[],
  wanted: readonly Point[],
  groups: readonly (readonly number[])[],
): readonly Point[] {
  const fitTo = (members: readonly number[]) => {
    const own = members.map((k) => at[k] as number);
    return rigidFit(points, own, members.map((k) => wanted[k] as Point)).points;
  };
  let best = rigidFit(points, at, wanted).points;
  let most = 0;
  for (const group of groups) {
    const moved = fitTo(group);
    const met = at.flatMap((index, k) =>
      distance(moved[index] as Point, wanted[k] as Point) < IN_PLACE ? [k] : []
    );
    if (met.length > most) [best, most] = [fitTo(met), met.length];
  }
  return best;
}

/** Turns a layout so that its long axis is horizontal, then slightly so that bonds point in multiples of 30 degrees. */
export function levelled(
  points: readonly Point[],
  bonds: readonly (readonly [Point, Point])[],
): readonly Point[] {
  const [cx, cy] = centre(points);
  let [xx, yy, xy] = [0, 0, 0];
  for (const [x, y] of points) {
    xx += (x - cx) ** 2;
    yy += (y - cy) ** 2;
    xy += (x - cx) * (y - cy);
  }
  const axis = Math.atan2(2 * xy, xx - yy) / 2;
  let [sine, cosine] = [0, 0];
  for (const [a, b] of bonds) {
    const direction = Math.atan2(b[1] - a[1], b[0] - a[0]) - axis;
    sine += Math.sin(12 * direction);
    cosine += Math.cos(12 * direction);
  }
  const turn = -axis - Math.atan2(sine, cosine) / 12;
  const [sin, cos] = [Math.sin(turn), Math.cos(turn)];
  return points.map(([x, y]) => [(x - cx) * cos - (y - cy) * sin, (x - cx) * sin + (y - cy) * cos]);
}

/**
 * The turn, in radians and a multiple of 30 degrees, that allows layouts to be drawn largest side by side in a frame;
 * 0 unless another turn makes them considerably larger. `largest` is the scale beyond which nothing is gained.
 */
export function roomiestTurn(
  layouts: readonly (readonly Point[])[],
  frame: { readonly width: number; readonly height: number },
  largest: number,
): number {
  const scaleAt = (turn: number) => {
    const [sin, cos] = [Math.sin(turn), Math.cos(turn)];
    let [width, height] = [ARROW, 0];
    for (const points of layouts) {
      const xs = points.map(([x, y]) => x * cos - y * sin);
      const ys = points.map(([x, y]) => x * sin + y * cos);
      width += Math.max(...xs) - Math.min(...xs) + BETWEEN;
      height = Math.max(height, Math.max(...ys) - Math.min(...ys) + AROUND);
    }
    const inRows = [1, 2, 3].map((rows) =>
      Math.min(frame.width * rows / width, frame.height / rows / height)
    );
    return Math.min(largest, Math.max(...inRows));
  };
  let best = 0;
  let most = scaleAt(0) * WORTH_A_TURN;
  for (let twelfths = 1; twelfths < 6; twelfths++) {
    const turn = twelfths * Math.PI / 6;
    const scale = scaleAt(turn);
    if (scale > most) [best, most] = [turn, scale];
  }
  return best;
}

/** The points turned about the origin. */
export function turnedBy(points: readonly Point[], turn: number): readonly Point[] {
  const [sin, cos] = [Math.sin(turn), Math.cos(turn)];
  return points.map(([x, y]) => [x * cos - y * sin, x * sin + y * cos]);
}

/**
 * Number of flaws that a chemist would object to in a layout of the atoms `first`, `first + 1`, … of a graph:
 * overlapping atoms, crossing bonds, stretched or compressed bonds, bent triple and straight single bonds, trigonal
 * atoms with right angles, and wrong double bond configurations, which count most.
 */
export function flaws(graph: MolecularGraph, first: number, points: readonly Point[]): number {
  const inside = (atom: number) => atom >= first && atom < first + points.length;
  const at = (atom: number) => points[atom - first] as Point;
  const bonds = graph.bonds.filter(({ a }) => inside(a));
  const bonded = new Set(bonds.map(({ a, b }) => `${Math.min(a, b)} ${Math.max(a, b)}`));
  let count = 0;
  for (let a = first; a < first + points.length; a++) {
    for (let b = a + 1; b < first + points.length; b++) {
      if (distance(at(a), at(b)) < CLOSEST && !bonded.has(`${a} ${b}`)) count++;
    }
    count += angleFlaws(graph, a, at);
  }
  bonds.forEach(({ a, b }, index) => {
    const length = distance(at(a), at(b));
    if (length < SHORTEST_BOND || length > LONGEST_BOND) count++;
    for (const other of bonds.slice(index + 1)) {
      if (other.a === a || other.a === b || other.b === a || other.b === b) continue;
      if (crosses(at(a), at(b), at(other.a), at(other.b))) count++;
    }
  });
  for (const stereo of graph.bondStereo) {
    const bond = graph.bonds[stereo.bond];
    if (bond && inside(bond.a) && !showsStereo(graph, stereo, at)) count += WRONG_STEREO;
  }
  return count;
}

/** Number of angles at trigonal atoms that are too narrow or too wide. */
export function bentTrigonals(graph: MolecularGraph, first: number, points: readonly Point[]): number {
  const at = (atom: number) => points[atom - first] as Point;
  let count = 0;
  for (let atom = first; atom < first + points.length; atom++) {
    const neighbours = graph.neighbours[atom] ?? [];
    if (!isTrigonal(neighbours)) continue;
    neighbours.forEach(({ atom: a }, index) => {
      for (const { atom: b } of neighbours.slice(index + 1)) {
        if (isBent(cosineAt(at(atom), at(a), at(b)))) count++;
      }
    });
  }
  return count;
}

function isTrigonal(neighbours: readonly Neighbour[]): boolean {
  return neighbours.length === 3 && neighbours.some(({ order }) => order === 2 || order === 1.5);
}

function isBent(cosine: number): boolean {
  return cosine > NARROWEST_TRIGONAL || cosine < WIDEST_TRIGONAL;
}

function angleFlaws(graph: MolecularGraph, atom: number, at: (atom: number) => Point): number {
  const neighbours = graph.neighbours[atom] ?? [];
  const doubles = neighbours.filter(({ order }) => order === 2).length;
  const linear = neighbours.some(({ order }) => order === 3) || doubles === 2;
  const hasThree = isTrigonal(neighbours);
  let count = 0;
  neighbours.forEach(({ atom: a }, index) => {
    for (const { atom: b } of neighbours.slice(index + 1)) {
      const cosine = cosineAt(at(atom), at(a), at(b));
      if (cosine > FOLDED) count++;
      if (neighbours.length === 2 && linear !== cosine < STRAIGHT) count++;
      if (hasThree && isBent(cosine)) count++;
    }
  });
  return count;
}

function showsStereo(graph: MolecularGraph, stereo: BondStereo, at: (atom: number) => Point): boolean {
  const bond = graph.bonds[stereo.bond];
  if (!bond) return true;
  const from = side(at(bond.a), at(bond.b), at(stereo.from));
  const to = side(at(bond.a), at(bond.b), at(stereo.to));
  return from * to > 0 === stereo.cis;
}

/** Positive if `point` is to the left of the line from `a` to `b`. */
function side(a: Point, b: Point, point: Point): number {
  return (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]);
}

function crosses(a: Point, b: Point, c: Point, d: Point): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

function cosineAt(middle: Point, a: Point, b: Point): number {
  const [ax, ay] = [a[0] - middle[0], a[1] - middle[1]];
  const [bx, by] = [b[0] - middle[0], b[1] - middle[1]];
  const lengths = Math.hypot(ax, ay) * Math.hypot(bx, by);
  return lengths === 0 ? 1 : (ax * bx + ay * by) / lengths;
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

function centre(points: readonly Point[]): Point {
  const sum = points.reduce(([x, y], point) => [x + point[0], y + point[1]] as const, [0, 0] as const);
  return [sum[0] / points.length, sum[1] / points.length];
}
