/** `rxnstream` in its own process, as a person or a script starts it. */

const MAIN = new URL("../../main.ts", import.meta.url).href;

export interface CliOptions {
  /** Text for standard input; without it, standard input is empty. */
  readonly stdin?: string | Uint8Array<ArrayBuffer>;
  /** Variables in addition to the tests' own environment, from which no `RXNSTREAM_…` is passed on. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** The URL of an entry other than main.ts; it is run from source even where an executable is tested. */
  readonly entry?: string;
  /** A program with its arguments that runs the command line given after them, such as `["prlimit", "--nofile=64"]`. */
  readonly wrapper?: readonly string[];
  /** Another copy of the Deno that runs these tests. */
  readonly deno?: string;
}

/** The output of a process, and how it ended. */
export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A compiled executable to be tested instead of the source, in an empty environment. */
export const EXECUTABLE = Deno.env.get("RXNSTREAM_EXECUTABLE");

/** The command line that runs the program, or another entry of the source, with these arguments. */
export function cliCommand(
  args: readonly string[],
  entry?: string,
): readonly [cmd: string, ...args: string[]] {
  return EXECUTABLE === undefined || entry !== undefined
    ? [Deno.execPath(), "run", "--quiet", "-A", entry ?? MAIN, ...args]
    : [EXECUTABLE, ...args];
}

/** The environment of the tests without the program's settings that a developer may have in it. */
export function plainEnvironment(): Record<string, string> {
  if (EXECUTABLE !== undefined) return {};
  return Object.fromEntries(
    Object.entries(Deno.env.toObject()).filter(([name]) => !name.startsWith("RXNSTREAM_")),
  );
}

/** Starts the program; its three streams are piped. */
export function spawnCli(
  args: readonly string[],
  { env = {}, cwd, entry, wrapper = [], deno }: CliOptions = {},
): Deno.ChildProcess {
  const [program, ...programArgs] = cliCommand(args, entry);
  const [cmd = "", ...rest] = [...wrapper, deno ?? program, ...programArgs];
  return new Deno.Command(cmd, {
    args: rest,
    clearEnv: true,
    env: { ...plainEnvironment(), ...env },
    ...(cwd === undefined ? {} : { cwd }),
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** Runs the program to its end. */
export async function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const child = spawnCli(args, options);
  const ended = finishCli(child);
  const input = new Blob([options.stdin ?? ""]).stream();
  // A program that ends without reading its input breaks the pipe.
  await input.pipeTo(child.stdin).catch(() => {});
  return await ended;
}

/** Reads the output of a started program until it ends. */
export async function finishCli(
  child: Pick<Deno.ChildProcess, "stdout" | "stderr" | "status">,
): Promise<CliResult> {
  const [stdout, stderr, { code }] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.status,
  ]);
  return { code, stdout, stderr };
}
