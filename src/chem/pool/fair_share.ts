/** Decides whose turn is next by the time that each has used. */

/** A node in the tree of sharers; only {@linkcode FairShare} changes it. */
export interface Sharer {
  readonly parent: Sharer | null;
  readonly children: Map<string, Sharer>;
  readonly weight: number;
  /** Time used, divided by the weight. */
  used: number;
  /** Waiting or running calls under this node. */
  active: number;
}

/**
 * Start-time fair queueing over a tree: on each level, the node that has used the least time is next, regardless of
 * how many calls it has.
 *
 * - **Debts last:** a node that has used more than the others keeps that debt when it pauses.
 * - **Credit does not:** a node that joins or returns starts level with the one that has used the least, however
 *   long it was away.
 * - **Memory** is needed only for nodes with calls or debts.
 */
export class FairShare {
  readonly #root = sharer(null, 1);
  readonly #weights: Readonly<Record<string, number>>;

  /** Weights of the first level by name; 1 for all others. */
  constructor(weights: Readonly<Record<string, number>> = {}) {
    this.#weights = weights;
  }

  /** Counts a call at `path`. All paths must have the same length. */
  enter(path: readonly string[]): Sharer {
    let at = this.#root;
    at.active++;
    for (const name of path) {
      const parent = at;
      at = parent.children.get(name) ?? sharer(parent, parent === this.#root ? this.#weights[name] ?? 1 : 1);
      if (at.active === 0) at.used = Math.max(at.used, leastUsed(parent));
      parent.children.set(name, at);
      at.active++;
    }
    return at;
  }

  /** Ends a call of this leaf. */
  leave(leaf: Sharer): void {
    for (let at: Sharer | null = leaf; at !== null; at = at.parent) {
      at.active--;
      // If none of the children is active, there is nobody to owe anything to.
      if (at.active === 0) at.children.clear();
    }
  }

  /** Charges time to a leaf and its ancestors. */
  charge(leaf: Sharer, time: number): void {
    for (let at: Sharer | null = leaf; at !== null; at = at.parent) at.used += time / at.weight;
  }
}

/** How much more `a` has used than `b`, measured where their paths diverge; negative if `a` comes before `b`. */
export function usedMore(a: Sharer, b: Sharer): number {
  for (let [x, y] = [a, b]; x !== y; [x, y] = [x.parent, y.parent]) {
    if (x.parent === y.parent) return x.used - y.used;
    if (x.parent === null || y.parent === null) break;
  }
  return 0;
}

function sharer(parent: Sharer | null, weight: number): Sharer {
  return { parent, children: new Map(), weight, used: 0, active: 0 };
}

/** The least time used by any active child. Drops inactive children that owe nothing. */
function leastUsed({ children }: Sharer): number {
  let least = Infinity;
  for (const { used, active } of children.values()) if (active > 0) least = Math.min(least, used);
  if (least === Infinity) return 0;
  for (const [name, { used, active }] of children) if (active === 0 && used <= least) children.delete(name);
  return least;
}
