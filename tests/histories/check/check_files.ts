/** Checks the results of a session, in every form in which the server gives them, against its log. */
import { parse } from "csv-parse/sync";
import type { ContentEvent, LogEntry } from "../../../src/types.ts";
import { shortened, type Violation } from "./violation.ts";

/** Everything that the server gives for one session. */
export interface SessionFiles {
  /** The items of `/reactions`, of all its pages. */
  readonly reactions: readonly unknown[];
  readonly jsonl: string;
  readonly csv: string;
  readonly smi: string;
}

type Found = Omit<Violation, "session" | "client">;

/** A result of a stage as the log has it. */
interface Returned {
  readonly values: readonly string[];
  readonly invalid_count: number;
  readonly mapped?: string | null;
  readonly verdict?: string;
  readonly findings?: readonly { readonly text: string }[];
}

/** What the log says about one reaction. */
interface KnownResult {
  readonly index: number;
  readonly text: string;
  readonly format: unknown;
  readonly line: unknown;
  readonly fields: Readonly<Record<string, string>>;
  readonly errors: string[];
  readonly results: Partial<Record<string, Returned>>;
  state: "waiting" | "running" | "done";
  verdict: unknown;
  template: unknown;
}

const RESULT_OF_UPDATE: Readonly<Record<string, string>> = {
  smiles_update: "smiles",
  smiles_rxn_update: "rxn_smiles",
  smarts_rxn_update: "rxn_smarts",
  smirks_rxn_update: "rxn_smirks",
  validation_update: "validation",
};
/** The most differences that are reported for one session. */
const MOST_TOLD = 3;

/** Violations of all forms; for an unfinished session they may contain more than `log`. */
export function checkFiles(
  session: string,
  log: readonly LogEntry[],
  { reactions, jsonl, csv, smi }: SessionFiles,
): readonly Violation[] {
  const known = resultsOf(log);
  const done = known.filter(({ state }) => state === "done");
  return [
    ...compare("/reactions", known.map(canonical), reactions.map(canonical)),
    ...compare(
      "export.jsonl",
      done.map((result) => canonical(jsonRow(result))),
      linesOf(jsonl).map(knownPart),
    ),
    ...compare("export.csv", known.map((result) => canonical(csvRow(result))), csvRows(csv)),
    ...compare(
      "export.smi",
      done.map(smiStart),
      linesOf(smi).map((line) => line.replace(/^(# \d+).*/, "$1")),
    ),
  ].slice(0, MOST_TOLD).map((found) => ({ session, client: null, ...found }));
}

function* compare(file: string, expected: readonly string[], seen: readonly string[]): Generator<Found> {
  for (let row = 0; row < Math.max(expected.length, seen.length); row++) {
    if (expected[row] === seen[row]) continue;
    yield {
      promise: "results and files agree with the log",
      position: null,
      expected: `${file}, row ${row}: ${shortened(expected[row])}`,
      seen: shortened(seen[row]),
    };
  }
}

/** Folds a log into what it says about each reaction; deliberately without the server's own code. */
export function resultsOf(log: readonly LogEntry[]): readonly KnownResult[] {
  const results: KnownResult[] = [];
  for (const { data } of log) {
    const event = JSON.parse(data) as ContentEvent;
    if ("_type" in event || event.aux.reaction_index === undefined) continue;
    const { info_type: infoType, reaction_index: index, returnable, format, line, fields, ...aux } =
      event.aux;
    if (infoType === "reaction_text") {
      results[index] = {
        index,
        text: event.message,
        format,
        line,
        fields: (fields ?? {}) as Record<string, string>,
        errors: [],
        results: {},
        state: "waiting",
        verdict: null,
        template: null,
      };
      continue;
    }
    const result = results[index];
    if (result === undefined) continue;
    if (result.state === "waiting") result.state = "running";
    const stage = RESULT_OF_UPDATE[infoType];
    if (event.type === "error") result.errors.push(event.message);
    else if (infoType === "reaction_complete") {
      result.state = "done";
      result.verdict = aux["verdict"];
      result.template = aux["template"];
    } else if (stage !== undefined && returnable !== undefined && !("reason" in returnable)) {
      result.results[stage] = returnable;
    }
  }
  return results.filter((result) => result !== undefined);
}

function jsonRow({ index, text, format, results, verdict, template, errors, fields }: KnownResult): object {
  const { smiles, rxn_smiles, rxn_smarts, rxn_smirks, validation } = results;
  return {
    index,
    text,
    format,
    smiles: smiles?.values ?? [],
    rxn_smiles: rxn_smiles?.values[0] ?? null,
    mapped: rxn_smiles?.mapped ?? null,
    rxn_smarts: rxn_smarts?.values[0] ?? null,
    rxn_smirks: rxn_smirks?.values[0] ?? null,
    findings: validation === undefined ? null : validation.findings ?? null,
    verdict,
    template,
    errors,
    fields,
  };
}

/** The parts of a line of JSON that are compared. */
function knownPart(line: string): string {
  const row = JSON.parse(line) as Readonly<Record<string, unknown>>;
  const { index, text, format, smiles, rxn_smiles, mapped, rxn_smarts, rxn_smirks } = row;
  const { verdict, template, errors, fields, validation } = row;
  const findings = validation === null ? null : (validation as { findings?: unknown }).findings ?? null;
  return canonical({
    ...{ index, text, format, smiles, rxn_smiles, mapped, rxn_smarts, rxn_smirks },
    ...{ findings, verdict, template, errors, fields },
  });
}

const STAGE_COLUMNS = ["smiles", "rxn_smiles", "rxn_smarts", "rxn_smirks"] as const;

function csvRow({ index, text, results, verdict, template, errors, fields }: KnownResult): object {
  const use = template as { readonly first?: number; readonly reactions?: number } | null;
  const stages = STAGE_COLUMNS.flatMap((stage) => [
    [stage, results[stage]?.values.join(" ") ?? ""],
    [`${stage}_invalid_count`, cellOf(results[stage]?.invalid_count)],
  ]);
  return {
    index: String(index),
    text,
    ...Object.fromEntries(stages),
    mapped: results["rxn_smiles"]?.mapped ?? "",
    verdict: cellOf(results["validation"]?.verdict ?? verdict),
    findings: (results["validation"]?.findings ?? []).map(({ text }) => text).join("\n"),
    errors: errors.join("\n"),
    template_first: cellOf(use?.first),
    template_reactions: cellOf(use?.reactions),
    ...fields,
  };
}

function cellOf(value: unknown): string {
  return value === null || value === undefined ? "" : String(value);
}

/** The rows of a table without the columns that are not compared. */
function csvRows(csv: string): readonly string[] {
  const rows = parse(csv, { columns: true, bom: true }) as Readonly<Record<string, string>>[];
  const left =
    /^(validation_|fragment|mapping_|confidence|by_products|equation|reverse|outcomes|round_trip|rxn_smirks_(radius|daylight)|reaction_(class|name)|read_|not_read|rxno$)/;
  return rows.map((row) =>
    canonical(Object.fromEntries(Object.entries(row).filter(([name]) => !left.test(name))))
  );
}

function smiStart({ index, results }: KnownResult): string {
  const mapped = results["rxn_smiles"]?.mapped;
  return mapped === undefined || mapped === null ? `# ${index}` : `${mapped}\t${index}`;
}

function linesOf(text: string): readonly string[] {
  return text.split("\n").filter((line) => line !== "");
}

/** JSON with sorted keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => {
    if (typeof member !== "object" || member === null || Array.isArray(member)) return member;
    return Object.fromEntries(Object.entries(member).sort(([one], [other]) => one < other ? -1 : 1));
  });
}
