import { assert, assertEquals, assertLess } from "@std/assert";
import { freeLayout, hasBridge } from "../../../src/chem/drawing/free_layout.ts";
import { flaws, type Point } from "../../../src/chem/drawing/plane.ts";
import { rdkit, reader } from "../support/reaction_chain.ts";

function laidOut(smiles: string) {
  const graph = reader.graph(smiles);
  assert(graph.ok);
  const points = freeLayout(rdkit, smiles, graph.value, 0);
  assert(points);
  const lengths = graph.value.bonds.map(({ a, b }) => {
    const [from, to] = [points[a] as Point, points[b] as Point];
    return Math.hypot(from[0] - to[0], from[1] - to[1]);
  });
  return { graph: graph.value, points, lengths };
}

/** Bridged molecules that are drawn every day. */
const BRIDGED: Readonly<Record<string, string>> = {
  norbornene: "C1=CC2CCC1C2",
  "its endo adduct": "O=C1OC(=O)[C@@H]2[C@H]1[C@@H]1C=C[C@H]2C1",
  camphor: "CC1(C)[C@@H]2CC[C@@]1(C)C(=O)C2",
  pinene: "CC1=CC[C@H]2C[C@@H]1C2(C)C",
  "bicyclooctene": "C1CC2CCC1C=C2",
  DABCO: "C1CN2CCN1CC2",
  tropine: "CN1[C@H]2CC[C@@H]1C[C@@H](O)C2",
  adamantane: "C1C2CC3CC1CC(C2)C3",
  hexamine: "C1N2CN3CN1CN(C2)C3",
  quinine: "C=C[C@H]1CN2CC[C@H]1C[C@H]2[C@H](O)c1ccnc2ccc(OC)cc12",
  morphine: "CN1CC[C@]23c4c5ccc(O)c4O[C@H]2[C@@H](O)C=C[C@H]3[C@H]1C5",
  "anthracene adduct": "O=C1OC(=O)C2C1C1c3ccccc3C2c2ccccc21",
};

Deno.test("Bridged molecules have no bond that is drawn as long as two, and no atoms on top of one another", () => {
  for (const [name, smiles] of Object.entries(BRIDGED)) {
    const { points, lengths } = laidOut(smiles);
    assert(Math.max(...lengths) < 1.95, `${name}: longest bond ${Math.max(...lengths)}`);
    const distances = points.flatMap((a, i) =>
      points.slice(i + 1).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1]))
    );
    assert(Math.min(...distances) > 0.5, `${name}: atoms ${Math.min(...distances)} apart`);
  }
});

Deno.test("A bridged molecule is laid out with fewer flaws than RDKit's own layout has", () => {
  for (const name of ["quinine", "morphine", "anthracene adduct"]) {
    const smiles = BRIDGED[name] ?? "";
    const { graph, points } = laidOut(smiles);
    const plain = rdkit.molecule(smiles, (molecule) => molecule.layout());
    assert(plain.ok);
    assertLess(flaws(graph, 0, points), flaws(graph, 0, plain.value), name);
  }
});

Deno.test("Fused and spiro rings are not bridged, and are laid out as RDKit does", () => {
  for (const smiles of ["c1ccc2ccccc2c1", "C1CCC2(CC1)OCCO2", "C1CC2CCC1C2", "C1CCC2CCCCC2C1"]) {
    const graph = reader.graph(smiles);
    assert(graph.ok);
    assertEquals([smiles, hasBridge(graph.value, 0, graph.value.size)], [smiles, smiles === "C1CC2CCC1C2"]);
  }
});
