import { assert, assertArrayIncludes, assertEquals } from "@std/assert";
import { type PromiseName, violationText } from "../check/violation.ts";
import type { Plan } from "../plan.ts";
import { playRound, type RoundResult } from "../round.ts";
import { type ScenarioName, SCENARIOS } from "./scenarios.ts";

const ENTRY = new URL("./entry.ts", import.meta.url).href;

/** A variant of the service, the plan in which it shows, the promise that it breaks, and what else follows from that. */
interface BrokenVariant {
  readonly variant: string;
  readonly scenario: ScenarioName;
  readonly promise: PromiseName;
  readonly consequences?: readonly PromiseName[];
  /** Its clients wait for ever. */
  readonly hangs?: true;
}

const VARIANTS: readonly BrokenVariant[] = [
  {
    variant: "publishBeforeCommit",
    scenario: "kill",
    promise: "nothing is seen that is not in the log",
    // Where the log has other events by then, and since the cursor lies beyond it.
    consequences: [
      "everybody gets identical bytes",
      "a client that follows to the end gets there",
      "nothing follows the completion",
    ],
  },
  {
    variant: "lateSubscription",
    scenario: "seams",
    promise: "every event after the cursor arrives",
    // What a client misses may be the end.
    consequences: ["a client that follows to the end gets there"],
  },
  { variant: "droppedOnOverflow", scenario: "seams", promise: "every event after the cursor arrives" },
  { variant: "repeatAtSeam", scenario: "seams", promise: "no event arrives twice" },
  { variant: "reordered", scenario: "seams", promise: "events arrive in order" },
  { variant: "otherBytesLive", scenario: "seams", promise: "everybody gets identical bytes" },
  {
    variant: "namedEvents",
    scenario: "seams",
    promise: "only events of the log carry an id, and they have no name",
    consequences: ["every event after the cursor arrives"],
  },
  {
    variant: "statusWithId",
    scenario: "seams",
    promise: "only events of the log carry an id, and they have no name",
  },
  {
    variant: "eventAfterCompletion",
    scenario: "seams",
    promise: "nothing follows the completion",
    // The cursor of who has it lies beyond the log.
    consequences: ["a client that follows to the end gets there"],
  },
  {
    variant: "completionNotLogged",
    scenario: "seams",
    promise: "the completion is the last event, and there is one",
    consequences: [
      "ids count 1, 2, 3 … without holes",
      "nothing is seen that is not in the log",
      "a client that follows to the end gets there",
      "a client that has everything is told so by one 204",
    ],
    hangs: true,
  },
  { variant: "otherStatus", scenario: "seams", promise: "the status agrees with the completion" },
  {
    variant: "holeInTheLog",
    scenario: "seams",
    promise: "ids count 1, 2, 3 … without holes",
    consequences: [
      "nothing is seen that is not in the log",
      "every event after the cursor arrives",
      "the status agrees with the completion",
    ],
  },
  {
    variant: "endNotTold",
    scenario: "seams",
    promise: "a client that has everything is told so by one 204",
    consequences: ["ids count 1, 2, 3 … without holes"],
    hangs: true,
  },
  {
    variant: "stageRepeated",
    scenario: "resume_after_kill",
    promise: "no finished stage is done twice",
    // More reactions are done than were found.
    consequences: ["the status agrees with the completion"],
  },
  { variant: "creationNotStored", scenario: "seams", promise: "what was acknowledged is kept" },
  { variant: "deletionNotStored", scenario: "acknowledged", promise: "what was acknowledged is kept" },
  {
    variant: "nothingTakenOver",
    scenario: "acknowledged",
    promise: "a resumed session takes over what was finished",
  },
  { variant: "anyCursor", scenario: "bad_cursor", promise: "a cursor that cannot be honoured is an error" },
];

/** Rounds at a time: most of a round is waiting. */
const AT_A_TIME = 3;

function play(variant: string, scenario: ScenarioName, silenceMs = 30_000): Promise<RoundResult> {
  const plan: Plan = {
    seed: 1,
    round: 1,
    server: "as it comes",
    serverOptions: { variant, "keep-alive": "1" },
    operations: SCENARIOS[scenario],
  };
  return playRound(plan, { programs: { chromium: null, curl: false }, entry: ENTRY, silenceMs });
}

/** Starts the rounds in order, so many at a time. */
function playAll(rounds: readonly (() => Promise<RoundResult>)[]): readonly Promise<RoundResult>[] {
  const results = rounds.map(() => Promise.withResolvers<RoundResult>());
  let next = 0;
  const lane = async () => {
    for (let at = next++; at < rounds.length; at = next++) {
      await rounds[at]?.().then(results[at]?.resolve, results[at]?.reject);
    }
  };
  for (let count = 0; count < AT_A_TIME; count++) void lane();
  return results.map(({ promise }) => {
    // Awaited in the order of the steps; a rejection before that must not count as unhandled.
    promise.catch(() => {});
    return promise;
  });
}

Deno.test("The checker finds nothing against an unbroken server in any scenario", async (t) => {
  const names = Object.keys(SCENARIOS) as ScenarioName[];
  const results = playAll(names.map((name) => () => play("none", name)));
  for (const [index, name] of names.entries()) {
    await t.step(name, async () => {
      const { violations, counts } = await results[index] ?? await play("none", name);
      assertEquals(violations.map(violationText), []);
      assert(counts.events > 0, "there was something to check");
    });
  }
});

Deno.test("The checker catches each broken promise, and takes it for no other", async (t) => {
  const results = playAll(
    VARIANTS.map(({ variant, scenario, hangs }) => () => play(variant, scenario, hangs ? 3_000 : undefined)),
  );
  for (const [index, { variant, scenario, promise, consequences = [] }] of VARIANTS.entries()) {
    await t.step(`${variant}: ${promise}`, async () => {
      const { violations } = await results[index] ?? await play(variant, scenario);
      const broken = [...new Set(violations.map((violation) => violation.promise))];
      assertArrayIncludes(broken, [promise]);
      assertEquals(broken.filter((other) => other !== promise && !consequences.includes(other)), []);
    });
  }
});
