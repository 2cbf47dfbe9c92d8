import { group } from "../case.ts";
import { expect, expectSame, shown } from "../expect.ts";
import { ALLOWED_ORIGIN, type World } from "../world.ts";
import { numberedItems } from "./replay.ts";

const methods = group("methods");

/** Expects that `origin` may read an answer with these headers. */
function expectAllowed(headers: Headers, origin: string): void {
  const allowed = headers.get("Access-Control-Allow-Origin");
  expect(allowed === origin || allowed === "*", `Access-Control-Allow-Origin is ${shown(allowed)}`);
}

/** Ends a stream and resolves with the id of its last event. */
async function endedAt(world: World, stream: string): Promise<string> {
  await world.end(stream);
  const client = await world.follow(stream);
  await client.untilEnd();
  return client.lastEventId;
}

export const METHODS = [
  methods("HEAD is answered at once, like GET without a body, and leaves no client behind", {
    async run(world) {
      const stream = await world.stream("one");
      const url = world.url(stream);
      const headers = { Accept: "text/event-stream" };
      const head = await world.request(url, { method: "HEAD", headers });
      expect(head.status === 200, `HEAD is answered with ${head.status}`);
      const type = head.headers.get("Content-Type");
      expect(type?.startsWith("text/event-stream") === true, `its Content-Type is ${shown(type)}`);
      // The next bytes on the same connection are the next answer: no body was sent, and none is being written.
      const next = await world.exchange(head.connection, url, { method: "HEAD", headers });
      expect(next.status === 200, `a second HEAD is answered with ${next.status}`);
      const { clients } = world.target;
      if (clients === undefined) return;
      await world.eventually(
        async () => await clients.call(world.target, stream) === 0,
        "no client to be counted after HEAD",
      );
    },
  }),
  methods("unsupported methods are answered with 405 and Allow", {
    async run(world) {
      const url = world.url(await world.stream("one"));
      for (const method of ["POST", "PUT", "PATCH"]) {
        const { status, headers } = await world.request(url, { method, headers: { "Content-Length": "0" } });
        expect(status === 405, `${method} is answered with ${status}`);
        const allow = headers.get("Allow") ?? "";
        expect(/\bGET\b/.test(allow), `Allow is ${shown(headers.get("Allow"))}`);
      }
    },
  }),
  methods("a client that accepts no event stream is answered with 406", {
    async run(world) {
      const url = world.url(await world.stream("one"));
      for (const accept of ["application/json", "text/html", "text/event-stream;q=0"]) {
        const { status } = await world.request(url, { headers: { Accept: accept } });
        expect(status === 406, `Accept: ${accept} is answered with ${status}`);
      }
    },
  }),
  methods("a client that accepts anything, or says nothing, gets the stream", {
    async run(world) {
      const url = world.url(await world.stream("one"));
      for (const headers of [{}, { Accept: "*/*" }, { Accept: "text/*;q=0.1, application/json" }]) {
        const answer = await world.request(url, { headers });
        const type = answer.headers.get("Content-Type");
        expect(
          answer.status === 200 && type?.startsWith("text/event-stream") === true,
          `${shown(headers)} is answered with ${answer.status} ${type}`,
        );
      }
    },
  }),
  methods("an HTTP/1.0 client gets the stream live, without chunks", {
    async run(world) {
      const items = numberedItems(5);
      const stream = await world.stream("first");
      const client = await world.follow(stream, { version: "1.0" });
      const encoding = client.answer.headers.get("Transfer-Encoding");
      expect(encoding === null, `Transfer-Encoding is ${shown(encoding)}, which HTTP/1.0 does not have`);
      await client.untilItems(1);
      await world.target.publish(stream, items);
      await client.untilItems(6);
      expectSame(client.items, world.becomes(["first", ...items]));
    },
  }),
  methods("a client that says Connection: close gets the stream, and the connection closes with it", {
    needs: ["end"],
    async run(world) {
      const stream = await world.stream("one");
      const client = await world.follow(stream, { headers: { Connection: "close" } });
      const connection = client.answer.headers.get("Connection") ?? "close";
      expect(/\bclose\b/i.test(connection), `Connection is ${shown(connection)}`);
      await client.untilItems(1);
      await world.end(stream);
      await client.untilEnd();
      expect(client.end !== "cut", "the connection was cut instead of the stream ended");
      const ends = await world.wait(client.connection.ends(), "the connection to close");
      expect(ends, "more bytes came after the end");
    },
  }),
  methods("after a stream's end the connection serves the next request", {
    needs: ["end"],
    async run(world) {
      const stream = await world.stream("one");
      const client = await world.follow(stream);
      await world.end(stream);
      await client.untilEnd();
      expect(client.end === "complete", `the body has no end of its own: the connection is ${client.end}`);
      const cursor = { "Last-Event-ID": client.lastEventId };
      const next = await world.exchange(client.connection, world.url(stream), { headers: cursor });
      expect(next.status === 204, `the next request is answered with ${next.status} instead of 204`);
    },
  }),
  methods("a request sent right after one that is answered with 204 is answered too", {
    needs: ["end"],
    async run(world) {
      const ended = await world.stream("one");
      const cursor = { "Last-Event-ID": await endedAt(world, ended) };
      const other = await world.stream("other");
      const { connection } = await world.request(world.url(ended), { headers: cursor });
      // Both at once: neither waits for an answer.
      await connection.send(new URL(world.url(ended)), { headers: cursor });
      await connection.send(new URL(world.url(other)), {});
      const first = await world.wait(connection.answer(), "the answer to the first");
      expect(first.status === 204, `the first is answered with ${first.status}`);
      const second = await world.wait(connection.answer(), "the answer to the second");
      expect(second.status === 200, `the second is answered with ${second.status}`);
      expect(await world.wait(second.body.read(), "its first bytes") !== null, "its stream is empty");
    },
  }),
  methods("a page of an allowed origin may read the stream", {
    needs: ["cors"],
    async run(world) {
      const { answer } = await world.follow(await world.stream("one"), {
        headers: { Origin: ALLOWED_ORIGIN },
      });
      expectAllowed(answer.headers, ALLOWED_ORIGIN);
    },
  }),
  methods("a page of an allowed origin may send Last-Event-ID (preflight)", {
    needs: ["cors"],
    async run(world) {
      const { status, headers } = await world.request(world.url(await world.stream("one")), {
        method: "OPTIONS",
        headers: {
          "Origin": ALLOWED_ORIGIN,
          "Access-Control-Request-Method": "GET",
          "Access-Control-Request-Headers": "last-event-id",
        },
      });
      expect(status >= 200 && status < 300, `the preflight is answered with ${status}`);
      expectAllowed(headers, ALLOWED_ORIGIN);
      const allowed = (headers.get("Access-Control-Allow-Headers") ?? "").toLowerCase();
      expect(/\blast-event-id\b|\*/.test(allowed), `Access-Control-Allow-Headers is ${shown(allowed)}`);
    },
  }),
];
