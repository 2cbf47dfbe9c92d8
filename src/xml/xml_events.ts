/** Reads XML as a sequence of events. */
import { Parser } from "saxen";

/** Attributes by their name without a namespace prefix, decoded. */
export type XmlAttributes = Readonly<Record<string, string>>;

/** What is told about a document, in its order. */
export interface XmlHandler {
  open(name: string, attributes: () => XmlAttributes): void;
  close(name: string): void;
  text(text: string): void;
}

/** Why a document is not well-formed, with the line, counted from 1. */
export class XmlFault extends Error {
  override readonly name = "XmlFault";
}

/** The part of saxen that is used here; it has no types of its own. */
interface SaxParser {
  on(name: "openTag", hook: (name: string, attributes: () => object, decode: Decode) => void): void;
  on(name: "closeTag", hook: (name: string) => void): void;
  on(name: "text", hook: (text: string, decode: Decode) => void): void;
  on(name: "cdata", hook: (text: string) => void): void;
  on(name: "error", hook: (error: Error, context: () => { readonly line: number }) => void): void;
  parse(xml: string): void;
}
type Decode = (text: string) => string;

/** Reads a document from beginning to end. Entities that the document declares itself stay as written. Throws `XmlFault`. */
export function readXml(xml: string, handler: XmlHandler): void {
  const parser = new Parser() as unknown as SaxParser;
  parser.on("openTag", (name, attributes, decode) => {
    handler.open(withoutPrefix(name), () =>
      Object.fromEntries(
        Object.entries(attributes()).map(([key, value]) => [withoutPrefix(key), decode(String(value))]),
      ));
  });
  parser.on("closeTag", (name) => handler.close(withoutPrefix(name)));
  parser.on("text", (text, decode) => handler.text(decode(text)));
  parser.on("cdata", (text) => handler.text(text));
  parser.on("error", (error, context) => {
    throw new XmlFault(`${error.message} at line ${context().line + 1}`);
  });
  parser.parse(xml);
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}
