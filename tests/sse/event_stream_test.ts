import { assert, assertEquals } from "@std/assert";
import { eventStream } from "../../src/sse/event_stream.ts";
import { PageReader } from "../../src/sse/log_pages.ts";
import { temporaryFolder } from "../support/folders.ts";
import {
  countingAgent,
  numbered,
  openSessionStack,
  ScriptedAgent,
  type SessionStack,
} from "../support/session_stack.ts";

function delivery({ store, broadcast }: SessionStack) {
  return { store, broadcast, pages: new PageReader(store) };
}

/** Reads a stream to its end as a client would, `pause` after each chunk. */
async function readAll(
  stack: SessionStack,
  sessionId: string,
  cursor: number,
  pause: () => Promise<void> | void = () => {},
): Promise<{ ids: number[]; data: string[] }> {
  const signal = new AbortController().signal;
  const ids: number[] = [];
  const data: string[] = [];
  for await (const chunk of eventStream(delivery(stack), sessionId, { cursor, signal })) {
    if (chunk === "level") continue;
    for (const block of new TextDecoder().decode(chunk.bytes).split("\n\n").slice(0, -1)) {
      const [text = "", id = ""] = block.split("\n");
      ids.push(Number(id.slice("id: ".length)));
      data.push(text.slice("data: ".length));
    }
    await pause();
  }
  return { ids, data };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** Reads until the stream has given event `id` and says that it is about to wait. */
async function untilLevelAt(stream: ReturnType<typeof eventStream>, id: number): Promise<void> {
  let at = 0;
  for (;;) {
    const { value } = await stream.next();
    assert(value !== undefined);
    if (value === "level" && at === id) return;
    if (value !== "level") at = value.lastId;
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

Deno.test("Clients that join at any time, from any cursor, at any speed, get exactly the log from there on", async () => {
  await using folder = await temporaryFolder();
  // A window of 20 frames, so that slow readers fall out of it and go back to the log.
  const window = { maxFrames: 20, maxBytes: 1_000_000 };
  await using stack = await openSessionStack(`${folder.path}/test.db`, {
    agents: [countingAgent("count", 3_000)],
    window,
  });
  const { sessionId } = await stack.submit("count");
  const readers: Array<{ cursor: number; read: ReturnType<typeof readAll> }> = [];
  for (let round = 0; round < 40; round++) {
    const head = (await stack.store.session(sessionId))?.lastEventId ?? 0;
    const cursor = round % 3 === 0 ? 0 : Math.floor(head * (round % 7) / 7);
    const pause = round % 2 === 0 ? () => {} : turn;
    readers.push({ cursor, read: readAll(stack, sessionId, cursor, pause) });
    await turn();
  }
  const results = await Promise.all(readers.map(({ read }) => read));
  const log = await stack.log(sessionId);
  assertEquals(log.length, 3_001);
  results.forEach(({ ids, data }, index) => {
    const cursor = readers[index]?.cursor ?? 0;
    assertEquals(ids, range(cursor + 1, 3_001));
    assertEquals(data, log.slice(cursor));
  });
});

Deno.test("A finished session replays from the log, up to and with its completion event", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/test.db`;
  let sessionId = "";
  {
    await using stack = await openSessionStack(path, { agents: [countingAgent("count", 700)] });
    sessionId = (await stack.submit("count")).sessionId;
    await readAll(stack, sessionId, 0);
  }
  await using stack = await openSessionStack(path, { agents: [] });
  assertEquals((await readAll(stack, sessionId, 0)).ids, range(1, 701));
  assertEquals((await readAll(stack, sessionId, 699)).data, [
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
  const read = readAll(stack, sessionId, 0);
  await turn();
  blocker.give("end");
  assertEquals((await read).ids, range(1, 6));
});

Deno.test("Leaving ends a stream that is waiting, and nobody else's", async () => {
  await using folder = await temporaryFolder();
  const agent = new ScriptedAgent("works");
  await using stack = await openSessionStack(`${folder.path}/test.db`, { agents: [agent] });
  const { sessionId } = await stack.submit("works");
  const staying = readAll(stack, sessionId, 0);
  const leaving = new AbortController();
  const stream = eventStream(delivery(stack), sessionId, { cursor: 0, signal: leaving.signal });
  agent.give([numbered(1)]);
  await untilLevelAt(stream, 1);
  const waiting = stream.next();
  leaving.abort();
  assertEquals(await waiting, { value: undefined, done: true });
  agent.give([numbered(2)], "end");
  assertEquals((await staying).ids, [1, 2, 3]);
});

Deno.test("Deleting a session ends the streams of those who follow it", async () => {
  await using folder = await temporaryFolder();
  const agent = new ScriptedAgent("works");
  await using stack = await openSessionStack(`${folder.path}/test.db`, { agents: [agent] });
  const { sessionId } = await stack.submit("works");
  agent.give([numbered(1)]);
  const signal = new AbortController().signal;
  const stream = eventStream(delivery(stack), sessionId, { cursor: 0, signal });
  await untilLevelAt(stream, 1);
  const waiting = stream.next();
  await stack.runner.delete(sessionId);
  assertEquals((await waiting).done, true);
});

Deno.test("A stream that joins while its session is deleted ends", async () => {
  await using folder = await temporaryFolder();
  const agent = new ScriptedAgent("works");
  await using stack = await openSessionStack(`${folder.path}/test.db`, { agents: [agent] });
  const { sessionId } = await stack.submit("works");
  await agent.started.promise;
  // The request has found the session; before its stream begins, the session and its channel are gone.
  await stack.runner.delete(sessionId);
  assertEquals((await readAll(stack, sessionId, 0)).ids, []);
  const streams = Array.from({ length: 20 }, async () => {
    const { sessionId } = await stack.submit("works");
    const joining = turn().then(() => readAll(stack, sessionId, 0));
    await stack.runner.delete(sessionId);
    return (await joining).ids;
  });
  assertEquals(await Promise.all(streams), streams.map(() => []));
});
