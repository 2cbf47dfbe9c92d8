/**
 * `deno task bench [PART...] [--pairs N] [--only NAME,NAME] [--sseload PROGRAM] [--data FOLDER] [--reactions N]`: measures every
 * part, or those named, and prints one table. `deno task bench NAME [OPTIONS]` runs one of the benchmarks that print tables of
 * their own.
 */
import { type BenchOptions, readBenchCommand } from "./support/bench_options.ts";
import type { BenchLine } from "./support/bench_line.ts";
import { machineLines } from "./support/machine.ts";
import { textTable } from "../support/text_table.ts";

type Measure = (options: BenchOptions) => Promise<readonly BenchLine[]>;

/** Parts of the one table, in its order; each is loaded when it runs, so that a broken one stops no other. */
const PARTS: Readonly<Record<string, () => Promise<Measure>>> = {
  delivery: async () => (await import("./parts/delivery/delivery.ts")).deliveryLines,
  event_log: async () => (await import("./parts/event_log/event_log.ts")).eventLogLines,
  chem_speed: async () => (await import("./parts/chemistry/chem_speed.ts")).chemSpeedLines,
  sessions: async () => (await import("./parts/sessions/sessions.ts")).sessionsLines,
  start: async () => (await import("./parts/start/start.ts")).startLines,
  growth: async () => (await import("./parts/growth/growth.ts")).growthLines,
};
/** Programs with options and tables of their own. */
const ALONE: Readonly<Record<string, string>> = {
  bodies: import.meta.resolve("./parts/bodies.ts"),
  bounds: import.meta.resolve("./parts/bounds.ts"),
  chem_accuracy: import.meta.resolve("./parts/chemistry/chem_accuracy.ts"),
  event_loop: import.meta.resolve("./parts/event_loop/event_loop.ts"),
};
/** Names that were given up because they did not tell the two apart; they still work. */
const FORMER_NAMES: Readonly<Record<string, string>> = { chem: "chem_accuracy", chemistry: "chem_speed" };
const HEAD: readonly string[] = ["measure", "ours", "peer", "ours / peer", "target", "met"];

function print(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${text}\n`));
}

function row({ measure, ours, peer, ratio, target, met }: BenchLine): readonly string[] {
  return [measure, ours, peer, ratio, target, met === null ? "" : met ? "yes" : "NO"];
}

async function runAlone(program: string, options: readonly string[]): Promise<number> {
  const bench = new Deno.Command(Deno.execPath(), { args: ["run", "-A", program, ...options] }).spawn();
  return (await bench.status).code;
}

/** Resolves with the exit code: 1 if a part broke, whatever the others say. */
async function runParts(args: readonly string[]): Promise<number> {
  const { parts, options } = readBenchCommand(args, Object.keys(PARTS));
  const rows: (readonly string[])[] = [];
  let code = 0;
  for (const part of parts) {
    print(`\n${part}`);
    try {
      const measure = await PARTS[part]?.();
      if (measure === undefined) continue;
      for (const line of await measure(options)) {
        rows.push(row(line));
        print(row(line).join(" | "));
      }
    } catch (error) {
      code = 1;
      rows.push([part, "", "", "", "", "broke"]);
      print(`${part} broke: ${error instanceof Error ? error.stack : error}`);
    }
  }
  print(`\n${(await machineLines()).join("\n")}\n\n${textTable(HEAD, rows)}`);
  return code;
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
    `${error.message}\ndeno task bench [PART...] [--pairs N] [--only NAME,NAME] [--sseload PROGRAM] [--data FOLDER] [--reactions N]`,
  );
  print(`deno task bench <${Object.keys(ALONE).join("|")}> [OPTIONS]`);
  Deno.exit(2);
}
