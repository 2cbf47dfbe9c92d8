/** A canonical text of a labelled graph, so that equal templates become equal texts. */

/** An undirected labelled graph; `edges` holds for each node its neighbours and the label of the edge. */
export interface LabelledGraph {
  readonly labels: readonly string[];
  readonly edges: readonly (readonly { readonly node: number; readonly label: string }[])[];
}

/** So many orders are written at most; only beyond it the text may depend on the order of the nodes. */
const MAX_TEXTS = 400;

/**
 * Whatever `write` makes with the least text of the orders of the nodes that the labels and edges allow; it gets the
 * rank of each node. The text is the same for every numbering of the nodes if `write` looks at nothing but the ranks
 * and at what it writes.
 *
 * Orders differ in how ties between nodes that look alike are broken. Two ways that lead to an equal text are images of
 * one another (an automorphism), so only the first is followed up (McKay, Practical graph isomorphism, 1981).
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
  /** Any one order below these ranks. */
  const descend = (ranks: readonly number[]): string => {
    const [node] = firstTie(ranks);
    return node === undefined ? leaf(ranks) : descend(individualised(graph, ranks, node));
  };
  /** All texts below these ranks, those of images left out. */
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

/** Breaks a tie: the node goes before those that it was tied with. */
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

/** Splits classes by the ranks around each node until nothing splits any more (Weisfeiler and Leman). */
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
