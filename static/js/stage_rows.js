/** The rows of a reaction's card: one per stage, with its values, each of which can be copied. */

import { checks } from "./check_rows.js";
import { el } from "./dom.js";
import { counted, remarkText } from "./format.js";
import { patterns } from "./pattern_rows.js";
import { STAGES } from "./stages.js";
import { value } from "./value.js";

const ROLES = {
  reactant: "Reactant",
  agent: "Agent",
  solvent: "Solvent",
  base: "Base",
  catalyst: "Catalyst",
  product: "Product",
};

/**
 * @typedef {object} Context
 * @property {number} index of the reaction
 * @property {object[] | null} used the components with the roles that the mapping gives them, once it is known
 * @property {Record<string, string>} view the user's choices on this card; kept while the page is open
 */

/** Renders the row of a stage; a stage without an entry has its values listed. */
const RENDERERS = {
  smiles: components,
  rxn_smiles: reactionSmiles,
  rxn_smarts: smarts,
  rxn_smirks: smirks,
  validation,
};

/**
 * The rows in the order of the stages. `stage` names the stage that fills the row.
 * @type {{ stage: string, title: string, render: (result: object, context: Context) => Node[] }[]}
 */
export const ROWS = STAGES.map(({ name, heading, phrase }) => ({
  stage: name,
  title: heading,
  render: RENDERERS[name] ?? ((result, { index }) => plainValues(result, `${phrase} of reaction ${index}`)),
}));

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

function plainValues(result, name) {
  return withRejected(result.values.map((text) => value(text, name)), result, "candidate");
}

function components(result, { index, used }) {
  const recorded = result.components ?? result.values.map((smiles) => ({ smiles, role: null }));
  const parts = used ? withRoles(recorded, used) : recorded;
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

/** The recorded components in their order, each with the role that it has in the mapped reaction. */
function withRoles(recorded, used) {
  const side = ({ role }) => role === "product";
  const left = [...used];
  return recorded.map((part) => {
    const at = left.findIndex((other) => other.smiles === part.smiles && side(other) === side(part));
    if (at < 0) return part;
    const [{ role, kind }] = left.splice(at, 1);
    return { ...part, role: kind ?? role };
  });
}

function reactionSmiles(result, { index }) {
  const of = `of reaction ${index}`;
  const nodes = result.values.map((text) =>
    value(text, `reaction SMILES ${of}`, result.mapped ? "Plain" : null)
  );
  if (result.mapped) nodes.push(value(result.mapped, `mapped reaction SMILES ${of}`, "Mapped"));
  if (result.mapping) nodes.push(...mappingNotes(result.mapping, of));
  return withRejected(nodes, result, "reaction SMILES", "reaction SMILES");
}

/** Where the mapping comes from, its confidence, and the evidence for another one. */
function mappingNotes(mapping, of) {
  const { source, given_rejected: rejected, computed, runner_up: second } = mapping;
  const nodes = [note(
    `${source === "given" ? "Atom maps as given" : "Atom maps computed"}, ${figures(mapping)}`,
  )];
  if (rejected) nodes.push(note(`Given maps replaced: ${rejected}`, "warn"));
  if (computed?.mapped) {
    nodes.push(
      note(`The computed mapping differs from the given one: ${figures(computed)}`, "warn"),
      value(computed.mapped, `computed mapping ${of}`, "Computed"),
    );
  }
  if (second?.mapped) {
    const bond = second.deciding_bond ? `; ${deciding(second.deciding_bond)}` : "";
    nodes.push(
      note(`Runner-up, ${figures(second)}${bond}`),
      value(second.mapped, `runner-up of the mapping ${of}`, "Runner-up"),
    );
  }
  return nodes;
}

function figures({ cost, confidence }) {
  const parts = [];
  if (typeof confidence === "number") parts.push(`confidence ${percent(confidence)}`);
  if (typeof cost === "number") parts.push(`cost ${round(cost)}`);
  return parts.join(", ");
}

function deciding({ side, atoms, chosen, other }) {
  const where = side === "products" ? "in the products" : "in the reactants";
  return `the bond ${(atoms ?? []).join(" – ")} ${where} decides: ${chosen} here, ${other} there`;
}

function smarts(result, { index, view }) {
  const nodes = patterns({ choices: radii(result), name: "Reaction SMARTS", index, view, slot: "smarts" });
  return withRejected(nodes, result, "pattern");
}

function smirks(result, { index, view }) {
  const daylight = {
    key: "daylight",
    label: "Daylight",
    title: "Strict Daylight form of radius 1: every mapped atom on both sides, nothing unmapped",
    text: result.daylight ?? undefined,
  };
  const nodes = patterns({
    choices: [...radii(result), daylight],
    name: "SMIRKS",
    index,
    view,
    slot: "smirks",
  });
  return withRejected(nodes, result, "pattern");
}

/** The forms of a pattern by the bonds around the centre. */
function radii(result) {
  return [0, 1, 2].map((radius) => ({
    key: String(radius),
    label: String(radius),
    title: `${radius} ${radius === 1 ? "bond" : "bonds"} around the centre`,
    text: result.radii?.[radius] ?? (result.radius === radius ? result.values[0] : undefined),
  }));
}

/** Only the checks: the findings are at the head of the card. */
function validation({ checks: done, notes, reason }) {
  if (!done) return [el("p", { class: "none", text: reason ? `Not done: ${reason}` : "Not done" })];
  return [...checks(done), ...(notes ?? []).map((each) => note(remarkText(each)))];
}

function withRejected(nodes, { values, invalid_count: rejected, reason }, noun, plural) {
  if (values.length === 0) nodes.push(el("p", { class: "none", text: reason ? `None: ${reason}` : "None" }));
  // Without any value, the errors at the head of the card are enough.
  else if (rejected > 0) nodes.push(note(`${counted(rejected, noun, plural)} left out`, "warn"));
  return nodes;
}

function note(text, kind = "") {
  return el("p", { class: `note ${kind}`.trim(), text });
}

/** Never 100 %: no mapping is certain. */
function percent(share) {
  if (share > 0.99) return "> 99 %";
  return share < 0.01 ? "< 1 %" : `${Math.round(100 * share)} %`;
}

function round(number) {
  return Math.round(number * 100) / 100;
}
