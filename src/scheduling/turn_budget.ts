/** How long many loops together may hold the event loop, of which each sends something now and then. */
import { setImmediate as onTurnEnd } from "node:timers";
import { setImmediate } from "node:timers/promises";

/**
 * Counts what all of them do within one turn of the event loop: together they hold it no longer than one of them would, and they
 * continue in the order in which they asked.
 */
export class TurnBudget {
  readonly #ms: number;
  #began: number | undefined;
  #next: Promise<void> | undefined;

  /** `ms` is how long a turn may take, in milliseconds. */
  constructor(ms: number) {
    this.#ms = ms;
  }

  /** Resolves at once while this turn has time left, else in the first one that has. */
  async turn(): Promise<void> {
    while (this.#isSpent()) await (this.#next ??= setImmediate().then(() => this.#next = undefined));
  }

  #isSpent(): boolean {
    if (this.#began === undefined) {
      onTurnEnd(() => this.#began = undefined);
      this.#began = performance.now();
    }
    return performance.now() - this.#began >= this.#ms;
  }
}
