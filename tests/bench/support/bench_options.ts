/** What the command line of `deno task bench` says. */

/** What each part of the bench is told. */
export interface BenchOptions {
  /** How often each measurement and its peer take turns. */
  readonly pairs: number;
  /** The groups of lines to be measured; absent for all that a part has. */
  readonly only?: readonly string[];
  /** A program that makes the load of `sse_load.ts` independently, to be held against it. */
  readonly sseload?: string;
}

/** What is to run, and how. */
export interface BenchCommand {
  /** Names of parts in the order in which they run. */
  readonly parts: readonly string[];
  readonly options: BenchOptions;
}

const PAIRS = 5;

/** Reads `[PART...] [--pairs N] [--only NAME,NAME] [--sseload PROGRAM]`; no part is all of `known`. Throws a `TypeError` that says what is wrong. */
export function readBenchCommand(args: readonly string[], known: readonly string[]): BenchCommand {
  const parts: string[] = [];
  const values = new Map<string, string>();
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? "";
    if (!arg.startsWith("--")) {
      if (!known.includes(arg)) {
        throw new TypeError(`There is no part "${arg}"; there are ${known.join(", ")}`);
      }
      parts.push(arg);
      continue;
    }
    const name = arg.slice("--".length);
    const value = args[++index];
    if (!["pairs", "only", "sseload"].includes(name)) throw new TypeError(`There is no option "${arg}"`);
    if (value === undefined) throw new TypeError(`"${arg}" needs a value`);
    values.set(name, value);
  }
  const pairs = Number(values.get("pairs") ?? PAIRS);
  if (!Number.isSafeInteger(pairs) || pairs < 1) throw new TypeError(`"--pairs" is a whole number from 1`);
  const only = values.get("only")?.split(",");
  const sseload = values.get("sseload");
  return {
    parts: parts.length === 0 ? known : parts,
    options: { pairs, ...(only && { only }), ...(sseload && { sseload }) },
  };
}
