import { assert, assertEquals, assertGreater, assertLess } from "@std/assert";
import {
  fitOfMost,
  flaws,
  levelled,
  type Point,
  rigidFit,
  roomiestTurn,
  turnedBy,
} from "../../../src/chem/drawing/plane.ts";
import { rdkit, reader } from "../support/reaction_chain.ts";

const SHAPE: readonly Point[] = [[0, 0], [1.5, 0], [2.25, 1.3], [3.75, 1.3], [1.5, -1.5]];

function turned(points: readonly Point[], angle: number, mirror: 1 | -1): readonly Point[] {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return points.map(([x, y]) => [mirror * x * cos - y * sin + 7, mirror * x * sin + y * cos - 3]);
}

function furthest(a: readonly Point[], b: readonly Point[]): number {
  return Math.max(...a.map(([x, y], k) => Math.hypot(x - (b[k]?.[0] ?? NaN), y - (b[k]?.[1] ?? NaN))));
}

function graphOf(smiles: string) {
  const graph = reader.graph(smiles);
  assert(graph.ok);
  return graph.value;
}

function layoutOf(smiles: string): readonly Point[] {
  const layout = rdkit.molecule(smiles, (molecule) => molecule.layout(), { keepHydrogens: true });
  assert(layout.ok);
  return layout.value;
}

Deno.test("A shape that was turned, moved and mirrored is fitted back onto itself", () => {
  for (const angle of [0, 1, 2.5, -3]) {
    for (const mirror of [1, -1] as const) {
      const wanted = turned(SHAPE, angle, mirror);
      const fit = rigidFit(SHAPE, [0, 1, 2, 4], [0, 1, 2, 4].map((k) => wanted[k] ?? [NaN, NaN]));
      assertLess(fit.deviation, 1e-9);
      assertLess(furthest(fit.points, wanted), 1e-9);
    }
  }
});

Deno.test("Where one part cannot fit, the others still get to their places", () => {
  const wanted = turned(SHAPE, 0.7, 1).map((point, k): Point => k === 3 ? [40, 40] : point);
  const at = SHAPE.map((_, k) => k);
  const fitted = fitOfMost(SHAPE, at, wanted, [[0, 1, 2], [1, 2, 3]]);
  assertLess(furthest(fitted.slice(0, 3), wanted.slice(0, 3)), 1e-9);
  assertGreater(furthest(rigidFit(SHAPE, at, wanted).points.slice(0, 3), wanted.slice(0, 3)), 1);
});

Deno.test("A levelled layout lies flat, keeps its shape, and its bonds point in multiples of 30 degrees", () => {
  for (const smiles of ["CCCCCCCCO", "c1ccc(-c2ccccc2)cc1"]) {
    const graph = graphOf(smiles);
    const crooked = turned(layoutOf(smiles), 0.4, 1);
    const ends = (points: readonly Point[]) =>
      graph.bonds.map(({ a, b }) => [points[a] ?? [NaN, NaN], points[b] ?? [NaN, NaN]] as const);
    const level = levelled(crooked, ends(crooked));
    const extent = (axis: 0 | 1) =>
      Math.max(...level.map((point) => point[axis])) - Math.min(...level.map((point) => point[axis]));
    assertGreater(extent(0), 2 * extent(1));
    for (const [from, to] of ends(level)) {
      const turns = Math.atan2(to[1] - from[1], to[0] - from[0]) / (Math.PI / 6);
      assertLess(Math.abs(turns - Math.round(turns)), 0.01);
      assertLess(Math.abs(Math.hypot(to[0] - from[0], to[1] - from[1]) - 1.5), 0.01);
    }
  }
});

Deno.test("Upright layouts are laid down in a low frame, and stay where nothing is gained", () => {
  const upright = SHAPE.map(([x, y]): Point => [y, 3 * x]);
  const low = { width: 900, height: 200 };
  const turn = roomiestTurn([upright, upright], low, 40);
  assert(turn !== 0);
  const height = (points: readonly Point[]) =>
    Math.max(...points.map(([, y]) => y)) - Math.min(...points.map(([, y]) => y));
  assertLess(height(turnedBy(upright, turn)), 0.6 * height(upright));
  assertEquals(roomiestTurn([SHAPE, SHAPE], low, 40), 0);
  assertEquals(roomiestTurn([], low, 40), 0);
});

Deno.test("RDKit's own layouts have no flaws, and bent, torn or overlapping ones do", () => {
  for (const smiles of ["CC#CC", "C/C=C\\C", "c1ccc2ccccc2c1", "CC(=O)Nc1ccccc1", "C=C=C"]) {
    assertEquals(flaws(graphOf(smiles), 0, layoutOf(smiles)), 0, smiles);
  }
  const bent: readonly Point[] = [[0, 0], [1.5, 0], [2.25, 1.3], [3.75, 1.3]];
  assertGreater(flaws(graphOf("CC#CC"), 0, bent), 0);
  assertEquals(flaws(graphOf("CCCC"), 0, bent), 0);
  assertGreater(flaws(graphOf("CCCC"), 0, [[0, 0], [1.5, 0], [3, 0], [4.5, 0]]), 0);
  assertGreater(flaws(graphOf("CCCC"), 0, [[0, 0], [1.5, 0], [2.25, 1.3], [0.3, 0.3]]), 0);
  // The same positions fit one configuration of the double bond and not the other.
  assertEquals(flaws(graphOf("C/C=C/C"), 0, [[0, 0], [1.3, 0.75], [2.6, 0], [3.9, 0.75]]), 0);
  assertGreater(flaws(graphOf("C/C=C\\C"), 0, [[0, 0], [1.3, 0.75], [2.6, 0], [3.9, 0.75]]), 999);
});
