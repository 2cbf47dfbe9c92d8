/** The reactions of a session: filter by verdict, search, jump to a number, step with j and k. */

import { listReactions } from "./api.js";
import { count, remarkText } from "./format.js";
import { setText } from "./dom.js";
import { estimateCard, ReactionCard } from "./reaction_card.js";
import { tell } from "./announcer.js";
import { onTheme } from "./theme.js";
import { VirtualList } from "./virtual_list.js";

const PAGE = 50;

export class ReactionList {
  #root;
  #store;
  #sessionId;
  #status;
  #list;
  #container;
  #note;
  #verdict = "all";
  #words = "";
  #recalling = new Set();

  /**
   * @param {object} options
   * @param {HTMLElement} options.root the panel of the session view
   * @param {string} options.sessionId
   * @param {import("./session_store.js").SessionStore} options.store
   * @param {() => string} options.status the session's status now
   * @param {AbortSignal} options.signal ends all listening
   */
  constructor({ root, sessionId, store, status, signal }) {
    this.#root = root;
    this.#store = store;
    this.#sessionId = sessionId;
    this.#status = status;
    this.#container = root.querySelector("#reaction-list");
    this.#note = root.querySelector("#reaction-note");
    this.#list = new VirtualList({
      container: this.#container,
      create: (key) => this.#card(key),
      estimate: (key) => estimateCard(this.#store.reactions[key], this.#container.clientWidth || 800),
    });
    signal.addEventListener("abort", () => this.#list.dispose());
    onTheme(() => this.#list.refreshAll(), signal);
    this.#root.querySelector("#verdicts").addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) this.#choose(button.dataset.verdict);
    });
    this.#root.querySelector("#reaction-search").addEventListener("input", (event) => {
      this.#words = event.target.value.trim().toLowerCase();
      this.#showFromTop();
    });
    this.#root.querySelector("#jump").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#jump(this.#root.querySelector("#jump-index").value);
    });
    this.show();
  }

  /** Applies a change of the store. @param {import("./session_store.js").Change} change */
  apply(change) {
    if (change.added || this.#filtering) this.show();
    if (change.templates || change.completed) this.#list.refreshAll();
    else this.#list.refresh(change.reactions);
    this.#counts();
    this.#describe();
  }

  /** Shows the reactions that pass the filter. */
  show() {
    const keys = [];
    for (const reaction of this.#store.reactions) if (this.#passes(reaction)) keys.push(reaction.index);
    this.#list.setKeys(keys);
    this.#shownCount = keys.length;
    this.#counts();
    this.#describe();
  }

  /** Repeats the layout, for when the panel has become visible. */
  wake() {
    this.#list.schedule();
  }

  /** Moves to the next (1) or previous (-1) reaction. @param {1 | -1} direction */
  step(direction) {
    const keys = this.#keys();
    const focused = document.activeElement?.closest?.(".card-slot");
    const at = focused ? keys.indexOf(Number(focused.dataset.key)) : -1;
    const from = at >= 0
      ? at
      : keys.indexOf(this.#list.firstVisible(this.#inset())) - (direction > 0 ? 1 : 0);
    const key = keys[Math.max(0, Math.min(keys.length - 1, from + direction))];
    if (key !== undefined) this.#focus(key);
  }

  /** Focuses a field, for search and jump by keyboard. @param {"#reaction-search" | "#jump-index"} field */
  focusField(field) {
    const input = this.#root.querySelector(field);
    input.focus();
    input.select();
  }

  #shownCount = 0;

  get #filtering() {
    return this.#verdict !== "all" || this.#words !== "";
  }

  #keys() {
    return this.#store.reactions.filter((reaction) => this.#passes(reaction)).map(({ index }) => index);
  }

  #passes(reaction) {
    if (this.#verdict !== "all" && reaction.verdict !== this.#verdict) return false;
    if (this.#words === "") return true;
    // The searchable text grows while a reaction is processed; it is cached once that is over.
    const haystack = reaction.haystack ?? searchable(reaction);
    if (reaction.state === "done") reaction.haystack = haystack;
    return haystack.includes(this.#words);
  }

  /** Shows the reactions that contain a text. */
  #search(words) {
    this.#root.querySelector("#reaction-search").value = words;
    this.#words = words.toLowerCase();
    this.#choose("all");
  }

  #choose(verdict) {
    this.#verdict = verdict;
    for (const button of this.#root.querySelectorAll("#verdicts button")) {
      button.setAttribute("aria-pressed", String(button.dataset.verdict === verdict));
    }
    this.#showFromTop();
  }

  /** After a new filter the old position is meaningless: scroll to the beginning if it is above. */
  #showFromTop() {
    this.show();
    const top = this.#container.getBoundingClientRect().top - this.#inset();
    if (top < 0) scrollBy(0, top);
  }

  #jump(text) {
    const index = Number.parseInt(text.replace(/^#/, ""), 10);
    const { length } = this.#store.reactions;
    if (!(index >= 0 && index < length)) {
      tell(length === 0 ? "There are no reactions yet." : `There are reactions #0 to #${length - 1}.`);
      return;
    }
    if (!this.#passes(this.#store.reactions[index])) {
      this.#root.querySelector("#reaction-search").value = "";
      this.#words = "";
      this.#choose("all");
    }
    this.#focus(index);
  }

  #focus(key) {
    const element = this.#list.scrollTo(key, this.#inset());
    element?.querySelector("article").focus({ preventScroll: true, focusVisible: true });
  }

  /** Height of what sticks to the top of the viewport. */
  #inset() {
    const tools = this.#root.querySelector("#reaction-tools");
    return tools.offsetHeight + Number.parseFloat(getComputedStyle(tools).top);
  }

  #card(key) {
    return new ReactionCard({
      sessionId: this.#sessionId,
      get: () => this.#store.reactions[key],
      store: this.#store,
      search: (words) => this.#search(words),
      missing: () => this.#recall(key),
    });
  }

  /** Fetches results that the store has dropped, a page at a time. */
  async #recall(key) {
    const first = key - key % PAGE;
    if (this.#recalling.has(first)) return;
    this.#recalling.add(first);
    try {
      const { items } = await listReactions(this.#sessionId, first - 1, PAGE);
      for (const reaction of items) this.#store.restore(reaction);
      this.#list.refresh(items.map(({ index }) => index));
    } catch (error) {
      tell(error.message);
    } finally {
      this.#recalling.delete(first);
    }
  }

  #counts() {
    const { found, sound, check, broken } = this.#store.counts;
    const values = { all: found, sound, check, broken };
    for (const button of this.#root.querySelectorAll("#verdicts button")) {
      setText(button.querySelector(".count"), count(values[button.dataset.verdict]));
    }
  }

  #describe() {
    const { notice, completion, reactions } = this.#store;
    let text = "";
    const warning = this.#root.querySelector("#reaction-warning");
    warning.hidden = !this.#store.warning;
    setText(warning, this.#store.warning ?? "");
    if (reactions.length === 0) {
      if (notice) {
        text =
          `${notice}. Sentences and equations of names, reaction SMILES, tables, JSON Lines, RXN, RDF and ORD are read.`;
      } else if (completion) text = "This session ended before a reaction was found.";
      else if (this.#status() === "queued") text = "Queued: this session starts when a running one ends.";
      else text = "Waiting for the first reaction …";
    } else if (this.#shownCount === 0) {
      text = this.#words ? "No reaction matches the search." : "No reaction has this verdict.";
    }
    this.#note.hidden = text === "";
    setText(this.#note, text);
  }
}

function searchable({ index, text, fields, results, errors }) {
  const parts = [`#${index}`, text, ...Object.values(fields)];
  for (const result of Object.values(results ?? {})) {
    parts.push(...result.values, ...(result.findings ?? []).map(remarkText));
    const { class: reactionClass, name } = result.classification ?? {};
    if (reactionClass) parts.push(reactionClass, name ?? "");
  }
  for (const { message } of errors) parts.push(message);
  return parts.join("\n").toLowerCase();
}
