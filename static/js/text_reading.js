/** The sentences that a reaction was read from, with its compounds and conditions marked in the colours of their roles. */

import { el } from "./dom.js";

const LONGEST_STAGE = 120;

/**
 * Marks are `mark` elements with the class of the role; a compound under the pointer is marked in the text too.
 * @param {object} reading as in the rows of results
 * @returns {Node[]} the text, and the compounds with their amounts
 */
export function textReading(reading) {
  const marks = placed(reading);
  const text = el("p", { class: "reading-text" });
  const byMark = new Map();
  let at = 0;
  for (const mark of marks) {
    text.append(reading.source.slice(at, mark.start));
    const node = el("mark", {
      class: mark.role,
      title: mark.role,
      text: reading.source.slice(mark.start, mark.end),
    });
    text.append(node);
    byMark.set(mark.of, node);
    at = mark.end;
  }
  text.append(reading.source.slice(at));
  const compounds = reading.components.map((component) => {
    const item = el("li", { class: component.role, tabindex: "0" }, spoken(component));
    const mark = byMark.get(component);
    const show = (on) => {
      item.classList.toggle("pointed", on);
      mark?.classList.toggle("pointed", on);
    };
    for (const node of mark ? [item, mark] : [item]) {
      node.addEventListener("pointerenter", () => show(true));
      node.addEventListener("pointerleave", () => show(false));
    }
    item.addEventListener("focus", () => show(true));
    item.addEventListener("blur", () => show(false));
    return item;
  });
  const nodes = [
    text,
    el("ul", { class: "reading-compounds", "aria-label": "Compounds in the text" }, ...compounds),
  ];
  if (reading.unread.length > 0) {
    nodes.push(
      el("p", {
        class: "note warn",
        text: `Not read: ${reading.unread.map((part) => part.text).join("; ")}`,
      }),
    );
  }
  return nodes;
}

/** What can be marked, in the order of the text and relative to it; a clipped text has no place for what comes later. */
function placed({ source, span, components, conditions, unread }) {
  const all = [
    ...components.map((of) => ({ of, role: of.role, span: of.span })),
    ...conditions.stages.map((of) => ({ of, role: "condition", span: of.span })),
    ...unread.map((of) => ({ of, role: "unread", span: of.span })),
  ].map(({ of, role, span: own }) => ({ of, role, start: own.start - span.start, end: own.end - span.start }))
    .filter(({ of, start, end }) =>
      start >= 0 && end <= source.length && end - start <= LONGEST_STAGE && isThere(of, source, start, end)
    )
    .sort((a, b) => a.start - b.start);
  return all.filter(({ start }, k) => all.slice(0, k).every((other) => other.end <= start));
}

/** Does the text have at this place what was read there? */
function isThere({ name, text }, source, start, end) {
  const written = name ?? text;
  return written === undefined || source.slice(start, end) === written;
}

function spoken({ name, role, amount }) {
  const amounts = Object.values(amount).map((quantity) => quantity.text).join(", ");
  return `${role}: ${name}${amounts === "" ? "" : ` (${amounts})`}`;
}
