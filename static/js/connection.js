/**
 * One page's connection to the event stream of a session, over the browser's own EventSource.
 *
 * The browser reconnects after a network loss and sends Last-Event-ID. Where it gives up (any answer but 200), this
 * class asks the server why and, if that can help, reconnects with its cursor after a growing delay. Each event is passed on
 * once and in order; a repeated id is dropped, and a missing id is reported as a gap. A stream that is dead without an error is
 * opened again; where a proxy buffers streams, the page polls for events instead.
 */

import { problemOf, streamUrl } from "./api.js";
import { utf8Length } from "./format.js";
import { LongPoll } from "./long_poll.js";
import { tellStreamOpened } from "./other_tabs.js";
import { StallWatch } from "./stall_watch.js";

const DELAYS_MS = [1000, 2000, 4000, 8000, 15_000, 30_000];
const SLOW_MS = 6000;
const SLOW =
  "Still connecting. Browsers allow six open streams per server over HTTP/1.1; another tab may be holding them.";
/** Time limit of the request that asks why a stream was refused, in milliseconds. */
const EXPLAIN_MS = 10_000;
const STOPPING =
  "The server is stopping or restarting. Nothing will be missed: the stream resumes after the last event.";
const POLLING =
  "Something between this page and the server is holding the stream back, so the page is polling for events instead. Reconnect tries the stream again.";

/**
 * @typedef {"idle" | "connecting" | "open" | "reconnecting" | "waiting" | "resting" | "closed" | "failed" | "complete"} State
 *   waiting: until this class's next attempt; resting: released for a while; closed: by the user; failed: for good
 */

export class Connection {
  /** @type {State} */ state = "idle";
  /** @type {string | null} */ problem = null;
  /** @type {number | null} */ retryAt = null;
  /** @type {{ from: number, to: number }[]} */ holes = [];
  /** @type {number | null} */ lastEventAt = null;
  /** @type {string | null} */ problemCode = null;
  events = 0;
  bytes = 0;
  reconnects = 0;
  duplicates = 0;
  lastEventId = 0;

  #sessionId;
  #clientId;
  #receive;
  #changed;
  #source = null;
  #timer = 0;
  #attempt = 0;
  #opened = false;
  #openedAt = 0;
  #rested = false;
  #probe = null;
  #poll = null;
  #goodbye = false;
  /** Since when there has been no open stream, in ms of `performance.now()`. */
  #missingSince = 0;
  /** Events received since the stream was opened. */
  #came = 0;
  /** Consecutive streams that have delivered nothing although there were events. */
  #barren = 0;
  #watch;

  /**
   * @param {object} options
   * @param {string} options.sessionId
   * @param {string} options.clientId
   * @param {(entry: { id: number, data: string, event: object | null }) => void} options.receive
   *   gets each event once, in order; `event` is set only on the completion, the others are parsed later
   * @param {() => void} options.changed called after each change of `state` or `problem`
   */
  constructor({ sessionId, clientId, receive, changed }) {
    this.#sessionId = sessionId;
    this.#clientId = clientId;
    this.#receive = receive;
    this.#changed = changed;
    this.#watch = new StallWatch({
      sessionId,
      stream: () => ({
        silentSince: Math.max(this.lastEventAt ?? 0, this.#openedAt, this.#missingSince),
        lastEventId: this.lastEventId,
      }),
      found: (finding, error) => this.#onFinding(finding, error),
    });
  }

  get clientId() {
    return this.#clientId;
  }

  /** Opens the stream after the last event received, closing an open one first. */
  open() {
    this.#drop();
    this.#missingSince = performance.now();
    this.#came = 0;
    this.#enter(this.#opened ? "reconnecting" : "connecting", this.#goodbye ? STOPPING : null);
    tellStreamOpened();
    const source = new EventSource(streamUrl(this.#sessionId, this.#clientId, this.lastEventId));
    this.#source = source;
    source.onopen = () => this.#onOpen();
    source.onmessage = (message) => this.#onMessage(message);
    source.onerror = () => this.#onError(source);
    // The reason for an early end: a named event without an id.
    source.addEventListener("goodbye", () => this.#goodbye = true);
    source.addEventListener("deleted", () => this.#fail("This session was deleted.", "session_not_found"));
    this.#timer = setTimeout(() => this.#enter(this.state, SLOW), SLOW_MS);
    this.#watch.start();
  }

  /** Closes the stream at the user's request; `open` continues where it ended. */
  disconnect() {
    this.#drop();
    this.#enter("closed");
  }

  /** Releases the stream for a while, because nobody is looking (a browser has only a few connections) or too many events wait. */
  rest() {
    if (this.state === "complete" || this.state === "closed" || this.state === "failed") return;
    this.#drop();
    this.#rested = true;
    this.#enter("resting");
  }

  /** Forgets the cursor: the next `open` starts from the first event. */
  rewind() {
    this.lastEventId = 0;
    this.holes = [];
  }

  /** Reports that an event could not be read, which is as good as lost. @param {number} id */
  unreadable(id) {
    this.holes.push({ from: id, to: id });
    this.#changed();
  }

  #onFinding(finding, error) {
    if (finding === "gone") return this.#fail(error.message, error.code);
    const isOpen = this.state === "open";
    if (finding === "dead" || (finding === "unreachable" && isOpen)) return this.open();
    if (isOpen ? finding !== "behind" : finding === "unreachable") return;
    // The server answers other requests, but its stream does not arrive, or stops on the way.
    this.#barren = this.#came === 0 ? this.#barren + 1 : 0;
    if (this.#barren > 1 || this.state === "connecting") this.#pollInstead();
    else this.open();
  }

  #pollInstead() {
    this.#drop();
    this.#barren = 0;
    this.#poll = new LongPoll({
      sessionId: this.#sessionId,
      after: this.lastEventId,
      receive: (entry) => this.#onMessage(entry),
      answered: (error) => this.#onPolled(error),
    });
    this.#enter("open", POLLING);
  }

  #onPolled(error) {
    if (error === null) {
      if (this.state !== "open") this.#enter("open", POLLING);
    } else if (isFinal(error)) this.#fail(error.message, error.code);
    else this.#enter("reconnecting", error.message);
  }

  #onOpen() {
    clearTimeout(this.#timer);
    if (this.#opened && !this.#rested) this.reconnects++;
    this.#rested = false;
    this.#opened = true;
    this.#openedAt = performance.now();
    this.#attempt = 0;
    this.#goodbye = false;
    this.#enter("open");
  }

  #onMessage({ data, lastEventId }) {
    this.bytes += utf8Length(data);
    this.lastEventAt = performance.now();
    const id = Number(lastEventId);
    if (id <= this.lastEventId) {
      this.duplicates++;
      return;
    }
    if (id > this.lastEventId + 1) this.holes.push({ from: this.lastEventId + 1, to: id - 1 });
    this.lastEventId = id;
    this.events++;
    this.#came++;
    this.#barren = 0;
    const event = completionOf(data);
    this.#receive({ id, data, event });
    if (event) {
      this.#drop();
      this.#enter("complete");
    }
  }

  #onError(source) {
    if (source !== this.#source) return;
    if (source.readyState === EventSource.CONNECTING) {
      if (this.state === "open") {
        this.#missingSince = performance.now();
        this.#enter("reconnecting", this.#goodbye ? STOPPING : null);
      }
      return;
    }
    this.#drop();
    this.#explain();
  }

  /** EventSource does not say why it was refused; the same request with fetch does. */
  async #explain() {
    this.#enter("reconnecting");
    const probe = new AbortController();
    this.#probe = probe;
    let problem = null;
    let reason = "The server cannot be reached.";
    try {
      const response = await fetch(streamUrl(this.#sessionId, this.#clientId, this.lastEventId), {
        headers: { accept: "text/event-stream" },
        signal: AbortSignal.any([probe.signal, AbortSignal.timeout(EXPLAIN_MS)]),
      });
      if (probe !== this.#probe) return;
      if (response.status === 204) return this.#enter("complete");
      if (!response.ok) problem = await problemOf(response);
      reason = problem?.message ?? "The stream was interrupted.";
    } catch {
      // No answer at all: waiting helps.
    } finally {
      probe.abort();
    }
    if (probe !== this.#probe) return;
    if (problem !== null && isFinal(problem)) return this.#fail(problem.message, problem.code);
    this.#wait(reason);
  }

  #fail(message, code) {
    this.#drop();
    this.problemCode = code ?? null;
    this.#enter("failed", message);
  }

  #wait(reason) {
    const delay = DELAYS_MS[Math.min(this.#attempt++, DELAYS_MS.length - 1)];
    this.#timer = setTimeout(() => this.open(), delay);
    this.#enter("waiting", reason);
    this.retryAt = performance.now() + delay;
  }

  #drop() {
    clearTimeout(this.#timer);
    this.#watch.stop();
    this.#poll?.close();
    this.#poll = null;
    this.#source?.close();
    this.#source = null;
    this.#probe?.abort();
    this.#probe = null;
  }

  #enter(state, problem = null) {
    this.state = state;
    this.problem = problem;
    this.retryAt = null;
    this.#changed();
  }
}

/** Whether asking again cannot help. */
function isFinal({ status }) {
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}

/** The event if it is the completion, else null. Quotes inside JSON strings are escaped, so the cheap test misses none. */
function completionOf(data) {
  if (!data.includes('"_type"')) return null;
  try {
    const event = JSON.parse(data);
    return event._type === "completion" ? event : null;
  } catch {
    // Later readers report that it cannot be read.
    return null;
  }
}

/**
 * The id of this tab, kept across reloads so that the server counts a tab once.
 * @returns {string}
 */
export function tabClientId() {
  const key = "rxnstream.client_id";
  try {
    const known = sessionStorage.getItem(key);
    if (known) return known;
  } catch {
    // Storage is disabled: a new id per load is good enough.
  }
  const id = `page-${Array.from(crypto.getRandomValues(new Uint8Array(5)), (b) => b.toString(36)).join("")}`;
  try {
    sessionStorage.setItem(key, id);
  } catch {
    // See above.
  }
  return id;
}
