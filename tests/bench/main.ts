/** `deno task bench [NAME] [OPTIONS]`: runs one benchmark of this folder, or says which there are. */
const BENCHMARKS: readonly string[] = ["bounds", "chem", "event_loop"];
const [name = "", ...options] = Deno.args;

if (!BENCHMARKS.includes(name)) {
  await Deno.stderr.write(new TextEncoder().encode(`deno task bench <${BENCHMARKS.join("|")}> [OPTIONS]\n`));
  Deno.exit(2);
}
const bench = new Deno.Command(Deno.execPath(), {
  args: ["run", "-A", import.meta.resolve(`./${name}.ts`), ...options],
}).spawn();
Deno.exit((await bench.status).code);
