/** The head of a session: title, status, progress, figures and actions. */

import { sessionPath } from "./api.js";
import { el, setText } from "./dom.js";
import { count, dateTime, duration } from "./format.js";
import { STATUS_WORDS, titleOf } from "./session_list.js";

const FINAL = new Set(["completed", "error", "cancelled"]);
const TALLY = [["done", "done"], ["sound", "sound"], ["check", "to check"], ["broken", "broken"], [
  "elapsed",
  "elapsed",
]];

export class SessionHead {
  #root;
  #store;
  #tally = new Map();

  /** @param {{ root: HTMLElement, store: import("./session_store.js").SessionStore, session: object }} options */
  constructor({ root, store, session }) {
    this.#root = root;
    this.#store = store;
    this.session = session;
    for (const [key, word] of TALLY) {
      const value = el("dd");
      this.#tally.set(key, value);
      this.#part("tally").append(el("div", { class: key }, el("dt", { text: word }), value));
    }
    for (const link of root.querySelectorAll("[data-export]")) {
      link.href = sessionPath(session.session_id, `/export.${link.dataset.export}`);
    }
    const menu = this.#part("export-menu");
    const close = () => menu.open = false;
    menu.addEventListener("click", (event) => event.target.closest("li") && close());
    menu.addEventListener("focusout", ({ relatedTarget }) => !menu.contains(relatedTarget) && close());
    menu.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape") return;
      close();
      menu.querySelector("summary").focus();
    });
    this.update();
  }

  /** The current status: the end of the log is known before the session is fetched again. */
  get status() {
    return this.#store.completion?.status ?? this.session.status;
  }

  /** Shows the current session. */
  update() {
    const { session_id: id, created_at: created, resumed_from: from } = this.session;
    setText(this.#part("session-title"), titleOf(this.session));
    const { status } = this;
    const key = `${status} ${from}`;
    if (this.#part("session-sub").dataset.key !== key) {
      this.#part("session-sub").dataset.key = key;
      this.#part("session-sub").replaceChildren(
        el("span", { class: `chip ${status}`, text: STATUS_WORDS[status] ?? status }),
        el("time", { datetime: created, text: dateTime(created) }),
        el("span", { class: "mono", text: id }),
        ...(from
          ? [el("a", { href: `#/s/${encodeURIComponent(from)}`, text: "continues an earlier session" })]
          : []),
      );
    }
    const error = this.#store.completion?.error ?? this.session.error;
    this.#part("session-error").hidden = !error;
    setText(this.#part("session-error"), error ?? "");
    this.#part("session-cancel").hidden = FINAL.has(status);
    this.#part("session-resume").hidden = status !== "error" && status !== "cancelled";
    this.figures();
  }

  /** Shows progress and elapsed time. */
  figures() {
    const { found, done, sound, check, broken } = this.#store.counts;
    const parts = { sound, check, broken };
    for (const bar of this.#part("progress").children) {
      bar.style.width = `${found > 0 ? (100 * parts[bar.dataset.part]) / found : 0}%`;
    }
    this.#part("progress").setAttribute("aria-valuemax", String(found));
    this.#part("progress").setAttribute("aria-valuenow", String(done));
    this.#part("progress").setAttribute("aria-valuetext", `${count(done)} of ${count(found)} reactions`);
    const end = FINAL.has(this.session.status) ? Date.parse(this.session.updated_at) : Date.now();
    const values = {
      done: `${count(done)} of ${count(found)}`,
      sound: count(sound),
      check: count(check),
      broken: count(broken),
      elapsed: duration(end - Date.parse(this.session.created_at)),
    };
    for (const [key, element] of this.#tally) setText(element, values[key]);
    this.showTitle({ ...this.session, status: this.status, reactions: { found, done } });
  }

  /** Names the browser's tab. @param {object} session */
  showTitle(session) {
    const { found, done } = session.reactions;
    const progress = FINAL.has(session.status) ? "" : `${count(done)}/${count(found)} `;
    document.title = `${progress}${titleOf(session)} · rxnstream`;
  }

  #part(id) {
    return this.#root.querySelector(`#${id}`);
  }
}
