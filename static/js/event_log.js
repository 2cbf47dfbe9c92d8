/** The live log of a session's events: filter by type and words, follow the end, open an event's JSON. */

import { el, setText } from "./dom.js";
import { clock, count } from "./format.js";
import { MAX_EVENTS } from "./session_store.js";
import { VirtualList } from "./virtual_list.js";

const ROW_PX = 31;

export class EventLog {
  #root;
  #store;
  #list;
  #note;
  #follow;
  #types = new Set(["info", "data", "error", "completion", "unknown"]);
  #words = "";
  #keys = [];
  #open = new Set();

  /**
   * @param {object} options
   * @param {HTMLElement} options.root the panel of the session view
   * @param {import("./session_store.js").SessionStore} options.store
   * @param {AbortSignal} options.signal ends all listening
   */
  constructor({ root, store, signal }) {
    this.#root = root;
    this.#store = store;
    this.#note = root.querySelector("#event-note");
    this.#follow = root.querySelector("#follow");
    const scroller = root.querySelector("#log");
    this.#list = new VirtualList({
      container: root.querySelector("#event-list"),
      scroller,
      overscan: 300,
      estimate: () => ROW_PX,
      create: (key) => this.#row(key),
    });
    signal.addEventListener("abort", () => this.#list.dispose());
    // Scrolling away by hand stops following; returning to the end resumes it.
    for (const type of ["wheel", "touchmove", "keydown", "pointerdown"]) {
      scroller.addEventListener(type, () => setTimeout(() => this.#follow.checked = this.#list.atEnd, 60), {
        passive: true,
        signal,
      });
    }
    this.#follow.addEventListener("change", () => this.#follow.checked && this.#list.scrollToEnd());
    root.querySelector("#event-types").addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) this.#toggleType(button);
    });
    root.querySelector("#event-search").addEventListener("input", (event) => {
      this.#words = event.target.value.trim().toLowerCase();
      this.show();
    });
  }

  /** Applies a change of the store. @param {import("./session_store.js").Change} change */
  apply(change) {
    if (this.#root.hidden) return;
    if (change.trimmed > 0) return this.show();
    const { events } = this.#store;
    const fresh = events.slice(-change.events).filter((event) => this.#passes(event)).map(({ id }) => id);
    if (fresh.length > 0) this.#set(this.#keys.concat(fresh));
    this.#describe();
  }

  /** Shows the events that pass the filter. */
  show() {
    this.#set(this.#store.events.filter((event) => this.#passes(event)).map(({ id }) => id));
    this.#describe();
  }

  focusField() {
    const input = this.#root.querySelector("#event-search");
    input.focus();
    input.select();
  }

  #set(keys) {
    this.#keys = keys;
    this.#list.setKeys(keys);
    if (this.#follow.checked) this.#list.scrollToEnd();
  }

  #passes({ type, kind, message, index, data }) {
    if (!this.#types.has(type)) return false;
    if (this.#words === "") return true;
    return `${kind} ${message} #${index}`.toLowerCase().includes(this.#words) ||
      data.toLowerCase().includes(this.#words);
  }

  #toggleType(button) {
    const { type } = button.dataset;
    if (!this.#types.delete(type)) this.#types.add(type);
    button.setAttribute("aria-pressed", String(this.#types.has(type)));
    this.show();
  }

  #row(key) {
    const event = this.#find(key);
    const parts = [
      ["id", event.id],
      ["time", clock(event.time)],
      ["type", event.type],
      ["kind", event.kind],
      ["index", event.index === null ? "" : `#${event.index}`],
      ["message", event.message],
    ].map(([name, text]) => el("span", { class: name, text }));
    const button = el("button", {
      type: "button",
      class: `event type-${event.type}`,
      "aria-expanded": "false",
    }, ...parts);
    const element = el("li", {}, button);
    const show = () => {
      const open = this.#open.has(key);
      button.setAttribute("aria-expanded", String(open));
      element.querySelector("pre")?.remove();
      if (open) element.append(el("pre", { class: "event-json", tabindex: 0, text: pretty(event.data) }));
    };
    button.addEventListener("click", () => {
      if (!this.#open.delete(key)) this.#open.add(key);
      this.#follow.checked = false;
      show();
      // Its new height is known to the list only after the next layout.
      requestAnimationFrame(() => requestAnimationFrame(() => element.scrollIntoView({ block: "nearest" })));
    });
    show();
    return { element, update: () => {} };
  }

  /** Ids have no gaps, so an event's position follows from its id; if they ever have, it is searched for. */
  #find(id) {
    const { events } = this.#store;
    const guess = events[id - events[0].id];
    return guess?.id === id ? guess : events.find((event) => event.id === id);
  }

  #describe() {
    const { events, total } = this.#store;
    let text = "";
    if (total > events.length) {
      text = `The newest ${count(events.length)} of ${count(total)} events are kept here (at most about ${
        count(MAX_EVENTS)
      }). NDJSON has all of them.`;
    } else if (events.length > 0 && this.#keys.length === 0) text = "No event matches the filter.";
    else if (events.length === 0) text = "No events yet.";
    this.#note.hidden = text === "";
    setText(this.#note, text);
  }
}

function pretty(data) {
  try {
    return JSON.stringify(JSON.parse(data), null, 2);
  } catch {
    return data;
  }
}
