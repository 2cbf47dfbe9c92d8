/** A canonical order of labelled nodes, so that equal templates become equal texts. */

/** An undirected labelled graph; `edges` holds for each node its neighbours and the label of the edge. */
export interface LabelledGraph {
  readonly labels: readonly string[];
  readonly edges: readonly (readonly { readonly node: number; readonly label: string }[])[];
}

/** Ties are broken in at most this many ways; beyond it the order depends on that of the nodes. */
const MAX_ORDERS = 24;

/**
 * Candidate orders of the nodes: for each node its rank. They differ only in how ties between nodes that look
 * alike are broken; the caller writes the text for each and keeps the least.
 */
export function canonicalOrders(graph: LabelledGraph): readonly (readonly number[])[] {
  const orders: (readonly number[])[] = [];
  explore(graph, refine(graph, rankStrings(graph.labels)), orders);
  return orders;
}

function explore(graph: LabelledGraph, ranks: readonly number[], orders: (readonly number[])[]): void {
  const tied = firstTie(ranks);
  if (tied.length === 0) {
    orders.push(ranks);
    return;
  }
  for (const node of tied) {
    if (orders.length >= MAX_ORDERS) return;
    // The chosen node goes before those it was tied with.
    const split = ranks.map((rank, other) => 2 * rank + (other === node ? 0 : 1));
    explore(graph, refine(graph, rankNumbers(split)), orders);
  }
}

/** Nodes that share the lowest shared rank. */
function firstTie(ranks: readonly number[]): readonly number[] {
  const classes = new Map<number, number[]>();
  ranks.forEach((rank, node) => {
    const members = classes.get(rank);
    if (members) members.push(node);
    else classes.set(rank, [node]);
  });
  let tied: readonly number[] = [];
  let lowest = Infinity;
  for (const [rank, members] of classes) {
    if (members.length < 2 || rank >= lowest) continue;
    lowest = rank;
    tied = members;
  }
  return tied;
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
