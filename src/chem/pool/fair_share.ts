/** Who is to have the next turn, by the time that each has used. */

/** A place in the tree of those who share; only {@linkcode FairShare} changes it. */
export interface Sharer {
  readonly parent: Sharer | null;
  readonly children: Map<string, Sharer>;
  readonly weight: number;
  /** Time used, divided by the weight. */
  used: number;
  /** Calls under it that wait or run. */
  active: number;
}

/**
 * Start-time fair queueing over a tree: on each level the one that has used the least time is next, then on the level below
 * it, whatever the number of its calls.
 *
 * - **Debts last:** who has used more than the others is not freed of it by a pause.
 * - **Credit does not:** who comes, or comes back, begins where the one is that has used least, however long it was away.
 * - **Memory** is that of those who have calls or debts.
 */
export class FairShare {
  readonly #root = sharer(null, 1);
  readonly #weights: Readonly<Record<string, number>>;

  /** Weights of the first level by name; 1 for any other. */
  constructor(weights: Readonly<Record<string, number>> = {}) {
    this.#weights = weights;
  }

  /** Counts a call of the one at `path`. Each path has the same number of names. */
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

  /** A call of this one is over. */
  leave(leaf: Sharer): void {
    for (let at: Sharer | null = leaf; at !== null; at = at.parent) {
      at.active--;
      // Among those of whom none wants anything nobody owes anything.
      if (at.active === 0) at.children.clear();
    }
  }

  /** A call of this one has used so much time. */
  charge(leaf: Sharer, time: number): void {
    for (let at: Sharer | null = leaf; at !== null; at = at.parent) at.used += time / at.weight;
  }
}

/** By how much `a` has used more than `b` where their ways part; below 0 if it is to have its turn before it. */
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

/** Where the active child is that has used least; forgets those that are not active and owe nothing. */
function leastUsed({ children }: Sharer): number {
  let least = Infinity;
  for (const { used, active } of children.values()) if (active > 0) least = Math.min(least, used);
  if (least === Infinity) return 0;
  for (const [name, { used, active }] of children) if (active === 0 && used <= least) children.delete(name);
  return least;
}
