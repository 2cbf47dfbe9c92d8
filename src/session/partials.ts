/** Passes what agents say before it is in a log to the viewers that are there. Nothing is kept. */
import type { PartialEvent, SessionId } from "../types.ts";

export type PartialListener = (partial: PartialEvent) => void;

export class Partials {
  readonly #listeners = new Map<SessionId, Set<PartialListener>>();

  publish(sessionId: SessionId, partial: PartialEvent): void {
    for (const listener of this.#listeners.get(sessionId) ?? []) listener(partial);
  }

  /** Calls `listener` until the result is disposed. */
  subscribe(sessionId: SessionId, listener: PartialListener): Disposable {
    const listeners = this.#listeners.get(sessionId) ?? new Set();
    this.#listeners.set(sessionId, listeners.add(listener));
    return {
      [Symbol.dispose]: () => {
        listeners.delete(listener);
        if (listeners.size === 0) this.#listeners.delete(sessionId);
      },
    };
  }
}
