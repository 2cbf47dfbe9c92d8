import { group } from "../case.ts";
import { expect, expectSame } from "../expect.ts";
import type { World } from "../world.ts";

const replay = group("replay");

export function numberedItems(count: number, from = 1): readonly string[] {
  return Array.from({ length: count }, (_, index) => `item ${from + index}`);
}

/** Publishes, stops the server in the given way, starts it again, and expects everything from before and the new texts. */
async function outlasts(world: World, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  const items = numberedItems(200);
  const stream = await world.stream(...items);
  const before = await world.follow(stream);
  await before.untilItems(items.length);
  await world.shut(signal);
  await world.startAgain();
  const whole = await world.follow(stream);
  const resumed = await world.follow(stream, { cursor: before.published[99]?.id ?? "" });
  await world.target.publish(stream, ["new"]);
  await whole.untilItems(201);
  expectSame(whole.items, world.becomes([...items, "new"]));
  expectSame(
    whole.published.slice(0, 200).map(({ block }) => block),
    before.published.map(({ block }) => block),
    "event as it was before",
  );
  await resumed.untilItems(101);
  expectSame(resumed.items, world.becomes([...items.slice(100), "new"]));
}

export const REPLAY = [
  replay("a late joiner gets everything from the beginning", {
    async run(world) {
      const items = numberedItems(100);
      const client = await world.follow(await world.stream(...items));
      await client.untilItems(items.length);
      expectSame(client.items, world.becomes(items));
    },
  }),
  replay("a late joiner gets the past and then new events, without a seam", {
    async run(world) {
      const items = numberedItems(100);
      const stream = await world.stream(...items.slice(0, 60));
      const client = await world.follow(stream);
      await client.untilItems(60);
      for (const item of items.slice(60)) await world.target.publish(stream, [item]);
      await client.untilItems(items.length);
      expectSame(client.items, world.becomes(items));
    },
  }),
  replay("a past of 10,000 events is kept and replayed whole", {
    async run(world) {
      const items = numberedItems(10_000);
      const stream = await world.stream();
      for (let at = 0; at < items.length; at += 1_000) {
        await world.target.publish(stream, items.slice(at, at + 1_000));
      }
      const client = await world.follow(stream);
      await client.untilItems(items.length);
      expectSame(client.items, world.becomes(items));
    },
  }),
  replay("two clients, one live and one late, see identical events", {
    async run(world) {
      const items = numberedItems(50);
      const stream = await world.stream();
      const live = await world.follow(stream);
      await world.target.publish(stream, items);
      await live.untilItems(items.length);
      const late = await world.follow(stream);
      await late.untilItems(items.length);
      expect(live.published.length >= items.length, "events are missing");
      expectSame(late.published.map(({ block }) => block), live.published.map(({ block }) => block), "event");
    },
  }),
  replay("streams are separate: each has its own events and ids", {
    async run(world) {
      const streams = [await world.stream("a1"), await world.stream("b1")];
      for (const [index, stream] of streams.entries()) {
        await world.target.publish(stream, [`${"ab"[index]}2`]);
        const client = await world.follow(stream);
        await client.untilItems(2);
        expectSame(client.items, world.becomes([`${"ab"[index]}1`, `${"ab"[index]}2`]));
      }
    },
  }),
  replay("the past survives a stop and a start of the server", {
    needs: ["shut"],
    alone: true,
    run: (world) => outlasts(world, "SIGTERM"),
  }),
  replay("the past survives a kill of the server, up to the last event that a client saw", {
    needs: ["shut"],
    alone: true,
    run: (world) => outlasts(world, "SIGKILL"),
  }),
];
