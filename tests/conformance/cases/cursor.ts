import { group } from "../case.ts";
import { expect, expectRefused, expectSame, shown } from "../expect.ts";
import type { FollowOptions, World } from "../world.ts";
import { numberedItems } from "./replay.ts";

const cursor = group("cursor");

/** A stream of 20 texts, and the ids that a client got with them. */
async function readStream(world: World) {
  const items = numberedItems(20);
  const stream = await world.stream(...items);
  const client = await world.follow(stream);
  await client.untilItems(items.length);
  return { stream, items, ids: client.published.map(({ id }) => id) };
}

/** Expects the texts after the first `after`, and those published later. */
async function goesOn(
  world: World,
  { stream, items }: { readonly stream: string; readonly items: readonly string[] },
  after: number,
  options: FollowOptions,
): Promise<void> {
  const client = await world.follow(stream, options);
  await client.untilItems(items.length - after);
  expectSame(client.items, world.becomes(items.slice(after)));
}

export const CURSOR = [
  cursor("a client continues after its Last-Event-ID, wherever that is", {
    async run(world) {
      const { stream, items, ids } = await readStream(world);
      for (const [index, id] of ids.entries()) {
        if (index + 1 < ids.length) await goesOn(world, { stream, items }, index + 1, { cursor: id });
      }
    },
  }),
  cursor("a client that has everything of an open stream waits, and gets only the next event", {
    async run(world) {
      const { stream, ids } = await readStream(world);
      const client = await world.follow(stream, { cursor: ids.at(-1) ?? "" });
      await world.target.publish(stream, ["the next"]);
      await client.untilItems(1);
      expectSame(client.items, world.becomes(["the next"]));
    },
  }),
  cursor(
    "a client without headers puts its cursor into the query; the header, if it comes, is newer and wins",
    {
      needs: ["query_cursor"],
      async run(world) {
        const { stream, items, ids } = await readStream(world);
        await goesOn(world, { stream, items }, 5, { queryCursor: ids[4] ?? "" });
        await goesOn(world, { stream, items }, 15, { queryCursor: ids[4] ?? "", cursor: ids[14] ?? "" });
      },
    },
  ),
  cursor("a cursor in the query is accepted under the names that client libraries use for it", {
    needs: ["query_cursor"],
    async run(world) {
      const { stream, items, ids } = await readStream(world);
      for (const name of ["lastEventId", "evs_last_event_id"]) {
        await goesOn(world, { stream, items }, 5, { query: [[name, ids[4] ?? ""]] });
      }
    },
  }),
  cursor("a cursor under another spelling of these names is refused with a 4xx, not ignored", {
    needs: ["query_cursor"],
    async run(world) {
      const { stream, ids } = await readStream(world);
      for (const name of ["Last-Event-ID", "last-event-id", "lastEventID", "LastEventId", "last_eventid"]) {
        if (name === world.adapter.queryCursor) continue;
        const { answer } = await world.open(stream, { query: [[name, ids[4] ?? ""]] });
        expectRefused(answer.status, `?${name}=`);
      }
    },
  }),
  cursor("an empty cursor in the query counts as none", {
    needs: ["query_cursor"],
    async run(world) {
      const { stream, items } = await readStream(world);
      await goesOn(world, { stream, items }, 0, { queryCursor: "" });
    },
  }),
  cursor("two different cursors in the query are refused with a 4xx: it is not known which is newer", {
    needs: ["query_cursor"],
    async run(world) {
      const { stream, ids } = await readStream(world);
      const name = world.adapter.queryCursor ?? "";
      const { answer } = await world.open(stream, { query: [[name, ids[4] ?? ""], [name, ids[9] ?? ""]] });
      expectRefused(answer.status, `?${name}= twice`);
    },
  }),
  cursor("an empty Last-Event-ID means from the beginning", {
    async run(world) {
      const { stream, items } = await readStream(world);
      await goesOn(world, { stream, items }, 0, { cursor: "" });
    },
  }),
  cursor("a malformed cursor is refused with a 4xx, not taken for another position", {
    async run(world) {
      const { stream } = await readStream(world);
      for (const id of world.adapter.malformedIds) {
        const { answer } = await world.open(stream, { cursor: id });
        expectRefused(answer.status, `the cursor ${shown(id)}`);
      }
    },
  }),
  cursor("a cursor beyond the newest event is refused with a 4xx: its events are gone, or never existed", {
    async run(world) {
      const { stream, ids } = await readStream(world);
      const beyond = world.adapter.idBeyond(ids.at(-1) ?? "");
      const { answer } = await world.open(stream, { cursor: beyond });
      expectRefused(answer.status, `the cursor ${shown(beyond)} beyond ${shown(ids.at(-1))}`);
      // Whatever its number of digits.
      const far = await world.open(stream, { cursor: beyond + "0".repeat(40) });
      expect(
        far.answer.status === answer.status,
        `one of 40 more digits is answered with ${far.answer.status} instead of ${answer.status}`,
      );
    },
  }),
  cursor("a stream that nobody created is refused with a 4xx, so that an EventSource stops", {
    async run(world) {
      const { answer } = await world.open("nobody-made-this");
      expectRefused(answer.status, "an unknown stream");
    },
  }),
  cursor("a client that is cut off 100 times within one stream ends up with every event once", {
    async run(world) {
      const items = numberedItems(500);
      const stream = await world.stream();
      const publishing = (async () => {
        for (let at = 0; at < items.length; at += 5) {
          await world.target.publish(stream, items.slice(at, at + 5));
        }
      })();
      // If it fails, that is reported at the end.
      publishing.catch(() => {});
      const got: string[] = [];
      let id: string | undefined;
      for (let cut = 1; got.length < items.length; cut++) {
        const client = await world.follow(stream, id === undefined ? {} : { cursor: id });
        const wanted = cut < 100
          ? Math.min(1 + cut % 9, items.length - got.length)
          : items.length - got.length;
        await client.untilItems(wanted);
        got.push(...client.items);
        expect(got.length <= items.length, "more events came than were published");
        id = client.lastEventId;
        client[Symbol.dispose]();
      }
      await publishing;
      expectSame(got, world.becomes(items));
    },
  }),
];
