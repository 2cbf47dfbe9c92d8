/**
 * Builds the page's elements. Text always becomes text nodes, so nothing in a reaction or a title can become markup.
 */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Makes an element.
 * @param {string} tag
 * @param {Record<string, string | number | boolean | ((event: Event) => void)>} props
 *   `class` and `text` mean what they say; a function is a listener named by its key (`click`); `true` sets an empty
 *   attribute and `false` leaves it out; everything else is an attribute.
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
export function el(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (name === "class") element.className = value;
    else if (name === "text") element.textContent = value;
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/**
 * An icon of the sprite in index.html; decoration only, so hidden from assistive technology.
 * @param {string} name
 * @returns {SVGElement}
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

/**
 * The content of a template of index.html, cloned.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function fromTemplate(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

/**
 * Sets text only if it differs, so that a selection in it survives and no needless layout is triggered.
 * @param {Node} node
 * @param {string | number} text
 */
export function setText(node, text) {
  const value = String(text);
  if (node.textContent !== value) node.textContent = value;
}
