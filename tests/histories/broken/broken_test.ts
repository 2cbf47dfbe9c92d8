import { assert, assertArrayIncludes, assertEquals } from "@std/assert";
import { type PromiseName, violationText } from "../check/violation.ts";
import { FROM_NOTHING, type Operation, type Plan } from "../plan.ts";
import { Reference } from "../reference.ts";
import { playRound, type RoundResult } from "../round.ts";
import { startInOrder } from "../../support/in_order.ts";
import { CONTENT_BREAKS, type ContentBreakName } from "./broken_content.ts";
import { type ScenarioName, SCENARIOS } from "./scenarios.ts";

const ENTRY = new URL("./entry.ts", import.meta.url).href;

/** A variant of the service, the plan that exposes it, the promise that it breaks, and the violations that follow from it. */
interface BrokenVariant {
  readonly variant: string;
  readonly scenario: ScenarioName;
  readonly promise: PromiseName;
  readonly consequences?: readonly PromiseName[];
  /** Its clients may wait for something that never comes. */
  readonly hangs?: true;
}

const RUN = "the log equals that of an undisturbed run";
const STAMPS = "every event says when and by which worker it was made";
const SUBMITTED = "the session works on what was submitted";
const FACTS = "a session's description is correct";
const FILES = "results and files agree with the log";
const PACE = "work makes progress, and its events arrive in time";
const DATABASE = "the database holds everything that clients have seen";

const VARIANTS: readonly BrokenVariant[] = [
  {
    variant: "publishBeforeCommit",
    scenario: "kill",
    promise: "clients see nothing that is not in the log",
    // Because the log has different events by then, and the cursor is beyond its end.
    consequences: [
      DATABASE,
      "all clients get identical bytes",
      "a client that follows to the end gets there",
      "nothing follows the completion",
    ],
    hangs: true,
  },
  {
    variant: "lateSubscription",
    scenario: "seams",
    promise: "every event after the cursor arrives",
    // The event that a client misses may be the last.
    consequences: ["a client that follows to the end gets there"],
  },
  { variant: "droppedOnOverflow", scenario: "seams", promise: "every event after the cursor arrives" },
  { variant: "repeatAtSeam", scenario: "seams", promise: "no event arrives twice" },
  {
    variant: "reordered",
    scenario: "seams",
    promise: "events arrive in order",
    // A client that is cut behind swapped events resumes after the lower id, and gets the higher one again.
    consequences: ["no event arrives twice"],
  },
  {
    variant: "otherBytesLive",
    scenario: "seams",
    promise: "all clients get identical bytes",
    consequences: [DATABASE],
  },
  {
    variant: "namedEvents",
    scenario: "seams",
    promise: "only events of the log carry an id, and they are unnamed",
    consequences: ["every event after the cursor arrives"],
  },
  {
    variant: "statusWithId",
    scenario: "seams",
    promise: "only events of the log carry an id, and they are unnamed",
  },
  {
    variant: "eventAfterCompletion",
    scenario: "seams",
    promise: "nothing follows the completion",
    // The cursor of a client that has the event is beyond the end of the log.
    consequences: [DATABASE, "a client that follows to the end gets there"],
  },
  {
    variant: "completionNotLogged",
    scenario: "seams",
    promise: "the completion is the last event, and there is exactly one",
    consequences: [
      RUN,
      DATABASE,
      "ids count 1, 2, 3 … without gaps",
      "clients see nothing that is not in the log",
      "a client that follows to the end gets there",
      "a client that has everything is told so by one 204",
    ],
    hangs: true,
  },
  {
    variant: "otherStatus",
    scenario: "seams",
    promise: "the status agrees with the completion",
    consequences: [DATABASE],
  },
  {
    variant: "holeInTheLog",
    scenario: "seams",
    promise: "ids count 1, 2, 3 … without gaps",
    consequences: [
      RUN,
      SUBMITTED,
      FILES,
      DATABASE,
      "clients see nothing that is not in the log",
      "every event after the cursor arrives",
      "the status agrees with the completion",
    ],
  },
  {
    variant: "endNotTold",
    scenario: "seams",
    promise: "a client that has everything is told so by one 204",
    consequences: ["ids count 1, 2, 3 … without gaps"],
    hangs: true,
  },
  {
    variant: "stageRepeated",
    scenario: "resume_after_kill",
    promise: "no finished stage is done twice",
    // More reactions are done than were found.
    consequences: [RUN, "the status agrees with the completion"],
  },
  {
    variant: "creationNotStored",
    scenario: "seams",
    promise: "everything acknowledged is kept",
    consequences: [DATABASE],
  },
  { variant: "firstEventLate", scenario: "late", promise: PACE },
  { variant: "liveHeldBack", scenario: "late", promise: PACE },
  { variant: "ownerLost", scenario: "tokens", promise: DATABASE },
  {
    variant: "tokensIgnored",
    scenario: "tokens",
    promise: "nothing is disclosed without a token",
    // The session has no owner, so anybody can cancel it.
    consequences: [DATABASE, RUN],
  },
  { variant: "deletionNotStored", scenario: "acknowledged", promise: "everything acknowledged is kept" },
  {
    variant: "nothingTakenOver",
    scenario: "acknowledged",
    promise: "a resumed session takes over all finished work",
    consequences: [FACTS],
  },
  {
    variant: "pageWithoutFirst",
    scenario: "readers",
    promise: "every event after the cursor arrives",
    // Readers of /v1 count, and find that the server's count differs; a log of more than one page is itself read with gaps.
    consequences: [
      "ids count 1, 2, 3 … without gaps",
      "clients see nothing that is not in the log",
      RUN,
      "all clients get identical bytes",
      "only events of the log carry an id, and they are unnamed",
      DATABASE,
    ],
  },
  { variant: "anyCursor", scenario: "bad_cursor", promise: "a cursor that cannot be honoured is an error" },
];

/** The promise that each way of breaking a session's content breaks. */
const BROKEN_BY: Readonly<Record<ContentBreakName, readonly PromiseName[]>> = {
  none: [],
  textsReplaced: [RUN, SUBMITTED],
  resultsNonsense: [RUN, SUBMITTED],
  resultsEmpty: [RUN, SUBMITTED],
  groupsReversed: [RUN, SUBMITTED],
  stagesMissing: [RUN, SUBMITTED],
  lastStageMissing: [RUN, SUBMITTED],
  halfNotFound: [RUN, SUBMITTED],
  oneFoundTooMany: [RUN, SUBMITTED],
  updatesMissing: [RUN, SUBMITTED],
  initsMissing: [RUN],
  errorsSwallowed: [RUN],
  errorsAdded: [RUN, "no finished stage is done twice"],
  fieldsLost: [RUN, SUBMITTED],
  linesWrong: [RUN, SUBMITTED],
  invalidCountsWrong: [RUN, SUBMITTED],
  indexesWrong: [RUN, SUBMITTED],
  verdictsWrong: [RUN, SUBMITTED, FACTS],
  templatesCountedTwice: [RUN],
  summaryWrong: [RUN, SUBMITTED],
  summaryMissing: [RUN],
  messagesWrong: [RUN],
  typesWrong: [RUN],
  timesMissing: [RUN, STAMPS],
  timesFrozen: [STAMPS],
  timesLocal: [STAMPS],
  workersMissing: [RUN, STAMPS],
  workersMany: [STAMPS],
  failedWrong: [FACTS, DATABASE],
  fails: [RUN],
  cancelsItself: [RUN],
  reactionColumnWrong: [FILES],
  titleLost: [FACTS, DATABASE],
  titleCut: [FACTS, DATABASE],
  queryChanged: [DATABASE],
  readOtherwise: [DATABASE],
  resultsWithoutUpdates: [FILES],
  resultsOfOthers: [FILES],
  agentShownWrong: [FACTS],
  workerShownWrong: [STAMPS],
  creationShownWrong: [FACTS],
};

/** Promises that may be broken too, depending on how the events are grouped. */
const MAY_BE_BROKEN_BY: Partial<Record<ContentBreakName, readonly PromiseName[]>> = {
  groupsReversed: [FILES],
};

/** Rounds at a time: a round mostly waits. */
const AT_A_TIME = 3;

/** Plays scenarios with broken servers, and with one sound server alongside them all. */
type Play = (
  variant: string,
  operations: readonly Operation[],
  options?: { readonly silenceMs?: number; readonly server?: Readonly<Record<string, string>> },
) => Promise<RoundResult>;

function player(reference: Reference): Play {
  return (variant, operations, { silenceMs = 30_000, server = {} } = {}) => {
    const plan: Plan = {
      seed: 1,
      round: 1,
      server: "as it comes",
      serverOptions: { variant, "keep-alive": "1", ...server },
      hasTokens: operations === SCENARIOS.tokens,
      beginning: FROM_NOTHING,
      operations,
    };
    const programs = { chromium: null, curl: false };
    // The times of a sound server are not checked: other tests run at the same time.
    const late = operations === SCENARIOS.late && variant !== "none" ? { lateMs: () => 2_000 } : {};
    return playRound(plan, { programs, reference, entry: ENTRY, silenceMs, ...late });
  };
}

Deno.test("The checker finds no violation on a sound server in any scenario", async (t) => {
  await using reference = await Reference.start(ENTRY, { variant: "none" });
  const play = player(reference);
  const names = Object.keys(SCENARIOS) as ScenarioName[];
  const results = startInOrder(names.map((name) => () => play("none", SCENARIOS[name])), AT_A_TIME);
  for (const [index, name] of names.entries()) {
    await t.step(name, async () => {
      const { violations, counts } = await results[index] ?? await play("none", SCENARIOS[name]);
      assertEquals(violations.map(violationText), []);
      assert(counts.events > 0, "there was something to check");
    });
  }
});

Deno.test("The checker reports each broken promise, and no other in its place", async (t) => {
  await using reference = await Reference.start(ENTRY, { variant: "none" });
  const play = player(reference);
  const results = startInOrder(
    VARIANTS.map(({ variant, scenario, hangs }) => () =>
      play(variant, SCENARIOS[scenario], hangs ? { silenceMs: 3_000 } : {})
    ),
    AT_A_TIME,
  );
  for (const [index, { variant, scenario, promise, consequences = [] }] of VARIANTS.entries()) {
    await t.step(`${variant}: ${promise}`, async () => {
      const { violations } = await results[index] ?? await play(variant, SCENARIOS[scenario]);
      const broken = [...new Set(violations.map((violation) => violation.promise))];
      assertArrayIncludes(broken, [promise]);
      assertEquals(broken.filter((other) => other !== promise && !consequences.includes(other)), []);
    });
  }
});

Deno.test("The checker finds each fault in a session's content, and none in a sound session on the same server", async (t) => {
  await using reference = await Reference.start(ENTRY, { variant: "none" });
  const names = Object.keys(CONTENT_BREAKS) as ContentBreakName[];
  const operations = names.map((session) =>
    ({ op: "create", session, reactions: 30, flavour: "plain", racing: false }) as const
  );
  const { violations } = await player(reference)("brokenContent", operations, {
    server: { "max-running": String(names.length) },
  });
  for (const name of names) {
    await t.step(name, () => {
      const broken = violations.filter(({ session, promise }) =>
        session === name && !MAY_BE_BROKEN_BY[name]?.includes(promise)
      ).map(({ promise }) => promise);
      assertEquals([...new Set(broken)].sort(), [...BROKEN_BY[name]].sort());
    });
  }
});
