/** Keeps those who catch up from holding the event loop together. */
import { setImmediate } from "node:timers/promises";

/**
 * So many bytes go to clients that catch up in one turn of the event loop at most: a millisecond of writing. What is in memory can be
 * written as fast as sockets take it, megabytes for each client, and nothing else would have its turn.
 */
const BYTES_PER_TURN = 512 * 1024;

export class TurnBudget {
  #left = BYTES_PER_TURN;
  #nextTurn: Promise<void> | undefined;

  /** Resolves when so many bytes may be written; in order of the calls. */
  async spend(bytes: number): Promise<void> {
    while (this.#left <= 0) await (this.#nextTurn ??= this.#renew());
    this.#left -= bytes;
  }

  async #renew(): Promise<void> {
    await setImmediate();
    this.#left = BYTES_PER_TURN;
    this.#nextTurn = undefined;
  }
}
