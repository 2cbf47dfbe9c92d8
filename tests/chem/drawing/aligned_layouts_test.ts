import { assert, assertEquals } from "@std/assert";
import { alignedLayouts } from "../../../src/chem/drawing/aligned_layouts.ts";
import type { Point } from "../../../src/chem/drawing/plane.ts";
import { type SideFragment, sideFragments } from "../../../src/chem/drawing/shared_skeleton.ts";
import type { MappedReaction } from "../../../src/chem/molecule/mapped_reaction.ts";
import { rdkit, reactionOf, runStages } from "../support/reaction_chain.ts";

/** Additions and eliminations in which a trigonal atom has four neighbours on the other side. */
const ADDITIONS = [
  "CC(=O)c1ccccc1.C[Mg]Br>>CC(C)(O)c1ccccc1",
  "O=C1CCCCC1.C[Li]>>CC1(O)CCCCC1",
  "CC(C)=O.N#C>>CC(C)(O)C#N",
  "CC(=O)CC.C=CC[Mg]Br>>CC(O)(CC)CC=C",
  "O=C(c1ccccc1)c1ccccc1.c1ccccc1[Mg]Br>>OC(c1ccccc1)(c1ccccc1)c1ccccc1",
  "COC(=O)c1ccccc1.C[Mg]Br.C[Mg]Br>>CC(C)(O)c1ccccc1",
  "CC(=C)c1ccccc1.Br>>CC(C)(Br)c1ccccc1",
  "CC(C)=CC.O>>CCC(C)(C)O",
  "CC(O)(CC)c1ccccc1>>CC=C(C)c1ccccc1",
  "CC(=O)C(C)=O.C[Mg]Br>>CC(=O)C(C)(C)O",
  "CC(C)=O.CC(C)=O>>CC(=O)CC(C)(C)O",
  "CC(=O)c1ccccc1.OCCO>>CC1(c2ccccc2)OCCO1",
  "CC(C)=O.OCCO>>CC1(C)OCCO1",
  "O=C1CCCC1.[Li]CCCC>>CCCCC1(O)CCCC1",
  "CC(=O)c1ccccc1.C[Si](C)(C)C#N>>CC(C#N)(O[Si](C)(C)C)c1ccccc1",
] as const;

function mappedOf(text: string): MappedReaction {
  const { mapped } = runStages(text).rxn_smiles;
  assert(mapped);
  return reactionOf(mapped);
}

/** Angles in degrees at the trigonal atoms of a layout. */
function trigonalAngles(
  { left, right }: MappedReaction,
  { isProduct, first, size }: SideFragment,
  points: readonly Point[],
): readonly number[] {
  const graph = isProduct ? right : left;
  const angles: number[] = [];
  for (let atom = first; atom < first + size; atom++) {
    const around = graph.neighbours[atom] ?? [];
    if (around.length !== 3 || !around.some(({ order }) => order === 2 || order === 1.5)) continue;
    const [x, y] = points[atom - first] as Point;
    const directions = around.map(({ atom: next }) => {
      const [u, v] = points[next - first] as Point;
      return Math.atan2(v - y, u - x);
    });
    directions.forEach((a, i) =>
      directions.slice(i + 1).forEach((b) => {
        const turn = Math.abs(a - b) * 180 / Math.PI;
        angles.push(Math.min(turn, 360 - turn));
      })
    );
  }
  return angles;
}

Deno.test("No trigonal atom is laid out at right angles or in a straight line for the sake of the other side", () => {
  for (const text of ADDITIONS) {
    const reaction = mappedOf(text);
    for (const [fragment, points] of alignedLayouts(rdkit, reaction, sideFragments(reaction))) {
      const wrong = trigonalAngles(reaction, fragment, points).filter((angle) => angle < 95 || angle > 150);
      assertEquals([text, fragment.smiles, wrong.map(Math.round)], [text, fragment.smiles, []]);
    }
  }
});

Deno.test("Molecules keep the orientation of what they share with the other side", () => {
  const reaction = mappedOf("CC(=O)c1ccccc1.C[Mg]Br>>CC(C)(O)c1ccccc1");
  const layouts = [...alignedLayouts(rdkit, reaction, sideFragments(reaction))];
  const product = layouts.find(([{ isProduct }]) => isProduct);
  const ketone = layouts.find(([{ isProduct, size }]) => !isProduct && size > 5);
  assert(product && ketone);
  const ring = [...reaction.source].flatMap((from, to) =>
    reaction.right.neighbours[to]?.some(({ order }) => order === 1.5) ? [[from, to] as const] : []
  );
  assertEquals(ring.length, 6);
  const offsets = ring.map(([from, to]) => {
    const [x, y] = ketone[1][from - ketone[0].first] as Point;
    const [u, v] = product[1][to - product[0].first] as Point;
    return [u - x, v - y] as const;
  });
  const [[dx, dy] = [NaN, NaN]] = offsets;
  for (const [x, y] of offsets) assert(Math.hypot(x - dx, y - dy) < 0.3);
});
