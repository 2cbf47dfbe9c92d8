/** A pattern in several forms, one of which is shown. */

import { el } from "./dom.js";
import { value } from "./value.js";

/**
 * The available forms, with a switch if there is more than one.
 * @param {object} options
 * @param {{ key: string, label: string, title: string, text: string | undefined }[]} options.choices
 * @param {string} options.name of the pattern, such as "SMIRKS"
 * @param {number} options.index of the reaction
 * @param {Record<string, string>} options.view where the choice is kept, under `slot`
 * @param {string} options.slot
 * @returns {Node[]}
 */
export function patterns({ choices, name, index, view, slot }) {
  const present = choices.filter(({ text }) => text !== undefined);
  if (present.length === 0) return [];
  const place = el("div");
  const buttons = present.map(({ key, label, title }) =>
    el("button", {
      type: "button",
      text: label,
      title,
      "data-form": key,
      click: () => {
        view[slot] = key;
        show();
      },
    })
  );
  const show = () => {
    const chosen = present.find(({ key }) => key === view[slot]) ?? present.find(({ key }) => key === "1") ??
      present[0];
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(button.dataset.form === chosen.key));
    }
    const form = /^\d$/.test(chosen.key) ? `radius ${chosen.label}` : `${chosen.label} form`;
    place.replaceChildren(value(chosen.text, `${name} of reaction ${index}, ${form}`));
  };
  show();
  if (present.length === 1) return [place];
  const group = el("div", { class: "segments forms", role: "group", "aria-label": `Radius of the ${name}` });
  group.append(...buttons);
  return [el("div", { class: "form-line" }, el("span", { class: "role", text: "Radius" }), group), place];
}
