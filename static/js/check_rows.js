/** The checks of a reaction, each with its name and a sentence, and the by-products. */

import { el, icon } from "./dom.js";
import { counted } from "./format.js";

const ROUND_TRIPS = {
  exact: ["good", "The SMIRKS gives the recorded products"],
  enantiomer: ["warn", "The SMIRKS gives the mirror image of the recorded products"],
  flat: ["warn", "The SMIRKS gives the recorded products, apart from stereochemistry"],
  fails: ["bad", "The SMIRKS does not give the recorded products"],
  not_run: ["plain", "Not run"],
};
const REVERSES = {
  exact: ["good", "Applied in reverse, it gives the reactants"],
  flat: ["warn", "Applied in reverse, it gives the reactants, apart from stereochemistry"],
  fails: ["warn", "Applied in reverse, it does not give the reactants"],
  not_run: ["plain", "Not run"],
};
const MARKS = { good: "check", bad: "close" };

/**
 * @param {object} result the checks of the validation stage; earlier versions have fewer of them
 * @returns {Node[]}
 */
export function checks(result) {
  const { by_products: made = [], needed = [], equation } = result;
  const nodes = [];
  if (equation) {
    nodes.push(
      el("p", {
        class: "equation",
        "aria-label": Object.keys(result.unbalanced ?? {}).length > 0 ? "Half-equation" : "Balanced equation",
      }, ...formula(equation)),
    );
  }
  if (made.length > 0) nodes.push(molecules("By-products", made));
  if (needed.length > 0) nodes.push(molecules("Also needed", needed));
  const list = el("dl", { class: "checks", "aria-label": "Checks" });
  for (const [name, [kind, text]] of rows(result)) {
    const mark = MARKS[kind] ? [icon(MARKS[kind])] : [];
    list.append(el("div", { class: kind }, el("dt", {}, ...mark, name), el("dd", { text })));
  }
  return [...nodes, list];
}

/** Name, kind and sentence of each check that was run. */
function rows(result) {
  const { parse, sanitise, maps, round_trip: trip, reverse, outcomes, confidence } = result;
  const list = [[
    "Parse",
    parse ? ["good", "Every component can be read"] : ["bad", "Not every component can be read"],
  ]];
  if (sanitise !== undefined) {
    list.push([
      "Valences",
      sanitise
        ? ["good", "Every component is a possible molecule"]
        : ["bad", "Not every component is a possible molecule"],
    ]);
  }
  list.push([
    "Atom maps",
    maps ? ["good", "Each number links two atoms of the same element"] : ["bad", "They cannot be used"],
  ]);
  list.push(["Sources", sources(result)]);
  const balance = unbalanced(result);
  if (balance) list.push(["Balance", balance]);
  list.push(["Round trip", ROUND_TRIPS[trip] ?? ["plain", String(trip)]]);
  if (outcomes > 0) {
    list.push([
      "Outcomes",
      outcomes === 1 ? ["good", "One product set"] : ["plain", `${counted(outcomes, "product set")}`],
    ]);
  }
  if (reverse !== undefined) list.push(["Reverse", REVERSES[reverse] ?? ["plain", String(reverse)]]);
  if (typeof confidence === "number") list.push(["Confidence", confident(confidence)]);
  return list;
}

function sources({ atoms_without_source: without = {}, lost_fragments: lost = [], by_products: made = [] }) {
  const missing = Object.entries(without).map(([symbol, n]) => n > 1 ? `${n} ${symbol}` : symbol);
  // Where the by-products are known, they include the lost atoms.
  const left = lost.length > 0 && made.length === 0 ? `; not in the products: ${lost.join(", ")}` : "";
  if (missing.length > 0) return ["warn", `Without a source: ${missing.join(", ")}${left}`];
  return ["good", `Every product atom comes from a reactant${left}`];
}

/** What keeps the equation from balancing, if anything. */
function unbalanced({ unbalanced: open = {}, equation }) {
  const entries = Object.entries(open);
  if (entries.length === 0) return equation ? ["good", "The equation is balanced"] : null;
  const words = (list) => list.map(([what, n]) => `${Math.abs(n)} ${what}`).join(", ");
  const missing = entries.filter(([, n]) => n > 0);
  const over = entries.filter(([, n]) => n < 0);
  const parts = [];
  if (missing.length > 0) parts.push(`missing among the reactants: ${words(missing)}`);
  if (over.length > 0) parts.push(`left over: ${words(over)}`);
  const balance = equation ? "A half-equation is given" : "The equation is not balanced";
  return ["plain", `${balance}; ${parts.join("; ")}`];
}

function confident(share) {
  const text = share > 0.99 ? "above 99 %" : share < 0.01 ? "below 1 %" : `${Math.round(100 * share)} %`;
  return [share > 0.9 ? "good" : "warn", `The probability that the mapping is right is ${text}`];
}

function molecules(title, list) {
  const parts = list.flatMap(({ name, smiles, count }, index) => [
    ...(index > 0 ? [", "] : []),
    ...(count > 1 ? [`${count} `] : []),
    el("span", { title: smiles }, ...formula(name)),
  ]);
  return el(
    "p",
    { class: "molecules" },
    el("span", { class: "role", text: title }),
    el("span", {}, ...parts),
  );
}

/**
 * A formula, or an equation of formulas, with its numbers as subscripts and charges as superscripts.
 * @param {string} text
 * @returns {Node[]}
 */
export function formula(text) {
  const nodes = [];
  // A number after a symbol or a bracket is a count; a sign after a formula is its charge.
  const parts = text.replaceAll("->", "→").split(/(?<=[A-Za-z)\]])(\d+)|(?<=\S)(\^?\d*[+-])(?=\s|$)/g);
  for (const part of parts) {
    if (part === undefined || part === "") continue;
    const after = nodes.length > 0;
    if (after && /^\d+$/.test(part)) nodes.push(el("sub", { text: part }));
    else if (after && /^\^?\d*[+-]$/.test(part)) {
      nodes.push(el("sup", { text: part.replace("^", "").replace("-", "−") }));
    } else nodes.push(document.createTextNode(part));
  }
  return nodes;
}
