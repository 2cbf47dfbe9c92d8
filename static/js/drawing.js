/**
 * The drawing of a reaction, in which one atom points at its partner on the other side: by hovering, by tapping, or with
 * the arrow keys.
 */

import { el, setText } from "./dom.js";
import { fetchSvg } from "./safe_svg.js";
import { savePng } from "./save_png.js";

const CHANGES = [["broken", "bond broken"], ["made", "bond made"], ["order", "bond order changed"], [
  "atom",
  "atom changed",
]];
const ELEMENTS = {
  H: "hydrogen",
  B: "boron",
  C: "carbon",
  N: "nitrogen",
  O: "oxygen",
  F: "fluorine",
  Si: "silicon",
  P: "phosphorus",
  S: "sulfur",
  Cl: "chlorine",
  Br: "bromine",
  I: "iodine",
  Mg: "magnesium",
  Sn: "tin",
  Zn: "zinc",
};
/** Half the width that a finger covers, in px. */
const FINGER = 22;
/** Delays before asking again for a drawing that the server could not provide yet. */
const RETRY_MS = [1000, 2000, 4000, 8000, 15_000, 30_000];
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export class Drawing {
  /** The drawing itself; and the line under it. */
  element = el("div", { class: "drawing" });
  legend = el("div", { class: "legend", hidden: true });
  #name;
  #url = null;
  #load = new AbortController();
  #targets = [];
  #pinned = null;
  #told = el("p", { class: "told" });
  #keys = el("ul", { class: "keys-of-drawing", "aria-label": "Colours of the drawing" });
  #maps;
  #second;
  #open;

  /**
   * @param {object} options
   * @param {string} options.name what is drawn, such as "reaction 3"
   * @param {string} options.rxn address of the reaction as a RXN file
   * @param {boolean} options.atomMaps whether the numbers of the atoms are shown initially
   * @param {(atomMaps: boolean) => void} options.toggled called when the user switches them
   * @param {(runnerUp: boolean) => void} options.compared called when the user asks for the second best mapping, or
   * for the chosen one again
   */
  constructor({ name, rxn, atomMaps, toggled, compared }) {
    this.#name = name;
    this.#maps = el("button", {
      type: "button",
      class: "text-button atom-maps",
      text: "Atom maps",
      "aria-pressed": String(atomMaps),
      click: () => {
        const now = this.#maps.getAttribute("aria-pressed") !== "true";
        this.#maps.setAttribute("aria-pressed", String(now));
        toggled(now);
      },
    });
    this.#second = el("button", {
      type: "button",
      class: "text-button runner-up",
      text: "Runner-up",
      title: "The second best mapping as a picture",
      "aria-pressed": "false",
      hidden: true,
      click: () => {
        const now = this.#second.getAttribute("aria-pressed") !== "true";
        this.#second.setAttribute("aria-pressed", String(now));
        compared(now);
      },
    });
    const png = el("button", {
      type: "button",
      class: "text-button save-png",
      text: "PNG",
      title: "Save the drawing as a PNG",
      "aria-label": `PNG: save the drawing of ${name}`,
      click: () => this.#savePng(png),
    });
    this.#open = el("a", {
      class: "open-drawing",
      target: "_blank",
      text: "SVG",
      title: "Open the drawing",
      "aria-label": `Open the drawing of ${name}`,
    });
    const file = el("a", {
      class: "rxn-file",
      href: rxn,
      download: true,
      text: "RXN",
      title: "Save as an RXN file",
      "aria-label": `Save ${name} as an RXN file`,
    });
    this.legend.append(this.#keys, this.#second, this.#maps, this.#open, png, file);
    this.element.addEventListener("pointerover", (event) => this.#point(event));
    this.element.addEventListener("pointerleave", () => this.#show(this.#pinned));
    this.element.addEventListener("click", (event) => this.#pin(event));
    this.element.addEventListener("focusin", (event) => this.#show(target(event)));
    this.element.addEventListener("focusout", () => this.#show(this.#pinned));
    this.element.addEventListener("keydown", (event) => this.#key(event));
  }

  /**
   * Shows the drawing at an address, or a text if there is none.
   * @param {string | null} url
   * @param {string} instead
   */
  async show(url, instead = "") {
    if (url === null) {
      setText(this.element, instead);
      this.legend.hidden = true;
    }
    if (url === this.#url) return;
    this.#url = url;
    this.#load.abort();
    if (url === null) return;
    this.#load = new AbortController();
    await this.#fetch(url, this.#load.signal);
  }

  /** Whether there is a second best mapping that can be shown. */
  set hasRunnerUp(has) {
    this.#second.hidden = !has;
  }

  /** In the colours for a light background, since the picture is for papers. */
  async #savePng(button) {
    const light = this.#url?.replace("theme=dark", "theme=light");
    if (!light) return;
    button.disabled = true;
    try {
      await savePng(light, `${this.#name.replaceAll(" ", "_")}.png`);
      button.textContent = "PNG";
    } catch {
      button.textContent = "PNG failed";
    } finally {
      button.disabled = false;
    }
  }

  /** Repeats the request until there is an answer: a server that is away or busy comes back. */
  async #fetch(url, signal) {
    for (let attempt = 0; !signal.aborted; attempt++) {
      try {
        const svg = await fetchSvg(url, signal);
        if (!signal.aborted) this.#take(svg, url);
        return;
      } catch ({ retryAfterMs = null }) {
        if (signal.aborted) return;
        this.legend.hidden = true;
        if (retryAfterMs === null) return this.element.replaceChildren("This reaction could not be drawn");
        this.element.replaceChildren("The drawing could not be fetched yet; trying again");
        const wait = RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)];
        await new Promise((resolve) => setTimeout(resolve, Math.max(wait, retryAfterMs)));
      }
    }
  }

  /** Aborts a fetch in progress. */
  dispose() {
    this.#load.abort();
  }

  #take(svg, url) {
    const focused = this.#targets.findIndex((circle) => circle === document.activeElement);
    this.#pinned = null;
    this.#targets = [...svg.querySelectorAll(".target")];
    svg.setAttribute("role", this.#targets.length > 0 ? "group" : "img");
    const hint = this.#targets.length > 0 ? "; arrow keys go from atom to atom, Enter to its partner" : "";
    svg.setAttribute("aria-label", `Drawing of ${this.#name}${hint}`);
    this.#targets.forEach((circle, index) => {
      circle.setAttribute("role", "img");
      circle.setAttribute("aria-label", described(circle));
      circle.setAttribute("tabindex", index === 0 ? "0" : "-1");
    });
    this.element.replaceChildren(svg, this.#told);
    if (focused >= 0) this.#focus(focused);
    const present = CHANGES.filter(([change]) => svg.querySelector(`.change.${change}`));
    this.#keys.replaceChildren(...present.map(([change, words]) => {
      const swatch = el("span", { class: `swatch ${change}`, "aria-hidden": "true" });
      return el("li", {}, swatch, words);
    }));
    this.#maps.hidden = this.#targets.length === 0;
    this.#open.href = url;
    this.#show(null);
    this.legend.hidden = false;
  }

  #point(event) {
    // A tap is handled as a click.
    if (event.pointerType === "touch") return;
    this.#show(target(event) ?? this.#pinned);
  }

  #pin(event) {
    const circle = target(event) ?? this.#nearest(event);
    this.#pinned = circle === this.#pinned ? null : circle;
    this.#show(this.#pinned);
  }

  /** The atom nearest to a tap that missed: fingers are wider than atoms. */
  #nearest({ clientX, clientY }) {
    let best = null;
    let least = FINGER;
    for (const circle of this.#targets) {
      const { x, y, width, height } = circle.getBoundingClientRect();
      const distance = Math.hypot(x + width / 2 - clientX, y + height / 2 - clientY);
      if (distance < least) [best, least] = [circle, distance];
    }
    return best;
  }

  #key(event) {
    const at = this.#targets.indexOf(document.activeElement);
    if (at < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    const last = this.#targets.length - 1;
    if (event.key in STEPS) this.#focus((at + STEPS[event.key] + last + 1) % (last + 1));
    else if (event.key === "Home") this.#focus(0);
    else if (event.key === "End") this.#focus(last);
    else if (event.key === "Enter" || event.key === " ") {
      const other = this.#partners(this.#targets[at]).find((circle) => circle !== this.#targets[at]);
      if (other) this.#focus(this.#targets.indexOf(other));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #focus(index) {
    this.#targets.forEach((circle, k) => circle.setAttribute("tabindex", k === index ? "0" : "-1"));
    this.#targets[index]?.focus({ preventScroll: false });
  }

  #partners(circle) {
    return this.#targets.filter((other) => other.dataset.map === circle.dataset.map);
  }

  /** Marks an atom and its partner; null marks none. */
  #show(circle) {
    const pair = new Set(circle ? this.#partners(circle) : []);
    for (const other of this.#targets) other.classList.toggle("partner", pair.has(other));
    setText(this.#told, circle ? told([...pair]) : "");
  }
}

/** The atom that an event is about. */
function target(event) {
  return event.target instanceof Element ? event.target.closest(".target") : null;
}

function described(circle) {
  const { element, map } = circle.dataset;
  const changes = circle.classList.contains("centre") ? ", changes" : "";
  return `${ELEMENTS[element] ?? element} ${map} in ${place(circle)}${changes}`;
}

function told(pair) {
  const { element, map } = pair[0].dataset;
  const changes = pair[0].classList.contains("centre") ? ", changes" : "";
  return `${element}:${map} · ${pair.map(place).join(" → ")}${changes}`;
}

/** Such as "reactant 2". */
function place(circle) {
  const molecule = circle.closest(".molecule");
  const role = ["reactant", "product"].find((name) => molecule?.classList.contains(name)) ?? "molecule";
  const same = [...circle.ownerSVGElement.querySelectorAll(`.molecule.${role}`)];
  return same.length > 1 ? `${role} ${same.indexOf(molecule) + 1}` : role;
}
