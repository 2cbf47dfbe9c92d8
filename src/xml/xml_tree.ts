/** Reads a short XML document as a tree. */
import { readXml, type XmlAttributes, XmlFault } from "./xml_events.ts";

/** An element; `text` is what stands directly in it. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: XmlAttributes;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

const MAX_DEPTH = 200;
const MAX_ELEMENTS = 200_000;

/** The root element. Throws `XmlFault` if the document is not well-formed, or too deep or too large for a drawing. */
export function xmlTree(xml: string): XmlElement {
  interface Open {
    name: string;
    attributes: XmlAttributes;
    children: XmlElement[];
    text: string;
  }
  const document: Open = { name: "", attributes: {}, children: [], text: "" };
  const open: Open[] = [document];
  let count = 0;
  readXml(xml, {
    open: (name, attributes) => {
      if (open.length > MAX_DEPTH) throw new XmlFault(`more than ${MAX_DEPTH} elements within one another`);
      if (++count > MAX_ELEMENTS) throw new XmlFault(`more than ${MAX_ELEMENTS} elements`);
      const element: Open = { name, attributes: attributes(), children: [], text: "" };
      open.at(-1)?.children.push(element);
      open.push(element);
    },
    close: () => {
      open.pop();
    },
    text: (text) => {
      const last = open.at(-1);
      if (last !== undefined) last.text += text;
    },
  });
  const [root] = document.children;
  if (root === undefined) throw new XmlFault("there is no element");
  return root;
}

/** All elements of a name below an element, in document order. */
export function* descendants(element: XmlElement, name: string): Generator<XmlElement, void> {
  for (const child of element.children) {
    if (child.name === name) yield child;
    yield* descendants(child, name);
  }
}
