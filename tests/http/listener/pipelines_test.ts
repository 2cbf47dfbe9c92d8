import { assertEquals, assertLessOrEqual } from "@std/assert";
import { deadline } from "@std/async";
import { Hono } from "hono";
import { listen } from "../../../src/http/listener/server.ts";
import { createLog } from "../../../src/log.ts";

const REQUEST = (path: string, headers = "") => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`;

async function serve(app: Hono) {
  const server = await listen(app, {
    hostname: "127.0.0.1",
    port: 0,
    log: createLog("silent"),
    requestTimeoutMs: 10_000,
    droppedBytes: 1024 * 1024,
    writeDeadlineMs: 60_000,
  });
  return {
    connect: () => Deno.connect({ hostname: "127.0.0.1", port: Number(new URL(server.url).port) }),
    [Symbol.asyncDispose]: () => server.stop(0),
  };
}

async function write(connection: Deno.Conn, text: string): Promise<void> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
}

function readAll(connection: Deno.Conn): Promise<string> {
  return deadline(new Response(connection.readable).text(), 20_000);
}

Deno.test("Requests on one connection are answered in their order, bodies among them, each after the one before it", async () => {
  const app = new Hono();
  let underWay = 0;
  let most = 0;
  app.all("/:n", async (c) => {
    most = Math.max(most, ++underWay);
    const body = await c.req.text();
    // The later ones would be faster.
    await new Promise((resolve) => setTimeout(resolve, c.req.param("n") === "0" ? 20 : 0));
    underWay--;
    return c.text(`answer ${c.req.param("n")} ${body};`);
  });
  await using server = await serve(app);
  const connection = await server.connect();
  const requests = Array.from(
    { length: 20 },
    (_, n) =>
      n % 5 === 1
        ? `POST /${n} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nbody`
        : REQUEST(`/${n}`, n === 19 ? "Connection: close\r\n" : ""),
  );
  await write(connection, requests.join(""));
  const answers = [...(await readAll(connection)).matchAll(/answer (\d+) (\w*);/g)];
  assertEquals(
    answers.map(([, n, body]) => [n, body]),
    requests.map((_, n) => [String(n), n % 5 === 1 ? "body" : ""]),
  );
  assertEquals(most, 1);
});

Deno.test("A request behind an unread answer is not handled until that answer is read", async () => {
  const app = new Hono();
  const made: number[] = [];
  // More than the buffers of a connection hold.
  const large = new Uint8Array(16 * 1024 * 1024);
  app.get("/:n", (c) => {
    made.push(Number(c.req.param("n")));
    return c.body(made.length === 1 ? large : "small");
  });
  app.get("/", (c) => c.text("there"));
  await using server = await serve(app);
  const connection = await server.connect();
  await write(connection, Array.from({ length: 100 }, (_, n) => REQUEST(`/${n}`)).join(""));
  // Other clients have had many turns meanwhile.
  for (let count = 0; count < 20; count++) {
    const other = await server.connect();
    await write(other, REQUEST("/", "Connection: close\r\n"));
    await readAll(other);
  }
  assertEquals(made, [0]);
  await write(connection, REQUEST("/100", "Connection: close\r\n"));
  await readAll(connection);
  assertEquals(made, Array.from({ length: 101 }, (_, n) => n));
});

Deno.test("Requests waiting on a connection whose client has left are never handled", async () => {
  const app = new Hono();
  const made: string[] = [];
  const asked = Promise.withResolvers<void>();
  const left = Promise.withResolvers<void>();
  app.get("/:n", async (c) => {
    made.push(c.req.param("n"));
    c.req.raw.signal.addEventListener("abort", () => left.resolve());
    asked.resolve();
    await left.promise;
    return c.text("nobody reads this");
  });
  await using server = await serve(app);
  const connection = await server.connect();
  await write(connection, REQUEST("/0").repeat(50));
  await deadline(asked.promise, 10_000);
  connection.close();
  await deadline(left.promise, 10_000);
  const other = await server.connect();
  await write(other, REQUEST("/other", "Connection: close\r\n"));
  await readAll(other);
  assertEquals(made, ["0", "other"]);
});

Deno.test("A connection with too many waiting requests is cut, and others continue", async () => {
  const app = new Hono();
  let made = 0;
  const asked = Promise.withResolvers<void>();
  app.get("/held", (c) => {
    made++;
    asked.resolve();
    return new Promise<Response>((resolve) =>
      c.req.raw.signal.addEventListener("abort", () => resolve(c.text("")))
    );
  });
  app.get("/", (c) => c.text("there"));
  await using server = await serve(app);
  const connection = await server.connect();
  const flood = write(connection, REQUEST("/held").repeat(2_000)).then(() => readAll(connection));
  await deadline(asked.promise, 10_000);
  // It is ended by the cut, as an end or a reset, and not by the time limit.
  const end = await flood.catch((error: Error) => error.name === "TimeoutError" ? "still open" : "");
  assertEquals(end, "");
  assertLessOrEqual(made, 1);
  const other = await server.connect();
  await write(other, REQUEST("/", "Connection: close\r\n"));
  assertEquals((await readAll(other)).endsWith("there"), true);
});
