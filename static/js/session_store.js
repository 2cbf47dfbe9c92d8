/**
 * The page's state of one session, folded from its events: the reactions with their results, and the tail of the log.
 * Memory is bounded: the oldest events beyond `MAX_EVENTS`, and the results of the oldest reactions beyond `MAX_DETAILED`, are
 * let go; the server still has them.
 */

import { STAGES } from "./stages.js";

export const MAX_EVENTS = 20_000;
const MAX_DETAILED = 10_000;
/** The type given to an event that is not JSON, such as the bytes of two connections run together. */
const UNREADABLE = "unreadable";

const STAGE_OF_INFO_TYPE = Object.fromEntries(
  STAGES.flatMap(({ name, init, update }) => [[init, name], [update, name]]),
);

/**
 * @typedef {object} Reaction
 * @property {number} index
 * @property {string} text
 * @property {string} format
 * @property {number} line
 * @property {Record<string, string>} fields
 * @property {"waiting" | "running" | "done"} state
 * @property {string | null} stage the current stage, while running
 * @property {string | null} verdict
 * @property {{ first: number, reactions: number } | null} template how often its SMIRKS has occurred up to here, if it has one
 * @property {Record<string, object> | null} results null once dropped, or if the stream gave only a part of them
 * @property {boolean} shortened an event about it was shortened, being too long for the stream
 * @property {object[]} errors
 * @property {string | null} haystack the searchable text, in lower case
 *
 * @typedef {object} Change
 * @property {Set<number>} reactions indices that differ
 * @property {boolean} added there are new reactions
 * @property {number} events how many events were applied
 * @property {number} trimmed how many of the oldest events were dropped
 * @property {boolean} completed the completion was among them
 * @property {boolean} templates a template occurred again
 * @property {number[]} unreadable ids of events that are not JSON
 */

export class SessionStore {
  /** @type {Reaction[]} */ reactions = [];
  /** @type {{ id: number, data: string, type: string, kind: string, index: number | null, time: string, message: string }[]} */
  events = [];
  counts = { found: 0, done: 0, sound: 0, check: 0, broken: 0 };
  total = 0;
  /** @type {string | null} */ notice = null;
  /** @type {string | null} */ warning = null;
  /** @type {{ status: string, error?: string } | null} */ completion = null;
  /** The number of reactions so far that share a template, by the index of the first reaction that has it. */
  templates = new Map();
  #detailed = [];
  #change = noChange();

  /**
   * Applies events in their order.
   * @param {{ id: number, data: string, event: object | null }[]} entries
   */
  apply(entries) {
    const change = this.#change;
    for (const { id, data, event } of entries) this.#applyOne(id, data, event ?? parse(data), change);
    change.events += entries.length;
    this.total += entries.length;
    if (this.events.length > MAX_EVENTS * 1.25) {
      const excess = this.events.length - MAX_EVENTS;
      this.events.splice(0, excess);
      change.trimmed += excess;
    }
  }

  /** The changes since the last call. @returns {Change} */
  takeChange() {
    const change = this.#change;
    this.#change = noChange();
    return change;
  }

  /**
   * Restores results that were dropped.
   * @param {object} reaction as the server's list has it
   */
  restore(reaction) {
    const record = this.reactions[reaction.index];
    if (!record || record.results) return;
    record.text = reaction.text;
    record.fields = reaction.fields;
    if (reaction.reading) record.reading = reaction.reading;
    record.haystack = null;
    record.results = reaction.results;
    record.errors = (reaction.errors ?? []).map((message) => ({ message }));
    this.#remember(record.index);
  }

  #applyOne(id, data, event, change) {
    const aux = event.aux ?? {};
    const index = typeof aux.reaction_index === "number" ? aux.reaction_index : null;
    const completion = event._type === "completion";
    this.events.push({
      id,
      data,
      type: completion ? "completion" : event.type ?? "unknown",
      kind: aux.info_type ?? "",
      index,
      time: event.timestamp ?? "",
      message: completion ? completionText(event) : event.message ?? "",
    });
    if (aux.info_type === UNREADABLE) change.unreadable.push(id);
    if (completion) {
      this.completion = event;
      change.completed = true;
    } else if (index !== null) {
      this.#applyToReaction(this.#reaction(index, change), event, aux, change);
      change.reactions.add(index);
    } else if (aux.info_type === "no_reactions") {
      this.notice = aux.reason ? `${event.message}. ${aux.reason.replace(/\.$/, "")}` : event.message;
    } else if (event.type === "error") {
      this.warning = event.message;
    }
  }

  #applyToReaction(reaction, event, aux, change) {
    const kind = aux.info_type;
    if (aux.shortened) reaction.shortened = true;
    if (kind === "reaction_text") {
      Object.assign(reaction, {
        text: event.message,
        format: aux.format ?? "smiles",
        line: aux.line ?? 0,
        fields: aux.fields ?? {},
        ...aux.reading ? { reading: aux.reading } : {},
        haystack: null,
      });
    } else if (kind === "reaction_complete") {
      this.#complete(reaction, aux.verdict ?? null);
      this.#countTemplate(reaction, aux.template ?? null, change);
    } else if (event.type === "error") {
      reaction.errors.push({ ...aux, message: event.message });
    } else {
      if (reaction.state === "waiting") reaction.state = "running";
      const stage = STAGE_OF_INFO_TYPE[kind];
      if (!stage) return;
      if (aux.returnable) reaction.results = { ...reaction.results, [stage]: aux.returnable };
      reaction.stage = stage;
    }
  }

  #complete(reaction, verdict) {
    if (reaction.state === "done") return;
    reaction.state = "done";
    reaction.stage = null;
    reaction.verdict = verdict ?? reaction.results?.validation?.verdict ?? null;
    // The server has the whole result, which is fetched when the reaction is viewed.
    if (reaction.shortened) reaction.results = null;
    this.counts.done++;
    if (reaction.verdict in this.counts) this.counts[reaction.verdict]++;
    this.#remember(reaction.index);
  }

  #countTemplate(reaction, template, change) {
    if (typeof template?.first !== "number" || typeof template.reactions !== "number") return;
    reaction.template = template;
    this.templates.set(template.first, Math.max(template.reactions, this.templates.get(template.first) ?? 0));
    if (template.reactions > 1) change.templates = true;
  }

  #remember(index) {
    this.#detailed.push(index);
    if (this.#detailed.length <= MAX_DETAILED) return;
    for (const old of this.#detailed.splice(0, MAX_DETAILED / 10)) {
      this.reactions[old].results = null;
      this.reactions[old].haystack = null;
    }
  }

  #reaction(index, change) {
    while (this.reactions.length <= index) {
      this.reactions.push({
        index: this.reactions.length,
        text: "",
        format: "smiles",
        line: 0,
        fields: {},
        state: "waiting",
        stage: null,
        verdict: null,
        template: null,
        results: {},
        shortened: false,
        errors: [],
        haystack: null,
      });
      change.added = true;
    }
    this.counts.found = this.reactions.length;
    return this.reactions[index];
  }
}

function noChange() {
  return {
    reactions: new Set(),
    added: false,
    events: 0,
    trimmed: 0,
    completed: false,
    templates: false,
    unreadable: [],
  };
}

function parse(data) {
  try {
    return JSON.parse(data);
  } catch {
    return { type: "error", message: "This event is not valid JSON.", aux: { info_type: UNREADABLE } };
  }
}

function completionText({ status, error }) {
  return error ? `Ended with status ${status}: ${error}` : `Ended with status ${status}`;
}
