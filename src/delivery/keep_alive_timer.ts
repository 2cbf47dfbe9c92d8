/** Notices that nothing has been sent for a while, so that proxies and clients can be told that their connection is alive. */
export class KeepAliveTimer implements Disposable {
  readonly #timer: ReturnType<typeof setInterval>;
  #since = performance.now();

  /** Calls `onIdle` whenever `ms` milliseconds have passed since `sent` or the last call; a quarter of them later at most. */
  constructor(ms: number, onIdle: () => void) {
    this.#timer = setInterval(() => {
      if (performance.now() - this.#since < ms) return;
      this.sent();
      onIdle();
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
