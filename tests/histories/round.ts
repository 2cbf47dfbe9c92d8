/** Plays one plan with a real server and real clients, and holds against the promises what comes of it. */
import { delay } from "@std/async";
import { temporaryFolder } from "../support/folders.ts";
import type { LogEntry } from "../../src/types.ts";
import type { FinalSession } from "./check/check_log.ts";
import { checkRound, type RoundRecord } from "./check/check_round.ts";
import type { Violation } from "./check/violation.ts";
import { ClientCrowd, type Programs, type Progress } from "./clients/client_crowd.ts";
import { linkMaker } from "./links.ts";
import { isFinal, Operator } from "./operator.ts";
import type { Operation, Plan } from "./plan.ts";
import { Random } from "../support/random.ts";
import { countRound, type RoundCounts } from "./report.ts";
import { ServerUnderTest } from "./server/server_under_test.ts";
import { openProxy } from "./wire/proxy.ts";

export interface RoundOptions {
  readonly programs: Programs;
  /** A URL of the entry that serves instead of the one that the plan names. */
  readonly entry?: string;
  /**
   * Who has seen nothing new for so long, while no session went on either, is taken to hang, in milliseconds. All
   * reconnection times are shorter; the time after which `watch` leaves a connection that says nothing is longer.
   */
  readonly silenceMs?: number;
}

export interface RoundResult {
  readonly violations: readonly Violation[];
  readonly counts: RoundCounts;
}

const SMALL_WINDOW = new URL("./server/small_window.ts", import.meta.url).href;

/** Plays the plan to its end; rejects if the server does not start, or answers what nobody promised. */
export async function playRound(
  plan: Plan,
  { programs, entry, silenceMs = 45_000 }: RoundOptions,
): Promise<RoundResult> {
  await using resources = new AsyncDisposableStack();
  const folder = resources.use(await temporaryFolder());
  const server = resources.use(
    await ServerUnderTest.start({
      entry: entry ?? (plan.server === "small_window" ? SMALL_WINDOW : null),
      options: plan.serverOptions,
    }, `${folder.path}/data`),
  );
  const links = linkMaker(new Random(plan.seed, ~plan.round));
  const proxy = resources.use(openProxy(server.url, () => links.next()));
  const operator = new Operator(server.url);
  const crowd = resources.use(new ClientCrowd({ operator, proxy, server: server.url, programs }));
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
      case "reach":
        return await operator.reach(operation.session, operation.share);
      case "join":
        return crowd.join(operation);
      case "kill":
        return await server.comeBack("SIGKILL", operation.awayMs);
      case "restart":
        return await server.comeBack("SIGTERM", operation.awayMs);
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

  // Only what is on disk counts.
  await server.comeBack("SIGKILL", 0);
  for (const { name } of await operator.sessions()) crowd.joinAfterwards(name);
  await crowd.settled(silenceMs, () => Promise.resolve({ seen: "", isOver: true }));
  const record = await readRecord(operator, crowd);
  return { violations: checkRound(record), counts: countRound(record, { server, proxy, crowd }) };
}

/** What is there at the end. */
async function readRecord(operator: Operator, crowd: ClientCrowd): Promise<RoundRecord> {
  const sessions = await operator.sessions();
  const found = new Map<string, { readonly facts: FinalSession; readonly log: readonly LogEntry[] }>();
  for (const { sessionId } of sessions) {
    const facts = await operator.facts(sessionId);
    if (facts !== null) found.set(sessionId, { facts, log: await operator.log(sessionId) });
  }
  return {
    sessions,
    found,
    listed: await operator.listed(),
    histories: await crowd.histories(),
    probes: operator.probes,
  };
}

/** How far all sessions are. */
async function progressOf(operator: Operator): Promise<Progress> {
  const sessions = await operator.sessions();
  const facts = await Promise.all(sessions.map(({ sessionId }) => operator.facts(sessionId)));
  return {
    seen: facts.map((session) => `${session?.status} ${session?.last_event_id}`).join(),
    isOver: facts.every((session) => session === null || isFinal(session.status)),
  };
}
