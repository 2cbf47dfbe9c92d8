import { assertEquals } from "@std/assert";
import { Hono } from "hono";
import { listen } from "../../../src/http/listener/server.ts";

Deno.test("A client that leaves before its answer began is not a server failure, and one that stays is told of a failure", async () => {
  const errors: string[] = [];
  const log = { debug() {}, info() {}, warn() {}, error: (message: string) => void errors.push(message) };
  const app = new Hono();
  const asked = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<void>();
  app.get("/slow", async (c) => {
    const { signal } = c.req.raw;
    const left = new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    asked.resolve();
    await left;
    gone.resolve();
    // A pending wait rejects with the reason, which is a string.
    throw signal.reason;
  });
  app.get("/broken", () => Promise.reject("Not even an error"));
  const server = await listen(app, {
    hostname: "127.0.0.1",
    port: 0,
    log,
    requestTimeoutMs: 10_000,
    droppedBytes: 1024 * 1024,
    writeDeadlineMs: 60_000,
  });
  const connection = await Deno.connect({ hostname: "127.0.0.1", port: Number(new URL(server.url).port) });
  await connection.write(new TextEncoder().encode("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n"));
  await asked.promise;
  connection.close();
  await gone.promise;
  const response = await fetch(`${server.url}/broken`);
  assertEquals([response.status, (await response.json()).code], [500, "internal"]);
  await server.stop(0);
  assertEquals(errors, ["Request failed"]);
});
