/**
 * `deno task compile [--target TRIPLE]`: `deno compile` with the flags that the program needs.
 *
 * A file rather than a line in deno.json because flags of `deno compile` must stand before the entry, and a task puts what
 * is appended to it at its end.
 */
const flags = [
  "-A",
  "--include",
  "static",
  "--include",
  "src/store/check_worker.ts",
  "--include",
  "src/store/store_worker.ts",
  "--output",
  "build/rxnstream",
];
// Leaves out the packages that only the tests use; older compilers do not know it and embed them.
const help = await new Deno.Command(Deno.execPath(), { args: ["compile", "--help"] }).output();
if (new TextDecoder().decode(help.stdout).includes("--exclude-unused-npm")) {
  flags.push("--exclude-unused-npm");
}

const compile = new Deno.Command(Deno.execPath(), { args: ["compile", ...flags, ...Deno.args, "main.ts"] })
  .spawn();
Deno.exit((await compile.status).code);
