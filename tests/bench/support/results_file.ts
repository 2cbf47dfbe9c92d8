/** The table of one run as `RESULTS.md`, and how documents and tests read it back. */
import { fileURLToPath } from "node:url";
import { outputOf } from "./machine.ts";

/** One line of the table, by its column names. */
export interface ResultRow {
  readonly measure: string;
  readonly ours: string;
  readonly peer: string;
  readonly ratio: string;
  readonly target: string;
  readonly met: string;
}

/** What a run reports about itself. */
export interface RunReport {
  /** The options after `deno task bench`. */
  readonly args: readonly string[];
  /** When it began and ended, with the machine's load (1 minute) just before and after. */
  readonly began: Moment;
  readonly ended: Moment;
  /** Machine and versions, one per line. */
  readonly machine: readonly string[];
  /** Conditions of which the program is unaware. */
  readonly note: string | undefined;
  readonly rows: readonly ResultRow[];
}

export interface Moment {
  readonly time: Date;
  readonly load: number;
}

const HEAD = ["measure", "ours", "peer", "ours / peer", "target", "met"] as const;

export function moment(): Moment {
  return { time: new Date(), load: Deno.loadavg()[0] ?? NaN };
}

/** The commit that was measured, with "+" where files of it were changed; null outside a repository. */
async function commit(): Promise<string | null> {
  const [hash, changes] = await Promise.all([
    outputOf("git", "rev-parse", "--short=12", "HEAD"),
    outputOf("git", "status", "--porcelain", "--untracked-files=no"),
  ]);
  if (hash === null || !/^[0-9a-f]{12}\s*$/.test(hash)) return null;
  return hash.trim() + (changes === "" ? "" : "+");
}

/** Writes the whole file: nothing of an earlier run remains. */
export async function writeResults(path: string, report: RunReport): Promise<void> {
  await writeFormatted(path, resultsMarkdown(report, await commit()));
}

/** Writes Markdown in the form that `deno fmt --check` requires. */
export async function writeFormatted(path: string | URL, text: string): Promise<void> {
  await Deno.writeTextFile(path, text);
  await outputOf(Deno.execPath(), "fmt", "--quiet", path instanceof URL ? fileURLToPath(path) : path);
}

/** The file's text, before it is formatted. */
export function resultsMarkdown(report: RunReport, commit: string | null): string {
  const { args, began, ended, machine, note, rows } = report;
  const minutes = Math.max(1, Math.round((ended.time.getTime() - began.time.getTime()) / 60_000));
  const facts = [
    `\`deno task bench ${args.map(quoted).join(" ")}\`, ${
      began.time.toISOString().slice(0, 16).replace("T", " ")
    } UTC, ${minutes} min`,
    ...(commit === null ? [] : [`commit ${commit}`]),
    ...machine,
    `load of the machine just before and after: ${began.load.toFixed(1)} and ${ended.load.toFixed(1)}`,
    ...(note === undefined ? [] : [note]),
  ];
  return [
    "# Results",
    "",
    "Written by the bench from one run, never by hand. [README.md](README.md) says what is measured and how to read it.",
    "",
    ...facts.map((fact) => `- ${fact}`),
    "",
    line(HEAD),
    line(HEAD.map(() => "---")),
    ...rows.map(({ measure, ours, peer, ratio, target, met }) =>
      line([measure, ours, peer, ratio, target, met])
    ),
    "",
  ].join("\n");
}

function quoted(text: string): string {
  return /^[\w./:,=-]+$/.test(text) ? text : `"${text}"`;
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

/** The rows of every table in a text whose head begins with "measure" and "ours". */
export function readResults(markdown: string): readonly ResultRow[] {
  const rows: ResultRow[] = [];
  let names: readonly string[] | undefined;
  for (const text of markdown.split("\n")) {
    if (!text.startsWith("|")) {
      names = undefined;
      continue;
    }
    const cells = text.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim().replaceAll("\\|", "|"));
    if (names === undefined) names = cells[0] === "measure" ? cells : [];
    else if (names.length > 0 && !/^[- :]+$/.test(cells[0] ?? "")) {
      const cell = (name: string) => cells[names?.indexOf(name) ?? -1] ?? "";
      rows.push({
        measure: cell("measure"),
        ours: cell("ours"),
        peer: cell("peer"),
        ratio: cell("ours / peer"),
        target: cell("target"),
        met: cell("met"),
      });
    }
  }
  return rows;
}
