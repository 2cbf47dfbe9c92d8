/** Texts of any size, made to cost a reader disproportionately much. */
import type { ReactionFormat } from "../../src/chem_results.ts";
import { type KnownFormat } from "../../src/chem/input/detect_format.ts";
import type { Random } from "../support/random.ts";
import { BINARY_HEADS, BINARY_TOKENS, HEADS, TOKENS } from "./format_tokens.ts";

/** A piece that occurs once, or as often as the size requires; `№` in it becomes 0, 1, 2 …. */
export interface Part {
  readonly text: string;
  readonly grows: boolean;
}

/** The reader of the text: the whole search for reactions, or the parsing of a single one. */
export type GrownReader =
  | { readonly kind: "find"; readonly format: KnownFormat | "auto" }
  | { readonly kind: "split"; readonly format: ReactionFormat };

/** A family of texts, one for each size. */
export interface GrownText {
  readonly reader: GrownReader;
  readonly parts: readonly Part[];
}

const COUNTER = "№";
const FIND_FORMATS = ["auto", "text", "smiles", "csv", "tsv", "jsonl", "rxn", "rdf", "ord"] as const;

/** The text of about `size` characters; the growing parts share the size that the others leave. */
export function textOf({ parts }: GrownText, size: number): string {
  const fixed = parts.reduce((sum, { text, grows }) => sum + (grows ? 0 : text.length), 0);
  const share = Math.max(0, size - fixed) / Math.max(1, parts.filter(({ grows }) => grows).length);
  return parts.map(({ text, grows }) => {
    if (!grows) return text;
    const times = Math.max(1, Math.floor(share / text.length));
    if (!text.includes(COUNTER)) return text.repeat(times);
    const pieces = Array.from({ length: times }, (_, i) => text.replaceAll(COUNTER, String(i)));
    return pieces.join("").slice(0, Math.max(share, text.length));
  }).join("");
}

/** Text that grows by repeating `text` behind `head` and before `tail`. */
export function repeated(text: string, head = "", tail = ""): readonly Part[] {
  return [once(head), { text, grows: true }, once(tail)].filter((part) => part.text !== "");
}

/** Text that grows by nesting. */
export function nested(open: string, close: string, head = "", tail = ""): readonly Part[] {
  return [once(head), { text: open, grows: true }, { text: close, grows: true }, once(tail)]
    .filter((part) => part.text !== "");
}

function once(text: string): Part {
  return { text, grows: false };
}

/** Pieces of the formats in random order, without any grammar: they find cases that nobody thought of. */
export function randomText(random: Random): GrownText {
  const format = random.pick(FIND_FORMATS);
  const isBinary = format === "ord";
  const tokens = isBinary ? BINARY_TOKENS : TOKENS;
  const few = Array.from({ length: random.whole(1, 4) }, () => random.pick(tokens));
  const piece = () =>
    Array.from({ length: random.whole(1, 5) }, () => random.pick(random.chance(0.7) ? few : tokens)).join("");
  const parts: Part[] = [once(random.pick(isBinary ? BINARY_HEADS : HEADS))];
  const count = random.whole(1, 4);
  for (let i = 0; i < count; i++) parts.push({ text: piece(), grows: i === 0 || random.chance(0.5) });
  const isSplit = !isBinary && random.chance(0.25);
  return {
    reader: isSplit
      ? { kind: "split", format: random.chance(0.5) ? "smiles" : "rxn" }
      : { kind: "find", format },
    parts: parts.filter((part) => part.text !== ""),
  };
}

/** The text as written in a report, so that it can be tried again. */
export function describeText({ reader, parts }: GrownText): string {
  const shown = parts.map(({ text, grows }) => JSON.stringify(text) + (grows ? " …" : ""));
  return `${reader.kind} ${reader.format}: ${shown.join(" + ")}`;
}
