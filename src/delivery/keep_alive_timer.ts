/** Detects idle connections, so that a keep-alive can be sent to proxies and clients. */
export class KeepAliveTimer implements Disposable {
  readonly #timer: ReturnType<typeof setInterval>;
  #since = performance.now();

  /** Calls `onIdle` when `ms` milliseconds have passed since `sent` or the last call, at most a quarter of `ms` late. */
  constructor(ms: number, onIdle: () => void) {
    this.#timer = setInterval(() => {
      if (performance.now() - this.#since < ms) return;
      this.sent();
      onIdle();
    }, Math.max(10, Math.min(1_000, ms / 4)));
  }

  /** Call this whenever something has been sent. */
  sent(): void {
    this.#since = performance.now();
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
