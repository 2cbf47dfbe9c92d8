/**
 * `deno task bench [PART...] [--pairs N] [--only NAME,NAME] [--sseload PROGRAM] [--data FOLDER] [--reactions N]
 * [--markdown FILE] [--note TEXT]`: measures every part, or those named, prints one table, and writes it into the file.
 * `deno task bench NAME [OPTIONS]` runs one of the benchmarks that print tables of
 * their own.
 */
import { type BenchOptions, readBenchCommand } from "./support/bench_options.ts";
import type { BenchLine } from "./support/bench_line.ts";
import { machineLines } from "./support/machine.ts";
import { withFigures } from "./support/quote_results.ts";
import { moment, type ResultRow, writeFormatted, writeResults } from "./support/results_file.ts";
import { textTable } from "../support/text_table.ts";

type Measure = (options: BenchOptions) => Promise<readonly BenchLine[]>;

/** Parts of the one table, in its order; each is loaded when it runs, so that a broken one does not stop the others. */
const PARTS: Readonly<Record<string, () => Promise<Measure>>> = {
  delivery: async () => (await import("./parts/delivery/delivery.ts")).deliveryLines,
  event_log: async () => (await import("./parts/event_log/event_log.ts")).eventLogLines,
  chem_speed: async () => (await import("./parts/chemistry/chem_speed.ts")).chemSpeedLines,
  sessions: async () => (await import("./parts/sessions/sessions.ts")).sessionsLines,
  start: async () => (await import("./parts/start/start.ts")).startLines,
  growth: async () => (await import("./parts/growth/growth.ts")).growthLines,
};
/** Programs with their own options and tables. */
const ALONE: Readonly<Record<string, string>> = {
  bodies: import.meta.resolve("./parts/bodies.ts"),
  bounds: import.meta.resolve("./parts/bounds.ts"),
  chem_accuracy: import.meta.resolve("./parts/chemistry/chem_accuracy.ts"),
  chem_drawings: import.meta.resolve("./parts/chemistry/chem_drawings.ts"),
  chem_classes: import.meta.resolve("./parts/chemistry/chem_classes.ts"),
  chem_spectators: import.meta.resolve("./parts/chemistry/chem_spectators.ts"),
  event_loop: import.meta.resolve("./parts/event_loop/event_loop.ts"),
  names: import.meta.resolve("./parts/names.ts"),
  text: import.meta.resolve("./parts/text/text.ts"),
};
/** Former names, given up because they did not distinguish the two; they still work. */
const FORMER_NAMES: Readonly<Record<string, string>> = { chem: "chem_accuracy", chemistry: "chem_speed" };
const README = new URL("../../README.md", import.meta.url);
/** The file whose figures the README quotes. */
const RESULTS = new URL("./RESULTS.md", import.meta.url);
const HEAD: readonly string[] = ["measure", "ours", "peer", "ours / peer", "target", "met"];

function print(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${text}\n`));
}

function row({ met, ...line }: BenchLine): ResultRow {
  return { ...line, met: met === null ? "" : met ? "yes" : "NO" };
}

function cells({ measure, ours, peer, ratio, target, met }: ResultRow): readonly string[] {
  return [measure, ours, peer, ratio, target, met];
}

async function runAlone(program: string, options: readonly string[]): Promise<number> {
  const bench = new Deno.Command(Deno.execPath(), { args: ["run", "-A", program, ...options] }).spawn();
  return (await bench.status).code;
}

/** Resolves with the exit code: 1 if a part failed, whatever the others say. */
async function runParts(args: readonly string[]): Promise<number> {
  const { parts, options } = readBenchCommand(args, Object.keys(PARTS));
  const began = moment();
  const rows: ResultRow[] = [];
  let code = 0;
  for (const part of parts) {
    print(`\n${part}`);
    try {
      const measure = await PARTS[part]?.();
      if (measure === undefined) continue;
      for (const line of await measure(options)) {
        rows.push(row(line));
        print(cells(row(line)).join(" | "));
      }
    } catch (error) {
      code = 1;
      rows.push({ measure: part, ours: "", peer: "", ratio: "", target: "", met: "broke" });
      print(`${part} broke: ${error instanceof Error ? error.stack : error}`);
    }
  }
  const machine = await machineLines();
  print(`\n${machine.join("\n")}\n\n${textTable(HEAD, rows.map(cells))}`);
  const { markdown, note } = options;
  if (markdown !== undefined) {
    await writeResults(markdown, { args, began, ended: moment(), machine, note, rows });
    print(`Written into ${markdown}`);
    if (new URL(markdown, `file://${Deno.cwd()}/`).href === RESULTS.href) {
      code = await refreshReadme(rows) ? code : 1;
    }
  }
  return code;
}

/** Puts the figures of this run into the README; false if the README quotes some that were not measured. */
async function refreshReadme(rows: readonly ResultRow[]): Promise<boolean> {
  const { text, missing } = withFigures(await Deno.readTextFile(README), rows);
  if (missing.length === 0) await writeFormatted(README, text);
  for (const name of missing) print(`README.md quotes what was not measured, and stays as it was: ${name}`);
  return missing.length === 0;
}

const args = Deno.args.map((arg, index) =>
  Deno.args[index - 1]?.startsWith("--") ? arg : FORMER_NAMES[arg] ?? arg
);
const [name = "", ...rest] = args;
try {
  const program = ALONE[name];
  Deno.exit(program === undefined ? await runParts(args) : await runAlone(program, rest));
} catch (error) {
  if (!(error instanceof TypeError)) throw error;
  print(
    `${error.message}\ndeno task bench [PART...] [--pairs N] [--only NAME,NAME] [--sseload PROGRAM] [--data FOLDER] [--reactions N] [--markdown FILE] [--note TEXT]`,
  );
  print(`deno task bench <${Object.keys(ALONE).join("|")}> [OPTIONS]`);
  Deno.exit(2);
}
