/**
 * `deno task compile [--target TRIPLE]`: `deno compile` with the flags that the program needs.
 *
 * A file rather than a line in deno.json because flags of `deno compile` must stand before the entry, and a task puts what
 * is appended to it at its end.
 */
import { COMMIT } from "../src/version.ts";

interface ModuleGraph {
  readonly modules: readonly { readonly kind?: string; readonly npmPackage?: string }[];
  readonly npmPackages: Readonly<Record<string, NpmPackage>>;
}

interface NpmPackage {
  readonly name: string;
  readonly version: string;
  readonly dependencies: readonly string[];
}

// An executable has no checkout around it, so its commit goes into it.
await Deno.mkdir("build", { recursive: true });
await Deno.writeTextFile("build/commit", COMMIT);

const flags = [
  "-A",
  // The cache of compiled code would lie in a folder for all users, under a name that each of them can foresee.
  "--no-code-cache",
  "--include",
  "static",
  "--include",
  "build/commit",
  "--include",
  "src/http/body/body_reader_thread.ts",
  "--include",
  "src/store/check_thread.ts",
  "--include",
  "src/store/store_thread.ts",
  "--output",
  "build/rxnstream",
];
// What is embedded is read into memory at every start, so what the program never loads is left out.
const { modules, npmPackages } = await readJson<ModuleGraph>("info", "--json", "main.ts");
const help = await new Deno.Command(Deno.execPath(), { args: ["compile", "--help"] }).output();
if (new TextDecoder().decode(help.stdout).includes("--exclude-unused-npm")) {
  flags.push("--exclude-unused-npm");
} else {
  flags.push(...await excluded(unusedPackages()));
}
flags.push(...await excluded(Object.values(npmPackages).filter(({ name }) => isForMusl(name))));

const compile = new Deno.Command(Deno.execPath(), { args: ["compile", ...flags, ...Deno.args, "main.ts"] })
  .spawn();
Deno.exit((await compile.status).code);

async function readJson<Value>(...args: readonly string[]): Promise<Value> {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: [...args], stderr: "inherit" }).output();
  return JSON.parse(new TextDecoder().decode(stdout));
}

/** The packages of the lock file that no module of the program reaches: those of the tests. */
function unusedPackages(): readonly NpmPackage[] {
  const used = new Set<string>();
  const reached = modules.flatMap(({ kind, npmPackage }) => kind === "npm" ? npmPackage ?? [] : []);
  for (let key = reached.pop(); key !== undefined; key = reached.pop()) {
    if (used.has(key)) continue;
    used.add(key);
    reached.push(...npmPackages[key]?.dependencies ?? []);
  }
  return Object.entries(npmPackages).flatMap(([key, unused]) => used.has(key) ? [] : [unused]);
}

/** Deno has no runtime for systems with musl. */
function isForMusl(name: string): boolean {
  return /-musl(eabihf)?$/.test(name);
}

/** Flags that leave out the folders of packages, in the cache of whichever registries they came from. */
async function excluded(packages: readonly NpmPackage[]): Promise<readonly string[]> {
  const { npmCache } = await readJson<{ readonly npmCache: string }>("info", "--json");
  const registries = await Array.fromAsync(Deno.readDir(npmCache));
  const folders = registries.flatMap((registry) =>
    packages.map(({ name, version }) => `${npmCache}/${registry.name}/${name}/${version}`)
  );
  const found = await Promise.all(folders.map((folder) => Deno.stat(folder).catch(() => null)));
  return folders.flatMap((folder, index) => found[index] === null ? [] : ["--exclude", folder]);
}
