/**
 * Brings a drawing from the server into the page. The document is parsed where nothing in it can run, and rebuilt
 * from known elements and attributes only, so whatever else it may hold never reaches the page.
 */

import { SIGN_IN_NEEDED } from "./api.js";

const SVG = "http://www.w3.org/2000/svg";
const MOST_ELEMENTS = 50_000;
const DEEPEST = 40;

const NUMBER = /^-?[\d.]+$/;
const COLOUR = /^(none|#[\da-f]{3,8})$/i;
/** What each attribute may hold. */
const ATTRIBUTES = {
  viewBox: /^[\d. -]+$/,
  transform: /^[a-z\d., ()-]+$/,
  d: /^[\d\sMLHVCQAZ.,-]+$/i,
  fill: COLOUR,
  stroke: COLOUR,
  "stroke-width": NUMBER,
  "stroke-linecap": /^\w+$/,
  "stroke-linejoin": /^\w+$/,
  "stroke-dasharray": /^[\d., ]+$/,
  opacity: NUMBER,
  cx: NUMBER,
  cy: NUMBER,
  r: NUMBER,
  x: NUMBER,
  y: NUMBER,
  "text-anchor": /^\w+$/,
  "font-family": /^sans-serif$/,
  "font-size": NUMBER,
  "pointer-events": /^all$/,
  "data-map": /^\d{1,9}$/,
  "data-element": /^([A-Z][a-z]?|\*)$/,
};
const ELEMENTS = new Set(["svg", "g", "path", "circle", "text"]);
const CLASSES = new Set(
  "molecule reactant agent product change atom made broken order target centre".split(" "),
);

/** Time limit for a drawing, in milliseconds: longer than the chemistry may take, so that only a dead connection exceeds it. */
const LIMIT_MS = 45_000;
/** Status codes of a server that is busy, or of a proxy whose server is away. */
const BUSY = new Set([0, 408, 429, 502, 503, 504]);

/** Why there is no drawing; with `retryAfterMs` if asking again can help, which is 0 if the server does not say when. */
export class NoDrawing extends Error {
  /** @type {number | null} */ retryAfterMs;

  /** @param {number | null} retryAfterMs */
  constructor(retryAfterMs) {
    super("The drawing could not be fetched");
    this.retryAfterMs = retryAfterMs;
  }
}

/**
 * Fetches a drawing.
 * @param {string} url of this server
 * @param {AbortSignal} signal
 * @returns {Promise<SVGSVGElement>} rejects with `NoDrawing` if there is none, or the signal is aborted
 */
export function fetchSvg(url, signal) {
  return new Promise((resolve, reject) => {
    // The page may not turn text into markup, but the browser may parse the server's answer as data.
    const request = new XMLHttpRequest();
    const fail = () => {
      const seconds = Number(request.getResponseHeader("retry-after")) || 0;
      reject(new NoDrawing(BUSY.has(request.status) ? seconds * 1000 : null));
    };
    request.responseType = "document";
    request.timeout = LIMIT_MS;
    request.overrideMimeType("image/svg+xml");
    request.addEventListener("load", () => {
      if (request.status === 401) dispatchEvent(new Event(SIGN_IN_NEEDED));
      // Only a drawing is parsed: a browser inserts styles of its own into an XML parse error.
      const isSvg = request.getResponseHeader("content-type")?.startsWith("image/svg+xml");
      const root = request.status === 200 && isSvg ? request.responseXML?.documentElement : null;
      if (root?.namespaceURI !== SVG || root.localName !== "svg") fail();
      else resolve(rebuilt(root));
    });
    request.addEventListener("error", fail);
    request.addEventListener("timeout", fail);
    request.addEventListener("abort", fail);
    signal.addEventListener("abort", () => request.abort());
    request.open("GET", url);
    if (signal.aborted) fail();
    else request.send();
  });
}

/**
 * A copy with only the elements and attributes that a drawing needs.
 * @param {Element} original
 * @returns {SVGSVGElement}
 */
export function rebuilt(original) {
  let left = MOST_ELEMENTS;
  const copy = (element, depth) => {
    const made = document.createElementNS(SVG, element.localName);
    for (const { name, value } of element.attributes) {
      if (name === "class") {
        const known = value.split(" ").filter((part) => CLASSES.has(part));
        if (known.length > 0) made.setAttribute("class", known.join(" "));
      } else if (Object.hasOwn(ATTRIBUTES, name) && ATTRIBUTES[name].test(value)) {
        made.setAttribute(name, value);
      }
    }
    if (element.localName === "text") made.textContent = element.textContent.slice(0, 200);
    else if (depth < DEEPEST) {
      for (const child of element.children) {
        if (child.namespaceURI === SVG && ELEMENTS.has(child.localName) && left-- > 0) {
          made.append(copy(child, depth + 1));
        }
      }
    }
    return made;
  };
  return copy(original, 0);
}
