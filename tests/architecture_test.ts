import { assertEquals } from "@std/assert";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { pathsOf, readDocument, tableOf } from "./docs/read_document.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Where programs, processes and threads begin; every file of src must be reachable from one of them. */
const ENTRIES = [
  "main.ts",
  "src/chem/process/main.ts",
  "src/http/body/body_reader_thread.ts",
  "src/store/check_thread.ts",
  "src/store/store_thread.ts",
] as const;

/**
 * The modules of the program in dependency order: imports point to an earlier row only, or stay in the module. Modules of one row
 * never import one another.
 *
 * A module is a folder of `src`; in `chem` and `http`, it is each folder within, and each file outside those folders.
 */
const DIRECTION: readonly (readonly string[])[] = [
  ["reaction_classes", "text_reading", "version", "std"],
  ["chem_results"],
  ["stages"],
  ["types", "scheduling"],
  ["errors"],
  ["log", "meters"],
  ["encoding", "names", "ord", "xml", "llm"],
  ["store", "chem/protocol", "chem/rdkit", "chem/input"],
  ["delivery", "chem/molecule", "chem/pool"],
  ["chem/mapping", "chem/template", "chem/output"],
  ["chem/balance", "chem/classification", "chem/drawing"],
  ["chem/validation"],
  ["chem/process"],
  ["query", "results"],
  ["agent"],
  ["session"],
  ["config"],
  ["http/problem_codes", "http/http_settings", "http/cursor"],
  ["http/problem"],
  ["http/requested_session", "http/accept", "http/query_limit"],
  ["http/contract"],
  ["http/listener"],
  ["http/body"],
  ["http/access"],
  ["http/http_services"],
  ["http/docs"],
  ["http/routes"],
  ["http/durable_streams", "http/mcp"],
  ["http/openapi"],
  ["http/app"],
  ["cli"],
  ["main"],
];

/** Modules that run in a chem process, which may be killed at any time. The server knows only the protocol of it. */
const CHEM_PROCESS: ReadonlySet<string> = new Set([
  "names",
  "chem/rdkit",
  "chem/input",
  "chem/molecule",
  "chem/mapping",
  "chem/template",
  "chem/output",
  "chem/balance",
  "chem/classification",
  "chem/drawing",
  "chem/validation",
  "chem/process",
]);

/** Modules that the server and a chem process share. */
const SHARED: ReadonlySet<string> = new Set([
  "chem/protocol",
  "text_reading",
  "chem_results",
  "reaction_classes",
  "stages",
  "types",
  "version",
  "errors",
  "log",
  "scheduling",
  "encoding",
  "ord",
  "std",
  "xml",
]);

/** The modules that may use each third-party library. */
const LIBRARIES: Readonly<Record<string, readonly string[]>> = {
  "@bufbuild/protobuf": ["chem/input", "ord", "query"],
  "@hono/node-server": ["http/listener"],
  "@hono/zod-openapi": ["http"],
  "@libsql/client": ["store"],
  "@rdkit/rdkit": ["chem/rdkit"],
  "cli-progress": ["cli"],
  "commander": ["cli"],
  "csv-stringify": ["results"],
  "eventsource-parser": ["cli", "llm"],
  "github-slugger": ["http/docs"],
  "hono": ["http"],
  "jose": ["http/access"],
  "json-stringify-pretty-compact": ["http/docs"],
  "kysely": ["store"],
  "lru-cache": [
    "chem/pool",
    "chem/process",
    "chem/molecule",
    "chem/rdkit",
    "chem/drawing",
    "delivery",
    "http/access",
    "http/routes",
  ],
  "marked": ["http/docs"],
  "saxen": ["xml"],
  "zod": ["config", "http"],
};

const TOP_LEVEL: ReadonlySet<string> = new Set([
  "LICENSE",
  "README.md",
  "deno.json",
  "deno.lock",
  "main.ts",
  "src",
  "static",
  "tests",
]);

const MOST_LINES = 400;

/** One import of one file: of a value, or only of a type. */
interface Edge {
  readonly from: string;
  /** The path of a file of the repository, or the whole specifier of anything outside. */
  readonly to: string;
  readonly kind: "code" | "type";
}

interface Graph {
  readonly files: ReadonlySet<string>;
  readonly edges: readonly Edge[];
  readonly errors: readonly string[];
}

interface Resolved {
  readonly specifier?: string;
  readonly error?: string;
}

/** The parts of the output of `deno info --json` that are read. */
interface DenoInfo {
  readonly modules: readonly {
    readonly specifier: string;
    readonly error?: string;
    readonly dependencies?: readonly { readonly code?: Resolved; readonly type?: Resolved }[];
  }[];
}

async function run(command: string, ...args: readonly string[]): Promise<string> {
  const output = await new Deno.Command(command, { args: [...args], cwd: ROOT }).output();
  if (!output.success) {
    throw new Error(`Cannot run ${command} ${args.join(" ")}: ${new TextDecoder().decode(output.stderr)}`);
  }
  return new TextDecoder().decode(output.stdout);
}

/** The path of a file of the repository, else the specifier as it is. */
function nameOf(specifier: string): string {
  if (!specifier.startsWith("file:")) return specifier;
  const path = relative(ROOT, fileURLToPath(specifier));
  return path.startsWith("..") ? specifier : path;
}

async function readGraph(): Promise<Graph> {
  const infos = await Promise.all(ENTRIES.map((entry) => run(Deno.execPath(), "info", "--json", entry)));
  const files = new Set<string>();
  const edges = new Map<string, Edge>();
  const errors = new Set<string>();
  for (const { modules } of infos.map((info): DenoInfo => JSON.parse(info))) {
    for (const { specifier, error, dependencies = [] } of modules) {
      if (!specifier.startsWith("file:")) continue;
      const from = nameOf(specifier);
      if (error) errors.add(`${from}: ${error}`);
      else files.add(from);
      for (const dependency of dependencies) {
        for (const kind of ["code", "type"] as const) {
          const resolved = dependency[kind];
          if (resolved?.error) errors.add(`${from}: ${resolved.error}`);
          if (!resolved?.specifier) continue;
          const to = nameOf(resolved.specifier);
          edges.set(`${from} ${to} ${kind}`, { from, to, kind });
        }
      }
    }
  }
  return { files, edges: [...edges.values()], errors: [...errors] };
}

const graph = await readGraph();

/** The module of a file: its folder in src, or its own name if it is not in one. */
function moduleOf(file: string): string {
  const [first = "", second, third] = file.replace(/^src\//, "").replace(/\.\w+$/, "").split("/");
  if (second === undefined || first !== "chem" && first !== "http") return first;
  return third === undefined && first === "chem" ? first : `${first}/${second}`;
}

function libraryOf(specifier: string): string | undefined {
  return /^npm:\/?((?:@[^/]+\/)?[^@/]+)/.exec(specifier)?.[1];
}

function show({ from, to, kind }: Edge): string {
  return `${from} -> ${to} (${kind})`;
}

function isOutside(name: string): boolean {
  return /^[a-z]+:/.test(name);
}

function isSource(name: string): boolean {
  return name === "main.ts" || name.startsWith("src/");
}

async function readSources(): Promise<ReadonlyMap<string, string>> {
  const paths = ["main.ts"];
  const visit = async (folder: string) => {
    for await (const { name, isDirectory } of Deno.readDir(join(ROOT, folder))) {
      const path = `${folder}/${name}`;
      if (isDirectory) await visit(path);
      else if (name.endsWith(".ts")) paths.push(path);
    }
  };
  await visit("src");
  return new Map(
    await Promise.all(
      paths.sort().map(async (path) => [path, await Deno.readTextFile(join(ROOT, path))] as const),
    ),
  );
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[^]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}

/** Whether a module only re-exports others. */
function isBarrel(text: string): boolean {
  const code = withoutComments(text);
  const left = code
    .replace(/\bexport\s+(type\s+)?(\*(\s+as\s+\w+)?|\{[^}]*\})(\s*from\s*["'][^"']*["'])?\s*;?/g, "")
    .replace(/\bimport\b[^;"']*["'][^"']*["']\s*;?/g, "");
  return /\bexport\b/.test(code) && left.trim() === "";
}

/** Every cycle of the graph, as the files in order. */
function findCycles(edges: readonly Edge[]): readonly string[] {
  const targets = Map.groupBy(edges, ({ from }) => from);
  const done = new Set<string>();
  const cycles = new Set<string>();
  const visit = (file: string, path: readonly string[]) => {
    const start = path.indexOf(file);
    if (start >= 0) cycles.add([...path.slice(start), file].join(" -> "));
    if (start >= 0 || done.has(file)) return;
    for (const { to } of targets.get(file) ?? []) visit(to, [...path, file]);
    done.add(file);
  };
  for (const file of targets.keys()) visit(file, []);
  return [...cycles];
}

Deno.test("Every entry and every import is found", () => {
  assertEquals(graph.errors, []);
});

Deno.test("Every file of src is reachable from an entry", async () => {
  const { files } = graph;
  const sources = await readSources();
  assertEquals([...sources.keys()].filter((path) => !files.has(path)), []);
});

Deno.test("Source files import only source files and deno.json from the repository", () => {
  const inside = graph.edges.filter(({ to }) => !isOutside(to));
  const allowed = (path: string) => isSource(path) || path === "deno.json";
  assertEquals(inside.filter(({ from, to }) => isSource(from) && !allowed(to)).map(show), []);
});

Deno.test("Every module of src has its place in the dependency order", async () => {
  const known = new Set(DIRECTION.flat());
  assertEquals([...(await readSources()).keys()].filter((path) => !known.has(moduleOf(path))), []);
});

Deno.test("Imports point only to earlier modules, types included", () => {
  const rank = (file: string) => DIRECTION.findIndex((group) => group.includes(moduleOf(file)));
  const { edges } = graph;
  const wrong = edges.filter(({ from, to }) =>
    isSource(from) && isSource(to) && moduleOf(from) !== moduleOf(to) && rank(to) >= rank(from)
  );
  assertEquals(wrong.map(show), []);
});

Deno.test("The README's folder table follows the direction of imports and has a place for every file", async () => {
  const rows = tableOf(await readDocument("README.md"), "folder").map(([cell = ""]) => pathsOf(cell));
  // A file named in a row takes precedence over a row with its whole folder, such as `src/http/*.ts`.
  const rowOf = (file: string) => {
    const folder = file.replace(/[^/]+$/, "");
    const named = rows.findIndex((paths) =>
      paths.some((path) => file === path || file.startsWith(`${path}/`))
    );
    return named >= 0 ? named : rows.findIndex((paths) => paths.includes(`${folder}*.ts`));
  };
  const files = [...graph.files].filter((file) => file.startsWith("src/"));
  assertEquals(files.filter((file) => rowOf(file) < 0), []);
  const wrong = graph.edges.filter(({ from, to }) =>
    files.includes(from) && files.includes(to) && rowOf(to) > rowOf(from)
  );
  assertEquals(wrong.map(show), []);
});

Deno.test("No imports form a cycle, types included", () => {
  assertEquals(findCycles(graph.edges), []);
});

Deno.test("No file of the server's side imports one of the chem process's side, and no file of that side one of the server's", () => {
  const wrong = graph.edges.filter(({ from, to }) => {
    if (!isSource(from) || !isSource(to) || from === "main.ts") return false;
    const inProcess = CHEM_PROCESS.has(moduleOf(from));
    if (!inProcess) return !SHARED.has(moduleOf(from)) && CHEM_PROCESS.has(moduleOf(to));
    return !CHEM_PROCESS.has(moduleOf(to)) && !SHARED.has(moduleOf(to));
  });
  assertEquals(wrong.map(show), []);
});

Deno.test("Delivery is used by its door and the connections that it sends to; only src/cli/serve.ts knows what is behind it", () => {
  const open = ["src/delivery/delivery.ts", "src/delivery/connection.ts"];
  const wrong = graph.edges.filter(({ from, to }) =>
    moduleOf(to) === "delivery" && moduleOf(from) !== "delivery" && from !== "src/cli/serve.ts" &&
    !open.includes(to)
  );
  assertEquals(wrong.map(show), []);
});

Deno.test("Each third-party library is used in the modules named here, and in no other", () => {
  const wrong = graph.edges.filter(({ from, to }) => {
    if (!isSource(from) || !isOutside(to) || to.startsWith("node:")) return false;
    const module = moduleOf(from);
    return !LIBRARIES[libraryOf(to) ?? ""]?.some((allowed) =>
      module === allowed || module.startsWith(`${allowed}/`)
    );
  });
  assertEquals(wrong.map(show), []);
});

Deno.test("The files of src/std stand in for modules of @std, and nothing else is there", async () => {
  const { imports } = JSON.parse(await Deno.readTextFile(join(ROOT, "deno.json")));
  const files = [...graph.files].filter((file) => file.startsWith("src/std/"));
  const named = Object.entries<string>(imports).filter(([name]) => name.startsWith("@std/"));
  assertEquals(files.filter((file) => !named.some(([, path]) => path === `./${file}`)), []);
});

Deno.test("Only src/log.ts is exempt from the lint rule against the console", async () => {
  const exempt = /deno-lint-ignore(?:-file)?(?=[^\n]*\bno-console\b|[ \t]*(?:--.*)?$)/m;
  const others = [...await readSources()].filter(([path]) => path !== "src/log.ts");
  assertEquals(others.filter(([, text]) => exempt.test(text)).map(([path]) => path), []);
});

Deno.test("Only src/config/environment.ts reads the environment", async () => {
  const reads = /\bDeno\s*\.\s*env\b|\bprocess\s*\.\s*env\b/;
  const others = [...await readSources()].filter(([path]) => path !== "src/config/environment.ts");
  assertEquals(others.filter(([, text]) => reads.test(withoutComments(text))).map(([path]) => path), []);
});

Deno.test(`No source file is longer than ${MOST_LINES} lines`, async () => {
  const lengths = [...await readSources()].map(([path, text]) => ({
    path,
    lines: text.trimEnd().split("\n").length,
  }));
  assertEquals(lengths.filter(({ lines }) => lines > MOST_LINES), []);
});

Deno.test("No source file merely re-exports others", async () => {
  const sources = [...await readSources()];
  assertEquals(sources.filter(([, text]) => isBarrel(text)).map(([path]) => path), []);
});

Deno.test("The top level of the repository holds only what belongs there", async () => {
  const paths = (await run("git", "ls-files", "-z")).split("\0").filter((path) => path !== "");
  const names = new Set(paths.map((path) => path.replace(/\/.*/, "")));
  assertEquals([...names].filter((name) => !TOP_LEVEL.has(name) && !name.startsWith(".")), []);
});

Deno.test("Every folder of src says in a few lines what lives there and who may import it", async () => {
  for await (const { name, isDirectory } of Deno.readDir(join(ROOT, "src"))) {
    if (!isDirectory) continue;
    const folder = join(ROOT, "src", name);
    const text = await Deno.readTextFile(`${folder}/README.md`).catch(() => "");
    assertEquals([name, /\bimport/i.test(text)], [name, true]);
  }
});
