import { assert, assertEquals, assertRejects } from "@std/assert";
import type { SendEnd, StreamClient } from "../../src/delivery/connection.ts";
import { openDelivery } from "../../src/delivery/delivery.ts";
import { LocalBroadcast } from "../../src/delivery/local_broadcast.ts";
import { changed } from "../support/changed.ts";
import { temporaryFolder } from "../support/folders.ts";
import { Random } from "../support/random.ts";
import { RecordingConnection, type RecordingOptions } from "../support/recording_connection.ts";
import {
  countingAgent,
  numbered,
  openSessionStack,
  ScriptedAgent,
  type SessionStack,
} from "../support/session_stack.ts";

interface Client {
  readonly connection: RecordingConnection;
  readonly cursor: number;
  /** How it ended, and the number of the newest event that the client has. */
  readonly ended: Promise<{ readonly end: SendEnd; readonly lastSentId: number }>;
}

function attach(
  { delivery }: Pick<SessionStack, "delivery">,
  sessionId: string,
  cursor = 0,
  options: RecordingOptions = {},
): Client {
  const connection = new RecordingConnection(options);
  const client: StreamClient = { clientId: "c", connection, lastSentId: cursor };
  const ended = delivery.attach(sessionId, client).then((end) => ({ end, lastSentId: client.lastSentId }));
  return { connection, cursor, ended };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** Holds the event loop longer than deliveries may. */
function hold(): void {
  const until = performance.now() + 6;
  while (performance.now() < until);
}

/** A stack with one session of an agent that does what the test says. */
async function openScripted(options: { readonly keepAliveMs?: number } = {}) {
  const folder = await temporaryFolder();
  const agent = new ScriptedAgent("works");
  const stack = await openSessionStack(`${folder.path}/test.db`, { agents: [agent], ...options });
  const { sessionId } = await stack.submit("works");
  await agent.started.promise;
  return {
    agent,
    stack,
    sessionId,
    async [Symbol.asyncDispose]() {
      await stack[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

Deno.test("Clients that join at any time, from any cursor, and are full now and then get exactly the log from there on", async () => {
  await using folder = await temporaryFolder();
  // A window of 20 entries, so that slow clients fall out of it and go back to the log.
  const window = { maxEntries: 20, maxCharacters: 1_000_000 };
  await using stack = await openSessionStack(`${folder.path}/test.db`, {
    agents: [countingAgent("count", 3_000)],
    window,
  });
  const random = new Random(5);
  const { sessionId } = await stack.submit("count");
  const clients: Client[] = [];
  for (let round = 0; round < 60; round++) {
    const head = (await stack.store.session(sessionId))?.lastEventId ?? 0;
    const cursor = round % 3 === 0 ? 0 : Math.floor(head * (round % 7) / 7);
    clients.push(attach(stack, sessionId, cursor, {
      pause: () => random.next() < 0.5 ? turn() : undefined,
      isFull: () => random.next() < (round % 4) / 10,
    }));
    await turn();
  }
  const ends = await Promise.all(clients.map(({ ended }) => ended));
  const log = await stack.log(sessionId);
  assertEquals(log.length, 3_001);
  for (const [index, { cursor, connection }] of clients.entries()) {
    assertEquals(connection.ids, range(cursor + 1, 3_001));
    assertEquals(connection.data, log.slice(cursor));
    assertEquals(ends[index], { end: "complete", lastSentId: 3_001 });
  }
  assertEquals(stack.delivery.clients.total, 0);
});

Deno.test("A finished session replays from the log, up to and with its completion event", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/test.db`;
  let sessionId = "";
  {
    await using stack = await openSessionStack(path, { agents: [countingAgent("count", 700)] });
    sessionId = (await stack.submit("count")).sessionId;
    await attach(stack, sessionId).ended;
  }
  await using stack = await openSessionStack(path, { agents: [] });
  const [whole, rest] = [attach(stack, sessionId), attach(stack, sessionId, 699)];
  await Promise.all([whole.ended, rest.ended]);
  assertEquals(whole.connection.ids, range(1, 701));
  assertEquals(rest.connection.data, [
    (await stack.log(sessionId))[699] ?? "",
    '{"_type":"completion","status":"completed"}',
  ]);
});

Deno.test("A client of a queued session waits, and gets everything once it runs", async () => {
  await using folder = await temporaryFolder();
  const blocker = new ScriptedAgent("blocker");
  const agents = [blocker, countingAgent("count", 5)];
  await using stack = await openSessionStack(`${folder.path}/test.db`, { agents, maxRunning: 1 });
  await stack.submit("blocker");
  const { sessionId } = await stack.submit("count");
  const { connection, ended } = attach(stack, sessionId);
  await turn();
  blocker.give("end");
  await ended;
  assertEquals(connection.ids, range(1, 6));
});

Deno.test("Clients that have caught up are sent the same bytes, and more clients than one turn serves get the same as others", async () => {
  await using scripted = await openScripted();
  const { agent, stack, sessionId } = scripted;
  const leaving = new AbortController();
  let late: Client | undefined;
  const clients = range(1, 500).map((number) =>
    attach(stack, sessionId, 0, {
      isFull() {
        if (number % 100 === 0) hold();
        // Others have yet to be sent the event.
        if (number === 200 && late === undefined) {
          late = attach(stack, sessionId);
          leaving.abort();
        }
        return false;
      },
      ...(number === 450 ? { signal: leaving.signal } : {}),
    })
  );
  assertEquals(stack.delivery.clients.of(sessionId).connections, 500);
  for (let event = 1; event <= 3; event++) {
    agent.give([numbered(event)]);
    await clients.at(-1)?.connection.untilSent(event);
  }
  agent.give("end");
  const [left] = clients.splice(449, 1);
  await Promise.all([...clients, late].map((client) => client?.ended));
  assertEquals(await left?.ended, { end: "left", lastSentId: 0 });
  assertEquals(left?.connection.ids, []);
  const all = range(1, 4);
  assertEquals(clients.filter(({ connection }) => connection.ids.join() !== all.join()).length, 0);
  assertEquals(late?.connection.ids, all);
  const [one, other] = [clients[0], clients[300]].map((client) => client?.connection.sent[1]);
  assert(one !== undefined && one === other);
});

Deno.test("A client that is full is sent nothing until it has drained, and then what it missed, while others go on", async () => {
  await using scripted = await openScripted();
  const { agent, stack, sessionId } = scripted;
  const drained = Promise.withResolvers<void>();
  let isStuck = false;
  const stuck = attach(stack, sessionId, 0, {
    pause: () => isStuck ? drained.promise : undefined,
    isFull: () => isStuck = true,
  });
  const other = attach(stack, sessionId);
  for (let event = 1; event <= 5; event++) {
    agent.give([numbered(event)]);
    await other.connection.untilSent(event);
  }
  assertEquals(stuck.connection.ids, [1]);
  assertEquals(stack.delivery.clients.of(sessionId), {
    clientIds: ["c"],
    connections: 2,
    furthestBehind: 1,
  });
  isStuck = false;
  drained.resolve();
  await stuck.connection.untilSent(5);
  agent.give("end");
  await Promise.all([stuck.ended, other.ended]);
  assertEquals([stuck.connection.ids, other.connection.ids], [range(1, 6), range(1, 6)]);
});

Deno.test("Clients that have caught up are sent comments while there are no events, and none while there are", async () => {
  await using scripted = await openScripted({ keepAliveMs: 40 });
  const { agent, stack, sessionId } = scripted;
  const clients = range(1, 3).map(() => attach(stack, sessionId));
  await Promise.all(clients.map(({ connection }) => connection.until(({ comments }) => comments >= 2)));
  agent.give([numbered(1)], "end");
  await Promise.all(clients.map(({ ended }) => ended));
  assertEquals(clients.map(({ connection }) => connection.ids), clients.map(() => [1, 2]));
});

Deno.test("A client that leaves ends alone, and the others when their session is deleted", async () => {
  await using scripted = await openScripted();
  const { agent, stack, sessionId } = scripted;
  const leaving = new AbortController();
  const left = attach(stack, sessionId, 0, { signal: leaving.signal });
  const staying = attach(stack, sessionId);
  agent.give([numbered(1)]);
  await Promise.all([left.connection.untilSent(1), staying.connection.untilSent(1)]);
  leaving.abort();
  assertEquals(await left.ended, { end: "left", lastSentId: 1 });
  agent.give([numbered(2)]);
  await staying.connection.untilSent(2);
  await stack.runner.delete(sessionId);
  assertEquals(await staying.ended, { end: "deleted", lastSentId: 2 });
  assertEquals([left.connection.ids, staying.connection.ids], [[1], [1, 2]]);
});

Deno.test("A stream that begins while its session is deleted, or after, ends", async () => {
  await using scripted = await openScripted();
  const { stack, sessionId } = scripted;
  // The request has found the session; before its stream begins, the session and its channel are gone.
  await stack.runner.delete(sessionId);
  assertEquals(await attach(stack, sessionId).ended, { end: "deleted", lastSentId: 0 });
  const ends = await Promise.all(
    range(1, 20).map(async () => {
      const { sessionId } = await stack.submit("works");
      const joining = turn().then(() => attach(stack, sessionId).ended);
      await stack.runner.delete(sessionId);
      return (await joining).end;
    }),
  );
  assertEquals(ends, ends.map(() => "deleted"));
});

Deno.test("A client whose log cannot be read is told so by an error, after what it got", async () => {
  await using folder = await temporaryFolder();
  await using stack = await openSessionStack(`${folder.path}/test.db`, {
    agents: [countingAgent("count", 700)],
  });
  const { sessionId } = await stack.submit("count");
  await attach(stack, sessionId).ended;
  let pages = 0;
  const store = changed(stack.store, {
    pageAfter: (...asked) =>
      ++pages > 1 ? Promise.reject(new Error("The disk is gone")) : stack.store.pageAfter(...asked),
  });
  // One in which nothing was published, as after a restart: all comes from the log.
  const delivery = openDelivery({ store, broadcast: new LocalBroadcast(), keepAliveMs: 60_000 });
  const { connection, ended } = attach({ delivery }, sessionId);
  await assertRejects(() => ended, Error, "The disk is gone");
  assertEquals(connection.ids, range(1, 64));
});

Deno.test("An event that cannot be encoded fails the streams of those who are sent it, and nothing else", async () => {
  await using scripted = await openScripted();
  const { agent, stack, sessionId } = scripted;
  const delivery = openDelivery({
    store: stack.store,
    broadcast: stack.broadcast,
    keepAliveMs: 60_000,
    encode: () => {
      throw new RangeError("This cannot be encoded");
    },
  });
  const failing = [attach({ delivery }, sessionId), attach({ delivery }, sessionId)];
  const sound = attach(stack, sessionId);
  agent.give([numbered(1)]);
  for (const { ended } of failing) await assertRejects(() => ended, RangeError, "This cannot be encoded");
  agent.give("end");
  assertEquals(await sound.ended, { end: "complete", lastSentId: 2 });
  assertEquals(delivery.clients.total, 0);
});

Deno.test("A client with a framing of its own gets the entries of the log in it, stored and live, and comments while it waits", async () => {
  await using scripted = await openScripted({ keepAliveMs: 40 });
  const { agent, stack, sessionId } = scripted;
  const framing = {
    encode: (entries: readonly { readonly id: number }[]) =>
      Promise.resolve(new TextEncoder().encode(entries.map(({ id }) => `data: x\nid: ${id}\n\n`).join(""))),
  };
  agent.give([numbered(1), numbered(2)]);
  await attachUntil(stack, sessionId, 2);
  // As after a restart: nothing of what is stored is in a window.
  const delivery = openDelivery({ store: stack.store, broadcast: stack.broadcast, keepAliveMs: 40 });
  const connection = new RecordingConnection();
  const ended = delivery.attach(sessionId, { clientId: "c", connection, lastSentId: 0, framing });
  await connection.until(({ comments }) => comments >= 2);
  agent.give([numbered(3)]);
  await connection.untilSent(3);
  agent.give("end");
  assertEquals(await ended, "complete");
  assertEquals(connection.ids, range(1, 4));
});

async function attachUntil(stack: SessionStack, sessionId: string, id: number): Promise<void> {
  const leaving = new AbortController();
  const { connection, ended } = attach(stack, sessionId, 0, { signal: leaving.signal });
  await connection.untilSent(id);
  leaving.abort();
  await ended;
}

Deno.test("A wait for the next event ends with the event, at once if there is one already, and when its time or its client is gone", async () => {
  await using scripted = await openScripted();
  const { agent, stack, sessionId } = scripted;
  const leaving = new AbortController();
  const wait = (after: number, ms: number, signal = new AbortController().signal) =>
    stack.delivery.nextEvent(sessionId, { after, ms, signal });
  await wait(0, 1);
  const waiting = wait(0, 60_000);
  const left = wait(0, 60_000, leaving.signal);
  leaving.abort();
  await left;
  agent.give([numbered(1)]);
  await waiting;
  await wait(0, 60_000);
  const deleted = wait(1, 60_000);
  await stack.runner.delete(sessionId);
  await deleted;
});
