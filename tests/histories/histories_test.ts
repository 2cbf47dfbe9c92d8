import { assertEquals, assertGreater } from "@std/assert";
import { violationText } from "./check/violation.ts";
import { openPrograms } from "./clients/programs.ts";
import { makePlan, type PlanSize } from "./planner.ts";
import { Reference } from "./reference.ts";
import { playRound } from "./round.ts";

/** A round of about half a minute; `deno task histories` plays larger ones for a given time. */
const SIZE: PlanSize = { acts: 5, clients: 24, reactions: [20, 90] };

async function playSeed(seed: number): Promise<void> {
  await using programs = await openPrograms();
  await using reference = await Reference.start();
  const { violations, counts } = await playRound(makePlan(seed, 1, SIZE), { programs, reference });
  assertEquals(violations.map(violationText), [], `seed ${seed}`);
  assertGreater(counts.kills, 1);
  assertGreater(counts.restarts, 0);
  assertGreater(counts.chemKills, 0);
  assertGreater(counts.checked, counts.events);
}

Deno.test("Every client gets exactly the log while everything breaks", async () => {
  await playSeed(20_261_122);
});

Deno.test("Every client gets exactly the log while everything breaks in the order of a random seed", async () => {
  const seed = crypto.getRandomValues(new Uint32Array(1))[0] ?? 1;
  await Deno.stdout.write(new TextEncoder().encode(`(seed ${seed}) `));
  await playSeed(seed);
});
