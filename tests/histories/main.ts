/**
 * `deno task histories`: plays rounds of random plans until the time is up, and checks what every client received.
 *
 * `--minutes n` (1), `--seed n` (a random one), `--clients n` per round (36), `--round n` plays only that one.
 * The exit code is 1 if a promise is broken.
 */
import { violationText } from "./check/violation.ts";
import type { Violation } from "./check/violation.ts";
import { openPrograms } from "./clients/programs.ts";
import { makePlan, type PlanSize } from "./planner.ts";
import { Reference } from "./reference.ts";
import { addCounts, countsTable, NO_COUNTS, type RoundCounts } from "./report.ts";
import { playRound } from "./round.ts";

interface Options {
  readonly minutes: number;
  readonly seed: number;
  readonly clients: number;
  readonly round: number | null;
}

const MOST_TOLD = 40;
/**
 * The longest allowed wait, on top of two starts of the server and three times what an undisturbed run needs, in
 * milliseconds: chemistry starts as slowly as the server does, and only after it, when a session continues.
 */
function lateMs(longestStartMs: number): number {
  return 5_000 + 2 * longestStartMs;
}

function readOptions(args: readonly string[]): Options {
  const values = new Map<string, number>();
  for (let at = 0; at < args.length; at += 2) {
    const [, name] = /^--(minutes|seed|clients|round)$/.exec(args[at] ?? "") ?? [];
    const value = Number(args[at + 1]);
    if (name === undefined || !Number.isFinite(value) || value < 0) {
      throw new Error("Options: --minutes <n> --seed <n> --clients <n> --round <n>");
    }
    values.set(name, value);
  }
  return {
    minutes: values.get("minutes") ?? 1,
    seed: values.get("seed") ?? crypto.getRandomValues(new Uint32Array(1))[0] ?? 1,
    clients: values.get("clients") ?? 36,
    round: values.get("round") ?? null,
  };
}

async function print(text: string): Promise<void> {
  await Deno.stdout.write(new TextEncoder().encode(`${text}\n`));
}

async function main(args: readonly string[]): Promise<number> {
  const { minutes, seed, clients, round: only } = readOptions(args);
  const size: PlanSize = { acts: 8, clients, reactions: [20, 160] };
  const replay = (round: number) =>
    `deno task histories --seed ${seed} --clients ${clients} --round ${round}`;
  await print(`seed ${seed}`);
  await using programs = await openPrograms();
  await using reference = await Reference.start();
  const until = performance.now() + minutes * 60_000;
  let counts: RoundCounts = NO_COUNTS;
  const violations: Violation[] = [];
  const broken: string[] = [];
  for (let round = only ?? 1; round === (only ?? 1) || only === null && performance.now() < until; round++) {
    const plan = makePlan(seed, round, size);
    const began = performance.now();
    let result: Awaited<ReturnType<typeof playRound>>;
    try {
      result = await playRound(plan, { programs, reference, lateMs });
    } catch (error) {
      await print(`round ${round} failed; it happens again with: ${replay(round)}`);
      throw error;
    }
    counts = addCounts(counts, result.counts);
    violations.push(...result.violations);
    if (result.violations.length > 0) broken.push(replay(round));
    const seconds = ((performance.now() - began) / 1_000).toFixed(1);
    await print(
      `round ${round}: ${plan.operations.length} operations in ${seconds} s, server ${plan.server}, ` +
        `${result.counts.checked} events checked, ${result.violations.length} violations`,
    );
    for (const violation of result.violations.slice(0, MOST_TOLD)) await print(violationText(violation));
  }
  await print(`\n${countsTable(counts, violations.length)}`);
  for (const command of broken) await print(`It happens again with: ${command}`);
  return violations.length === 0 ? 0 : 1;
}

Deno.exit(await main(Deno.args));
