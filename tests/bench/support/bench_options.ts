/** Reads the command line of `deno task bench`. */

/** The options of each part of the bench. */
export interface BenchOptions {
  /** How often each measurement alternates with its peer. */
  readonly pairs: number;
  /** The groups of lines to be measured; absent for all that a part has. */
  readonly only?: readonly string[];
  /** A program that makes the load of `sse_load.ts` independently, for comparison. */
  readonly sseload?: string;
  /** A folder of reactions, as for `chem_accuracy.ts`, to be measured in addition to those of the repository. */
  readonly data?: string;
  /** Reactions of each session of the part `sessions`, and of the largest file of `growth`. */
  readonly reactions?: number;
  /** A file into which the table is written, as RESULTS.md is. */
  readonly markdown?: string;
  /** A note there on the conditions of the run. */
  readonly note?: string;
}

/** What to run, and how. */
export interface BenchCommand {
  /** Names of parts in the order in which they run. */
  readonly parts: readonly string[];
  readonly options: BenchOptions;
}

const PAIRS = 5;

/**
 * Reads `[PART...] [--pairs N] [--only NAME,NAME] [--sseload PROGRAM] [--data FOLDER] [--reactions N]
 * [--markdown FILE] [--note TEXT]`; no part is all of `known`. Throws a `TypeError` that says what is wrong.
 */
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
    if (!["pairs", "only", "sseload", "data", "reactions", "markdown", "note"].includes(name)) {
      throw new TypeError(`There is no option "${arg}"`);
    }
    if (value === undefined) throw new TypeError(`"${arg}" needs a value`);
    values.set(name, value);
  }
  function count(name: string): number | undefined {
    const value = values.get(name);
    if (value === undefined) return undefined;
    if (!/^[1-9]\d{0,8}$/.test(value)) throw new TypeError(`"--${name}" is a whole number from 1`);
    return Number(value);
  }
  const pairs = count("pairs") ?? PAIRS;
  const reactions = count("reactions");
  const only = values.get("only")?.split(",");
  const sseload = values.get("sseload");
  const data = values.get("data");
  const markdown = values.get("markdown");
  const note = values.get("note");
  return {
    parts: parts.length === 0 ? known : parts,
    options: {
      pairs,
      ...(only && { only }),
      ...(sseload && { sseload }),
      ...(data && { data }),
      ...(reactions && { reactions }),
      ...(markdown && { markdown }),
      ...(note && { note }),
    },
  };
}
