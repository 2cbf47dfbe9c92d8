/** Eases a layout: brings bonds to their length, trigonal angles to 120 degrees, and crowded atoms apart. */
import type { MolecularGraph } from "../molecule/molecular_graph.ts";
import { BOND, type Point } from "./plane.ts";
import { ringsOf } from "./rings.ts";

const STEPS = 300;
/** How much of what is missing is made up for in a step. */
const PULL = 0.2;
const PUSH = 0.1;
/** Distance of two neighbours of a trigonal atom; rings with fewer atoms than six are left as they are. */
const ACROSS = BOND * Math.sqrt(3);
/** Distance that atoms keep that are not bonded. */
const APART = 1.1;

/** Two atoms, and the distance that they should have, or should at least have. */
interface Wish {
  readonly a: number;
  readonly b: number;
  readonly distance: number;
  readonly isLeast: boolean;
}

/** The layout of the atoms `first`, `first + 1`, … of a graph after it was eased; stereochemistry may suffer. */
export function relaxed(graph: MolecularGraph, first: number, points: readonly Point[]): readonly Point[] {
  const wishes = wishesOf(graph, first, points.length);
  const xs = Float64Array.from(points, ([x]) => x);
  const ys = Float64Array.from(points, ([, y]) => y);
  for (let step = 0; step < STEPS; step++) {
    for (const { a, b, distance, isLeast } of wishes) {
      const [dx, dy] = [(xs[b] as number) - (xs[a] as number), (ys[b] as number) - (ys[a] as number)];
      const now = Math.hypot(dx, dy);
      if (now < 1e-6 || (isLeast && now >= distance)) continue;
      const move = (isLeast ? PUSH : PULL) * (now - distance) / now / 2;
      xs[a] = (xs[a] as number) + dx * move;
      ys[a] = (ys[a] as number) + dy * move;
      xs[b] = (xs[b] as number) - dx * move;
      ys[b] = (ys[b] as number) - dy * move;
    }
  }
  return points.map((_, atom) => [xs[atom] as number, ys[atom] as number] as const);
}

function wishesOf(graph: MolecularGraph, first: number, size: number): readonly Wish[] {
  const wishes: Wish[] = [];
  const taken = new Set<number>();
  const wish = (a: number, b: number, distance: number, isLeast: boolean) => {
    const key = Math.min(a, b) * size + Math.max(a, b);
    if (taken.has(key)) return;
    taken.add(key);
    wishes.push({ a, b, distance, isLeast });
  };
  const inSmallRing = new Set(ringsOf(graph, first, size).filter((ring) => ring.length < 6).flat());
  for (const { a, b } of graph.bonds) {
    if (a >= first && a < first + size) wish(a - first, b - first, BOND, false);
  }
  for (let atom = first; atom < first + size; atom++) {
    const around = graph.neighbours[atom] ?? [];
    const isTrigonal = around.length === 3 && around.some(({ order }) => order === 2 || order === 1.5);
    if (!isTrigonal || inSmallRing.has(atom)) continue;
    around.forEach(({ atom: a }, index) => {
      for (const { atom: b } of around.slice(index + 1)) wish(a - first, b - first, ACROSS, false);
    });
  }
  for (let a = 0; a < size; a++) for (let b = a + 1; b < size; b++) wish(a, b, APART, true);
  return wishes;
}
