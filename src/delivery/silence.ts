/** Notices that nothing has been sent for a while, so that proxies and clients can be told that their connection is alive. */
export class Silence implements Disposable {
  readonly #timer: ReturnType<typeof setInterval>;
  #since = performance.now();

  /** Calls `onSilence` whenever `ms` milliseconds have passed since `sent` or the last call; a quarter of them later at most. */
  constructor(ms: number, onSilence: () => void) {
    this.#timer = setInterval(() => {
      if (performance.now() - this.#since < ms) return;
      this.sent();
      onSilence();
    }, Math.max(10, Math.min(1_000, ms / 4)));
  }

  /** Something has been sent. */
  sent(): void {
    this.#since = performance.now();
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
