import { Random } from "../../support/random.ts";
import { group } from "../case.ts";
import { expectSame } from "../expect.ts";
import type { World } from "../world.ts";
import { numberedItems } from "./replay.ts";

const seam = group("seam");

/** While texts are published in bursts, lets clients join at random times; expects of each all texts from its start on. */
async function joinDuring(
  world: World,
  { count, joiners, resume }: { readonly count: number; readonly joiners: number; readonly resume: boolean },
): Promise<void> {
  const random = new Random(20_260_229);
  const items = numberedItems(count);
  const wanted = world.becomes(items);
  const stream = await world.stream();
  const first = await world.follow(stream);
  const joined: Promise<void>[] = [];
  let published = 0;

  async function join(): Promise<void> {
    // A known id: that of an event that the first client has.
    const known = first.published;
    const start = resume ? random.below(known.length) : 0;
    const id = start === 0 ? undefined : known[start - 1]?.id;
    const client = await world.follow(stream, id === undefined ? {} : { cursor: id });
    await client.untilItems(count - start);
    expectSame(client.items, wanted.slice(start));
    client[Symbol.dispose]();
  }

  async function publish(): Promise<void> {
    while (published < count) {
      const burst = 1 + random.below(40);
      await world.target.publish(stream, items.slice(published, published + burst));
      published += burst;
      while (joined.length < joiners * Math.min(1, published / count)) {
        const joining = join();
        joining.catch(() => {});
        joined.push(joining);
        if (random.chance(0.5)) break;
      }
    }
  }

  await Promise.all([publish(), first.untilItems(count)]);
  await Promise.all(joined);
  expectSame(first.items, wanted);
}

export const SEAM = [
  seam("60 clients that join while 3,000 events are published get each exactly once, in order", {
    run: (world) => joinDuring(world, { count: 3_000, joiners: 60, resume: false }),
  }),
  seam("60 clients that reconnect with a cursor while 3,000 events are published get exactly the rest", {
    run: (world) => joinDuring(world, { count: 3_000, joiners: 60, resume: true }),
  }),
  seam("no client of 100 short streams, joining while each is published, misses anything", {
    async run(world) {
      const items = numberedItems(10);
      await Promise.all(Array.from({ length: 100 }, async () => {
        const stream = await world.stream("first");
        const publish = async () => {
          for (const item of items) await world.target.publish(stream, [item]);
        };
        const [client] = await Promise.all([world.follow(stream), publish()]);
        await client.untilItems(11);
        expectSame(client.items, world.becomes(["first", ...items]));
        client[Symbol.dispose]();
      }));
    },
  }),
];
