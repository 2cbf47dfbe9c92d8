/** The public conformance suite of the Durable Streams protocol: installed from npm into a folder, run with vitest. */
import { startAdapter } from "./adapter.ts";
import { classify, type Mode, namesOf, type Reason } from "./cases.ts";

/** The exact version to run: another version would have other cases. */
const PACKAGES = ["@durable-streams/server-conformance-tests@0.3.6", "vitest@4.1.12"] as const;
export const SUITE = PACKAGES[0];

/** What npm says when it cannot reach a registry. */
const UNREACHABLE =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT)\b/;
const RUNNER = "suite.test.js";

export interface CaseResult {
  readonly category: string;
  readonly title: string;
  /** How it was run, or why it was not. */
  readonly how: Mode | Reason;
  readonly passed: boolean;
  /** Why it failed; empty otherwise. */
  readonly failure: string;
}

/** Installs the suite; resolves with the reason if no registry can be reached, and rejects if it cannot be installed otherwise. */
export async function installSuite(npm: string, folder: string): Promise<string | null> {
  const args = ["install", "--prefix", folder, "--no-audit", "--no-fund", "--fetch-retries=1", ...PACKAGES];
  const { success, stderr } = await new Deno.Command(npm, { args, cwd: folder, stdout: "null" }).output();
  const said = new TextDecoder().decode(stderr);
  if (!success && !UNREACHABLE.test(said)) throw new Error(`npm could not install the suite: ${said}`);
  await Deno.writeTextFile(
    `${folder}/${RUNNER}`,
    'import { runConformanceTests } from "@durable-streams/server-conformance-tests";\n' +
      "runConformanceTests({ baseUrl: process.env.CONFORMANCE_TEST_URL });\n",
  );
  return success ? null : "the registry of npm cannot be reached";
}

/** Runs the cases that apply, each in its mode, and reports on all cases of the suite. */
export async function runSuite(folder: string): Promise<readonly CaseResult[]> {
  const asTheyAre = await runMode(folder, "as they are");
  const unwrapped = await runMode(folder, "unwrapped");
  // Both report all cases; each has run its own.
  return asTheyAre.map((result, index) => result.how === "unwrapped" ? unwrapped[index] ?? result : result);
}

async function runMode(folder: string, mode: Mode): Promise<readonly CaseResult[]> {
  await using adapter = await startAdapter({ unwraps: mode === "unwrapped" });
  const output = `${folder}/report.json`;
  const names = namesOf(mode).map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const { stderr } = await new Deno.Command(`${folder}/node_modules/.bin/vitest`, {
    args: [
      "run",
      "--root",
      folder,
      RUNNER,
      "--reporter=json",
      `--outputFile=${output}`,
      "--testTimeout=30000",
      "--testNamePattern",
      `^(${names.join("|")})(: .*)?$`,
    ],
    cwd: folder,
    env: { CONFORMANCE_TEST_URL: adapter.url },
    stdout: "null",
    stderr: "piped",
  }).output();
  const report = await readReport(output, new TextDecoder().decode(stderr));
  await Deno.remove(output);
  return report.testResults.flatMap(({ assertionResults }) => assertionResults).map((result) => {
    const category = result.ancestorTitles.join(" ");
    return {
      category,
      title: result.title,
      how: classify(category, result.title),
      passed: result.status === "passed",
      failure: result.failureMessages[0] ?? "",
    };
  });
}

/** The parts of vitest's JSON report that are read. */
interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

async function readReport(path: string, stderr: string): Promise<Report> {
  try {
    return JSON.parse(await Deno.readTextFile(path));
  } catch (cause) {
    throw new Error(`vitest wrote no report: ${stderr}`, { cause });
  }
}
