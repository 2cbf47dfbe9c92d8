import { assertEquals, assertLessOrEqual, assertThrows } from "@std/assert";
import type { Frame } from "../../src/broadcast/frame_window.ts";
import { type BranchChunk, LocalBroadcast } from "../../src/broadcast/local_broadcast.ts";
import type { LogEntry } from "../../src/types.ts";

function encode({ id, data }: LogEntry): Frame {
  return { id, bytes: new TextEncoder().encode(`${data};`), isLast: data === "end" };
}

function entries(from: number, to: number): LogEntry[] {
  return Array.from(
    { length: to - from + 1 },
    (_, index) => ({ id: from + index, data: String(from + index) }),
  );
}

function text(chunk: BranchChunk | undefined): string {
  return chunk === undefined || chunk === "behind" ? String(chunk) : new TextDecoder().decode(chunk.bytes);
}

Deno.test("Subscribers of a session get its events in order, several in one chunk when several wait", async () => {
  const broadcast = new LocalBroadcast({ encode });
  using subscription = broadcast.subscribe("s", 0);
  const reader = subscription.readable.getReader();
  const first = reader.read();
  broadcast.publish("s", entries(1, 1));
  broadcast.publish("other", entries(1, 5));
  assertEquals(text((await first).value), "1;");
  broadcast.publish("s", entries(2, 3));
  broadcast.publish("s", entries(4, 4));
  assertEquals(text((await reader.read()).value), "2;3;4;");
});

Deno.test("Subscribers at the same place share the bytes of a chunk", async () => {
  const broadcast = new LocalBroadcast({ encode });
  using one = broadcast.subscribe("s", 0);
  using other = broadcast.subscribe("s", 0);
  broadcast.publish("s", entries(1, 3));
  const [first, second] = await Promise.all(
    [one, other].map(async ({ readable }) => (await readable.getReader().read()).value),
  );
  assertEquals(text(first), "1;2;3;");
  assertEquals(first, second);
  assertEquals(first !== "behind" && second !== "behind" && first?.bytes === second?.bytes, true);
});

Deno.test("A subscriber that falls out of the window is told so and goes on where it has read the log", async () => {
  const broadcast = new LocalBroadcast({ encode, window: { maxFrames: 10, maxBytes: 1_000 } });
  using subscription = broadcast.subscribe("s", 0);
  const reader = subscription.readable.getReader();
  broadcast.publish("s", entries(1, 100));
  assertEquals((await reader.read()).value, "behind");
  assertEquals([subscription.holds(89), subscription.holds(90), subscription.holds(100)], [
    false,
    true,
    false,
  ]);
  subscription.seek(95);
  assertEquals(text((await reader.read()).value), "96;97;98;99;100;");
});

Deno.test("One that does not read holds up nobody, and costs one wake whatever is published", async () => {
  const broadcast = new LocalBroadcast({ encode, window: { maxFrames: 10, maxBytes: 1_000 } });
  using stalled = broadcast.subscribe("s", 0);
  using reading = broadcast.subscribe("s", 0);
  const reader = reading.readable.getReader();
  let got = "";
  for (let id = 1; id <= 1_000; id++) {
    broadcast.publish("s", entries(id, id));
    got += text((await reader.read()).value);
  }
  assertEquals(got, entries(1, 1_000).map(({ id }) => `${id};`).join(""));
  assertEquals((await stalled.readable.getReader().read()).value, "behind");
});

Deno.test("Chunks are bounded: a reader far behind in the window gets several", async () => {
  const broadcast = new LocalBroadcast({ encode, maxChunkBytes: 50 });
  broadcast.publish("s", entries(1, 200));
  using subscription = broadcast.subscribe("s", 0);
  const reader = subscription.readable.getReader();
  let got = "";
  while (!got.endsWith(";200;")) {
    const chunk = text((await reader.read()).value);
    assertLessOrEqual(chunk.length, 54);
    got += chunk;
  }
  assertEquals(got, entries(1, 200).map(({ id }) => `${id};`).join(""));
});

Deno.test("Closing a session's channel ends its subscriptions", async () => {
  const broadcast = new LocalBroadcast({ encode });
  using subscription = broadcast.subscribe("s", 0);
  const read = subscription.readable.getReader().read();
  broadcast.close("s");
  assertEquals((await read).done, true);
});

Deno.test("After the last event the window stays for those who still read, and then goes", async () => {
  const broadcast = new LocalBroadcast({ encode });
  broadcast.publish("s", entries(1, 2));
  {
    using subscription = broadcast.subscribe("s", 0);
    broadcast.publish("s", [{ id: 3, data: "end" }]);
    const { value } = await subscription.readable.getReader().read();
    assertEquals([text(value), value !== "behind" && value?.isLast], ["1;2;end;", true]);
  }
  using late = broadcast.subscribe("s", 0);
  assertEquals(late.holds(0), false);
});

Deno.test("A subscriber that cancels its stream is forgotten", async () => {
  const broadcast = new LocalBroadcast({ encode });
  using subscription = broadcast.subscribe("s", 0);
  broadcast.publish("s", entries(1, 2));
  await subscription.readable.cancel();
  await new Promise((resolve) => setTimeout(resolve));
  // A channel that has ended is kept for its subscribers only: it goes, since nobody counts any more.
  broadcast.publish("s", [{ id: 3, data: "end" }]);
  using late = broadcast.subscribe("s", 0);
  assertEquals(late.holds(0), false);
});

Deno.test("Events that do not follow one another are refused", () => {
  const broadcast = new LocalBroadcast({ encode });
  broadcast.publish("s", entries(1, 2));
  assertThrows(
    () => broadcast.publish("s", entries(4, 4)),
    RangeError,
    "Cannot publish event 4: the newest is 2",
  );
});
