/** A value of a result, which can be copied. */

import { copy } from "./announcer.js";
import { el, icon } from "./dom.js";

/** Above this length a value shows its first lines only, until it is opened. */
const LONG = 420;

/**
 * One value with its copy button; a very long one is clamped and can be opened.
 * @param {string} text
 * @param {string} what its name, such as "SMIRKS of reaction 3"
 * @param {string | null} role shown before it; null: there is no column for it
 * @returns {HTMLElement}
 */
export function value(text, what, role = null) {
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
