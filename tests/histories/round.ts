/** Plays one plan with a real server and real clients, and checks the outcome against the promises. */
import { delay } from "@std/async";
import { temporaryFolder } from "../support/folders.ts";
import { checkPace, StandStills } from "./check/check_pace.ts";
import { checkRound, type FoundSession, type RoundRecord } from "./check/check_round.ts";
import { DatabaseWatch } from "./check/database_watch.ts";
import type { Violation } from "./check/violation.ts";
import { ClientCrowd, type Programs, type Progress } from "./clients/client_crowd.ts";
import { linkMaker } from "./links.ts";
import { isFinal, Operator } from "./operator.ts";
import type { Beginning, Operation, Plan } from "./plan.ts";
import { Random } from "../support/random.ts";
import type { Reference, UndisturbedRun } from "./reference.ts";
import { countRound, type RoundCounts } from "./report.ts";
import { makeOlderDatabase } from "./server/older_database.ts";
import { ServerUnderTest } from "./server/server_under_test.ts";
import { reactionTable, titleOf } from "./texts.ts";
import { MAKER, READER, writeTokens } from "./tokens.ts";
import { openProxy } from "./wire/proxy.ts";

export interface RoundOptions {
  readonly programs: Programs;
  /** Runs the same sessions undisturbed. */
  readonly reference: Reference;
  /** The URL of the entry that serves instead of the one that the plan names. */
  readonly entry?: string;
  /**
   * A client that has seen nothing new for this long, while no session made progress either, counts as hung, in milliseconds. All
   * reconnection times are shorter; the time after which `watch` abandons a silent connection is longer.
   */
  readonly silenceMs?: number;
  /**
   * Running sessions must have an event, and clients get it, within three times what an undisturbed run needs plus this time,
   * in milliseconds; it is given the longest start of the server, also in milliseconds. Absent if times are not checked.
   */
  readonly lateMs?: (longestStartMs: number) => number;
}

export interface RoundResult {
  readonly violations: readonly Violation[];
  readonly counts: RoundCounts;
}

/** Sessions that run at the same time unless the plan says otherwise. */
const MOST_RUNNING = 8;
const SMALL_WINDOW = new URL("./server/small_window.ts", import.meta.url).href;

/** Plays the plan to its end; rejects if the server does not start, or gives an answer that nobody promised. */
export async function playRound(
  plan: Plan,
  { programs, reference, entry, silenceMs = 45_000, lateMs }: RoundOptions,
): Promise<RoundResult> {
  await using resources = new AsyncDisposableStack();
  const folder = resources.use(await temporaryFolder());
  const data = `${folder.path}/data`;
  const earlier = await makeBeginning(plan.beginning, data, reference);
  const tokens = plan.hasTokens ? await writeTokens(`${folder.path}/tokens.json`) : {};
  const server = resources.use(
    await ServerUnderTest.start(
      {
        entry: entry ?? (plan.server === "small_window" ? SMALL_WINDOW : null),
        options: { ...plan.serverOptions, ...tokens },
      },
      data,
      plan.beginning.kills,
    ),
  );
  const undisturbed = runUndisturbed(plan, reference);
  // Awaited below; a rejection in between must not count as unhandled.
  undisturbed.catch(() => {});
  const links = linkMaker(new Random(plan.seed, ~plan.round));
  const proxy = resources.use(openProxy(server.url, () => links.next()));
  const operator = new Operator(server.url, plan.hasTokens ? MAKER : null);
  for (const session of earlier) operator.adopt(session);
  const crowd = resources.use(
    new ClientCrowd({
      ...{ operator, proxy, server: server.url, programs },
      token: plan.hasTokens ? READER : null,
    }),
  );
  const stills = new StandStills(Number(plan.serverOptions["max-running"] ?? MOST_RUNNING));
  if (lateMs !== undefined) {
    const leaving = new AbortController();
    const watching = stills.watch(operator, leaving.signal);
    resources.defer(async () => {
      leaving.abort();
      await watching;
    });
  }
  const database = new DatabaseWatch(data);
  const look = () => database.look({ sessions: operator.acknowledged, received: crowd.received });
  const racing: Promise<unknown>[] = [];

  async function run(operation: Operation): Promise<void> {
    switch (operation.op) {
      case "create":
        return await operator.create(operation);
      case "cancel":
        return await operator.cancel(operation.session);
      case "delete":
        return await operator.delete(operation.session);
      case "resume":
        return await operator.resume(operation);
      case "probe":
        return await operator.probe(operation);
      case "intrude":
        return await operator.intrude(operation);
      case "reach":
        return await operator.reach(operation.session, operation.share);
      case "join":
        return crowd.join(operation);
      case "kill":
        return await server.comeBack("SIGKILL", operation.awayMs, look);
      case "restart":
        return await server.comeBack("SIGTERM", operation.awayMs, look);
      case "kill_start":
        return await server.comeBackLate(operation, look);
      case "kill_chem":
        return await server.killChemistry();
      case "cut":
        return proxy.cutAll();
      case "links":
        return void (links.weather = operation.weather);
      case "pause":
        return await delay(operation.ms);
    }
  }

  for (const operation of plan.operations) {
    const running = run(operation);
    if ("racing" in operation && operation.racing) {
      // Awaited below; a rejection in between must not count as unhandled.
      running.catch(() => {});
      racing.push(running);
    } else {
      await running;
    }
  }
  await Promise.all(racing);
  links.weather = "fair";
  await crowd.settled(silenceMs, () => progressOf(operator));

  // Only data on disk counts.
  await server.comeBack("SIGKILL", 0, look);
  for (const { name } of await operator.sessions()) crowd.joinAfterwards(name);
  await crowd.settled(silenceMs, () => Promise.resolve({ seen: "", isOver: true }));
  const sessions = await operator.sessions();
  const found = await readSessions(operator);
  for (const session of sessions) database.compare(session, found.get(session.sessionId)?.log ?? []);
  const record: RoundRecord = {
    sessions,
    found,
    undisturbed: await undisturbed,
    lives: server.lives,
    listed: await operator.listed(),
    histories: await crowd.histories(),
    probes: operator.probes,
    intrusions: operator.intrusions,
  };
  return {
    violations: [
      ...checkRound(record),
      ...database.violations,
      ...(lateMs === undefined ? [] : checkPace(sessions, record.histories, {
        ...{ stills, undisturbed: record.undisturbed },
        lateMs: lateMs(server.longestStartMs),
      })),
    ],
    counts: countRound(record, { server, proxy, crowd, database }),
  };
}

/** Creates the database that the server finds, and returns the sessions in it. */
async function makeBeginning(
  { version, sessions }: Beginning,
  data: string,
  reference: Reference,
): Promise<readonly Parameters<Operator["adopt"]>[0][]> {
  if (version === null) return [];
  const made = await Promise.all(sessions.map(async ({ session: name, share, ...work }) => {
    const run = await reference.run(work);
    return {
      stored: {
        sessionId: crypto.randomUUID(),
        title: titleOf(name),
        fileName: `${name}.csv`,
        text: reactionTable(work.reactions, work.flavour),
        run,
        share,
      },
      name,
      work,
    };
  }));
  await makeOlderDatabase(data, version, made.map(({ stored }) => stored));
  return made.map(({ name, work, stored: { sessionId, run } }) => ({
    name,
    sessionId,
    work,
    titledAs: name,
    begunAt: Date.parse(run.facts.created_at),
    earlierLives: 1,
    owner: null,
    resumedFrom: null,
  }));
}

/** Each session of the plan as it is when nothing happens to it, by its name. */
async function runUndisturbed(
  { operations, beginning }: Plan,
  reference: Reference,
): Promise<ReadonlyMap<string, UndisturbedRun>> {
  const runs = new Map<string, UndisturbedRun>();
  for (const earlier of beginning.sessions) runs.set(earlier.session, await reference.run(earlier));
  for (const operation of operations) {
    if (operation.op === "create") runs.set(operation.session, await reference.run(operation));
    const resumed = operation.op === "resume" ? runs.get(operation.session) : undefined;
    if (operation.op === "resume" && resumed !== undefined) runs.set(operation.as, resumed);
  }
  return runs;
}

/** The sessions that exist at the end, by the server's ids. */
async function readSessions(operator: Operator): Promise<ReadonlyMap<string, FoundSession>> {
  const found = new Map<string, FoundSession>();
  for (const { sessionId } of await operator.sessions()) {
    const facts = await operator.facts(sessionId);
    if (facts === null) continue;
    found.set(sessionId, {
      facts,
      log: await operator.log(sessionId),
      files: await operator.files(sessionId),
    });
  }
  return found;
}

/** How far all sessions have got. */
async function progressOf(operator: Operator): Promise<Progress> {
  const sessions = await operator.sessions();
  const facts = await Promise.all(sessions.map(({ sessionId }) => operator.facts(sessionId)));
  return {
    seen: facts.map((session) => `${session?.status} ${session?.last_event_id}`).join(),
    isOver: facts.every((session) => session === null || isFinal(session.status)),
  };
}
