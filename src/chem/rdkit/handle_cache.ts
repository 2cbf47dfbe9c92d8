/** A cache of WASM objects that are likely to be needed again, by their text. */
import { LRUCache } from "lru-cache";

interface Deletable {
  delete(): void;
}

/**
 * An LRU cache of handles. Evicted handles are not deleted before `trim`, because the running call may still be using
 * them. Callers must not delete what `get` returns.
 */
export class HandleCache<Handle extends Deletable> {
  readonly #handles: LRUCache<string, Handle>;
  readonly #evicted: Handle[] = [];

  constructor(capacity: number) {
    this.#handles = new LRUCache({ max: capacity, dispose: (handle) => this.#evicted.push(handle) });
  }

  /** The cached object, or the one that `make` creates, which is cached unless it is null. */
  get(text: string, make: () => Handle | null): Handle | null {
    const kept = this.#handles.get(text);
    if (kept) return kept;
    const created = make();
    if (created) this.#handles.set(text, created);
    return created;
  }

  /** Deletes the evicted handles. No handle from `get` may be in use. */
  trim(): void {
    for (const handle of this.#evicted.splice(0)) handle.delete();
  }
}
