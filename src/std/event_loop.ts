/** How long a loop may go on before everything else gets its turn, in milliseconds. */
const TURN_MS = 4;

/**
 * Keeps a loop that awaits nothing for long, or several loops together, from holding the event loop.
 *
 * - **`due`** says that the loop has run for 4 ms since its last turn began.
 * - **`next`** lets timers, sockets and pipes be served, and begins a new turn, of which each of several loops that wait has
 *   its share.
 */
export class LoopTurn {
  #began = performance.now();
  #next: Promise<void> | undefined;

  get due(): boolean {
    return performance.now() - this.#began >= TURN_MS;
  }

  /** Begins a new turn, because the loop has been waiting for something anyway. */
  begin(): void {
    this.#began = performance.now();
  }

  next(): Promise<void> {
    this.#next ??= new Promise((resolve) =>
      setTimeout(() => {
        this.#next = undefined;
        this.begin();
        resolve();
      }, 0)
    );
    return this.#next;
  }
}

/** Runs short pieces of work, each in a turn of the event loop of its own: many at once hold it no longer than one. */
export class OneATurn {
  #last: Promise<unknown> = Promise.resolve();

  run<Result>(work: () => Result): Promise<Result> {
    const result = this.#last.then(nextTurn).then(work);
    this.#last = result.catch(() => {});
    return result;
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
