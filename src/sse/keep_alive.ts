/** One timer for all open streams, which sends a comment where nothing else was sent for a while. */

/** Something that is sent comments while it is silent. */
export interface KeptAlive {
  /** Since when nothing has been sent, in milliseconds of `performance.now()`; Infinity while something is on its way. */
  silentSince: number;
  sendComment(): void;
}

export class KeepAlive implements Disposable {
  /** A comment is sent after this long without bytes, in milliseconds. */
  readonly ms: number;
  readonly #streams = new Set<KeptAlive>();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(ms: number) {
    this.ms = ms;
  }

  add(stream: KeptAlive): void {
    this.#streams.add(stream);
    // A quarter of the time is fine enough; the timer runs only while somebody is connected.
    this.#timer ??= setInterval(() => this.#tick(), Math.max(10, Math.min(1_000, this.ms / 4)));
  }

  delete(stream: KeptAlive): void {
    this.#streams.delete(stream);
    if (this.#streams.size === 0) this[Symbol.dispose]();
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #tick(): void {
    const now = performance.now();
    for (const stream of [...this.#streams]) {
      if (now - stream.silentSince < this.ms) continue;
      stream.silentSince = now;
      stream.sendComment();
    }
  }
}
