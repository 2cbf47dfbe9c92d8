/** How to start a chem process, from sources or from the compiled executable. */
import type { ComponentLimits } from "../protocol/chem_protocol.ts";

/** A program that speaks the chem protocol on its standard input and output. */
export interface ChemCommand {
  readonly cmd: string;
  readonly args: readonly string[];
  /** The whole environment of the process; by default, that of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** First argument that makes the program a chem process; `main.ts` looks for it before anything else. */
export const CHEM_PROCESS_ARGUMENT = "chem-process";

/**
 * The command that starts a chem process from this program: the executable itself when compiled, otherwise Deno
 * running the sources, without network access.
 */
export function chemCommand(limits: ComponentLimits): ChemCommand {
  const args = [CHEM_PROCESS_ARGUMENT, String(limits.maxCharacters), String(limits.maxHeavyAtoms)];
  if (Deno.build.standalone) return { cmd: Deno.execPath(), args };
  const run = ["run", "-A", "--quiet", "--no-prompt", "--cached-only"];
  return { cmd: Deno.execPath(), args: [...run, import.meta.resolve("../process/main.ts"), ...args] };
}

/** The variables that Deno needs to find its cache and temporary files; a chem process needs no others. */
const NEEDED = [
  "DENO_DIR",
  "HOME",
  "LOCALAPPDATA",
  "NPM_CONFIG_REGISTRY",
  "SYSTEMROOT",
  "TEMP",
  "TMP",
  "TMPDIR",
  "USERPROFILE",
  "XDG_CACHE_HOME",
];

/** The smallest environment for chem processes; `read` returns the value of an environment variable. */
export function chemEnvironment(
  read: (name: string) => string | undefined,
): Readonly<Record<string, string>> {
  const env: Record<string, string> = { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" };
  for (const name of NEEDED) {
    const value = read(name);
    if (value !== undefined) env[name] = value;
  }
  return env;
}
