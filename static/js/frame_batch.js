/**
 * Passes arriving entries on in batches, one per animation frame, and never works longer than a few milliseconds at a time,
 * so that a burst of thousands of events leaves the page responsive. Order is kept; nothing is dropped.
 */

const BUDGET_MS = 8;
const SLICE = 64;
const HIDDEN_DELAY_MS = 250;

export class FrameBatch {
  #queue = [];
  #head = 0;
  #scheduled = false;
  #held = false;
  #closed = false;
  #deliver;
  #delivered;

  /**
   * @param {(entries: object[]) => void} deliver called with one slice of entries at a time
   * @param {() => void} delivered called once per frame after the slices, to show them
   */
  constructor(deliver, delivered) {
    this.#deliver = deliver;
    this.#delivered = delivered;
  }

  /** Waiting entries. */
  get length() {
    return this.#queue.length - this.#head;
  }

  get held() {
    return this.#held;
  }

  /** @param {object} entry */
  push(entry) {
    this.#queue.push(entry);
    this.#schedule();
  }

  /** Holds entries back until `release`. */
  hold() {
    this.#held = true;
  }

  release() {
    this.#held = false;
    this.#schedule();
  }

  /** Discards the waiting entries and accepts no more. */
  close() {
    this.#closed = true;
    this.#queue = [];
    this.#head = 0;
  }

  #schedule() {
    if (this.#scheduled || this.#held || this.#closed || this.length === 0) return;
    this.#scheduled = true;
    // A hidden page gets no animation frames, so its queue would grow.
    if (document.hidden) setTimeout(() => this.#run(), HIDDEN_DELAY_MS);
    else requestAnimationFrame(() => this.#run());
  }

  #run() {
    this.#scheduled = false;
    const until = performance.now() + BUDGET_MS;
    while (this.length > 0 && !this.#held && performance.now() < until) {
      const slice = this.#queue.slice(this.#head, this.#head + SLICE);
      this.#head += slice.length;
      this.#deliver(slice);
    }
    if (this.#closed) return;
    this.#delivered();
    if (this.#head > 4096 || this.length === 0) {
      this.#queue = this.#queue.slice(this.#head);
      this.#head = 0;
    }
    this.#schedule();
  }
}
