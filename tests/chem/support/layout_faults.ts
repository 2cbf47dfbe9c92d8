/** What no drawing may show: lines longer than their bonds, and trigonal atoms bent to right angles or straight. */
import { alignedLayouts } from "../../../src/chem/drawing/aligned_layouts.ts";
import { BOND, type Point } from "../../../src/chem/drawing/plane.ts";
import { ringsOf } from "../../../src/chem/drawing/rings.ts";
import { sideFragments } from "../../../src/chem/drawing/shared_skeleton.ts";
import type { MappedReaction } from "../../../src/chem/molecule/mapped_reaction.ts";
import type { MolecularGraph } from "../../../src/chem/molecule/molecular_graph.ts";
import type { Rdkit } from "../../../src/chem/rdkit/rdkit.ts";

/** How much longer than a bond its line may be. */
const LENGTHENED = 1.3;
const [NARROWEST, WIDEST] = [95, 150];

/** The faults in the drawing of a reaction, each with its molecule. */
export function layoutFaults(rdkit: Rdkit, reaction: MappedReaction): readonly string[] {
  const fragments = sideFragments(reaction);
  return [...alignedLayouts(rdkit, reaction, fragments)].flatMap(
    ([{ smiles, isProduct, first, size }, points]) => {
      const graph = isProduct ? reaction.right : reaction.left;
      return [...longLines(graph, first, points), ...bentAtoms(graph, first, size, points)]
        .map((fault) => `${fault} in ${smiles}`);
    },
  );
}

function longLines(graph: MolecularGraph, first: number, points: readonly Point[]): readonly string[] {
  return graph.bonds.filter(({ a }) => a >= first && a < first + points.length).flatMap(({ a, b }) => {
    const [from, to] = [points[a - first] as Point, points[b - first] as Point];
    const lengths = Math.hypot(from[0] - to[0], from[1] - to[1]) / BOND;
    return lengths > LENGTHENED ? [`a line of ${lengths.toFixed(1)} bonds`] : [];
  });
}

/** Angles in degrees of trigonal atoms with three neighbours; in rings of three or four they cannot be otherwise. */
function bentAtoms(
  graph: MolecularGraph,
  first: number,
  size: number,
  points: readonly Point[],
): readonly string[] {
  const small = new Set(ringsOf(graph, first, size).filter((ring) => ring.length < 5).flat());
  const faults: string[] = [];
  for (let atom = first; atom < first + size; atom++) {
    const around = graph.neighbours[atom] ?? [];
    if (around.length !== 3 || small.has(atom)) continue;
    if (!around.some(({ order }) => order === 2 || order === 1.5)) continue;
    const [x, y] = points[atom - first] as Point;
    const directions = around.map(({ atom: next }) => {
      const [u, v] = points[next - first] as Point;
      return Math.atan2(v - y, u - x) * 180 / Math.PI;
    });
    directions.forEach((a, index) =>
      directions.slice(index + 1).forEach((b) => {
        const turn = Math.abs(a - b);
        const angle = Math.min(turn, 360 - turn);
        if (angle < NARROWEST || angle > WIDEST) faults.push(`an angle of ${Math.round(angle)} degrees`);
      })
    );
  }
  return faults;
}
