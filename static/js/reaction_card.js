/** One reaction on the page: number, verdict, drawing, the values of each stage, errors. */

import { depictionUrl, sessionPath } from "./api.js";
import { el, fromTemplate, setText } from "./dom.js";
import { Drawing } from "./drawing.js";
import { counted, remarkText } from "./format.js";
import { ROWS, stageRow } from "./stage_rows.js";
import { STAGES } from "./stages.js";
import { textReading } from "./text_reading.js";
import { theme } from "./theme.js";

const NARROW = matchMedia("(max-width: 40rem)");
/** Fields that name a reaction, the best first. */
const NAME_FIELDS = ["name", "title", "reaction_name", "label", "reaction_id", "rxn_id", "id"];
/** Only the beginning of a wide record is shown; the export has all of it. */
const MAX_FIELDS = 8;
const MAX_VALUE = 200;
/** Reactions with more atoms than this, reactants and products together, get a taller frame; below, the length of their RXN block. */
const MANY_ATOMS = 70;
const MANY_ATOMS_OF_RXN = 8_000;
const PHRASES = Object.fromEntries(STAGES.map(({ name, phrase }) => [name, phrase]));
/** The user's choices on a card, by reaction: the form of each pattern, and whether atom maps are shown. */
const views = new WeakMap();
const VERDICT_WORDS = { sound: "Sound", check: "Check", broken: "Broken" };

/**
 * Estimated height of a card in px, from the lengths of its texts; used until the card has been shown once.
 * @param {object} reaction
 * @param {number} width of the list
 */
export function estimateCard(reaction, width) {
  const { text, results, errors } = reaction;
  const tall = isTall(reaction);
  const narrow = width < 600;
  const perLine = Math.max(20, (narrow ? width - 70 : width - 310) / 7.85);
  const lines = (length) => Math.ceil(length / perLine);
  const given = /:\d+\]/.test(text);
  const plain = results?.rxn_smiles?.values[0]?.length ?? text.length * (given ? 0.4 : 1);
  const mapped = results?.rxn_smiles?.mapped?.length ?? text.length * (given ? 1 : 2.7);
  const pattern = results?.rxn_smirks?.values[0]?.length ?? 150;
  const components = results?.smiles?.values.length ?? text.split(/[.>]+/).length;
  const findings = (results?.validation?.findings?.length ?? 0) + errors.length;
  const second = results?.rxn_smiles?.mapping?.runner_up?.mapped ?? "";
  const rows = lines(plain) + lines(mapped) + lines(second.length) + 2 * lines(pattern) + findings;
  const drawing = width * (narrow ? (tall ? 5 / 6 : 1 / 2) : tall ? 3 / 8 : 0.23);
  return drawing + (narrow ? 760 : 480) + 20 * rows + components * (narrow ? 45 : 28);
}

export class ReactionCard {
  element;
  #sessionId;
  #get;
  #missing;
  #store;
  #drawn;
  #kind;
  #template;
  #view;
  #article;
  #parts;
  #rows = [];
  #shown = {};
  #runnerUp = false;

  /**
   * @param {object} options
   * @param {string} options.sessionId
   * @param {() => object} options.get the reaction as it is now
   * @param {import("./session_store.js").SessionStore} options.store
   * @param {(words: string) => void} options.search shows the reactions that contain a text
   * @param {() => void} options.missing asks for results that were dropped
   */
  constructor({ sessionId, get, store, search, missing }) {
    this.#sessionId = sessionId;
    this.#get = get;
    this.#store = store;
    this.#missing = missing;
    this.#view = viewOf(get());
    this.element = fromTemplate("card-template");
    this.#article = this.element.querySelector("article");
    this.#parts = Object.fromEntries(
      [
        "number",
        "name",
        "chip",
        "origin",
        "findings",
        "drawing",
        "record",
        "reading",
        "source",
        "stages",
        "errors",
      ].map(
        (
          name,
        ) => [name, this.element.querySelector(`.${name}`)],
      ),
    );
    const { index } = get();
    this.#drawn = new Drawing({
      name: `reaction ${index}`,
      rxn: sessionPath(sessionId, `/reactions/${index}/reaction.rxn`),
      atomMaps: this.#view.atomMaps === "yes",
      toggled: (on) => {
        this.#view.atomMaps = on ? "yes" : "no";
        this.update();
      },
      compared: (runnerUp) => {
        this.#runnerUp = runnerUp;
        this.update();
      },
    });
    this.#parts.drawing.replaceWith(this.#drawn.element, this.#drawn.legend);
    for (const { stage, title, render } of ROWS) {
      const row = stageRow(title);
      this.#rows.push({ stage, render, ...row });
      this.#parts.stages.append(row.element);
    }
    this.#kind = kindRow((words) => search(words));
    this.#parts.stages.prepend(this.#kind.element);
    this.#template = templateRow(() => search(get().results?.rxn_smirks?.values[0] ?? ""));
    this.#rows.find(({ stage }) => stage === "rxn_smirks").element.after(this.#template.element);
    this.update();
  }

  /** Stops the work for a card that is no longer shown. */
  dispose() {
    this.#drawn.dispose();
  }

  /** Updates the card to the state of its reaction, changing only what differs. */
  update() {
    const reaction = this.#get();
    if (!reaction) return;
    this.#head(reaction);
    this.#chip(reaction);
    this.#findings(reaction);
    this.#drawing(reaction);
    this.#record(reaction);
    this.#reading(reaction);
    this.#source(reaction);
    for (const row of this.#rows) this.#row(row, reaction);
    this.#classification(reaction);
    this.#templateUse(reaction);
    this.#errors(reaction);
    if (reaction.results === null) this.#missing();
  }

  #head(reaction) {
    setText(this.#parts.number, `#${reaction.index}`);
    setText(this.#parts.name, nameOf(reaction.fields));
    setText(this.#parts.origin, reaction.line > 0 ? `line ${reaction.line}` : "");
    this.#article.setAttribute(
      "aria-label",
      `Reaction ${reaction.index} ${nameOf(reaction.fields)}`.trim(),
    );
  }

  #chip({ state, stage, verdict }) {
    const kind = state === "done" ? verdict ?? "done" : state;
    const doing = stage ? `Running: ${PHRASES[stage]}` : "Running";
    setText(
      this.#parts.chip,
      { waiting: "Waiting", running: doing, done: "Done" }[kind] ?? VERDICT_WORDS[kind] ?? kind,
    );
    this.#parts.chip.className = `chip ${kind}`;
    this.#article.className = `card verdict-${kind}`;
  }

  #findings({ results }) {
    const findings = results?.validation?.findings ?? [];
    if (this.#shown.findings === findings) return;
    this.#shown.findings = findings;
    this.#parts.findings.hidden = findings.length === 0;
    this.#parts.findings.replaceChildren(
      ...findings.map((finding) => el("li", { text: remarkText(finding) })),
    );
  }

  #drawing(reaction) {
    const { index, state, results } = reaction;
    // A reaction is drawn better with its atom maps, so the drawing waits for them.
    const drawable = results === null || Boolean(results.rxn_smiles?.values.length) ||
      (state === "done" && Boolean(results.smiles?.values.length));
    const tall = isTall(reaction);
    this.#drawn.element.classList.toggle("tall", tall);
    const size = NARROW.matches
      ? { width: 480, height: tall ? 400 : 240 }
      : { width: 960, height: tall ? 360 : 220 };
    const atomMaps = this.#view.atomMaps === "yes";
    const look = { theme: theme(), ...size, atomMaps, runnerUp: this.#runnerUp };
    const url = drawable ? depictionUrl(this.#sessionId, index, look) : null;
    this.#drawn.hasRunnerUp = Boolean(results?.rxn_smiles?.mapping?.runner_up?.mapped);
    this.#drawn.show(url, state === "done" ? "No drawing: no component could be read" : "");
  }

  /** What kind of reaction it is; nothing is shown while that is not known. */
  #classification({ results }) {
    const found = results?.validation?.classification;
    const { element, name, kind, rxno } = this.#kind;
    element.hidden = !found || found.class === "unknown";
    if (element.hidden) return;
    name.hidden = !found.name;
    setText(name, found.name ?? "");
    setText(kind, found.class);
    setText(rxno, found.rxno ?? "");
  }

  /** The other fields in the record of the reaction. */
  #record({ fields }) {
    if (this.#shown.fields === fields) return;
    this.#shown.fields = fields;
    const name = nameField(fields);
    const rest = Object.entries(fields).filter(([field, value]) => field !== name && value.trim() !== "");
    this.#parts.record.hidden = rest.length === 0;
    this.#parts.record.replaceChildren(
      ...rest.slice(0, MAX_FIELDS).map(([field, value]) =>
        el("div", {}, el("dt", { text: field }), el("dd", { text: clipped(value.trim(), MAX_VALUE) }))
      ),
    );
  }

  /** The sentences of a reaction that was read from words. */
  #reading({ reading }) {
    if (!reading || this.#shown.reading === reading) return;
    this.#shown.reading = reading;
    this.#parts.reading.hidden = false;
    this.#parts.reading.replaceChildren(...textReading(reading));
  }

  /** The text as it was found, until something better is known. */
  #source({ text, format, results }) {
    const better = results === null || Boolean(results?.rxn_smiles?.values.length);
    this.#parts.source.hidden = better;
    if (!better) setText(this.#parts.source, format === "rxn" ? head(text, 6) : text);
  }

  #row(row, reaction) {
    const result = reaction.results?.[row.stage] ?? null;
    row.element.classList.toggle("now", reaction.stage === row.stage && !result);
    row.element.hidden = reaction.state === "done" && !result && reaction.results !== null;
    const used = reaction.results?.rxn_smiles?.components ?? null;
    // The mapping is known after the molecules, and tells their roles.
    const isNew = this.#shown[row.stage] !== result ||
      (row.stage === "smiles" && this.#shown.used !== used);
    if (!result || !isNew) return;
    this.#shown[row.stage] = result;
    if (row.stage === "smiles") this.#shown.used = used;
    row.body.replaceChildren(...row.render(result, { index: reaction.index, used, view: this.#view }));
  }

  /** Whether other reactions of the session have the same SMIRKS; this may change until the session ends. */
  #templateUse({ index, template }) {
    const { element, text, button } = this.#template;
    element.hidden = !template;
    if (!template) return;
    const others = (this.#store.templates.get(template.first) ?? template.reactions) - 1;
    const first = template.first === index ? "this one is the first" : `first #${template.first}`;
    setText(
      text,
      others > 0
        ? `Shared with ${counted(others, "other reaction")} in this session; ${first}`
        : `Unique in this session${this.#store.completion ? "" : " so far"}`,
    );
    button.hidden = others < 1;
  }

  #errors({ errors }) {
    if (this.#shown.errors === errors.length) return;
    this.#shown.errors = errors.length;
    this.#parts.errors.hidden = errors.length === 0;
    this.#parts.errors.replaceChildren(...errors.map((error) => {
      const item = el("li", { text: errorText(error) });
      if (error.candidate) item.append(el("code", { text: head(error.candidate, 3) }));
      return item;
    }));
  }
}

/** Whether the drawing is large enough to need more room. Depends only on values that never change. */
function isTall({ text, format }) {
  if (format === "rxn") return text.length > MANY_ATOMS_OF_RXN;
  const drawn = text.replace(/>[^>]*>/, ">").replaceAll(/:\d+|H\d*/g, "");
  return (drawn.match(/[A-Z][a-z]?|[cnosp]/g)?.length ?? 0) > MANY_ATOMS;
}

function viewOf(reaction) {
  const view = views.get(reaction) ?? {};
  views.set(reaction, view);
  return view;
}

/** Name and class; each is a button that shows the reactions of the session with it. */
function kindRow(show) {
  const row = stageRow("Reaction");
  const button = () => el("button", { type: "button", class: "text-button" });
  const parts = { name: button(), kind: button(), rxno: el("span") };
  for (const part of [parts.name, parts.kind]) part.addEventListener("click", () => show(part.textContent));
  row.body.replaceChildren(el("p", { class: "note" }, parts.name, " ", parts.kind, " ", parts.rxno));
  row.element.hidden = true;
  return { element: row.element, ...parts };
}

function templateRow(show) {
  const row = stageRow("Template");
  const text = el("span");
  const button = el("button", { type: "button", class: "text-button", text: "Show them", click: show });
  row.body.replaceChildren(el("p", { class: "note template-use" }, text, " ", button));
  return { element: row.element, text, button };
}

/** Which component, and why; the message of the event says that too, but with the reaction's number. */
function errorText({ role, position, reason, message }) {
  if (!reason) return message;
  const part = role && position > 0 ? `${role} ${position}: ` : "";
  const text = part + reason;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The field that names the reaction, if its record has one. */
function nameField(fields) {
  const named = Object.keys(fields).filter((field) => fields[field].trim() !== "");
  const plain = (field) => field.trim().toLowerCase().replaceAll(/[\s-]+/g, "_");
  for (const wanted of NAME_FIELDS) {
    const field = named.find((field) => plain(field) === wanted);
    if (field !== undefined) return field;
  }
}

function nameOf(fields) {
  const field = nameField(fields);
  return field === undefined ? "" : fields[field].trim();
}

function clipped(text, length) {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}

function head(text, lines) {
  const all = text.split("\n");
  return all.length > lines ? `${all.slice(0, lines).join("\n")}\n…` : text;
}
