import { group } from "../case.ts";
import { expect, shown } from "../expect.ts";

const opening = group("opening");

/** The directives of a Cache-Control header. */
function directives(headers: Headers): readonly string[] {
  return (headers.get("Cache-Control") ?? "").toLowerCase().split(",").map((part) => part.trim());
}

export const OPENING = [
  opening("the answer is 200 with text/event-stream, in no charset other than UTF-8", {
    async run(world) {
      const { answer } = await world.follow(await world.stream("one"));
      const type = answer.headers.get("Content-Type") ?? "";
      expect(
        /^text\/event-stream(; *charset="?utf-8"?)?$/i.test(type),
        `the Content-Type is ${shown(type)}`,
      );
    },
  }),
  opening("caches are forbidden by Cache-Control", {
    async run(world) {
      const { answer: { headers } } = await world.follow(await world.stream("one"));
      const given = directives(headers);
      expect(
        given.includes("no-cache") || given.includes("no-store"),
        `Cache-Control is ${shown(headers.get("Cache-Control"))}`,
      );
    },
  }),
  opening("no cache keeps the stream (Cache-Control: no-store)", {
    async run(world) {
      const { answer: { headers } } = await world.follow(await world.stream("one"));
      expect(
        directives(headers).includes("no-store"),
        `Cache-Control is ${shown(headers.get("Cache-Control"))}`,
      );
    },
  }),
  opening("proxies are told not to transform anything (Cache-Control: no-transform)", {
    async run(world) {
      const { answer: { headers } } = await world.follow(await world.stream("one"));
      expect(
        directives(headers).includes("no-transform"),
        `Cache-Control is ${shown(headers.get("Cache-Control"))}`,
      );
    },
  }),
  opening("proxies are told not to buffer (X-Accel-Buffering: no)", {
    async run(world) {
      const { answer: { headers } } = await world.follow(await world.stream("one"));
      const value = headers.get("X-Accel-Buffering");
      expect(value === "no", `X-Accel-Buffering is ${shown(value)}`);
    },
  }),
  opening("the body has no encoding, though one is offered, and no length", {
    async run(world) {
      const stream = await world.stream("one");
      const { answer: { headers } } = await world.follow(stream, {
        headers: { "Accept-Encoding": "gzip, deflate, br, zstd" },
      });
      for (const name of ["Content-Encoding", "Content-Length"]) {
        const value = headers.get(name);
        expect(value === null || value === "identity", `${name} is ${shown(value)}`);
      }
    },
  }),
  opening("bytes arrive at once, before there is an event, so that proxies pass the head on", {
    alone: "quiet",
    async run(world) {
      const client = await world.follow(await world.stream());
      expect(await client.step(() => "the first bytes of a stream without events"), "the stream ended");
      expect(client.published.length === 0, "an event came of which nobody published anything");
    },
  }),
  opening("retry: says when to reconnect, as a whole number, before the first event", {
    async run(world) {
      const client = await world.follow(await world.stream("one"));
      await client.untilItems(1);
      const at = client.arrivals.findIndex(({ kind }) => kind === "retry");
      const first = client.arrivals.findIndex(({ kind }) => kind === "event");
      expect(at >= 0 && at < first, "there is no retry: before the first event");
      const arrival = client.arrivals[at];
      const text = arrival?.kind === "retry" ? arrival.text : "";
      expect(/^\d+$/.test(text), `retry: is ${shown(text)}`);
    },
  }),
];
