import { deadline } from "../std/async.ts";

/** Lets one piece of work run at a time; the others wait, first come first served. */
export class OneAtATime {
  #last: Promise<void> = Promise.resolve();

  /** Resolves when it is the caller's turn, which ends when the result is disposed; rejects with the signal's reason. */
  async turn(signal: AbortSignal): Promise<Disposable> {
    const before = this.#last;
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    this.#last = before.then(() => ended);
    try {
      await deadline(before, Infinity, { signal });
    } catch (error) {
      end();
      throw error;
    }
    return { [Symbol.dispose]: end };
  }
}
