/** A canonical text of a labelled graph, which gives equal templates equal texts. */

/** An undirected labelled graph; for each node, `edges` lists its neighbours and the labels of the edges. */
export interface LabelledGraph {
  readonly labels: readonly string[];
  readonly edges: readonly (readonly { readonly node: number; readonly label: string }[])[];
}

/** At most this many orders are written; only beyond it may the text depend on the order of the nodes. */
const MAX_TEXTS = 400;

/**
 * The result of `write` with the smallest text, over all orders of the nodes that labels and edges allow. `write` is
 * given the rank of each node. The text is the same for every numbering of the nodes if `write` depends on nothing
 * but the ranks and on its own output.
 *
 * Orders differ in how ties between equivalent-looking nodes are broken. Two ways that lead to the same text are
 * images of one another (an automorphism), so only the first is pursued (McKay, Practical graph isomorphism, 1981).
 */
export function leastText<Written extends { readonly text: string }>(
  graph: LabelledGraph,
  write: (ranks: readonly number[]) => Written,
): Written {
  let best: Written | null = null;
  let count = 0;
  const leaf = (ranks: readonly number[]) => {
    const written = write(ranks);
    count++;
    if (best === null || written.text < best.text) best = written;
    return written.text;
  };
  /** The text of any one order that refines these ranks. */
  const descend = (ranks: readonly number[]): string => {
    const [node] = firstTie(ranks);
    return node === undefined ? leaf(ranks) : descend(individualised(graph, ranks, node));
  };
  /** The texts of all orders that refine these ranks, without their images. */
  const explore = (ranks: readonly number[]): ReadonlySet<string> => {
    const tied = firstTie(ranks);
    if (tied.length === 0) return new Set([leaf(ranks)]);
    const texts = new Set<string>();
    for (const node of tied) {
      if (texts.size > 0 && count >= MAX_TEXTS) break;
      const below = individualised(graph, ranks, node);
      if (texts.size > 0 && texts.has(descend(below))) continue;
      for (const text of explore(below)) texts.add(text);
    }
    return texts;
  };
  explore(refine(graph, rankStrings(graph.labels)));
  return best ?? write([]);
}

/** Breaks a tie by ranking the node before the others of its class. */
function individualised(graph: LabelledGraph, ranks: readonly number[], node: number): readonly number[] {
  const split = ranks.map((rank, other) => 2 * rank + (other === node ? 0 : 1));
  return refine(graph, rankNumbers(split));
}

/** Nodes that share the lowest shared rank. */
function firstTie(ranks: readonly number[]): readonly number[] {
  const classes: number[][] = [];
  ranks.forEach((rank, node) => {
    const members = classes[rank];
    if (members) members.push(node);
    else classes[rank] = [node];
  });
  return classes.find((members) => members.length > 1) ?? [];
}

/** Splits classes by the ranks around each node until nothing splits further (Weisfeiler and Leman). */
function refine(graph: LabelledGraph, start: readonly number[]): readonly number[] {
  let ranks = start;
  let classes = new Set(ranks).size;
  while (classes < ranks.length) {
    const keys = ranks.map((rank, node) => {
      const around = (graph.edges[node] ?? []).map((edge) =>
        `${padded(ranks[edge.node] as number)}${edge.label}`
      );
      return `${padded(rank)}|${around.sort().join(",")}`;
    });
    const next = rankStrings(keys);
    const count = new Set(next).size;
    if (count === classes) return ranks;
    ranks = next;
    classes = count;
  }
  return ranks;
}

function rankStrings(keys: readonly string[]): readonly number[] {
  const order = new Map([...new Set(keys)].sort().map((key, rank) => [key, rank]));
  return keys.map((key) => order.get(key) ?? 0);
}

function rankNumbers(keys: readonly number[]): readonly number[] {
  const order = new Map([...new Set(keys)].sort((a, b) => a - b).map((key, rank) => [key, rank]));
  return keys.map((key) => order.get(key) ?? 0);
}

function padded(rank: number): string {
  return String(rank).padStart(4, "0");
}
