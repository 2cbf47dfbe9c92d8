/** Turns of the event loop for many clients' short pieces of work. */
import { setImmediate } from "node:timers/promises";
import { Rotation } from "./rotation.ts";

/** Whom a piece of work is for, and how it waits. */
export interface TurnOptions {
  /** Keys take turns. */
  readonly key: string;
  /** Takes precedence: the beginning of an answer, which somebody is waiting for, not its continuation. */
  readonly first: boolean;
  /** Leaves the queue as soon as it aborts. */
  readonly signal: AbortSignal;
  /** Afterwards leaves the event loop to others for as long as the piece held it; has no effect with `first`. */
  readonly rests: boolean;
}

/** Pieces of work in progress at the same time: one fetches while another computes. */
const AT_ONCE = 2;
/** Pieces with precedence that run in a row while others wait. */
const FIRST_IN_ROW = 3;

/**
 * Runs short pieces of work, each of which fetches something and then holds the event loop for a moment. Each runs in its own turn of
 * the loop, so that many at once hold it no longer than one.
 */
export class FairTurns {
  readonly #first = new Rotation<() => void>();
  readonly #later = new Rotation<() => void>();
  /** Resolves in the turn that was assigned last. */
  #turns: Promise<void> = Promise.resolve();
  #underWay = 0;
  #firstInRow = 0;
  #restsUntil = 0;
  #resting: ReturnType<typeof setTimeout> | undefined;

  /**
   * Settles like `compute`, which gets what `fetch` resolves to. Rejects with the signal's reason if it aborts while the work waits for
   * its turn.
   */
  async run<Fetched, Result>(
    options: TurnOptions,
    fetch: () => Promise<Fetched>,
    compute: (fetched: Fetched) => Result,
  ): Promise<Result> {
    await this.#turn(options);
    let began: number | undefined;
    try {
      const fetched = await fetch();
      await (this.#turns = this.#turns.then(() => setImmediate()));
      began = performance.now();
      return compute(fetched);
    } finally {
      // At once, since more work may arrive before the next turn of the loop.
      this.#rest(began, options);
      void this.#end(began, options);
    }
  }

  async #turn({ key, first, signal }: TurnOptions): Promise<void> {
    signal.throwIfAborted();
    const queue = first ? this.#first : this.#later;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const leave = () => {
      queue.delete(key, resolve);
      reject(signal.reason);
    };
    signal.addEventListener("abort", leave, { once: true });
    queue.add(key, resolve);
    this.#next();
    await promise.finally(() => signal.removeEventListener("abort", leave));
  }

  /** What the caller does with the result until it waits again counts as part of the piece of work. */
  async #end(began: number | undefined, options: TurnOptions): Promise<void> {
    await setImmediate();
    this.#rest(began, options);
    this.#underWay--;
    this.#next();
  }

  #rest(began: number | undefined, { first, rests }: TurnOptions): void {
    const now = performance.now();
    if (began !== undefined && rests && !first) this.#restsUntil = now + (now - began);
  }

  #next(): void {
    while (this.#underWay < AT_ONCE) {
      const begin = this.#take();
      if (begin === undefined) return;
      this.#underWay++;
      begin();
    }
  }

  #take(): (() => void) | undefined {
    const rest = this.#restsUntil - performance.now();
    const laterMay = this.#later.size > 0 && rest <= 0;
    if (this.#first.size > 0 && (!laterMay || this.#firstInRow < FIRST_IN_ROW)) {
      this.#firstInRow++;
      return this.#first.take();
    }
    this.#firstInRow = 0;
    if (laterMay) return this.#later.take();
    if (this.#later.size > 0) {
      this.#resting ??= setTimeout(() => {
        this.#resting = undefined;
        this.#next();
      }, Math.ceil(rest));
    }
    return undefined;
  }
}
