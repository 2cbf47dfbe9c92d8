/**
 * `deno task bench [PART...] [--pairs N] [--only NAME,NAME] [--sseload PROGRAM] [--data FOLDER] [--reactions N]`: measures every
 * part, or those named, and prints one table. `deno task bench NAME [OPTIONS]` runs one of the benchmarks that print tables of
 * their own.
 */
import { type BenchOptions, readBenchCommand } from "./support/bench_options.ts";
import type { BenchLine } from "./support/bench_line.ts";
import { machineLines } from "./support/machine.ts";
import { textTable } from "./support/text_table.ts";

type Measure = (options: BenchOptions) => Promise<readonly BenchLine[]>;

/** Parts of the one table, in its order; each is loaded when it runs, so that a broken one stops no other. */
const PARTS: Readonly<Record<string, () => Promise<Measure>>> = {
  delivery: async () => (await import("./delivery.ts")).deliveryLines,
  event_log: async () => (await import("./event_log.ts")).eventLogLines,
  chemistry: async () => (await import("./chemistry.ts")).chemistryLines,
  sessions: async () => (await import("./sessions.ts")).sessionsLines,
  start: async () => (await import("./start.ts")).startLines,
  growth: async () => (await import("./growth.ts")).growthLines,
};
/** Programs with options and tables of their own. */
const ALONE: readonly string[] = ["bounds", "chem", "event_loop"];
const HEAD: readonly string[] = ["measure", "ours", "peer", "ours / peer", "target", "met"];

function print(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${text}\n`));
}

function row({ measure, ours, peer, ratio, target, met }: BenchLine): readonly string[] {
  return [measure, ours, peer, ratio, target, met === null ? "" : met ? "yes" : "NO"];
}

async function runAlone(name: string, options: readonly string[]): Promise<number> {
  const bench = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", import.meta.resolve(`./${name}.ts`), ...options],
  }).spawn();
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

const [name = "", ...rest] = Deno.args;
try {
  Deno.exit(ALONE.includes(name) ? await runAlone(name, rest) : await runParts(Deno.args));
} catch (error) {
  if (!(error instanceof TypeError)) throw error;
  print(
    `${error.message}\ndeno task bench [PART...] [--pairs N] [--only NAME,NAME] [--sseload PROGRAM] [--data FOLDER] [--reactions N]`,
  );
  print(`deno task bench <${ALONE.join("|")}> [OPTIONS]`);
  Deno.exit(2);
}
