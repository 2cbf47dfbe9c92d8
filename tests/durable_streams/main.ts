/** Runs the public suite of the Durable Streams protocol and prints, per category, which cases apply and pass. */
import { findProgram } from "../support/programs.ts";
import { temporaryFolder } from "../support/folders.ts";
import { type Mode, type Reason, REASONS } from "./cases.ts";
import { type CaseResult, installSuite, runSuite, SUITE } from "./suite.ts";

function isReason(how: Mode | Reason): how is Reason {
  return how in REASONS;
}

/** "passed of applicable", or nothing where none applies. */
function score(results: readonly CaseResult[], mode: Mode): string {
  const applicable = results.filter(({ how }) => how === mode);
  const passed = applicable.filter((result) => result.passed).length;
  return applicable.length === 0 ? "" : `${passed} of ${applicable.length}`;
}

function row(name: string, results: readonly CaseResult[]): string {
  const left = Object.entries(REASONS).flatMap(([reason]) => {
    const count = results.filter(({ how }) => how === reason).length;
    return count === 0 ? [] : [`${count} ${reason}`];
  });
  const cells = [
    name,
    results.length,
    score(results, "as they are"),
    score(results, "unwrapped"),
    left.join(", "),
  ];
  return `| ${cells.join(" | ")} |\n`;
}

function table(results: readonly CaseResult[]): string {
  const categories = Map.groupBy(results, ({ category }) => category);
  return "| category | cases | pass | pass, unwrapped | do not apply |\n| --- | --- | --- | --- | --- |\n" +
    [...categories].map(([category, ofIt]) => row(category, ofIt)).join("") +
    row("all", results);
}

async function print(text: string): Promise<void> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length;) at += await Deno.stdout.write(bytes.subarray(at));
}

/** Resolves with the exit code: 0 if every case that applies passes, 1 if one fails, 3 if the suite cannot be had. */
async function main(): Promise<number> {
  const npm = findProgram("npm");
  if (npm === undefined) {
    await print("The suite needs npm\n");
    return 3;
  }
  await using folder = await temporaryFolder();
  const missing = await installSuite(npm, folder.path);
  if (missing !== null) {
    await print(`The suite cannot be run: ${missing}\n`);
    return 3;
  }
  const results = await runSuite(folder.path);
  const failed = results.filter(({ how, passed }) => !isReason(how) && !passed);
  await print(`${SUITE}\n\n${table(results)}\n`);
  await print(Object.entries(REASONS).map(([name, reason]) => `${name}: ${reason}\n`).join(""));
  for (const { category, title, failure } of failed) {
    await print(`\nFAILED ${category}: ${title}\n${failure}\n`);
  }
  return failed.length === 0 ? 0 : 1;
}

Deno.exit(await main());
