import { assert, assertEquals, assertThrows } from "@std/assert";
import { LocalBroadcast } from "../../src/delivery/local_broadcast.ts";
import type { LogEntry } from "../../src/types.ts";

const END = '{"_type":"completion","status":"completed"}';

function entries(from: number, to: number): LogEntry[] {
  return Array.from(
    { length: to - from + 1 },
    (_, index) => ({ id: from + index, data: `event ${from + index}` }),
  );
}

const SMALL = { window: { maxEntries: 10, maxCharacters: 1_000 } };

Deno.test("Subscribers of a session get its entries in order, several at a time when several wait", async () => {
  const broadcast = new LocalBroadcast();
  using subscription = broadcast.subscribe("s");
  const reader = subscription.live(0).getReader();
  const first = reader.read();
  broadcast.publish("s", entries(1, 1));
  broadcast.publish("other", entries(1, 5));
  assertEquals((await first).value, entries(1, 1));
  broadcast.publish("s", entries(2, 3));
  broadcast.publish("s", entries(4, 4));
  assertEquals((await reader.read()).value, entries(2, 4));
});

Deno.test("Subscribers at the same place get the same array", async () => {
  const broadcast = new LocalBroadcast();
  using one = broadcast.subscribe("s");
  using other = broadcast.subscribe("s");
  broadcast.publish("s", entries(1, 3));
  const [first, second] = await Promise.all(
    [one, other].map(async (subscription) => (await subscription.live(0).getReader().read()).value),
  );
  assertEquals(first, entries(1, 3));
  assert(first === second && first === one.after(0));
});

Deno.test("A subscriber that has fallen behind the window is told so, and goes on where it has read the log", async () => {
  const broadcast = new LocalBroadcast(SMALL);
  using subscription = broadcast.subscribe("s");
  const live = subscription.live(0).getReader();
  broadcast.publish("s", entries(1, 100));
  assertEquals((await live.read()).done, true);
  assertEquals([subscription.after(0), subscription.after(89), subscription.after(100)], [
    "behind",
    "behind",
    "caught_up",
  ]);
  assertEquals(subscription.after(95), entries(96, 100));
  assertEquals((await subscription.live(95).getReader().read()).value, entries(96, 100));
});

Deno.test("A subscriber that does not read holds up nobody", async () => {
  const broadcast = new LocalBroadcast(SMALL);
  using stalled = broadcast.subscribe("s");
  const unread = stalled.live(0).getReader();
  using reading = broadcast.subscribe("s");
  const reader = reading.live(0).getReader();
  const got: LogEntry[] = [];
  for (let id = 1; id <= 1_000; id++) {
    broadcast.publish("s", entries(id, id));
    got.push(...(await reader.read()).value ?? []);
  }
  assertEquals(got, entries(1, 1_000));
  assertEquals((await unread.read()).done, true);
});

Deno.test("Pieces are bounded: a reader that is far behind in the window gets several", async () => {
  const broadcast = new LocalBroadcast({ maxPiece: 50 });
  broadcast.publish("s", entries(1, 200));
  using subscription = broadcast.subscribe("s");
  const reader = subscription.live(0).getReader();
  const got: LogEntry[] = [];
  while (got.length < 200) {
    const { value = [] } = await reader.read();
    assert(value.length > 0 && value.length <= 8);
    got.push(...value);
  }
  assertEquals(got, entries(1, 200));
});

Deno.test("Closing a session ends its subscriptions, which say so", async () => {
  const broadcast = new LocalBroadcast();
  using subscription = broadcast.subscribe("s");
  broadcast.publish("s", entries(1, 1));
  const read = subscription.live(1).getReader().read();
  broadcast.close("s");
  assertEquals((await read).done, true);
  assertEquals([subscription.after(0), subscription.after(1)], ["closed", "closed"]);
});

Deno.test("After the completion event the window stays for those who still read, and then goes", () => {
  const broadcast = new LocalBroadcast();
  broadcast.publish("s", entries(1, 2));
  {
    using subscription = broadcast.subscribe("s");
    broadcast.publish("s", [{ id: 3, data: END }]);
    assertEquals(subscription.after(2), [{ id: 3, data: END }]);
  }
  using late = broadcast.subscribe("s");
  assertEquals(late.after(0), "behind");
});

Deno.test("A live stream that is cancelled while it waits is forgotten, and fails no publish", async () => {
  const broadcast = new LocalBroadcast();
  using subscription = broadcast.subscribe("s");
  const live = subscription.live(0).getReader();
  const read = live.read();
  await live.cancel();
  assertEquals((await read).done, true);
  broadcast.publish("s", entries(1, 2));
  assertEquals(subscription.after(0), entries(1, 2));
});

Deno.test("Entries that do not follow those published before are refused", () => {
  const broadcast = new LocalBroadcast();
  broadcast.publish("s", entries(1, 2));
  assertThrows(() => broadcast.publish("s", entries(4, 4)), RangeError, "Cannot publish event 4");
});
