import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { deadline, delay } from "@std/async";
import type { ServiceAgent } from "../../src/agent/service_agent.ts";
import { RxnstreamError } from "../../src/errors.ts";
import type { Session, StampedEvent } from "../../src/types.ts";
import { lockDatabase } from "../store/support/lock.ts";
import { raw, rawUntil } from "../store/support/raw_database.ts";
import { temporaryFolder } from "../support/folders.ts";
import {
  countingAgent,
  numbered,
  openSessionStack,
  ScriptedAgent,
  type SessionStack,
} from "../support/session_stack.ts";
import { until } from "../support/until.ts";

/** Resolves when the session's completion event has been published. */
async function ended(stack: SessionStack, sessionId: string): Promise<void> {
  using subscription = stack.broadcast.subscribe(sessionId);
  for (
    let session = await stack.store.session(sessionId);
    session?.status === "queued" || session?.status === "running";
  ) {
    await subscription.live(session.lastEventId).getReader().read();
    session = await stack.store.session(sessionId);
  }
}

function messages(log: readonly string[]): string[] {
  return log.map((data) => {
    const event = JSON.parse(data);
    return event.message ?? event.status;
  });
}

Deno.test("SessionWorker stamps every event with time and worker, and ends with the completion event", async () => {
  await using folder = await temporaryFolder();
  await using stack = await openSessionStack(`${folder.path}/test.db`, {
    agents: [countingAgent("count", 3)],
  });
  const { sessionId } = await stack.submit("count");
  await ended(stack, sessionId);
  const log = await stack.log(sessionId);
  assertEquals(messages(log), ["Event 1", "Event 2", "Event 3", "completed"]);
  const first = JSON.parse(log[0] ?? "") as StampedEvent;
  assertEquals(Object.keys(first), ["type", "message", "timestamp", "worker_id", "aux"]);
  assertMatch(first.timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  assertEquals(log.at(-1), '{"_type":"completion","status":"completed"}');
  const session = await stack.store.session(sessionId);
  assertEquals([session?.status, session?.workerId, session?.lastEventId], ["completed", first.worker_id, 4]);
});

Deno.test("SessionRunner runs a bounded number of sessions, and the rest first come, first served", async () => {
  await using folder = await temporaryFolder();
  const agents = ["a", "b", "c", "d"].map((name) => new ScriptedAgent(name));
  await using stack = await openSessionStack(`${folder.path}/test.db`, { agents, maxRunning: 2 });
  const sessions = [];
  for (const { name } of agents) sessions.push(await stack.submit(name));
  const [a, b, c, d] = agents;
  await Promise.all([a?.started.promise, b?.started.promise]);
  assertEquals(stack.runner.counts, { running: 2, queued: 2 });
  b?.give("end");
  await c?.started.promise;
  assertEquals(sessions.map(({ sessionId }) => stack.runner.workerOf(sessionId) !== null), [
    true,
    false,
    true,
    false,
  ]);
  a?.give("end");
  await d?.started.promise;
  for (const agent of agents) agent.give("end");
  for (const { sessionId } of sessions) await ended(stack, sessionId);
});

Deno.test("An agent that fails ends its session with status error and the reason", async () => {
  await using folder = await temporaryFolder();
  const agent = new ScriptedAgent("fails");
  await using stack = await openSessionStack(`${folder.path}/test.db`, { agents: [agent] });
  const { sessionId } = await stack.submit("fails");
  agent.give([numbered(1)], new RxnstreamError("engine_failure", "The chemistry engine cannot be started"));
  await ended(stack, sessionId);
  assertEquals(
    (await stack.log(sessionId)).at(-1),
    JSON.stringify({
      _type: "completion",
      status: "error",
      error: "The chemistry engine cannot be started",
    }),
  );
  assertEquals((await stack.store.session(sessionId))?.error, "The chemistry engine cannot be started");
});

Deno.test("The message of an unexpected failure is not shown to clients", async () => {
  await using folder = await temporaryFolder();
  const agent = new ScriptedAgent("fails");
  await using stack = await openSessionStack(`${folder.path}/test.db`, { agents: [agent] });
  const { sessionId } = await stack.submit("fails");
  agent.give(new TypeError("secret of the implementation"));
  await ended(stack, sessionId);
  assertEquals((await stack.store.session(sessionId))?.error, "The agent failed unexpectedly");
});

Deno.test("Cancelling a running session aborts its agent and ends the log as cancelled", async () => {
  await using folder = await temporaryFolder();
  const agent = new ScriptedAgent("works");
  await using stack = await openSessionStack(`${folder.path}/test.db`, { agents: [agent] });
  const session = await stack.submit("works");
  agent.give([numbered(1)]);
  await agent.started.promise;
  await stack.runner.cancel(session);
  await agent.aborted.promise;
  const log = await stack.log(session.sessionId);
  assertEquals(messages(log).at(-1), "cancelled");
  const now = await stack.store.session(session.sessionId);
  assertEquals(now?.status, "cancelled");
  assert(now);
  const error = await assertRejects(() => stack.runner.cancel(now), RxnstreamError);
  assertEquals(error.code, "session_ended");
  assertEquals((await stack.log(session.sessionId)).length, log.length);
});

Deno.test("Cancelling a queued session ends it before it begins", async () => {
  await using folder = await temporaryFolder();
  const agent = new ScriptedAgent("works");
  await using stack = await openSessionStack(`${folder.path}/test.db`, { agents: [agent], maxRunning: 1 });
  const first = await stack.submit("works");
  const second = await stack.submit("works");
  await stack.runner.cancel(second);
  assertEquals(messages(await stack.log(second.sessionId)), ["cancelled"]);
  agent.give("end");
  await ended(stack, first.sessionId);
  assertEquals(stack.runner.counts.queued, 0);
});

Deno.test("A session that a stopped server left behind continues after its last event", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/test.db`;
  const agent = new ScriptedAgent("works");
  let sessionId = "";
  {
    await using stack = await openSessionStack(path, { agents: [agent] });
    sessionId = (await stack.submit("works")).sessionId;
    using subscription = stack.broadcast.subscribe(sessionId);
    const reader = subscription.live(0).getReader();
    agent.give([numbered(1), numbered(2)], [numbered(3)]);
    for (let lastId = 0; lastId < 3;) lastId = (await reader.read()).value?.at(-1)?.id ?? NaN;
  }
  const later = new ScriptedAgent("works");
  await using stack = await openSessionStack(path, { agents: [later] });
  assertEquals((await stack.store.session(sessionId))?.status, "running");
  await stack.runner.start();
  await later.started.promise;
  assertEquals(later.done, [numbered(1), numbered(2), numbered(3)]);
  later.give([numbered(4)], "end");
  await ended(stack, sessionId);
  assertEquals(messages(await stack.log(sessionId)), [
    "Event 1",
    "Event 2",
    "Event 3",
    "Event 4",
    "completed",
  ]);
});

Deno.test("Resuming a cancelled session continues it in a new one, and leaves the old log closed", async () => {
  await using folder = await temporaryFolder();
  const agent = new ScriptedAgent("works");
  await using stack = await openSessionStack(`${folder.path}/test.db`, { agents: [agent] });
  const session = await stack.submit("works");
  using subscription = stack.broadcast.subscribe(session.sessionId);
  const reader = subscription.live(0).getReader();
  agent.give([numbered(1)]);
  await reader.read();
  await stack.runner.cancel(session);
  const old = await stack.store.session(session.sessionId);
  assert(old);
  const { session: next } = await stack.runner.resume(old);
  assertEquals(next.resumedFrom, session.sessionId);
  agent.give([numbered(2)], "end");
  await ended(stack, next.sessionId);
  assertEquals(messages(await stack.log(next.sessionId)), ["Event 1", "Event 2", "completed"]);
  assertEquals(messages(await stack.log(session.sessionId)), ["Event 1", "cancelled"]);
  const completed = await stack.store.session(next.sessionId);
  assert(completed);
  await assertRejects(() => stack.runner.resume(completed), RxnstreamError, "it is completed");
});

Deno.test("Resuming a cancelled session repeatedly gives the same continuation", async () => {
  await using folder = await temporaryFolder();
  const agent = new ScriptedAgent("works");
  await using stack = await openSessionStack(`${folder.path}/test.db`, { agents: [agent] });
  const session = await stack.submit("works");
  await agent.started.promise;
  await stack.runner.cancel(session);
  const old = await stack.store.session(session.sessionId);
  assert(old);
  const [first, second] = await Promise.all([stack.runner.resume(old), stack.runner.resume(old)]);
  assertEquals([first.created, second.created], [true, false]);
  assertEquals(second.session.sessionId, first.session.sessionId);
  agent.give([numbered(1)], "end");
  await ended(stack, first.session.sessionId);
  const third = await stack.runner.resume(old);
  assertEquals([third.created, third.session.sessionId, third.session.status], [
    false,
    first.session.sessionId,
    "completed",
  ]);
  assertEquals(messages(await stack.log(first.session.sessionId)), ["Event 1", "completed"]);
});

Deno.test("Deleting a running session stops its agent, ends its streams and leaves nothing behind", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/test.db`;
  const agent = new ScriptedAgent("works");
  await using stack = await openSessionStack(path, { agents: [agent] });
  const { sessionId } = await stack.submit("works", "a secret query");
  using subscription = stack.broadcast.subscribe(sessionId);
  const reader = subscription.live(0).getReader();
  agent.give([numbered(1), numbered(2)]);
  await reader.read();
  const read = reader.read();
  const deletions = [stack.runner.delete(sessionId), stack.runner.delete(sessionId)];
  assertEquals(await Promise.all(deletions), [true, true]);
  await agent.aborted.promise;
  assertEquals((await read).done, true);
  assertEquals(await stack.store.session(sessionId), null);
  assertEquals(await stack.runner.delete(sessionId), false);
  await rawUntil(path, "select count(*) from sessions", 0);
  assertEquals(await raw(path, "select count(*) from events"), [0]);
  assertEquals(await raw(path, "select count(*) from queries"), [0]);
});

Deno.test("A session that the database could not delete continues, whether it was running or queued", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/test.db`;
  const agent = new ScriptedAgent("works");
  await using stack = await openSessionStack(path, {
    agents: [agent, countingAgent("count", 1)],
    maxRunning: 1,
  });
  const running = await stack.submit("works");
  await agent.started.promise;
  const queued = await stack.submit("count");
  {
    await using _lock = await lockDatabase(path);
    for (const { sessionId } of [queued, running]) {
      const error = await assertRejects(() => stack.runner.delete(sessionId), RxnstreamError);
      assertEquals(error.code, "store_unavailable");
    }
  }
  agent.give([numbered(1)], "end");
  for (const { sessionId } of [running, queued]) {
    await ended(stack, sessionId);
    assertEquals(messages(await stack.log(sessionId)), ["Event 1", "completed"]);
  }
});

Deno.test("Deleting a session whose events wait for the database does not wait for them", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/test.db`;
  const started = Promise.withResolvers<void>();
  const locked = Promise.withResolvers<void>();
  const appended = Promise.withResolvers<void>();
  const agent: ServiceAgent = {
    name: "works",
    async *run() {
      started.resolve();
      await locked.promise;
      yield [numbered(1)];
      // Asked for more: the first group has been passed on.
      appended.resolve();
      yield [numbered(2)];
    },
  };
  await using stack = await openSessionStack(path, { agents: [agent] });
  const { sessionId } = await stack.submit("works");
  await started.promise;
  await using lock = await lockDatabase(path);
  locked.resolve();
  await appended.promise;
  // The lock is held until the deletion has settled, so waiting for the events would never end.
  const error = await assertRejects(() => stack.runner.delete(sessionId), RxnstreamError);
  assertEquals(error.code, "store_unavailable");
  await lock.release();
  assertEquals(await stack.runner.delete(sessionId), true);
});

Deno.test("A session for an unknown agent ends with an error", async () => {
  await using folder = await temporaryFolder();
  await using stack = await openSessionStack(`${folder.path}/test.db`, { agents: [] });
  const { sessionId } = await stack.submit("nobody");
  await ended(stack, sessionId);
  assertEquals((await stack.store.session(sessionId))?.status, "error");
});

Deno.test("Reaction counts are derived from the events", async () => {
  await using folder = await temporaryFolder();
  const agent = new ScriptedAgent("works");
  await using stack = await openSessionStack(`${folder.path}/test.db`, { agents: [agent] });
  const { sessionId } = await stack.submit("works");
  const text = (index: number) => ({
    ...numbered(index),
    aux: { info_type: "reaction_text", reaction_index: index },
  });
  const complete = (index: number, verdict: string) => ({
    ...numbered(index),
    aux: { info_type: "reaction_complete", reaction_index: index, verdict },
  });
  agent.give([text(0), text(1), text(2)], [complete(0, "sound")], [complete(1, "broken")], "end");
  await ended(stack, sessionId);
  assertEquals((await stack.store.session(sessionId))?.reactions, { found: 3, done: 2, failed: 1 });
});

Deno.test("A session whose query is lost ends with an error that says so", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/test.db`;
  const busy = new ScriptedAgent("busy");
  await using stack = await openSessionStack(path, { agents: [busy], maxRunning: 1 });
  await stack.submit("busy");
  await busy.started.promise;
  const { sessionId } = await stack.submit("busy");
  await raw(path, "delete from queries where session = 2");
  busy.give("end");
  await ended(stack, sessionId);
  assertMatch((await stack.store.session(sessionId))?.error ?? "", /query/);
});

Deno.test("A deletion that fails ends the session's streams: it may be on disk, and so may events that were dropped", async () => {
  await using folder = await temporaryFolder();
  const agent = new ScriptedAgent("works");
  await using stack = await openSessionStack(`${folder.path}/test.db`, {
    agents: [agent],
    storeMethods: (store) => ({
      async deleteSession(sessionId) {
        await store.deleteSession(sessionId);
        throw new RxnstreamError("store_unavailable", "The disk of the database fails");
      },
    }),
  });
  const { sessionId } = await stack.submit("works");
  await agent.started.promise;
  using subscription = stack.broadcast.subscribe(sessionId);
  await assertRejects(() => stack.runner.delete(sessionId), RxnstreamError, "disk");
  for await (const _ of subscription.live(0));
  assertEquals(await stack.store.session(sessionId), null);
});

/** An agent whose sessions finish reactions until they are aborted, and record each one. */
function endlessAgent(name: string, finished: string[]): ServiceAgent {
  return {
    name,
    async *run(_task, { signal, log, share }) {
      for (let index = log.reactions.done;; index++) {
        // The least time that a reaction takes; without it the test would write a log as fast as the disk allows.
        await delay(2, { signal });
        yield [{
          type: "info",
          message: "",
          aux: { info_type: "reaction_complete", reaction_index: index, verdict: "sound" },
        }];
        finished.push(share?.session ?? "");
      }
    },
  };
}

Deno.test("A short session finishes while too many long ones are under way, and these continue by turns", async () => {
  await using folder = await temporaryFolder();
  const finished: string[] = [];
  const agents = [endlessAgent("long", finished), countingAgent("short", 3)];
  await using stack = await openSessionStack(`${folder.path}/test.db`, { agents, maxRunning: 2, turnMs: 20 });
  const long = [await stack.submit("long"), await stack.submit("long"), await stack.submit("long")];
  await deadline(ended(stack, (await stack.submit("short")).sessionId), 30_000);
  finished.length = 0;
  await until(() => finished, { is: (ids) => long.every(({ sessionId }) => ids.includes(sessionId)) });
  assertEquals(stack.runner.counts, { running: 2, queued: 1 });
  for (const session of long) await stack.runner.cancel(session);
  for (const { sessionId } of long) {
    const log = await stack.log(sessionId);
    assertEquals(messages(log).at(-1), "cancelled");
    const indexes = log.slice(0, -1).map((data) => JSON.parse(data).aux.reaction_index);
    assertEquals(indexes, indexes.map((_, at) => at));
  }
});

Deno.test("Sessions beyond those that can rest in memory are parked and continue where they were", async () => {
  await using folder = await temporaryFolder();
  const finished: string[] = [];
  const agents = [endlessAgent("long", finished)];
  await using stack = await openSessionStack(`${folder.path}/test.db`, { agents, maxRunning: 1, turnMs: 2 });
  const sessions: Session[] = [];
  for (let count = 0; count < 8; count++) sessions.push(await stack.submit("long"));
  const workers = async (sessionId: string) =>
    new Set((await stack.log(sessionId)).map((data) => JSON.parse(data).worker_id)).size;
  const parked = async () => {
    for (const { sessionId } of sessions) if (await workers(sessionId) > 1) return true;
    return false;
  };
  await until(parked);
  for (const session of sessions) await stack.runner.delete(session.sessionId);
  assertEquals(stack.runner.counts, { running: 0, queued: 0 });
});

Deno.test("A session gives up its place while it is still listing its reactions, not after a hundred thousand of them", async () => {
  await using folder = await temporaryFolder();
  let listed = 0;
  const before = Promise.withResolvers<number>();
  const after = Promise.withResolvers<number>();
  const listing: ServiceAgent = {
    name: "listing",
    async *run(_task, { signal }) {
      for (;; listed++) {
        await delay(1, { signal });
        const aux = { info_type: "reaction_text", reaction_index: listed };
        yield [{ type: "data", message: "C>>C", aux }];
      }
    },
  };
  const observer: ServiceAgent = {
    name: "observer",
    async *run(_task, { signal }) {
      // The reaction that the other had begun when it lost its place.
      await delay(20, { signal });
      before.resolve(listed);
      for (let count = 0; count < 10; count++) {
        await delay(2, { signal });
        yield [numbered(count)];
      }
      after.resolve(listed);
    },
  };
  await using stack = await openSessionStack(`${folder.path}/test.db`, {
    agents: [listing, observer],
    maxRunning: 1,
    turnMs: 200,
  });
  const long = await stack.submit("listing");
  const short = await stack.submit("observer");
  const atFirst = await deadline(before.promise, 30_000);
  assertEquals(await deadline(after.promise, 30_000), atFirst);
  await deadline(ended(stack, short.sessionId), 30_000);
  await until(() => listed, { is: (count) => count !== atFirst });
  await stack.runner.cancel(long);
});

Deno.test("Sessions without an owner share places and chemistry by the account that submitted them", async () => {
  await using folder = await temporaryFolder();
  const owners: (string | undefined)[] = [];
  const agent: ServiceAgent = {
    name: "waits",
    async *run(_task, { signal, share }) {
      owners.push(share?.owner);
      yield [numbered(1)];
      await deadline(new Promise(() => {}), Infinity, { signal });
    },
  };
  await using stack = await openSessionStack(`${folder.path}/test.db`, { agents: [agent], maxRunning: 2 });
  const greedy = [];
  for (let count = 0; count < 3; count++) greedy.push(await stack.submit("waits", "a", "address:192.0.2.1"));
  const modest = await stack.submit("waits", "a", "address:192.0.2.2");
  assertEquals(stack.runner.waiting("address:192.0.2.1"), { own: 1, all: 2 });
  // One place becomes free: the account that holds the other one wants it too, and has waited longer.
  for (const session of greedy.slice(0, 1)) await stack.runner.cancel(session);
  await until(() => owners, { is: ({ length }) => length >= 3 });
  assertEquals(owners, ["address:192.0.2.1", "address:192.0.2.1", "address:192.0.2.2"]);
  for (const session of [modest, ...greedy.slice(1)]) await stack.runner.cancel(session);
  assertEquals(stack.runner.waiting("address:192.0.2.1"), { own: 0, all: 0 });
});

Deno.test("Sessions without an owner that a stopped server left behind share places and chemistry as if each had its own", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/test.db`;
  const owners = new Set<string | undefined>();
  const agent: ServiceAgent = {
    name: "waits",
    async *run(_task, { signal, share }) {
      owners.add(share?.owner);
      yield [numbered(1)];
      await deadline(new Promise(() => {}), Infinity, { signal });
    },
  };
  const left: string[] = [];
  {
    await using stack = await openSessionStack(path, { agents: [agent], maxRunning: 1 });
    for (let count = 0; count < 3; count++) {
      left.push((await stack.submit("waits", "a", "address:192.0.2.1")).sessionId);
    }
    await until(() => owners, { is: ({ size }) => size > 0 });
  }
  owners.clear();
  await using stack = await openSessionStack(path, { agents: [agent], maxRunning: 8 });
  await stack.runner.start();
  await until(() => owners, { is: ({ size }) => size === 3 });
  assertEquals([...owners].sort(), left.sort());
});
