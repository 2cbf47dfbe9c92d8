/** Decides how to read a text: by the given format, its content, its file name or its first lines. */
import type { InputFormat, Query } from "../../types.ts";
import { looksLikeJson } from "./json_records.ts";
import { readReactionLine } from "./reaction_line.ts";
import { looksLikeReaction } from "./reaction_likeness.ts";
import { isHeader } from "./smiles_lines.ts";
import { tableDelimiter } from "./table.ts";
import { sampleLines } from "./text_lines.ts";

/** A definite format. */
export type KnownFormat = Exclude<InputFormat, "auto">;

const EXTENSIONS: Readonly<Record<string, KnownFormat>> = {
  smi: "smiles",
  smiles: "smiles",
  rsmi: "smiles",
  rsmiles: "smiles",
  cxsmiles: "smiles",
  csv: "csv",
  tsv: "tsv",
  tab: "tsv",
  rxn: "rxn",
  rdf: "rdf",
  jsonl: "jsonl",
  ndjson: "jsonl",
  json: "jsonl",
};
const SAMPLE_LINES = 40;
const SAMPLE_CHARACTERS = 20_000;

/**
 * How to read the text of a query. A given format is used as is; `auto` goes by the content where that is
 * unmistakable (RDF, RXN), then by the file extension, then by the first lines. Extensions such as `.txt` and `.md`
 * decide nothing.
 */
export function detectFormat(query: Query): KnownFormat {
  if (query.format !== "auto") return query.format;
  const { text } = query;
  const [first] = sampleLines(text, 1, SAMPLE_CHARACTERS);
  if (first === undefined) return "text";
  const begin = first.text.trim();
  if (begin.startsWith("$RDFILE") || begin.startsWith("$RFMT") || /^\$RFMT\b/m.test(text)) return "rdf";
  const extension = /\.([a-z]+)$/i.exec(query.fileName ?? "")?.[1]?.toLowerCase() ?? "";
  const named = Object.hasOwn(EXTENSIONS, extension) ? EXTENSIONS[extension] : undefined;
  if (named !== undefined) return /^\$RXN(?:\s+V[23]000)?$/.test(begin) ? "rxn" : named;
  if (looksLikeJson(text)) return "jsonl";
  const delimiter = tableDelimiter(text);
  if (isOnePerLine(text) && (delimiter === null || !isHeader(first.text))) return "smiles";
  if (delimiter !== null) return delimiter === "\t" ? "tsv" : "csv";
  return "text";
}

/** Do nearly all lines begin with a reaction SMILES that no other reaction follows? */
function isOnePerLine(text: string): boolean {
  const lines = sampleLines(text, SAMPLE_LINES, SAMPLE_CHARACTERS).map((line) => line.text);
  const data = isHeader(lines[0] ?? "") ? lines.slice(1) : lines;
  const read = data.map(readReactionLine).filter((line) => line !== null);
  if (read.some((line) => line.title.includes(">"))) return false;
  const hits = read.filter((line) => looksLikeReaction(line.notation, "record"));
  return data.length + (lines.length - data.length) >= 2 && hits.length >= 1 &&
    hits.length * 5 >= data.length * 4;
}
