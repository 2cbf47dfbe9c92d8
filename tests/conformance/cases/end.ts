import { EventSource as NpmEventSource } from "eventsource";
import { group } from "../case.ts";
import { startCountingFront } from "../client/counting_front.ts";
import type { SseClient } from "../client/sse_client.ts";
import { expect, expectRefused, expectSame, shown } from "../expect.ts";
import type { World } from "../world.ts";
import { numberedItems } from "./replay.ts";

const end = group("end");

/** An ended stream of 20 texts. */
async function endedStream(world: World) {
  const items = numberedItems(20);
  const stream = await world.stream(...items);
  await world.end(stream);
  return { stream, items };
}

/** Reads a stream to its end and expects these texts. */
async function expectWhole(world: World, stream: string, items: readonly string[], cursor?: string) {
  const client = await world.follow(stream, cursor === undefined ? {} : { cursor });
  await client.untilEnd();
  expectSame(client.items, world.becomes(items));
  expect(client.end !== "cut", "the connection was cut instead of the stream ended");
  return client;
}

/** Expects that a stream which ended early did not end like a complete one, and said why without moving the cursor. */
export function expectToldWhy(client: SseClient): void {
  expect(client.end !== "complete", "the body ended like that of a stream that is over");
  const events = client.arrivals.flatMap((arrival) => arrival.kind === "event" ? [arrival.event] : []);
  const last = events.at(-1);
  expect(last !== undefined && last.type !== "message", "nothing said why, under a name of its own");
  expect(last.ownId === undefined, "what said why has an id, and moves the cursor");
}

/** Follows with an `EventSource` that nobody closes; expects every text once and exactly one more request after the end. */
async function expectStops(world: World, Source: typeof EventSource): Promise<void> {
  const { adapter, target } = world;
  const items = numberedItems(20);
  const stream = await world.stream(...items.slice(0, 10));
  const front = world.use(startCountingFront(new URL(target.streamUrl(stream)).origin));
  const source = new Source(world.url(stream, { via: front.url }));
  world.use({ [Symbol.dispose]: () => source.close() });
  const got: string[] = [];
  const half = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  source.onmessage = ({ lastEventId: id, type, data }) => {
    const item = adapter.itemOf({ id, type, data });
    if (item !== undefined) got.push(item);
    if (got.length >= 10) half.resolve();
  };
  source.onerror = () => {
    if (source.readyState === Source.CLOSED) closed.resolve();
  };
  await world.wait(half.promise, "the first 10 events");
  await target.publish(stream, items.slice(10));
  await world.end(stream);
  await world.wait(closed.promise, `the EventSource to stop (${front.requests} requests so far)`);
  expectSame(got, world.becomes(items));
  expect(front.requests === 2, `it made ${front.requests} requests instead of 2`);
}

export const END = [
  end("an ended stream ends for its followers after its last event", {
    needs: ["end"],
    async run(world) {
      const items = numberedItems(20);
      const stream = await world.stream(...items.slice(0, 10));
      const client = await world.follow(stream);
      await client.untilItems(10);
      await world.target.publish(stream, items.slice(10));
      await world.end(stream);
      await client.untilEnd();
      expectSame(client.items, world.becomes(items));
      expect(client.end !== "cut", "the connection was cut instead of the stream ended");
    },
  }),
  end("a client that joins after the end gets everything, and the end", {
    needs: ["end"],
    async run(world) {
      const { stream, items } = await endedStream(world);
      await expectWhole(world, stream, items);
    },
  }),
  end("a client that reconnects after the end gets the rest, and the end", {
    needs: ["end"],
    async run(world) {
      const { stream, items } = await endedStream(world);
      const { published } = await expectWhole(world, stream, items);
      await expectWhole(world, stream, items.slice(7), published[6]?.id ?? "");
    },
  }),
  end("a client that has everything is told by a 204, without a body, not to reconnect", {
    needs: ["end"],
    async run(world) {
      const { stream, items } = await endedStream(world);
      const { lastEventId } = await expectWhole(world, stream, items);
      const { answer } = await world.open(stream, { cursor: lastEventId });
      expect(answer.status === 204, `it is answered with ${answer.status}`);
      expect(answer.headers.get("Content-Length") === null, "a 204 has no Content-Length (RFC 9110)");
      expect(answer.headers.get("Transfer-Encoding") === null, "a 204 has no Transfer-Encoding (RFC 9112)");
    },
  }),
  end("no cache keeps the 204, which another client would get as an empty stream (Cache-Control: no-store)", {
    needs: ["end"],
    async run(world) {
      const { stream, items } = await endedStream(world);
      const { lastEventId } = await expectWhole(world, stream, items);
      const { answer: { status, headers } } = await world.open(stream, { cursor: lastEventId });
      const told = headers.get("Cache-Control");
      expect(
        status === 204 && /\bno-store\b/i.test(told ?? ""),
        `Cache-Control of the ${status} is ${shown(told)}`,
      );
    },
  }),
  end(
    "a deleted stream says so in a named event, is cut instead of ended, and refused from then on",
    {
      needs: ["remove"],
      async run(world) {
        const items = numberedItems(10);
        const stream = await world.stream(...items);
        const client = await world.follow(stream);
        await client.untilItems(items.length);
        await world.ability("remove")(stream);
        await client.untilEnd();
        expectToldWhy(client);
        const { answer } = await world.open(stream, { cursor: client.lastEventId });
        expectRefused(answer.status, "a stream that was deleted");
      },
    },
  ),
  end("an empty stream can end too", {
    needs: ["end"],
    async run(world) {
      const stream = await world.stream();
      const client = await world.follow(stream);
      await world.end(stream);
      await client.untilEnd();
      expectSame(client.items, []);
    },
  }),
  end("Deno's EventSource gets everything, makes one more request after the end, and stops on its own", {
    needs: ["end"],
    run: (world) => expectStops(world, EventSource),
  }),
  end("npm's eventsource gets everything, makes one more request after the end, and stops on its own", {
    needs: ["end"],
    run: (world) => expectStops(world, NpmEventSource as unknown as typeof EventSource),
  }),
  end("an ended stream is complete and ended after a restart of the server", {
    needs: ["end", "shut"],
    alone: true,
    async run(world) {
      const { stream, items } = await endedStream(world);
      const before = await expectWhole(world, stream, items);
      await world.shut("SIGTERM");
      await world.startAgain();
      await expectWhole(world, stream, items);
      const { answer } = await world.open(stream, { cursor: before.lastEventId });
      expect(answer.status === 204, `who has everything is answered with ${answer.status} instead of 204`);
    },
  }),
];
