/** The rows of a reaction's card: one per stage, with its values, each of which can be copied. */

import { copy } from "./announcer.js";
import { el, icon } from "./dom.js";
import { counted } from "./format.js";

/** Above this length a value shows its first lines only, until it is opened. */
const LONG = 420;
const ROLES = { reactant: "Reactant", agent: "Agent", product: "Product" };

/**
 * The rows in the order of the stages. `stage` names the stage that fills the row.
 * @type {{ stage: string, title: string, render: (result: object, context: { index: number }) => Node[] }[]}
 */
export const ROWS = [
  { stage: "smiles", title: "Components", render: components },
  { stage: "rxn_smiles", title: "Reaction SMILES", render: reactionSmiles },
  {
    stage: "rxn_smarts",
    title: "Reaction SMARTS",
    render: (result, { index }) => patterns(result, "Reaction SMARTS", index),
  },
  { stage: "rxn_smirks", title: "SMIRKS", render: (result, { index }) => patterns(result, "SMIRKS", index) },
  { stage: "validation", title: "Validation", render: validation },
];

/**
 * An empty row.
 * @param {string} title
 * @returns {{ element: HTMLElement, name: HTMLElement, body: HTMLElement }}
 */
export function stageRow(title) {
  const name = el("div", { class: "stage-name", text: title });
  const body = el("div", { class: "stage-body" }, el("span", { class: "pending" }));
  return { element: el("div", { class: "stage" }, name, body), name, body };
}

function components(result, { index }) {
  const parts = result.components ?? result.values.map((smiles) => ({ smiles, role: null }));
  const nodes = parts.map(({ role, smiles }, i) => {
    const repeated = i > 0 && parts[i - 1].role === role;
    return value(
      smiles,
      `${role ?? "component"} of reaction ${index}`,
      repeated ? "" : ROLES[role] ?? "",
    );
  });
  return withRejected(nodes, result, "candidate");
}

function reactionSmiles(result, { index }) {
  const of = `of reaction ${index}`;
  const nodes = result.values.map((text) =>
    value(text, `reaction SMILES ${of}`, result.mapped ? "Plain" : null)
  );
  if (result.mapped) nodes.push(value(result.mapped, `mapped reaction SMILES ${of}`, "Mapped"));
  const { mapping } = result;
  if (mapping) {
    const source = mapping.source === "given" ? "Atom maps as given" : "Atom maps computed";
    nodes.push(el("p", { class: "note", text: `${source}, cost ${round(mapping.cost)}` }));
    if (mapping.given_rejected) {
      nodes.push(el("p", { class: "note warn", text: `Given maps not used: ${mapping.given_rejected}` }));
    }
  }
  return withRejected(nodes, result, "reaction SMILES", "reaction SMILES");
}

function patterns(result, name, index) {
  const nodes = result.values.map((text) => value(text, `${name} of reaction ${index}`));
  return withRejected(nodes, result, "pattern");
}

/** The checks alone: the findings stand at the head of the card. */
function validation({ checks, reason }) {
  if (!checks) return [el("p", { class: "none", text: reason ? `Not done: ${reason}` : "Not done" })];
  return [el("ul", { class: "checks", "aria-label": "Checks" }, ...checkItems(checks))];
}

function checkItems(checks) {
  const without = Object.entries(checks.atoms_without_source ?? {}).map(([symbol, n]) =>
    n > 1 ? `${n} ${symbol}` : symbol
  );
  const lost = checks.lost_fragments ?? [];
  const roundTrip = {
    exact: ["good", "Round trip exact"],
    enantiomer: ["warn", "Round trip gives the mirror image"],
    flat: ["warn", "Round trip without stereo"],
    fails: ["bad", "Round trip fails"],
    not_run: ["plain", "Round trip not run"],
  }[checks.round_trip] ?? ["plain", `Round trip ${checks.round_trip}`];
  const items = [
    checks.parse ? ["good", "All components parse"] : ["bad", "Not every component parses"],
    checks.maps ? ["good", "Atom maps sound"] : ["bad", "Atom maps unsound"],
    roundTrip,
  ];
  if (checks.outcomes > 0) {
    items.push([checks.outcomes === 1 ? "good" : "plain", counted(checks.outcomes, "outcome")]);
  }
  if (without.length > 0) items.push(["warn", `Without source: ${without.join(", ")}`]);
  if (lost.length > 0) items.push(["plain", `Not in the products: ${lost.join(", ")}`]);
  return items.map(([kind, text]) => {
    const marks = { good: "check", bad: "close" };
    return el("li", { class: kind }, ...(marks[kind] ? [icon(marks[kind])] : []), text);
  });
}

function withRejected(nodes, { values, invalid_count: rejected, reason }, noun, plural) {
  if (values.length === 0) nodes.push(el("p", { class: "none", text: reason ? `None: ${reason}` : "None" }));
  // Without any value the errors at the head of the card say it all.
  else if (rejected > 0) {
    nodes.push(el("p", { class: "note warn", text: `${counted(rejected, noun, plural)} left out` }));
  }
  return nodes;
}

/** One value with its copy button; a very long one is clamped and can be opened. `role` null: no column for it. */
function value(text, what, role = null) {
  const shown = el("div", { class: text.length > LONG ? "text long" : "text", text });
  const button = el("button", {
    type: "button",
    class: "icon-button",
    "aria-label": `Copy the ${what}`,
    title: "Copy",
    click: async () => {
      if (!await copy(text, what)) return;
      button.classList.add("copied");
      button.replaceChildren(icon("check"));
      setTimeout(() => {
        button.classList.remove("copied");
        button.replaceChildren(icon("copy"));
      }, 1500);
    },
  }, icon("copy"));
  const tools = el("div", { class: "tools" }, button);
  if (text.length > LONG) tools.prepend(opener(shown));
  return el(
    "div",
    { class: "value" },
    ...(role === null ? [] : [el("span", { class: "role", text: role })]),
    shown,
    tools,
  );
}

function opener(shown) {
  const button = el("button", {
    type: "button",
    class: "text-button",
    text: "All",
    "aria-expanded": "false",
    click: () => {
      const open = shown.classList.toggle("long");
      button.textContent = open ? "All" : "Less";
      button.setAttribute("aria-expanded", String(!open));
    },
  });
  return button;
}

function round(number) {
  return Math.round(number * 100) / 100;
}
