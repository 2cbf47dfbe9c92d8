/**
 * Compares two atom mappings of one reaction by their superposition graphs: reactants laid over products,
 * atoms labelled element and charge before and after, bonds labelled order before and after (aromatic 1.5).
 */
import type { MappedReaction } from "../../../src/chem/molecule/mapped_reaction.ts";

/** A graph with labelled nodes and edges; `changed` marks edges made, broken or of another order. */
export interface Superposition {
  readonly labels: readonly string[];
  readonly edges: readonly {
    readonly a: number;
    readonly b: number;
    readonly label: string;
    readonly changed: boolean;
  }[];
}

/** The superposition graph of a mapped reaction. */
export function superposition(reaction: MappedReaction): Superposition {
  const { left, right, source, target } = reaction;
  const nodeOfRight = new Int32Array(right.size);
  let size = left.size;
  for (let p = 0; p < right.size; p++) {
    nodeOfRight[p] = source[p] as number >= 0 ? source[p] as number : size++;
  }
  const labels: string[] = [];
  for (let r = 0; r < left.size; r++) {
    const p = target[r] as number;
    labels.push(`${left.element[r]}|${left.charge[r]}|${p < 0 ? "-" : right.charge[p]}`);
  }
  for (let p = 0; p < right.size; p++) {
    if (source[p] as number < 0) labels.push(`${right.element[p]}|-|${right.charge[p]}`);
  }
  const orders = new Map<string, { a: number; b: number; before: number; after: number }>();
  const edge = (x: number, y: number) => {
    const [a, b] = x < y ? [x, y] : [y, x];
    const known = orders.get(`${a} ${b}`) ?? { a, b, before: 0, after: 0 };
    orders.set(`${a} ${b}`, known);
    return known;
  };
  for (const { a, b, order } of left.bonds) edge(a, b).before = order;
  for (const { a, b, order } of right.bonds) {
    edge(nodeOfRight[a] as number, nodeOfRight[b] as number).after = order;
  }
  const isMapped = (node: number) => node < left.size && target[node] as number >= 0;
  const edges = [...orders.values()].map(({ a, b, before, after }) => {
    // Within a part that is lost, or has no source, no change is known.
    const unknown = !isMapped(a) && !isMapped(b) && (a < left.size) === (b < left.size);
    const label = unknown ? `${Math.max(before, after)}u` : `${before}>${after}`;
    return { a, b, label, changed: !unknown && before !== after };
  });
  return { labels, edges };
}

/** Only the changed edges and their atoms. */
export function changedPart({ labels, edges }: Superposition): Superposition {
  const kept = edges.filter((edge) => edge.changed);
  const nodes = [...new Set(kept.flatMap(({ a, b }) => [a, b]))];
  const index = new Map(nodes.map((node, place) => [node, place]));
  return {
    labels: nodes.map((node) => labels[node] ?? ""),
    edges: kept.map(({ a, b, label, changed }) => ({
      a: index.get(a) ?? 0,
      b: index.get(b) ?? 0,
      label,
      changed,
    })),
  };
}

/** Whether the two look the same after every round of colour refinement. Mappings that are equal up to symmetry always do. */
export function superpositionsEqual(first: Superposition, second: Superposition): boolean {
  const offset = first.labels.length;
  if (offset !== second.labels.length || first.edges.length !== second.edges.length) return false;
  const around: { node: number; label: string }[][] = Array.from({ length: 2 * offset }, () => []);
  const connect = (a: number, b: number, label: string) => {
    around[a]?.push({ node: b, label });
    around[b]?.push({ node: a, label });
  };
  for (const { a, b, label } of first.edges) connect(a, b, label);
  for (const { a, b, label } of second.edges) connect(a + offset, b + offset, label);
  let colours = numbered([...first.labels, ...second.labels]);
  for (let classes = -1;;) {
    const count = new Set(colours).size;
    if (!sameColours(colours, offset)) return false;
    if (count === classes) return true;
    classes = count;
    colours = numbered(
      colours.map((colour, node) => {
        const near = (around[node] ?? []).map((edge) => `${colours[edge.node]}~${edge.label}`);
        return `${colour}:${near.sort().join(",")}`;
      }),
    );
  }
}

function numbered(labels: readonly string[]): readonly number[] {
  const numbers = new Map<string, number>();
  return labels.map((label) => {
    const number = numbers.get(label) ?? numbers.size;
    numbers.set(label, number);
    return number;
  });
}

function sameColours(colours: readonly number[], offset: number): boolean {
  const balance = new Map<number, number>();
  colours.forEach((colour, node) => {
    balance.set(colour, (balance.get(colour) ?? 0) + (node < offset ? 1 : -1));
  });
  return [...balance.values()].every((count) => count === 0);
}
