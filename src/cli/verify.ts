/** `rxnstream verify`: computes the rows of a finished session again and compares them byte by byte. */
import { recomputeReaction } from "../agent/recompute_reaction.ts";
import { TemplateTable } from "../agent/template_table.ts";
import type { ChemConfig } from "../config/read_config.ts";
import { RxnstreamError } from "../errors.ts";
import { createLog } from "../log.ts";
import { type JsonRow, jsonRow } from "../results/json_row.ts";
import { matchesItsProof, readRow } from "../results/read_row.ts";
import { rowDifference } from "../results/row_difference.ts";
import type { ReactionRecord } from "../stages.ts";
import type { Proof, ProofVersions } from "../chem_results.ts";
import { openConfiguredChemPool } from "./configured_chem.ts";
import { EXIT_CODES } from "./exit_codes.ts";
import { printable, printLine } from "./output.ts";
import { linesOf } from "./read_input.ts";

/** Longest line, in bytes. */
const MAX_LINE_BYTES = 16 * 1024 * 1024;
/** Rows being computed at a time per process, so that no process idles. */
const ROWS_PER_PROCESS = 3;

/** Number of rows from which differences are summed up, and most values listed. */
const MANY_ROWS = 10;
const MAX_PLACES = 20;

/** A line being computed. */
interface PendingRow {
  readonly line: string;
  readonly number: number;
  readonly row: JsonRow;
  readonly again: Promise<ReactionRecord>;
}

interface BadLine {
  readonly number: number;
  readonly reason: string;
}

interface Counts {
  equal: number;
  different: number;
  bad: number;
}

/**
 * Reads rows written by `run --format jsonl` or `export.jsonl` and prints what differs when computed again:
 * one line per row, and a summary. Memory does not grow with the rows, but for one entry per distinct template.
 * Resolves with the exit code: 0 if all rows are the same, 1 if one differs or is not a row. Throws `input_invalid` if
 * the file cannot be read or has no row.
 */
export async function verify(file: string, config: ChemConfig): Promise<number> {
  await using chem = openConfiguredChemPool(config, createLog(config.logLevel));
  const leaving = new AbortController();
  const counts: Counts = { equal: 0, different: 0, bad: 0 };
  const report = new Report(counts);
  const waiting: (PendingRow | BadLine)[] = [];
  const bound = ROWS_PER_PROCESS * chem.stats().processes;
  try {
    let number = 0;
    for await (const written of linesOf(file, MAX_LINE_BYTES)) {
      number++;
      if (written.trim() === "") continue;
      const reading = readRow(written);
      if (reading.ok) {
        const { row, line } = reading;
        const { text, format, fields } = row;
        const reaction = {
          text,
          format,
          line: 0,
          fields,
          ...row.reading === undefined ? {} : { reading: row.reading },
        };
        const again = recomputeReaction(chem, row.index, reaction, leaving.signal);
        again.catch(() => {});
        waiting.push({ line, number, row, again });
      } else waiting.push({ number, reason: reading.reason });
      if (waiting.length > bound) await report.add(waiting.shift());
    }
    for (const next of waiting) await report.add(next);
  } finally {
    leaving.abort(new DOMException("The verification has ended", "AbortError"));
  }
  const rows = counts.equal + counts.different;
  if (rows + counts.bad === 0) throw new RxnstreamError("input_invalid", `There are no rows in "${file}"`);
  await report.sayWhere();
  const bad = counts.bad === 0
    ? ""
    : `, ${counts.bad} ${counts.bad === 1 ? "line is not a row" : "lines are not rows"}`;
  await printLine(
    `${rows} ${
      rows === 1 ? "row" : "rows"
    } computed again: ${counts.equal} the same, ${counts.different} different${bad}`,
  );
  return counts.different + counts.bad === 0 ? EXIT_CODES.ok : EXIT_CODES.someFailed;
}

/** Compares rows in order and prints the differences. */
class Report {
  readonly #counts: Counts;
  readonly #templates = new TemplateTable();
  /** Builds and limits of rows that are not those of this program. */
  readonly #makers = new Set<string>();
  /** Values that were the first to differ in a row, with the number of rows; at most `MAX_PLACES`. */
  readonly #places = new Map<string, number>();
  /** Index of the next row while no reaction is missing; only then can the use of templates be compared. */
  #next: number | null = 0;

  constructor(counts: Counts) {
    this.#counts = counts;
  }

  async add(entry: PendingRow | BadLine | undefined): Promise<void> {
    if (entry === undefined) return;
    if ("reason" in entry) {
      this.#counts.bad++;
      this.#next = null;
      await printLine(`line ${entry.number}: not a row: ${printable(entry.reason)}`);
      return;
    }
    const { line, number, row } = entry;
    const record = await entry.again;
    const now = jsonRow({ ...record, template: await this.#template(record, row) });
    await this.#sayMaker(number, row, now);
    const difference = rowDifference(line, row, now);
    if (difference === null) {
      this.#counts.equal++;
      return;
    }
    this.#counts.different++;
    const { stage, path, before, now: after } = difference;
    const place = path === "" ? "the spelling" : path.replaceAll(/\.\d+(?=\.|$)/g, "");
    const known = this.#places.get(place) ?? 0;
    if (known > 0 || this.#places.size < MAX_PLACES) this.#places.set(place, known + 1);
    const what = path === ""
      ? "the same values, written differently"
      : `${path} is ${before}, computed again ${after}`;
    const altered = matchesItsProof(row) === false
      ? "; the row does not match its own proof, so it was altered"
      : "";
    await printLine(printable(`line ${number}: reaction ${row.index}: ${stage}: ${what}${altered}`));
  }

  /** Prints how often each value was the first to differ, if there were many rows. */
  async sayWhere(): Promise<void> {
    if (this.#counts.different < MANY_ROWS) return;
    const places = [...this.#places].sort(([, a], [, b]) => b - a);
    for (const [place, count] of places.slice(0, MAX_PLACES)) {
      await printLine(printable(`${count} times: ${place}`));
    }
  }

  /** The use of the template among the rows so far; if rows are missing, what the row itself says. */
  async #template(record: ReactionRecord, row: JsonRow): Promise<ReactionRecord["template"]> {
    if (this.#next !== null && row.index !== this.#next) {
      this.#next = null;
      await printLine("Rows are missing, so the use of templates is not compared.");
    }
    if (this.#next === null) return row.template;
    this.#next++;
    return this.#templates.add(record.index, record.results.rxn_smirks?.values[0] ?? null);
  }

  /** Prints, once for each other build or limits, that rows were made with them. */
  async #sayMaker(number: number, row: JsonRow, now: JsonRow): Promise<void> {
    const [before, after] = [row, now].map(makerOf);
    if (!before || !after || before === after || this.#makers.has(before)) return;
    this.#makers.add(before);
    await printLine(printable(`line ${number}: made by ${before}; this is ${after}`));
  }
}

/** The build that made a row, the version of its proof, and the limits; null if the row does not state them properly. */
function makerOf({ validation }: JsonRow): string | null {
  const { version = 1, versions, limits }: Partial<Proof> = validation?.proof ?? {};
  const { rxnstream, commit, rdkit, mapping }: Partial<ProofVersions> = versions ?? {};
  const { max_characters: characters, max_heavy_atoms: atoms }: Partial<Proof["limits"]> = limits ?? {};
  const texts = [rxnstream, rdkit, mapping].every((text) => typeof text === "string");
  if (!texts || typeof characters !== "number" || typeof atoms !== "number") return null;
  const build = typeof commit === "string" ? `${rxnstream} (${commit})` : rxnstream;
  return `rxnstream ${build}, proof version ${version}, RDKit ${rdkit}, mapping ${mapping}, ` +
    `at most ${characters} characters and ${atoms} heavy atoms`;
}
