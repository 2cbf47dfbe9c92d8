/** The panel that shows the state of the connection, its figures, and the server's view of the stream. */

import { streamingStatus } from "./api.js";
import { announce } from "./announcer.js";
import { el, setText } from "./dom.js";
import { bytes, count, counted, duration } from "./format.js";

const TICK_MS = 500;
const STATUS_MS = 5000;
const WORDS = {
  idle: "Not connected",
  connecting: "Connecting",
  open: "Open",
  reconnecting: "Reconnecting",
  waiting: "Waiting to retry",
  resting: "Resting",
  closed: "Disconnected",
  failed: "Refused",
  complete: "Complete",
  paused: "Paused",
};
const METRICS = [
  ["events", "Events"],
  ["rate", "Events per second"],
  ["bytes", "Data received"],
  ["reconnects", "Reconnects"],
  ["last", "Last event id"],
  ["age", "Age of the last event"],
  ["held", "Held back"],
  ["repeats", "Repeats dropped"],
  ["holes", "Holes"],
];

export class ConnectionPanel {
  #root;
  #sessionId;
  #connection;
  #batch;
  #values = new Map();
  #spoken = "";
  #rate = { at: performance.now(), events: 0, perSecond: 0 };
  #statusAt = 0;
  #asking = false;
  #signal;

  /**
   * @param {object} options
   * @param {HTMLElement} options.root
   * @param {string} options.sessionId
   * @param {import("./connection.js").Connection} options.connection
   * @param {import("./frame_batch.js").FrameBatch} options.batch
   * @param {{ pause: () => void, resume: () => void, disconnect: () => void, reconnect: () => void }} options.actions
   * @param {AbortSignal} options.signal ends all listening and polling
   */
  constructor({ root, sessionId, connection, batch, actions, signal }) {
    this.#root = root;
    this.#sessionId = sessionId;
    this.#connection = connection;
    this.#batch = batch;
    this.#signal = signal;
    for (const [key, title] of METRICS) {
      const value = el("dd", { text: "–" });
      const row = el("div", {}, el("dt", { text: title }), value);
      this.#values.set(key, { row, value });
      this.#part("metrics").append(row);
    }
    this.#part("pause").addEventListener("click", () => batch.held ? actions.resume() : actions.pause());
    this.#part("disconnect").addEventListener("click", actions.disconnect);
    this.#part("reconnect").addEventListener("click", actions.reconnect);
    const timer = setInterval(() => this.#tick(), TICK_MS);
    signal.addEventListener("abort", () => clearInterval(timer));
    this.update();
  }

  /** The state as shown: pausing hides every state except the final ones. */
  get shownState() {
    const { state } = this.#connection;
    return this.#batch.held && (state === "open" || state === "complete") ? "paused" : state;
  }

  /** Shows state, problem and buttons, and announces a change of state. */
  update() {
    const { state, problem, holes } = this.#connection;
    const shown = this.shownState;
    this.#part("state").dataset.state = shown;
    document.getElementById("tab-dot").dataset.state = shown;
    setText(this.#part("state-text"), WORDS[shown]);
    this.#show("connection-problem", this.#problem(shown, problem));
    this.#show("connection-holes", holeText(holes));
    const pause = this.#part("pause");
    setText(pause, this.#batch.held ? "Resume" : "Pause");
    pause.disabled = !this.#batch.held && (state === "complete" || state === "failed" || state === "closed");
    this.#part("disconnect").disabled = ["closed", "failed", "complete"].includes(state);
    this.#part("reconnect").disabled = state === "complete" || state === "connecting";
    if (shown !== this.#spoken && this.#spoken !== "" && shown !== "complete") {
      announce(`Connection: ${WORDS[shown]}`);
    }
    this.#spoken = shown;
    this.#figures();
  }

  /** Asks for the streaming status now, however recent the last answer is. */
  async refreshStatus() {
    if (this.#asking) return;
    this.#asking = true;
    this.#statusAt = performance.now();
    try {
      const status = await streamingStatus(this.#sessionId, this.#signal);
      setText(this.#part("status-json"), JSON.stringify(status, null, 2));
    } catch (error) {
      if (!this.#signal.aborted) setText(this.#part("status-json"), error.message);
    } finally {
      this.#asking = false;
    }
  }

  #tick() {
    const now = performance.now();
    const { events, state } = this.#connection;
    const seconds = (now - this.#rate.at) / 1000;
    if (seconds >= 1) {
      this.#rate = { at: now, events, perSecond: (events - this.#rate.events) / seconds };
    }
    this.#figures();
    const ended = ["complete", "closed", "failed"].includes(state);
    const visible = !document.hidden && this.#root.getClientRects().length > 0;
    if (visible && !ended && now - this.#statusAt > STATUS_MS) this.refreshStatus();
    if (state === "waiting") this.#show("connection-problem", this.#problem(state, this.#connection.problem));
  }

  #figures() {
    const { events, bytes: size, reconnects, lastEventId, lastEventAt, duplicates, holes } = this.#connection;
    const missing = holes.reduce((sum, { from, to }) => sum + to - from + 1, 0);
    const values = {
      events: count(events),
      rate: this.#rate.perSecond < 10
        ? this.#rate.perSecond.toFixed(1)
        : count(Math.round(this.#rate.perSecond)),
      bytes: bytes(size),
      reconnects: count(reconnects),
      last: lastEventId > 0 ? count(lastEventId) : "–",
      age: lastEventAt === null ? "–" : duration(performance.now() - lastEventAt),
      held: this.#batch.held ? count(this.#batch.length) : "",
      repeats: duplicates > 0 ? count(duplicates) : "",
      holes: missing > 0 ? count(missing) : "none",
    };
    for (const [key, { row, value }] of this.#values) {
      row.hidden = values[key] === "";
      setText(value, values[key]);
    }
    this.#values.get("holes").value.classList.toggle("bad", missing > 0);
  }

  #problem(shown, problem) {
    const { retryAt } = this.#connection;
    if (shown === "paused") return "The view is frozen; events keep arriving and are held back.";
    if (shown === "closed" && this.#batch.held) {
      return "The view is frozen and the stream is closed. Resume continues after the last event.";
    }
    if (shown === "resting") return "Stream released; it resumes where it stopped.";
    if (shown === "reconnecting") {
      return problem ??
        "The connection was lost. Nothing will be missed: the stream resumes after the last event.";
    }
    if (shown === "waiting" && retryAt !== null) {
      return `${problem} Next attempt in ${Math.max(1, Math.ceil((retryAt - performance.now()) / 1000))} s.`;
    }
    return problem ?? "";
  }

  #show(id, text) {
    const element = this.#part(id);
    element.hidden = text === "";
    setText(element, text);
  }

  #part(id) {
    return this.#root.querySelector(`#${id}`);
  }
}

function holeText(holes) {
  if (holes.length === 0) return "";
  const ranges = holes.slice(0, 5).map(({ from, to }) =>
    from === to ? count(from) : `${count(from)}–${count(to)}`
  );
  const more = holes.length > 5 ? ` and ${counted(holes.length - 5, "more hole")}` : "";
  return `Events are missing: ${ranges.join(", ")}${more}. Please report this.`;
}
