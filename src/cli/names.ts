/** `rxnstream names`: reads names of compounds. */
import type { ChemPool } from "../chem/pool/chem_pool.ts";
import type { NamesFormat } from "../config/options.ts";
import type { ChemConfig } from "../config/read_config.ts";
import { RxnstreamError } from "../errors.ts";
import { createLog } from "../log.ts";
import type { NameReading } from "../text_reading.ts";
import { openConfiguredChemPool } from "./configured_chem.ts";
import { EXIT_CODES } from "./exit_codes.ts";
import { print, printable } from "./output.ts";
import { linesOf } from "./read_input.ts";

/** Names that are read in one call. */
const NAMES_PER_CALL = 64;
/** Calls under way for each process, so that none idles. */
const CALLS_PER_PROCESS = 2;
/** Longest line, in bytes. */
const MAX_LINE_BYTES = 1024 * 1024;
const TSV_HEAD = "index\tname\tsmiles\tkind\treason\tposition\n";

/**
 * Prints one row per line of the file, in order, empty lines included; memory does not grow with the file. Resolves with the
 * exit code: 0 if all names are read, 1 if one is not. Throws `input_invalid` if the file cannot be read or is empty.
 */
export async function names(file: string, format: NamesFormat, config: ChemConfig): Promise<number> {
  await using chem = openConfiguredChemPool(config, createLog(config.logLevel));
  const leaving = new AbortController();
  const waiting: Promise<readonly NameReading[]>[] = [];
  const bound = CALLS_PER_PROCESS * chem.stats().processes;
  let index = 0;
  let unread = 0;
  const printNext = async () => {
    const rows = (await waiting.shift() ?? []).map((reading) => {
      if (reading.smiles === null) unread++;
      return format === "jsonl" ? jsonRow(index++, reading) : tsvRow(index++, reading);
    });
    await print((index === rows.length && format === "tsv" ? TSV_HEAD : "") + rows.join(""));
  };
  try {
    let group: string[] = [];
    const begin = () => {
      const call = readNames(chem, group, leaving.signal);
      call.catch(() => {});
      waiting.push(call);
      group = [];
    };
    for await (const line of linesOf(file, MAX_LINE_BYTES)) {
      group.push(line.replace(/\r$/, ""));
      if (group.length === NAMES_PER_CALL) begin();
      if (waiting.length > bound) await printNext();
    }
    if (group.length > 0) begin();
    while (waiting.length > 0) await printNext();
  } finally {
    leaving.abort(new DOMException("The names are done", "AbortError"));
  }
  if (index === 0) throw new RxnstreamError("input_invalid", `There are no names in "${file}"`);
  return unread === 0 ? EXIT_CODES.ok : EXIT_CODES.someFailed;
}

async function readNames(
  chem: ChemPool,
  group: readonly string[],
  signal: AbortSignal,
): Promise<readonly NameReading[]> {
  return (await chem.call("names", { text: group.join("\n") }, { signal })).names;
}

function jsonRow(index: number, reading: NameReading): string {
  return `${JSON.stringify({ index, ...reading })}\n`;
}

/** Tabs in a name become blanks, so that columns stay columns. */
function tsvRow(
  index: number,
  { name, smiles, kind, reason = "", position, alternatives = [] }: NameReading,
): string {
  const why = alternatives.length === 0 ? reason : `${reason}: ${alternatives.join(" or ")}`;
  const cells = [index, name, smiles ?? "", kind ?? "", why, position ?? ""];
  return `${cells.map((cell) => printable(`${cell}`).replaceAll("\t", " ")).join("\t")}\n`;
}
