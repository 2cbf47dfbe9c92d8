/** Reads the log of a session by long-polling, for networks that a stream does not get through. */

import { contentAfter } from "./api.js";

const DELAYS_MS = [1000, 2000, 4000, 8000, 15_000];

export class LongPoll {
  #stop = new AbortController();

  /**
   * @param {object} options
   * @param {string} options.sessionId
   * @param {number} options.after id of the newest event that the page has already
   * @param {(entry: { data: string, lastEventId: string }) => void} options.receive gets each event in order, in the form that a stream has
   * @param {(error: Error | null) => void} options.answered called after each answer, with what went wrong
   */
  constructor({ sessionId, after, receive, answered }) {
    this.#run(sessionId, after, receive, answered);
  }

  close() {
    this.#stop.abort();
  }

  async #run(sessionId, after, receive, answered) {
    const { signal } = this.#stop;
    let failures = 0;
    while (!signal.aborted) {
      try {
        const { items, next_after: next } = await contentAfter(sessionId, after, signal);
        if (signal.aborted) return;
        failures = 0;
        answered(null);
        for (const { id, data } of items) {
          if (signal.aborted) return;
          receive({ data: JSON.stringify(data), lastEventId: String(id) });
        }
        if (next === null) return;
        after = next;
      } catch (error) {
        if (signal.aborted) return;
        answered(error);
        const delay = DELAYS_MS[Math.min(failures++, DELAYS_MS.length - 1)];
        await new Promise((resolve) => setTimeout(resolve, delay));
      }
    }
  }
}
