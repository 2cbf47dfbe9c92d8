import { assertEquals, assertGreater, assertRejects } from "@std/assert";
import { LocalBroadcast } from "../../src/broadcast/local_broadcast.ts";
import { followLog } from "../../src/sse/follow_log.ts";
import { KeepAlive } from "../../src/sse/keep_alive.ts";
import { LiveFanOut } from "../../src/sse/live_fan_out.ts";
import { PageReader } from "../../src/sse/log_pages.ts";
import { TurnBudget } from "../../src/sse/turn_budget.ts";
import { encodeFrame } from "../../src/sse/sse_message.ts";
import { changed } from "../support/changed.ts";
import { temporaryFolder } from "../support/folders.ts";
import { Random } from "../support/random.ts";
import { RecordingLine } from "../support/recording_line.ts";
import {
  countingAgent,
  numbered,
  openSessionStack,
  ScriptedAgent,
  type SessionStack,
} from "../support/session_stack.ts";
import { until } from "../support/until.ts";

const NEVER = new AbortController().signal;

function delivery({ store, broadcast }: Pick<SessionStack, "store" | "broadcast">, keepAliveMs = 60_000) {
  const keepAlive = new KeepAlive(keepAliveMs);
  return {
    store,
    broadcast,
    pages: new PageReader(store),
    budget: new TurnBudget(),
    fanOut: new LiveFanOut({ broadcast, keepAlive }),
  };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

Deno.test("Clients of any pace that are full now and then get exactly the log, along with the others or by themselves", async () => {
  await using folder = await temporaryFolder();
  // A window of 20 frames, so that slow readers fall out of it and go back to the log.
  const window = { maxFrames: 20, maxBytes: 1_000_000 };
  await using stack = await openSessionStack(`${folder.path}/test.db`, {
    agents: [countingAgent("count", 3_000)],
    window,
  });
  const deps = delivery(stack);
  const random = new Random(5);
  const { sessionId } = await stack.submit("count");
  const clients: { readonly cursor: number; readonly line: RecordingLine; readonly end: Promise<void> }[] =
    [];
  for (let round = 0; round < 60; round++) {
    const head = (await stack.store.session(sessionId))?.lastEventId ?? 0;
    const cursor = round % 3 === 0 ? 0 : Math.floor(head * (round % 7) / 7);
    const line = new RecordingLine(cursor, {
      pause: () => random.next() < 0.3 ? turn() : undefined,
      isFull: () => random.next() < (round % 4) / 10,
    });
    clients.push({ cursor, line, end: followLog(deps, sessionId, line, NEVER) });
    await turn();
  }
  await Promise.all(clients.map(({ end }) => end));
  const log = await stack.log(sessionId);
  assertEquals(log.length, 3_001);
  for (const { cursor, line } of clients) {
    assertEquals(line.ids, range(cursor + 1, 3_001));
    assertEquals(line.data, log.slice(cursor));
  }
  assertGreater(clients.reduce((sum, { line }) => sum + line.followed, 0), 20);
});

Deno.test("More followers than are served in one go get the same, also those who come or leave in between", async () => {
  await using folder = await temporaryFolder();
  const agent = new ScriptedAgent("works");
  await using stack = await openSessionStack(`${folder.path}/test.db`, { agents: [agent] });
  const deps = delivery(stack);
  const { sessionId } = await stack.submit("works");
  const leaving = new AbortController();
  let late: { readonly line: RecordingLine; readonly end: Promise<void> } | undefined;
  const lines = range(1, 2_500).map((number) =>
    new RecordingLine(0, {
      isFull() {
        // One in the first slice, while those behind it have yet to be given the event.
        if (number === 500 && late === undefined) {
          const line = new RecordingLine(0);
          late = { line, end: followLog(deps, sessionId, line, NEVER) };
          leaving.abort();
        }
        return false;
      },
    })
  );
  const ends = lines.map((line, index) =>
    followLog(deps, sessionId, line, index === 2_000 ? leaving.signal : NEVER)
  );
  await agent.started.promise;
  for (let event = 1; event <= 3; event++) {
    agent.give([numbered(event)]);
    await until(() => lines.at(-1)?.taken === event);
  }
  agent.give("end");
  await Promise.all([...ends, late?.end]);
  const [left] = lines.splice(2_000, 1);
  assertEquals(left?.ids, []);
  const all = range(1, 4);
  assertEquals(lines.filter(({ ids }) => ids.join() !== all.join()).length, 0);
  assertEquals(late?.line.ids, all);
});

Deno.test("A follower that is full is given nothing until it has drained, and then what it missed", async () => {
  await using folder = await temporaryFolder();
  const agent = new ScriptedAgent("works");
  await using stack = await openSessionStack(`${folder.path}/test.db`, { agents: [agent] });
  const deps = delivery(stack);
  const { sessionId } = await stack.submit("works");
  const drained = Promise.withResolvers<void>();
  let isStuck = false;
  const stuck = new RecordingLine(0, {
    pause: () => isStuck ? drained.promise : undefined,
    isFull: () => isStuck = true,
  });
  const other = new RecordingLine(0);
  const ends = [stuck, other].map((line) => followLog(deps, sessionId, line, NEVER));
  await agent.started.promise;
  for (let event = 1; event <= 5; event++) {
    agent.give([numbered(event)]);
    await until(() => other.taken === event);
  }
  assertEquals(stuck.ids, [1]);
  isStuck = false;
  drained.resolve();
  await until(() => stuck.taken === 5);
  agent.give("end");
  await Promise.all(ends);
  assertEquals([stuck.ids, other.ids], [range(1, 6), range(1, 6)]);
});

Deno.test("Followers are sent comments while there are no events, and none while there are", async () => {
  await using folder = await temporaryFolder();
  const agent = new ScriptedAgent("works");
  await using stack = await openSessionStack(`${folder.path}/test.db`, { agents: [agent] });
  const deps = delivery(stack, 40);
  const { sessionId } = await stack.submit("works");
  const lines = range(1, 3).map(() => new RecordingLine(0));
  const ends = lines.map((line) => followLog(deps, sessionId, line, NEVER));
  await until(() => lines.every(({ comments }) => comments >= 2));
  agent.give([numbered(1)], "end");
  await Promise.all(ends);
  assertEquals(lines.map(({ ids }) => ids), lines.map(() => [1, 2]));
});

Deno.test("Followers come to an end when their session is deleted, and one that leaves ends alone", async () => {
  await using folder = await temporaryFolder();
  const agent = new ScriptedAgent("works");
  await using stack = await openSessionStack(`${folder.path}/test.db`, { agents: [agent] });
  const deps = delivery(stack);
  const { sessionId } = await stack.submit("works");
  const leaving = new AbortController();
  const [left, staying] = [new RecordingLine(0), new RecordingLine(0)];
  const leftEnd = followLog(deps, sessionId, left, leaving.signal);
  const stayingEnd = followLog(deps, sessionId, staying, NEVER);
  agent.give([numbered(1)]);
  await until(() => left.taken === 1 && staying.taken === 1);
  leaving.abort();
  await leftEnd;
  agent.give([numbered(2)]);
  await until(() => staying.taken === 2);
  await stack.runner.delete(sessionId);
  await stayingEnd;
  assertEquals([left.ids, staying.ids], [[1], [1, 2]]);
});

Deno.test("A client whose log cannot be read is told so by an error, after what it got", async () => {
  await using folder = await temporaryFolder();
  await using stack = await openSessionStack(`${folder.path}/test.db`, {
    agents: [countingAgent("count", 700)],
  });
  const { sessionId } = await stack.submit("count");
  await followLog(delivery(stack), sessionId, new RecordingLine(0), NEVER);
  let pages = 0;
  const store = changed(stack.store, {
    pageAfter: (...asked) =>
      ++pages > 1 ? Promise.reject(new Error("The disk is gone")) : stack.store.pageAfter(...asked),
  });
  // One in which nothing was published, as after a restart: all comes from the log.
  const broadcast = new LocalBroadcast({ encode: encodeFrame });
  const line = new RecordingLine(0);
  await assertRejects(
    () =>
      followLog(
        { ...delivery({ store: stack.store, broadcast }), pages: new PageReader(store) },
        sessionId,
        line,
        NEVER,
      ),
    Error,
    "The disk is gone",
  );
  assertGreater(line.taken, 0);
  assertEquals(line.ids, range(1, line.taken));
});
