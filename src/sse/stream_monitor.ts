/** One timer for all open streams: keeps idle ones alive and ends those whose client takes nothing. */

/** A stream as the monitor sees it. Times are milliseconds of `performance.now()`. */
export interface MonitoredStream {
  /** Since when the client has been waiting for bytes, or (`blocked`) has not taken the ones it was given. */
  readonly state: { readonly kind: "waiting" | "blocked"; readonly since: number };
  keepAlive(): void;
  stalled(): void;
}

export interface StreamTimes {
  /** A comment is sent after this long without bytes, in milliseconds. */
  readonly keepAliveMs: number;
  /**
   * A client whose socket takes nothing new for this long is closed, in milliseconds. The time begins when the kernel's buffer
   * for the connection (up to some 4 MB) is full: what lies there unread counts as taken.
   * Linux takes more only when a third of it is free (up to 1.4 MB): a client at 64 kB/s, measured, took nothing for 23 s.
   */
  readonly writeDeadlineMs: number;
}

export class StreamMonitor implements Disposable {
  readonly #times: StreamTimes;
  readonly #streams = new Set<MonitoredStream>();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(times: StreamTimes) {
    this.#times = times;
  }

  /** How long a connection may be silent, in milliseconds: a wait of another kind ends by then, too. */
  get keepAliveMs(): number {
    return this.#times.keepAliveMs;
  }

  add(stream: MonitoredStream): void {
    this.#streams.add(stream);
    // A quarter of the shorter time is fine enough; the timer runs only while somebody is connected.
    const period = Math.max(
      10,
      Math.min(1_000, this.#times.keepAliveMs / 4, this.#times.writeDeadlineMs / 4),
    );
    this.#timer ??= setInterval(() => this.#tick(), period);
  }

  delete(stream: MonitoredStream): void {
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
      const { kind, since } = stream.state;
      if (kind === "waiting" && now - since >= this.#times.keepAliveMs) stream.keepAlive();
      if (kind === "blocked" && now - since >= this.#times.writeDeadlineMs) stream.stalled();
    }
  }
}
