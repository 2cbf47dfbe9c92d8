/** Reads RDfiles: RXN blocks with data fields (BIOVIA, "CTfile Formats"). */
import type { FoundReaction } from "../../chem_results.ts";
import { foundReaction } from "./found_reaction.ts";
import { beginsRxnBlock, peekRxnBlock } from "./rxn_block.ts";
import { LineReader } from "./text_lines.ts";

/** Maximum number of characters kept per datum; fields are cut further later on. */
const MAX_DATUM_CHARACTERS = 4_000;
/** Lines of 81 characters that end with `+` continue on the next line. */
const CONTINUED_LINE = 81;
const REGISTRY = /^\$[RM][IE]REG$/;

/** A record being read. `block` is null until its `$RXN` line is reached. */
interface OpenRecord {
  /** The record's first line. */
  readonly head: string;
  readonly line: number;
  readonly fields: [string, string][];
  readonly block: { readonly text: string; readonly line: number } | null;
}

interface Datum {
  readonly name: string;
  value: string;
  continued: boolean;
  readonly isEmbedded: boolean;
}

/**
 * The reactions of an RDF file, or of a text of RXN blocks, in order; `$DTYPE`/`$DATUM` pairs become fields. A record
 * without an RXN block, be it a molecule (`$MFMT`) or only a registry number, is still returned, as its first line,
 * so that it fails with a reason instead of going unnoticed. Source: BIOVIA "CTfile Formats", chapter "RDfiles".
 */
export function* readRdf(text: string): Generator<FoundReaction, void> {
  const reader = new LineReader(text);
  let record: OpenRecord | null = null;
  let datum: Datum | null = null;
  let name = "";
  const closeDatum = () => {
    if (datum !== null) record?.fields.push([datum.name, datum.value.trim()]);
    datum = null;
  };
  for (let line = reader.peek(0); line !== null; line = reader.peek(0)) {
    const text = line.text.trim();
    const keyword = /^\$[A-Z]+/.exec(text)?.[0] ?? "";
    if (beginsRxnBlock(line.text) && !datum?.isEmbedded) {
      closeDatum();
      const block = peekRxnBlock(reader);
      reader.skip(block.lineCount);
      if (record?.block !== null) {
        if (record !== null) yield* reactionOf(record);
        record = null;
      }
      record = {
        ...record ?? { head: "$RFMT", line: line.number, fields: [] },
        block: { text: block.text, line: line.number },
      };
      continue;
    }
    reader.skip(1);
    if (keyword === "$RFMT" || keyword === "$MFMT" || REGISTRY.test(keyword)) {
      closeDatum();
      if (record !== null) yield* reactionOf(record);
      record = { head: text, line: line.number, fields: registry(text), block: null };
    } else if (keyword === "$DTYPE") {
      closeDatum();
      name = text.slice(keyword.length).trim();
    } else if (keyword === "$DATUM") {
      closeDatum();
      const first = text.slice(keyword.length).trimStart();
      // A datum can be a whole molecule or reaction; its lines are not part of the record's structure.
      datum = { name, value: "", continued: true, isEmbedded: /^\$[MR]FMT/.test(first) };
      addLine(datum, first, goesOn(line.text));
    } else if (datum !== null && keyword !== "$RDFILE" && keyword !== "$DATM") {
      addLine(datum, line.text.trimEnd(), goesOn(line.text));
    }
  }
  closeDatum();
  if (record !== null) yield* reactionOf(record);
}

function* reactionOf(record: OpenRecord): Generator<FoundReaction, void> {
  const { block, fields, head } = record;
  yield foundReaction(block?.text ?? head, "rxn", { line: block?.line ?? record.line, fields });
}

/** `$RFMT $RIREG 12`, or `$REREG ABC-7` alone: internal and external registry numbers of the reaction or molecule. */
function registry(line: string): [string, string][] {
  const [whole, kind] = /(?:^|\s)\$([RM][IE]REG)\s+(?=\S)/.exec(line) ?? [];
  if (whole === undefined || kind === undefined) return [];
  return [[kind, line.slice(line.indexOf(whole) + whole.length).trim()]];
}

function goesOn(line: string): boolean {
  const text = line.trimEnd();
  // Count characters, not halves of surrogate pairs; in a much longer line it makes no difference.
  return text.endsWith("+") && (text.length >= 2 * CONTINUED_LINE || [...text].length >= CONTINUED_LINE);
}

function addLine(datum: Datum, line: string, goesOn: boolean): void {
  if (datum.value.length > MAX_DATUM_CHARACTERS) return;
  datum.value += (datum.continued ? "" : "\n") + (goesOn ? line.slice(0, -1) : line);
  datum.continued = goesOn;
}
