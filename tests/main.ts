/**
 * `deno task test [PATH...] [-- OPTION...]`: runs the tests of files and folders, by default all; options are those of `deno test`.
 *
 * Tests mostly wait: for processes, sockets and times. So files run in parallel, one more than there are cores; anything that
 * measures or changes something of the whole process runs afterwards, one file after another.
 */
import { relative } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Paths that run alone, with the reason. */
const ALONE: Readonly<Record<string, string>> = {
  "tests/chem/rdkit/handle_cache_test.ts": "measures the resident memory of the process",
  "tests/config/options_test.ts": "changes environment variables that other servers would read",
  "tests/fuzz": "measures time and the resident memory of the process",
  "tests/http/unread_body_test.ts": "measures the resident memory of the process",
};

/** What the runner reports at the end of a run. */
interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly ignored: number;
}

const NONE: Counts = { passed: 0, failed: 0, ignored: 0 };

function print(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(text));
}

function isWithin(file: string, path: string): boolean {
  return file === path || file.startsWith(`${path}/`);
}

/** The test files in `path`, which is a file or a folder, as paths from the root. */
async function* testFiles(path: string): AsyncGenerator<string, void, undefined> {
  if ((await Deno.stat(`${ROOT}/${path}`)).isFile) {
    yield path;
    return;
  }
  for await (const { name, isDirectory } of Deno.readDir(`${ROOT}/${path}`)) {
    if (isDirectory) yield* testFiles(`${path}/${name}`);
    else if (name.endsWith("_test.ts")) yield `${path}/${name}`;
  }
}

/** Runs `deno test`, shows its output, and resolves with the counts in its last line; null if it ended without one. */
async function runTests(
  files: readonly string[],
  options: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Counts | null> {
  if (files.length === 0) return NONE;
  const args = ["test", "-A", "--sanitize-ops", "--sanitize-resources", ...options, ...files];
  const child = new Deno.Command(Deno.execPath(), { args, env, cwd: ROOT, stdin: "null", stdout: "piped" })
    .spawn();
  let end = "";
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    print(text);
    end = (end + text).slice(-2_000);
  }
  await child.status;
  // deno-lint-ignore no-control-regex
  const plain = end.replaceAll(/\x1b\[\d*m/g, "");
  const line = [...plain.matchAll(/^(?:ok|FAILED) \| (\d+) passed.*$/gm)].at(-1)?.[0];
  if (line === undefined) return null;
  const count = (word: string) => Number(new RegExp(`(\\d+) ${word}`).exec(line)?.[1] ?? 0);
  return { passed: count("passed"), failed: count("failed"), ignored: count("ignored") };
}

const separator = Deno.args.indexOf("--");
const paths = separator < 0 ? Deno.args : Deno.args.slice(0, separator);
const options = separator < 0 ? [] : Deno.args.slice(separator + 1);
const start = performance.now();
const together: string[] = [];
const alone: string[] = [];
for (const path of paths.length === 0 ? ["tests"] : paths) {
  for await (const file of testFiles(relative(ROOT, path) || ".")) {
    const isAlone = Object.keys(ALONE).some((part) => isWithin(file, part));
    (isAlone ? alone : together).push(file);
  }
}
const jobs = String(navigator.hardwareConcurrency + 1);
const runs = [
  await runTests(together, ["--parallel", ...options], { DENO_JOBS: jobs }),
  await runTests(alone, options, {}),
];
const [passed, failed, ignored] = (["passed", "failed", "ignored"] as const).map((kind) =>
  runs.reduce((sum, counts) => sum + (counts?.[kind] ?? 0), 0)
);
const isOk = runs.every((counts) => counts?.failed === 0) && passed !== 0;
const seconds = Math.round((performance.now() - start) / 1_000);
const took = seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
print(
  `\n${
    isOk ? "ok" : "FAILED"
  } | ${passed} passed | ${failed} failed | ${ignored} ignored (${took}, all files)\n`,
);
Deno.exit(isOk ? 0 : 1);
