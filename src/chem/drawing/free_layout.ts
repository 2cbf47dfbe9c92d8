/**
 * Lays a molecule out on its own. RDKit's layout is taken as it is unless the molecule is bridged or the layout
 * stretches a bond: then the most readable of several is.
 */
import type { MolecularGraph } from "../molecule/molecular_graph.ts";
import type { Rdkit } from "../rdkit/rdkit.ts";
import { bentTrigonals, BOND, flaws, LONGEST_BOND, type Point } from "./plane.ts";
import { relaxed } from "./relaxed_layout.ts";
import { ringsOf } from "./rings.ts";

/** A skeleton with the positions in which chemists draw it. */
interface Template {
  readonly pattern: string;
  readonly points: readonly Point[];
}

/** Adamantane as a cage seen from the side; hexamethylenetetramine and others have its skeleton. */
const ADAMANTANE: Template = {
  pattern: "*12~*~*3~*~*(~*1)~*~*(~*2)~*3",
  points: cage(),
};
/** Morphinans: three rings in a plane, the dihydrofuran, and the bridge of nitrogen to the right. */
const MORPHINAN: Template = {
  pattern: "*1~*~*~*2~*3~*~1~*~*1~*~*~*~*4~*(~*~2)~*~*~*~*~3~1~4",
  points: [
    [-1.3, 0.75],
    [0, 1.5],
    [1.3, 0.75],
    [1.3, -0.75],
    [0, -1.5],
    [-1.3, -0.75],
    [-1.95, -2.25],
    [-1.3, -3.75],
    [-1.3, -5.25],
    [0, -6],
    [1.3, -5.25],
    [1.3, -3.75],
    [2.6, -3],
    [2.6, -1.5],
    [3.7, -2.25],
    [2.2, -2.3],
    [1.05, -2.15],
    [0, -3],
  ],
};
const TEMPLATES = [MORPHINAN, ADAMANTANE];
/** Larger molecules take CoordGen a second. */
const MAX_TRIED_ATOMS = 80;
/** How much the same faults count where chemists are used to them. */
const CUSTOM = 0.3;
/** What counts against a layout, besides the flaws, per square of a bond's length. */
const CROWDED = 4;
const UNEVEN = 1.5;
const STRETCHED = 6;
/** What a trigonal atom at right angles counts, besides being a flaw: it looks like another molecule. */
const BENT = 4;

/**
 * Positions of the atoms `first`, `first + 1`, … of a graph in the order of `smiles`, in any orientation and with
 * bonds 1.5 long; null if RDKit cannot lay it out.
 */
export function freeLayout(
  rdkit: Rdkit,
  smiles: string,
  graph: MolecularGraph,
  first: number,
): readonly Point[] | null {
  const plain = laidOut(rdkit, smiles, false);
  if (plain === null) return null;
  const bonds = bondsAmong(graph, first, plain.length);
  const isBridged = hasBridge(graph, first, plain.length);
  if (!isBridged && flaws(graph, first, plain) === 0) return plain;
  const candidates: { readonly points: readonly Point[]; readonly weight: number }[] = [
    { points: plain, weight: 1 },
  ];
  if (isBridged && plain.length <= MAX_TRIED_ATOMS) {
    const other = laidOut(rdkit, smiles, true);
    if (other) candidates.push({ points: evened(other, bonds), weight: 1 });
    for (const { pattern, points } of TEMPLATES) {
      const positions = points.map(([x, y]) => `${x},${y},`).join(";");
      const made = rdkit.layoutAround(smiles, `${pattern} |(${positions})|`);
      if (made.ok) candidates.push({ points: made.value, weight: CUSTOM });
    }
  }
  const graded = candidates.flatMap(({ points, weight }) => {
    // A template is as chemists draw it, and is not eased.
    const layouts = weight === CUSTOM ? [points] : [points, relaxed(graph, first, points)];
    return layouts.map((layout) => ({ layout, score: weight * unreadability(graph, first, layout) }));
  });
  return graded.reduce((best, other) => other.score < best.score ? other : best).layout;
}

/** Has the molecule two rings that share more than one bond? */
export function hasBridge(graph: MolecularGraph, first: number, size: number): boolean {
  const rings = ringsOf(graph, first, size).map((ring) => new Set(ring));
  return rings.some((ring, index) =>
    rings.slice(index + 1).some((other) => [...ring].filter((atom) => other.has(atom)).length > 2)
  );
}

function laidOut(rdkit: Rdkit, smiles: string, useCoordGen: boolean): readonly Point[] | null {
  const made = rdkit.molecule(smiles, (molecule) => molecule.layout(useCoordGen), {
    keepHydrogens: true,
    trial: true,
  });
  return made.ok ? made.value : null;
}

function bondsAmong(
  graph: MolecularGraph,
  first: number,
  size: number,
): readonly (readonly [number, number])[] {
  return graph.bonds.filter(({ a }) => a >= first && a < first + size)
    .map(({ a, b }) => [a - first, b - first] as const);
}

/** The layout in the scale in which the median bond has the usual length; CoordGen's bonds are shorter. */
function evened(points: readonly Point[], bonds: readonly (readonly [number, number])[]): readonly Point[] {
  const lengths = bonds.map(([a, b]) => length(points, a, b)).sort((a, b) => a - b);
  const scale = BOND / (lengths[lengths.length >> 1] || BOND);
  return points.map(([x, y]) => [x * scale, y * scale] as const);
}

/** Flaws, atoms that crowd one another, and bonds that are not as long as others, as one number; 0 is best. */
export function unreadability(graph: MolecularGraph, first: number, points: readonly Point[]): number {
  const bonds = bondsAmong(graph, first, points.length);
  const bonded = new Set(bonds.map(([a, b]) => a < b ? a * points.length + b : b * points.length + a));
  let score = flaws(graph, first, points) + BENT * bentTrigonals(graph, first, points);
  for (let a = 0; a < points.length; a++) {
    for (let b = a + 1; b < points.length; b++) {
      const missing = BOND - length(points, a, b);
      if (missing > 0 && !bonded.has(a * points.length + b)) score += CROWDED * missing ** 2;
    }
  }
  for (const [a, b] of bonds) {
    const excess = length(points, a, b) - BOND;
    score += UNEVEN * excess ** 2;
    if (excess > LONGEST_BOND - BOND) score += STRETCHED * excess;
  }
  return score;
}

function length(points: readonly Point[], a: number, b: number): number {
  const [from, to] = [points[a] as Point, points[b] as Point];
  return Math.hypot(from[0] - to[0], from[1] - to[1]);
}

/** Adamantane's atoms in space, in the order of its pattern, seen from a little above and aside. */
function cage(): readonly Point[] {
  const [turn, tilt] = [0.35, 0.25];
  const atoms = [
    [1, 1, 1],
    [2, 0, 0],
    [1, -1, -1],
    [0, 0, -2],
    [-1, 1, -1],
    [0, 2, 0],
    [-2, 0, 0],
    [-1, -1, 1],
    [0, 0, 2],
    [0, -2, 0],
  ] as const;
  return atoms.map(([x, y, z]): Point => {
    const [across, along, up] = [
      (x - y) / Math.SQRT2,
      (x + y - 2 * z) / Math.sqrt(6),
      (x + y + z) / Math.sqrt(3),
    ];
    const right = across * Math.cos(turn) + along * Math.sin(turn);
    const depth = along * Math.cos(turn) - across * Math.sin(turn);
    return [right, up * Math.cos(tilt) + depth * Math.sin(tilt)];
  });
}
