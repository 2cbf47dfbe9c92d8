/** The entry point of this folder: from the text of a query in any format to its reactions. */
import type { FoundReaction } from "../../chem_results.ts";
import type { UnreadText } from "../../text_reading.ts";
import { RxnstreamError } from "../../errors.ts";
import type { Query } from "../../types.ts";
import { readDrawing, refusedFormat } from "./drawings.ts";
import { detectFormat, type KnownFormat } from "./detect_format.ts";
import { foundReaction } from "./found_reaction.ts";
import { readJson } from "./json_records.ts";
import { whatWasRead } from "./nothing_found.ts";
import { readOrd } from "./ord.ts";
import { readProse } from "./prose.ts";
import { readRdf } from "./rdf.ts";
import { readSmilesLines } from "./smiles_lines.ts";
import { reactionsOfTable, readTable, tableDelimiter } from "./table.ts";

/**
 * What was found. `truncated` means that there are more reactions than the limit; `looked_at` describes, in
 * sentences, how a text without reactions was read.
 */
export interface FoundReactions {
  readonly reactions: readonly FoundReaction[];
  readonly truncated: boolean;
  readonly looked_at?: string;
  /** Parts of a text that tell of a reaction and could not be read. */
  readonly unread?: readonly UnreadText[];
}

/**
 * Finds the reactions in a user's input, in order of appearance; at most `maxReactions` of them. In formats with one
 * reaction per record (lines of SMILES, tables, JSON Lines), every record counts, even if it is unreadable; in free
 * text, only what clearly looks like a reaction. Takes time linear in the text. Throws only `input_invalid`: for an
 * unreadable protobuf or drawing, and for a format that is known and not read.
 */
export function findReactions(query: Query, maxReactions: number): FoundReactions {
  const isText = query.format !== "ord";
  const text = isText ? query.text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n") : query.text;
  const drawn = query.format === "auto" ? readDrawing(text) : null;
  if (drawn !== null) {
    return { reactions: drawn.slice(0, maxReactions), truncated: drawn.length > maxReactions };
  }
  const reactions: FoundReaction[] = [];
  const format = detectFormat({ ...query, text });
  const unread: UnreadText[] = [];
  for (const reaction of readAs(format, text, maxReactions, unread)) {
    if (reactions.length === maxReactions) return { reactions, truncated: true };
    reactions.push(reaction);
  }
  const refused = reactions.length === 0 && isText ? refusedFormat(text) : null;
  if (refused !== null) throw new RxnstreamError("input_invalid", refused);
  const isProse = format === "text" || format === "csv" || format === "tsv" || format === "smiles";
  const lookedAt = reactions.length === 0 && isProse ? whatWasRead(text) : null;
  return {
    reactions,
    truncated: false,
    ...lookedAt === null ? {} : { looked_at: lookedAt },
    ...unread.length === 0 ? {} : { unread },
  };
}

function readAs(
  format: KnownFormat,
  text: string,
  maxReactions: number,
  unread: UnreadText[],
): Iterable<FoundReaction> {
  switch (format) {
    case "smiles":
      return readSmilesLines(text);
    case "csv":
    case "tsv": {
      const usual = format === "tsv" ? "\t" : ",";
      const table = readTable(text, tableDelimiter(text) ?? usual, maxReactions);
      // A table without a reaction column may still contain reactions in its cells.
      return table === null ? readProse(text, unread) : reactionsOfTable(table);
    }
    case "jsonl":
      return readJson(text, maxReactions);
    case "rxn":
      return readRxn(text);
    case "rdf":
      return readRdf(text);
    case "ord":
      return readOrd(text);
    case "text":
      return readProse(text, unread);
  }
}

/** A file declared as RXN is one reaction, even if it cannot be read. */
function* readRxn(text: string): Generator<FoundReaction, void> {
  let count = 0;
  for (const reaction of readRdf(text)) {
    count++;
    yield reaction;
  }
  const line = text.slice(0, text.search(/\S/)).split("\n").length;
  if (count === 0 && text.trim() !== "") yield foundReaction(text, "rxn", { line });
}
