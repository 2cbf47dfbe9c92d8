/** A few objects of the WASM module that are likely to be asked for again, each under its text. */

interface Deletable {
  delete(): void;
}

/** Keeps what was asked for last; whatever has to go is deleted. What `get` lends must not be deleted by others. */
export class HandleCache<Handle extends Deletable> {
  readonly #capacity: number;
  readonly #handles = new Map<string, Handle>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** The kept object, or the one that `make` makes, which is kept if there is one. */
  get(text: string, make: () => Handle | null): Handle | null {
    const kept = this.#handles.get(text);
    if (kept) {
      this.#handles.delete(text);
      this.#handles.set(text, kept);
      return kept;
    }
    const made = make();
    if (!made) return null;
    this.#handles.set(text, made);
    return made;
  }

  /** Deletes the oldest beyond the capacity. Nothing that was lent may be in use. */
  trim(): void {
    for (const [text, handle] of this.#handles) {
      if (this.#handles.size <= this.#capacity) return;
      this.#handles.delete(text);
      handle.delete();
    }
  }
}
