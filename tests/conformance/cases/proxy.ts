import { group } from "../case.ts";
import { expect, expectSame } from "../expect.ts";
import { startFront } from "../../support/nginx.ts";
import type { World } from "../world.ts";
import { heartbeats } from "./liveness.ts";
import { numberedItems } from "./replay.ts";

const proxy = group("proxy");

/** nginx with its default settings, which buffer, in front of the server. */
async function nginx(world: World): Promise<string> {
  const { origin } = new URL(world.target.streamUrl("any"));
  return world.use(await startFront(origin)).url;
}

export const PROXY = [
  proxy("through nginx with its default settings, events arrive one by one", {
    program: "nginx",
    async run(world) {
      const via = await nginx(world);
      const stream = await world.stream("first");
      const client = await world.follow(stream, { via });
      await client.untilItems(1);
      const items = numberedItems(20);
      for (const [index, item] of items.entries()) {
        await world.target.publish(stream, [item]);
        await client.untilItems(index + 2);
      }
      expectSame(client.items, world.becomes(["first", ...items]));
    },
  }),
  proxy("through nginx, a stream without events opens, and its keep-alive comments arrive", {
    program: "nginx",
    async run(world) {
      const via = await nginx(world);
      const client = await world.follow(await world.stream(), { via });
      await heartbeats(client, 2);
    },
  }),
  proxy("through nginx, a client that leaves is noticed", {
    program: "nginx",
    needs: ["clients"],
    async run(world) {
      const via = await nginx(world);
      const clientsOf = world.ability("clients");
      const stream = await world.stream("one");
      const client = await world.follow(stream, { via });
      await client.untilItems(1);
      await world.eventually(async () => await clientsOf(stream) === 1, "the client to be counted");
      client[Symbol.dispose]();
      await world.eventually(async () => await clientsOf(stream) === 0, "no client to be left");
    },
  }),
  proxy("through nginx, clients continue after their cursor, and the end is a proper end and a 204", {
    program: "nginx",
    needs: ["end"],
    async run(world) {
      const via = await nginx(world);
      const items = numberedItems(20);
      const stream = await world.stream(...items);
      const client = await world.follow(stream, { via });
      await client.untilItems(20);
      const resumed = await world.follow(stream, { via, cursor: client.published[9]?.id ?? "" });
      await world.end(stream);
      await resumed.untilEnd();
      expectSame(resumed.items, world.becomes(items.slice(10)));
      const { answer } = await world.open(stream, { via, cursor: resumed.lastEventId });
      expect(answer.status === 204, `who has everything is answered with ${answer.status}`);
    },
  }),
];
