/** The list of sessions on the start page, newest first, refreshed while any session runs. */

import { cancelSession, deleteSession, listSessions, resumeSession } from "./api.js";
import { confirm, tell } from "./announcer.js";
import { el, setText } from "./dom.js";
import { age, count, counted, dateTime } from "./format.js";

const REFRESH_MS = 4000;

/** Words for a session's status. */
export const STATUS_WORDS = {
  queued: "Queued",
  running: "Running",
  completed: "Completed",
  error: "Failed",
  cancelled: "Cancelled",
};

export class SessionList {
  #root;
  #open;
  #sessions = [];
  #next = null;
  #turn = 0;

  /**
   * @param {object} options
   * @param {HTMLElement} options.root the start view
   * @param {(id: string) => void} options.open called to open a session
   * @param {AbortSignal} options.signal ends all listening
   */
  constructor({ root, open, signal }) {
    this.#root = root;
    this.#open = open;
    this.#part("recent-status").addEventListener("change", () => this.load());
    this.#part("recent-refresh").addEventListener("click", async () => {
      await this.load();
      tell("The list is up to date.");
    });
    this.#part("recent-more").addEventListener("click", () => this.#more());
    this.#part("open-form").addEventListener("submit", (event) => {
      event.preventDefault();
      const id = sessionIdIn(this.#part("open-id").value);
      if (id) open(id);
      else this.#part("open-id").focus();
    });
    const timer = setInterval(() => {
      if (!document.hidden && this.#live) this.load();
    }, REFRESH_MS);
    signal.addEventListener("abort", () => clearInterval(timer));
    this.load();
  }

  /** Fetches the newest sessions, and keeps older pages that were opened. */
  async load() {
    const turn = ++this.#turn;
    try {
      const status = this.#part("recent-status").value;
      const { items, next_after: next } = await listSessions({ status });
      if (turn !== this.#turn) return;
      const known = new Set(items.map((session) => session.session_id));
      const older = this.#filter === status
        ? this.#sessions.slice(20).filter((s) => !known.has(s.session_id))
        : [];
      this.#filter = status;
      this.#sessions = [...items, ...older];
      if (older.length === 0) this.#next = next;
      this.#render("");
    } catch (error) {
      if (turn === this.#turn) this.#render(error.message);
    }
  }

  #filter = "";

  get #live() {
    return this.#sessions.some(({ status }) => status === "running" || status === "queued");
  }

  async #more() {
    try {
      const { items, next_after: next } = await listSessions({ status: this.#filter, after: this.#next });
      this.#next = next;
      this.#sessions = [...this.#sessions, ...items];
      this.#render("");
    } catch (error) {
      tell(error.message);
    }
  }

  #render(problem) {
    const note = this.#part("recent-note");
    const none = this.#filter
      ? "No session has this status."
      : "No sessions yet. The first one you start appears here.";
    const text = problem || (this.#sessions.length === 0 ? none : "");
    note.hidden = text === "";
    setText(note, text);
    this.#part("recent-more").hidden = this.#next === null || this.#sessions.length === 0;
    if (problem) return;
    const list = this.#part("recent-list");
    // Rows are rebuilt at each refresh; the keyboard focus among them is restored by name.
    const focus = list.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
    list.replaceChildren(...this.#sessions.map((session) => this.#row(session)));
    if (focus) list.querySelector(`[data-focus="${CSS.escape(focus)}"]`)?.focus({ preventScroll: true });
  }

  #row(session) {
    const { session_id: id, title, status, reactions, created_at: created } = session;
    const name = titleOf(session);
    const { found, done, failed } = reactions;
    const facts = el(
      "div",
      { class: "facts" },
      el("span", { class: `chip ${status}`, text: STATUS_WORDS[status] ?? status }),
      el("span", {
        text: status === "running" ? `${count(done)} of ${count(found)}` : counted(found, "reaction"),
      }),
      ...(failed > 0 ? [el("span", { text: `${count(failed)} broken` })] : []),
    );
    const action = (text, run) =>
      el("button", {
        type: "button",
        text,
        click: run,
        "aria-label": `${text}: ${name}`,
        "data-focus": `${text} ${id}`,
      });
    const actions = el("div", { class: "row-actions" });
    if (status === "running" || status === "queued") {
      actions.append(action("Cancel", () => this.#act(() => cancelSession(id))));
    }
    if (status === "cancelled" || status === "error") {
      actions.append(action("Resume", () => this.#resume(id)));
    }
    actions.append(action("Delete", () => this.#delete(session)));
    const row = el(
      "li",
      {},
      el("a", {
        href: `#/s/${encodeURIComponent(id)}`,
        text: name,
        title: title || id,
        "data-focus": `open ${id}`,
      }),
      el("time", { class: "facts", datetime: created, title: dateTime(created), text: age(created) }),
      facts,
      actions,
    );
    if (status === "running") row.append(progress(found, done));
    return row;
  }

  async #delete(session) {
    const yes = await confirm({
      title: "Delete this session?",
      text: `“${titleOf(session)}” and all its results will be gone, for everybody.`,
      yes: "Delete",
    });
    if (yes) await this.#act(() => deleteSession(session.session_id), "Deleted");
  }

  async #resume(id) {
    try {
      const session = await resumeSession(id);
      this.#open(session.session_id);
    } catch (error) {
      tell(error.message);
    }
  }

  async #act(run, done) {
    try {
      await run();
      if (done) tell(done);
    } catch (error) {
      tell(error.message);
    }
    await this.load();
  }

  #part(id) {
    return this.#root.querySelector(`#${id}`);
  }
}

/** The displayed name of a session. @param {{ title: string, session_id: string }} session */
export function titleOf({ title, session_id: id }) {
  return title?.trim() || `Session ${id.slice(0, 8)}`;
}

/** The session id in a text that the user typed or pasted: an id, or a link that contains one. @param {string} text */
export function sessionIdIn(text) {
  const match = /(?:#\/s\/|\/sessions\/|[?&]session=)([^/?#&\s]+)/.exec(text);
  return match ? decodeURIComponent(match[1]) : text.trim();
}

function progress(found, done) {
  const bar = el("span", { class: "bar done" });
  bar.style.width = `${found > 0 ? (100 * done) / found : 0}%`;
  return el("div", { class: "progress", "aria-hidden": "true" }, bar);
}
