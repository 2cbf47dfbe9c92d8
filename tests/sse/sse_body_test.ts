import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import type { Chunk } from "../../src/broadcast/frame_window.ts";
import { sseBody, type SseBodyOptions } from "../../src/sse/sse_body.ts";
import { StreamMonitor } from "../../src/sse/stream_monitor.ts";

const LONG = { keepAliveMs: 60_000, writeDeadlineMs: 60_000 };

function chunk(text: string, lastId: number): Chunk {
  return { bytes: new TextEncoder().encode(text), lastId, isLast: false };
}

function open(
  chunks: AsyncGenerator<Chunk, void, undefined>,
  times: { keepAliveMs: number; writeDeadlineMs: number },
) {
  const taken: number[] = [];
  const stopping = new AbortController();
  const ended = Promise.withResolvers<Parameters<SseBodyOptions["onEnd"]>[0]>();
  const body = sseBody(chunks, {
    monitor: new StreamMonitor(times),
    stopping: stopping.signal,
    onTaken: (lastId) => taken.push(lastId),
    onEnd: ended.resolve,
  });
  const reader = body.pipeThrough(new TextDecoderStream(), { preventCancel: false }).getReader();
  return { reader, body, taken, stopping, ended: ended.promise };
}

async function* waiting(...first: Chunk[]): AsyncGenerator<Chunk, void, undefined> {
  yield* first;
  await new Promise(() => {});
}

Deno.test("A stream opens with the reconnection time and a comment before any event", async () => {
  const { reader } = open(waiting(), LONG);
  assertEquals((await reader.read()).value, "retry: 2000\n: rxnstream\n\n");
  await reader.cancel();
});

Deno.test("A stream that is idle is kept alive with comments, which carry no id", async () => {
  const { reader, ended } = open(waiting(chunk("id: 1\ndata: x\n\n", 1)), { ...LONG, keepAliveMs: 30 });
  await reader.read();
  assertEquals((await reader.read()).value, "id: 1\ndata: x\n\n");
  assertEquals((await reader.read()).value, ": keep-alive\n\n");
  assertEquals((await reader.read()).value, ": keep-alive\n\n");
  await reader.cancel();
  assertEquals(await ended, "cancelled");
});

Deno.test("Nothing is read ahead for a client that does not pull", async () => {
  let read = 0;
  async function* counted(): AsyncGenerator<Chunk, void, undefined> {
    for (let id = 1;; id++) {
      read++;
      yield chunk("x", id);
    }
  }
  const stopping = new AbortController();
  const taken: number[] = [];
  const body = sseBody(counted(), {
    monitor: new StreamMonitor(LONG),
    stopping: stopping.signal,
    onTaken: (lastId) => taken.push(lastId),
    onEnd() {},
  });
  const reader = body.getReader();
  await reader.read();
  await reader.read();
  await reader.read();
  assertEquals([read, taken], [2, [1, 2]]);
  await reader.cancel();
});

Deno.test("A client that takes nothing for the write deadline is ended", async () => {
  const stopping = new AbortController();
  const ended = Promise.withResolvers<string>();
  const body = sseBody(waiting(chunk("x", 1), chunk("y", 2)), {
    monitor: new StreamMonitor({ ...LONG, writeDeadlineMs: 40 }),
    stopping: stopping.signal,
    onTaken() {},
    onEnd: ended.resolve,
  });
  const reader = body.getReader();
  await reader.read();
  await reader.read();
  assertEquals(await ended.promise, "stalled");
  await assertRejects(() => reader.read(), DOMException, "takes nothing");
});

Deno.test("A server that stops ends its streams with a reconnection time", async () => {
  const { reader, stopping, ended } = open(waiting(), LONG);
  await reader.read();
  const next = reader.read();
  stopping.abort();
  assertMatch((await next).value ?? "", /^retry: \d{3,4}\n: server stopping\n\n$/);
  assertEquals((await reader.read()).done, true);
  assertEquals(await ended, "stopping");
});

Deno.test("A stream whose log cannot be read breaks off, so that the client comes back with its cursor", async () => {
  async function* failing(): AsyncGenerator<Chunk, void, undefined> {
    yield chunk("id: 1\ndata: x\n\n", 1);
    await Promise.resolve();
    throw new Error("The disk is gone");
  }
  const { reader, ended } = open(failing(), LONG);
  await reader.read();
  await reader.read();
  await assertRejects(() => reader.read(), Error, "The disk is gone");
  assertEquals(await ended, "failed");
});
