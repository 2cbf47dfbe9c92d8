import { group } from "../case.ts";
import { expectSame } from "../expect.ts";
import type { World } from "../world.ts";
import { expectToldWhy } from "./end.ts";
import { numberedItems } from "./replay.ts";

const load = group("load");

/** Texts of this many KiB each. */
function heavyItems(count: number, kib: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${index} ${"x".repeat(kib * 1_024)}`);
}

/** Publishes a few at a time, as servers take requests of a few MB at most. */
async function publishAll(world: World, stream: string, items: readonly string[], at = 16): Promise<void> {
  for (let from = 0; from < items.length; from += at) {
    await world.target.publish(stream, items.slice(from, from + at));
  }
}

export const LOAD = [
  load("a client that reads nothing for 24 MB holds nobody up, and gets everything in the end", {
    async run(world) {
      const items = heavyItems(768, 32);
      const wanted = world.becomes(items);
      const stream = await world.stream();
      const slow = await world.follow(stream);
      const quick = await world.follow(stream);
      await Promise.all([publishAll(world, stream, items), quick.untilItems(items.length)]);
      expectSame(quick.items, wanted);
      await slow.untilItems(items.length);
      expectSame(slow.items, wanted);
    },
  }),
  load("ten clients that never read do not keep the others from anything", {
    async run(world) {
      const items = heavyItems(256, 32);
      const stream = await world.stream();
      for (let count = 0; count < 10; count++) await world.follow(stream);
      const quick = await world.follow(stream);
      await Promise.all([publishAll(world, stream, items), quick.untilItems(items.length)]);
      expectSame(quick.items, world.becomes(items));
      const late = await world.follow(stream);
      await late.untilItems(items.length);
      expectSame(late.items, world.becomes(items));
    },
  }),
  load("200 clients of one stream see the same 200 events", {
    async run(world) {
      const items = numberedItems(200);
      const stream = await world.stream();
      const clients = [];
      for (let count = 0; count < 200; count++) clients.push(await world.follow(stream));
      await Promise.all([
        publishAll(world, stream, items),
        ...clients.map((client) => client.untilItems(items.length)),
      ]);
      for (const client of clients) expectSame(client.items, world.becomes(items));
    },
  }),
  load(
    "on SIGTERM each client is told why in a named event, streams are cut instead of ended, and the process ends",
    {
      needs: ["shut"],
      alone: true,
      async run(world) {
        const items = numberedItems(100);
        const stream = await world.stream(...items);
        const clients = [];
        for (let count = 0; count < 20; count++) clients.push(await world.follow(stream));
        for (const client of clients) await client.untilItems(items.length);
        const idle = await world.follow(await world.stream());
        await Promise.all([world.shut("SIGTERM"), ...[...clients, idle].map((client) => client.untilEnd())]);
        for (const client of [...clients, idle]) expectToldWhy(client);
      },
    },
  ),
];
