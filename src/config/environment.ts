/** The only place that reads the environment of the process. */

/** Name of the environment variable of an option: `--some-name` is `RXNSTREAM_SOME_NAME`. */
export function environmentName(option: string): string {
  return `RXNSTREAM_${option.toUpperCase().replaceAll("-", "_")}`;
}

/** The value of an environment variable; undefined if it is not set. */
export function readEnvironment(name: string): string | undefined {
  return Deno.env.get(name);
}

/** Makes this process and its children put their temporary files into this folder. Files already written elsewhere stay there. */
export function useTemporaryFolder(path: string): void {
  Deno.env.set("TMPDIR", path);
}
