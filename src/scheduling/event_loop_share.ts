/**
 * How long work may hold the event loop: 4 ms at a time, for each loop that computes. Beside it, clients that read logs have slices
 * of 64 KiB, about 1 ms each (`http/routes/reading_turns.ts`), and what is sent to clients has 1 or 5 ms of each turn of the loop
 * (`turn_budget.ts`, `delivery/delivery.ts`).
 */

/** How long a loop may run before everything else gets its turn, in milliseconds: a quarter of a screen's frame. */
const BUDGET_MS = 4;

/**
 * Keeps a loop that awaits nothing for long, or several loops together, from holding the event loop.
 *
 * - **`shouldYield`** says that the loop has run for 4 ms since it last began.
 * - **`yield`** lets timers, sockets and pipes be served; several loops that wait share what follows.
 */
export class EventLoopShare {
  #began = performance.now();
  #next: Promise<void> | undefined;

  get shouldYield(): boolean {
    return performance.now() - this.#began >= BUDGET_MS;
  }

  /** Starts a new budget, because the loop has just waited for something. */
  begin(): void {
    this.#began = performance.now();
  }

  yield(): Promise<void> {
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
