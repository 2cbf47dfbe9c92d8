/** Tests that every implementation of `Broadcast` has to pass; what they hold it to stands in `src/delivery/broadcast.ts`. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import type { Broadcast } from "../../../src/delivery/broadcast.ts";
import type { WindowBounds } from "../../../src/delivery/entry_window.ts";
import type { LogEntry } from "../../../src/types.ts";

/** How large the window of a broadcast is, and about how many characters a subscriber gets at a time. */
export interface BroadcastBounds {
  readonly window?: WindowBounds;
  readonly maxPiece?: number;
}

const END = '{"_type":"completion","status":"completed"}';
const SMALL = { window: { maxEntries: 10, maxCharacters: 1_000 } };

function entries(from: number, to: number): LogEntry[] {
  return Array.from(
    { length: to - from + 1 },
    (_, index) => ({ id: from + index, data: `event ${from + index}` }),
  );
}

/** Declares the tests for the implementation that `make` makes. */
export function broadcastContract(name: string, make: (bounds?: BroadcastBounds) => Broadcast): void {
  Deno.test(`${name}: subscribers of a session get its entries in order, several at a time when several wait`, async () => {
    const broadcast = make();
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

  Deno.test(`${name}: subscribers at the same place get the same array`, async () => {
    const broadcast = make();
    using one = broadcast.subscribe("s");
    using other = broadcast.subscribe("s");
    broadcast.publish("s", entries(1, 3));
    const [first, second] = await Promise.all(
      [one, other].map(async (subscription) => (await subscription.live(0).getReader().read()).value),
    );
    assertEquals(first, entries(1, 3));
    assert(first === second && first === one.after(0));
  });

  Deno.test(`${name}: a subscriber that has fallen behind the window is told so, and goes on where it has read the log`, async () => {
    const broadcast = make(SMALL);
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

  Deno.test(`${name}: a subscriber that does not read holds up nobody`, async () => {
    const broadcast = make(SMALL);
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

  Deno.test(`${name}: pieces are bounded: a reader that is far behind in the window gets several`, async () => {
    const broadcast = make({ maxPiece: 50 });
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

  Deno.test(`${name}: closing a session ends its subscriptions, which say so`, async () => {
    const broadcast = make();
    using subscription = broadcast.subscribe("s");
    broadcast.publish("s", entries(1, 1));
    const read = subscription.live(1).getReader().read();
    broadcast.close("s");
    assertEquals((await read).done, true);
    assertEquals([subscription.after(0), subscription.after(1)], ["closed", "closed"]);
  });

  Deno.test(`${name}: after the completion event the window stays for those who still read, and then goes`, () => {
    const broadcast = make();
    broadcast.publish("s", entries(1, 2));
    {
      using subscription = broadcast.subscribe("s");
      broadcast.publish("s", [{ id: 3, data: END }]);
      assertEquals(subscription.after(2), [{ id: 3, data: END }]);
    }
    using late = broadcast.subscribe("s");
    assertEquals(late.after(0), "behind");
  });

  Deno.test(`${name}: a live stream that is cancelled while it waits is forgotten, and fails no publish`, async () => {
    const broadcast = make();
    using subscription = broadcast.subscribe("s");
    const live = subscription.live(0).getReader();
    const read = live.read();
    await live.cancel();
    assertEquals((await read).done, true);
    broadcast.publish("s", entries(1, 2));
    assertEquals(subscription.after(0), entries(1, 2));
  });

  Deno.test(`${name}: entries that do not follow those published before are refused`, () => {
    const broadcast = make();
    broadcast.publish("s", entries(1, 2));
    assertThrows(() => broadcast.publish("s", entries(4, 4)), RangeError, "Cannot publish event 4");
  });

  Deno.test(`${name}: a live stream waits while nothing has ever been published`, async () => {
    const broadcast = make();
    using subscription = broadcast.subscribe("s");
    assertEquals(subscription.after(7), "behind");
    const read = subscription.live(7).getReader().read();
    broadcast.publish("s", entries(8, 9));
    assertEquals(await read, { value: entries(8, 9), done: false });
  });

  Deno.test(`${name}: whoever subscribes behind what was published first is told so, and never gets a hole`, async () => {
    const broadcast = make();
    broadcast.publish("s", entries(5, 6));
    using subscription = broadcast.subscribe("s");
    assertEquals([subscription.after(3), subscription.after(4)], ["behind", entries(5, 6)]);
    assertEquals((await subscription.live(3).getReader().read()).done, true);
  });

  Deno.test(`${name}: an array that was handed out stays as it is when more is published`, () => {
    const broadcast = make();
    using subscription = broadcast.subscribe("s");
    broadcast.publish("s", entries(1, 2));
    const first = subscription.after(0);
    broadcast.publish("s", entries(3, 3));
    assertEquals(first, entries(1, 2));
    assertEquals(subscription.after(0), entries(1, 3));
  });
}
