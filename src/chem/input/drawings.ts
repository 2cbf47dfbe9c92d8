/** Reads files of drawing programs, and refuses other formats of reactions by name. */
import { RxnstreamError } from "../../errors.ts";
import type { FoundReaction } from "../../chem_results.ts";
import { XmlFault } from "../../xml/xml_events.ts";
import { descendants, type XmlElement, xmlTree } from "../../xml/xml_tree.ts";
import { cdxmlReactions } from "./cdxml.ts";
import { cmlReaction } from "./cml.ts";
import { DrawingFault, type DrawnReaction, drawnRxn } from "./drawn_reaction.ts";
import { foundReaction } from "./found_reaction.ts";
import { isKet, ketReaction } from "./ket.ts";

const HEAD_CHARACTERS = 4_000;
const WAY_OUT = "send reaction SMILES, RXN, RDF, KET, CDXML or MRV";

/** Formats that are not read, by what their first lines have. */
const REFUSED: readonly (readonly [begin: RegExp, name: string])[] = [
  [/^\s*(?:Long-|Short-|Web-)?RInChI(?:Key)?=|\n\s*RInChI=/, "RInChI"],
  [/^\s*(?:[^\s]{0,60}\s)?InChI=1S?\/[^\n]{1,2000}(?:->|→|>>)/, "a reaction of InChI"],
  [/^\s*[A-Z]{14}-[A-Z]{10}-[A-Z]\s*(?:->|→|>>)/, "a reaction of InChIKeys"],
  [/biopax\.org\/release/, "BioPAX"],
  [/rdf\.rhea-db\.org|<rdf:RDF\b/, "RDF of the semantic web"],
  [/<sbml\b/, "SBML"],
  [/<svg\b/, "an SVG picture"],
];
/** SELFIES on both sides of an arrow: nothing but brackets, with names that no atom has. */
const SELFIES = /^\s*(?:\[[^\[\]\s]{1,20}\][. ]?)+\s*(?:>>|->)\s*(?:\[[^\[\]\s]{1,20}\][. ]?)+/;

/**
 * The reactions of a text that is a drawing as a whole (KET, CDXML, MRV, CML); null for other texts. Throws
 * `input_invalid` for a drawing that cannot be read.
 */
export function readDrawing(text: string): readonly FoundReaction[] | null {
  const head = text.slice(0, HEAD_CHARACTERS).trimStart();
  try {
    if (head.startsWith("{") && head.includes('"root"')) {
      const document = parsed(text);
      if (isKet(document)) return [drawn(ketReaction(document))];
    }
    if (/^(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)?(?:<!DOCTYPE\s+CDXML[^>]*>\s*)?<CDXML\b/i.test(head)) {
      return cdxmlReactions(xmlTree(withoutDoctype(text))).map(drawn);
    }
    if (head.startsWith("<") && /<(?:\w+:)?(?:cml|reactionList|reaction|MDocument)\b/.test(head)) {
      const found = cmlReactions(xmlTree(text));
      if (found !== null) return found;
    }
  } catch (error) {
    if (!(error instanceof DrawingFault) && !(error instanceof XmlFault)) throw error;
    throw new RxnstreamError("input_invalid", `The drawing cannot be read: ${error.message}`, {
      cause: error,
    });
  }
  return null;
}

/** The sentence that refuses a text without reactions whose format is known and not read; null for other texts. */
export function refusedFormat(text: string): string | null {
  const head = text.slice(0, HEAD_CHARACTERS).trimStart();
  const refused = REFUSED.find(([begin]) => begin.test(head))?.[1] ??
    (SELFIES.test(head) && /\[(?:Branch|Ring|=Branch|#Branch|=[A-Z]|#[A-Z])/.test(head) ? "SELFIES" : null);
  return refused === null ? null : `The input is ${refused}, which is not read: ${WAY_OUT}`;
}

/** Null where the notation stands in the text of elements, as in the files of patents: then it is found as in any text. */
function cmlReactions(root: XmlElement): readonly FoundReaction[] | null {
  const reactions = [...(root.name === "reaction" ? [root] : descendants(root, "reaction"))];
  if (reactions.length === 0 || reactions.some((one) => hasNotation(one))) return null;
  return reactions.map((reaction) => drawn(cmlReaction(reaction)));
}

function hasNotation(reaction: XmlElement): boolean {
  return reaction.text.includes(">") ||
    Object.values(reaction.attributes).some((value) => value.includes(">")) ||
    reaction.children.some(({ text, name }) => /smiles/i.test(name) && text.includes(">"));
}

function drawn(reaction: DrawnReaction): FoundReaction {
  return foundReaction(drawnRxn(reaction), "rxn", { line: 1 });
}

/** saxen reads documents without a declaration of their type. */
function withoutDoctype(xml: string): string {
  return xml.replace(/<!DOCTYPE[^>\[]*>/i, "");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
