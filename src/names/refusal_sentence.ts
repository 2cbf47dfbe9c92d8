/** Words why a name is not read, for people. */
import { resolveName } from "./resolve_name.ts";

/** Characters of a name that a sentence repeats. */
const MAX_QUOTED = 60;

/**
 * Why a text that looks like a name is not read, in a sentence without its full stop: the name, and where in it the trouble
 * begins, counted from 1. Null for one that is read.
 */
export function refusalSentence(text: string): string | null {
  const read = resolveName(text);
  if ("smiles" in read) return null;
  const { reason, position } = read;
  const rest = quoted(text.slice(position));
  const place = position > 0 ? `, at ${rest} (character ${position + 1})` : "";
  return `the name ${quoted(text)} is not read: ${reason.replace(/^the name is/, "it is")}${place}`;
}

function quoted(text: string): string {
  const short = text.trim();
  return `"${short.length > MAX_QUOTED ? `${short.slice(0, MAX_QUOTED - 1)}…` : short}"`;
}
