/**
 * Detects a stream that is dead or held back, which no browser reports: the connections of a network that has silently gone
 * stay open for a quarter of an hour, and a proxy that buffers shows nothing until the session has ended.
 */

import { streamingStatus } from "./api.js";

const TICK_MS = 3000;
/** A stream that has delivered nothing for this long is examined. Keep-alive comments do not reach a page. */
const SILENT_MS = 10_000;

/**
 * @typedef {"dead" | "unreachable" | "behind" | "gone" | "fine"} Finding
 *   dead: no answer within the limit; unreachable: refused at once; behind: twice in a row, the log had events that did not arrive;
 *   gone: the session no longer exists
 */

export class StallWatch {
  #sessionId;
  #stream;
  #found;
  #timer = 0;
  #asking = false;
  #behindAt = -1;
  /**
   * The last look had no answer: the browser may have more dead connections, each of which it tries again, so the next
   * look does not wait for silence.
   */
  #foundDead = false;

  /**
   * @param {object} options
   * @param {string} options.sessionId
   * @param {() => { silentSince: number, lastEventId: number }} options.stream what to look at, in ms of `performance.now()`
   * @param {(finding: Finding, error: Error | null) => void} options.found called after each look
   */
  constructor({ sessionId, stream, found }) {
    this.#sessionId = sessionId;
    this.#stream = stream;
    this.#found = found;
  }

  start() {
    this.stop();
    this.#behindAt = -1;
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  stop() {
    clearInterval(this.#timer);
    this.#timer = 0;
  }

  async #tick() {
    if (this.#asking) return;
    if (!this.#foundDead && performance.now() - this.#stream().silentSince < SILENT_MS) return;
    this.#asking = true;
    const timer = this.#timer;
    const [finding, error] = await this.#look();
    this.#asking = false;
    this.#foundDead = finding === "dead";
    // If the watch was restarted meanwhile, it is for another stream.
    if (timer === this.#timer) this.#found(finding, error);
  }

  async #look() {
    try {
      const { last_event_id: newest } = await streamingStatus(this.#sessionId);
      const { lastEventId } = this.#stream();
      if (newest <= lastEventId) return ["fine", null];
      // What has just been appended may still be on its way.
      const wasBehind = this.#behindAt === lastEventId;
      this.#behindAt = lastEventId;
      return [wasBehind ? "behind" : "fine", null];
    } catch (error) {
      if (error.status === 404 || error.status === 410) return ["gone", error];
      if (error.status === 0) return [error.code === "timeout" ? "dead" : "unreachable", error];
      return ["fine", null];
    }
  }
}
