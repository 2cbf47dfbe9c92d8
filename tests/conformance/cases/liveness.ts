import { group } from "../case.ts";
import type { SseClient } from "../client/sse_client.ts";
import { expect, expectSame } from "../expect.ts";
import { numberedItems } from "./replay.ts";

const liveness = group("liveness");

/** Waits for this many further comments; resolves with all of them. */
export async function heartbeats(client: SseClient, count: number) {
  const from = client.arrivals.length;
  const since = () => client.arrivals.slice(from);
  await client.until(
    () => since().filter(({ kind }) => kind === "comment").length >= count,
    `${count} comments on an idle stream`,
  );
  return since();
}

export const LIVENESS = [
  liveness("an event is sent at once, not with the next one", {
    async run(world) {
      const stream = await world.stream();
      const client = await world.follow(stream);
      const items = numberedItems(20);
      for (const [index, item] of items.entries()) {
        await world.target.publish(stream, [item]);
        await client.untilItems(index + 1);
      }
      expectSame(client.items, world.becomes(items));
    },
  }),
  liveness("an idle stream is kept alive by comments, which are not events and do not move the cursor", {
    async run(world) {
      const stream = await world.stream("one");
      const client = await world.follow(stream);
      await client.untilItems(1);
      const id = client.lastEventId;
      const arrivals = await heartbeats(client, 2);
      expect(
        arrivals.every(({ kind }) => kind !== "event"),
        "an event came of which nobody published anything",
      );
      expect(client.lastEventId === id, "a heartbeat has moved the last event id");
      await world.target.publish(stream, ["two"]);
      await client.untilItems(2);
      expectSame(client.items, world.becomes(["one", "two"]));
    },
  }),
  liveness("clients that leave are noticed, even while their stream is idle", {
    needs: ["clients"],
    async run(world) {
      const clientsOf = world.ability("clients");
      const stream = await world.stream("one");
      const staying = await world.follow(stream);
      const leaving = [await world.follow(stream), await world.follow(stream), await world.follow(stream)];
      for (const client of [staying, ...leaving]) await client.untilItems(1);
      await world.eventually(async () => await clientsOf(stream) === 4, "four clients to be counted");
      for (const client of leaving) client[Symbol.dispose]();
      await world.eventually(async () => await clientsOf(stream) === 1, "one client to be left");
      await world.target.publish(stream, ["two"]);
      await staying.untilItems(2);
    },
  }),
];
