/** Programs that measure something in their own process. */

/** Runs the program at the URL `program` to its end; resolves with the JSON that it prints. Rejects if it fails; it says why on standard error. */
export async function runProgram<Report>(program: string, args: readonly string[]): Promise<Report> {
  const { success, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", program, ...args],
    stdin: "null",
    stderr: "inherit",
  }).output();
  if (!success) throw new Error(`${program} failed; it says why above`);
  return JSON.parse(new TextDecoder().decode(stdout)) as Report;
}
