/** A queue in which keys take turns, however many items others have waiting; within a key it is first come, first served. */
export class Rotation<Item> {
  /** In the order of their next turns. */
  readonly #items = new Map<string, Set<Item>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  sizeOf(key: string): number {
    return this.#items.get(key)?.size ?? 0;
  }

  add(key: string, item: Item): void {
    const items = this.#items.get(key) ?? new Set();
    this.#items.set(key, items.add(item));
    this.#size++;
  }

  /** Removes an item that need not wait any longer. */
  delete(key: string, item: Item): void {
    const items = this.#items.get(key);
    if (items === undefined || !items.delete(item)) return;
    this.#size--;
    if (items.size === 0) this.#items.delete(key);
  }

  /** Removes and returns the next item of the first key that may have one; undefined if there is none. */
  take(mayHave: (key: string) => boolean = () => true): Item | undefined {
    for (const [key, items] of this.#items) {
      if (!mayHave(key)) continue;
      const [item] = items;
      if (item === undefined) continue;
      this.delete(key, item);
      // All other keys come before this one again.
      if (this.#items.delete(key)) this.#items.set(key, items);
      return item;
    }
    return undefined;
  }
}
