/** `deno task bench [NAME] [OPTIONS]`: runs one benchmark of this folder, or says which there are. */
const folder = new URL("./", import.meta.url);
const names = [...Deno.readDirSync(folder)].map(({ name }) => name)
  .filter((name) => name.endsWith(".ts") && name !== "main.ts").map((name) => name.slice(0, -".ts".length)).sort();
const [name = "", ...options] = Deno.args;

if (!names.includes(name)) {
  await Deno.stderr.write(new TextEncoder().encode(`deno task bench <${names.join("|")}> [OPTIONS]\n`));
  Deno.exit(2);
}
const bench = new Deno.Command(Deno.execPath(), {
  args: ["run", "-A", new URL(`${name}.ts`, folder).href, ...options],
}).spawn();
Deno.exit((await bench.status).code);
