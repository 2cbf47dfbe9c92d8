/** Are two mappings of one reaction the same up to symmetry? */
import { mix } from "../molecule/atom_similarity.ts";
import type { Assignment, MappingProblem } from "./mapping_problem.ts";

interface Edge {
  readonly node: number;
  readonly label: number;
}

/** What is compared of a problem. */
type Sides = Pick<MappingProblem, "reactants" | "products">;

/** Reactants superimposed on products: one node per atom, edges with the bond orders before and after. */
interface Overlay {
  readonly colours: Uint32Array;
  readonly edges: readonly (readonly Edge[])[];
}

/**
 * Compares the superposition graphs of both mappings (the condensed graph of the reaction; Varnek 2005) by colour
 * refinement (Weisfeiler and Leman 1968): atoms are coloured by element, isotope and charge before and after, bonds
 * by their orders before and after. Graphs that refinement cannot distinguish, such as two three-membered rings and
 * one six-membered ring, count as equal.
 */
export function sameMapping(problem: Sides, first: Assignment, second: Assignment): boolean {
  const one = overlay(problem, first);
  const other = overlay(problem, second);
  if (one.colours.length !== other.colours.length) return false;
  let [left, right] = [one.colours, other.colours];
  for (let classes = 0;;) {
    const sorted = left.toSorted();
    const others = right.toSorted();
    if (sorted.some((colour, index) => colour !== others[index])) return false;
    const count = new Set(sorted).size;
    if (count === classes) return true;
    classes = count;
    [left, right] = [refined(left, one.edges), refined(right, other.edges)];
  }
}

function overlay({ reactants, products }: Sides, { source, target }: Assignment): Overlay {
  let size = reactants.size;
  const node = Array.from(source, (r) => r >= 0 ? r : size++);
  const colours = new Uint32Array(size);
  for (let r = 0; r < reactants.size; r++) {
    const p = target[r] as number;
    const after = p < 0 ? 100 : products.charge[p] as number;
    const atom = (reactants.element[r] as number) * 1009 + (reactants.isotope[r] as number);
    colours[r] = mix(mix(atom * 31 + (reactants.charge[r] as number) + 16) + after + 7);
  }
  for (let p = 0; p < products.size; p++) {
    if (source[p] as number >= 0) continue;
    const atom = (products.element[p] as number) * 1009 + (products.isotope[p] as number);
    colours[node[p] as number] = mix(mix(atom + 77) + (products.charge[p] as number) + 3);
  }
  const orders = new Map<number, { before: number; after: number }>();
  const at = (a: number, b: number) => {
    const key = Math.min(a, b) * size + Math.max(a, b);
    const known = orders.get(key) ?? { before: 0, after: 0 };
    orders.set(key, known);
    return known;
  };
  for (const { a, b, order } of reactants.bonds) at(a, b).before = order;
  for (const { a, b, order } of products.bonds) at(node[a] as number, node[b] as number).after = order;
  const edges: Edge[][] = Array.from({ length: size }, () => []);
  for (const [key, { before, after }] of orders) {
    const [a, b] = [Math.floor(key / size), key % size];
    const label = before * 64 + after * 4 + 1;
    edges[a]?.push({ node: b, label });
    edges[b]?.push({ node: a, label });
  }
  return { colours, edges };
}

function refined(colours: Uint32Array, edges: Overlay["edges"]): Uint32Array {
  return colours.map((colour, atom) => {
    let sum = 0;
    for (const { node, label } of edges[atom] ?? []) {
      sum = (sum + mix((colours[node] as number) ^ Math.imul(label, 0x9e3779b1))) >>> 0;
    }
    return mix(Math.imul(colour, 31) ^ sum);
  });
}
