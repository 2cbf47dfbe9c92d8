/** Describes how a text was read in which no reaction was found. */
import { resolveName } from "../../names/resolve_name.ts";
import { ARROW } from "./name_equation.ts";
import { BREAK, CHEMICAL, NAME_LIKE } from "./words/mentions.ts";
import { sentencesOf } from "./words/sentences.ts";
import { namedCompound } from "./name_terms.ts";

/** Maximum number of characters that are examined again for this answer. */
const MAX_TEXT = 20_000;
const MAX_PIECE = 250;
const MAX_LISTED = 5;
const MAX_NAME = 60;
/** How many characters of a word must be understood for it to count as an unreadable name. */
const MIN_UNDERSTOOD = 4;

/**
 * Says in sentences what was examined, what was read as compounds, and what looks like a name but was not read. Null
 * for an empty text.
 */
export function whatWasRead(whole: string): string | null {
  const text = whole.slice(0, MAX_TEXT);
  if (text.trim() === "") return null;
  const sentences = text.split(/\n\s*\n|\n(?=[A-Z\d])/).flatMap((part) =>
    sentencesOf(part.replaceAll("\n", " "))
  )
    .filter((sentence) => sentence.text.trim() !== "");
  const read = new Set<string>();
  const unread = new Map<string, string>();
  for (const piece of sentences.flatMap((sentence) => [...pieces(sentence.text)])) {
    const compound = namedCompound(piece);
    if (compound !== null) read.add(compound.name);
    else {
      const reason = whyUnread(piece);
      if (reason !== null) unread.set(piece, reason);
    }
  }
  const looked = `${
    sentences.length === 1 ? "1 sentence was" : `${sentences.length} sentences were`
  } looked at${whole.length > MAX_TEXT ? `, the first ${MAX_TEXT} characters` : ""}`;
  if (read.size === 0 && unread.size === 0) {
    return `${looked}; no name, formula or reaction SMILES was read in ${
      sentences.length === 1 ? "it" : "them"
    }.`;
  }
  const names = read.size === 0 ? "no compound was read" : `read as compounds: ${listed([...read])}`;
  const others = unread.size === 0
    ? ""
    : ` Not read: ${listed([...unread].map(([name, reason]) => `${name} (${reason})`))}.`;
  const wanted = read.size === 0 ? "" : " No sentence says which of them became what.";
  return `${looked}; ${names}.${others}${wanted}`;
}

function* pieces(sentence: string): Generator<string, void> {
  for (const side of sentence.replace(ARROW, "\n").split(/\n|\s\+\s|;\s/)) {
    for (const part of side.split(BREAK)) {
      const piece = part?.trim().replace(/[.:]$/, "") ?? "";
      if (piece !== "" && piece.length <= MAX_PIECE && CHEMICAL.test(piece)) yield piece;
    }
  }
}

/** Why a piece of text that looks like a name cannot be read; null for ordinary words. */
function whyUnread(piece: string): string | null {
  const [name = ""] = /\S+(?:\s+(?:acid|ester|chloride|bromide|iodide|hydrochloride))?$/.exec(piece) ?? [];
  if (!NAME_LIKE.test(name)) return null;
  const read = resolveName(name);
  if ("smiles" in read) return null;
  const isName = /\d-|[)\]]-?[a-z]/.test(name) || read.position >= MIN_UNDERSTOOD;
  if (!isName) return null;
  return read.position > 0
    ? `${read.reason}: "${name.slice(read.position, read.position + 30)}"`
    : read.reason;
}

function listed(names: readonly string[]): string {
  const listed = names.slice(0, MAX_LISTED).map((name) =>
    name.length > MAX_NAME * 3 ? `${name.slice(0, MAX_NAME * 3)}…` : name
  );
  return names.length > MAX_LISTED
    ? `${listed.join(", ")} and ${names.length - MAX_LISTED} more`
    : listed.join(", ");
}
