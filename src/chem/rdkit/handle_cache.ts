/** A few objects of the WASM module that are likely to be asked for again, each under its text. */
import { LRUCache } from "lru-cache";

interface Deletable {
  delete(): void;
}

/**
 * Keeps the objects used last. What has to go is not deleted before `trim`: it may be lent to the call that is running. What `get`
 * lends must not be deleted by others.
 */
export class HandleCache<Handle extends Deletable> {
  readonly #handles: LRUCache<string, Handle>;
  readonly #evicted: Handle[] = [];

  constructor(capacity: number) {
    this.#handles = new LRUCache({ max: capacity, dispose: (handle) => this.#evicted.push(handle) });
  }

  /** The kept object, or the one that `make` makes, which is kept if there is one. */
  get(text: string, make: () => Handle | null): Handle | null {
    const kept = this.#handles.get(text);
    if (kept) return kept;
    const made = make();
    if (made) this.#handles.set(text, made);
    return made;
  }

  /** Deletes what had to go. Nothing that was lent may be in use. */
  trim(): void {
    for (const handle of this.#evicted.splice(0)) handle.delete();
  }
}
