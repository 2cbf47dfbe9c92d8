/**
 * Hono's `streamSSE` as in its documentation, with one queue per client. Arguments: the folder with `node_modules`, and
 * `node:http` (on Node or Deno, through @hono/node-server) or `Deno.serve`.
 */
import { once } from "node:events";
import { createRequire } from "node:module";
import process from "node:process";
import { missedAfter, takeOrders } from "./publisher.mjs";

const require = createRequire(`${process.argv[2]}/`);
const { Hono } = require("hono");
const { streamSSE } = require("hono/streaming");

class Queue {
  #events = [];
  #wake = () => {};

  push(event) {
    this.#events.push(event);
    this.#wake();
  }

  async next() {
    while (this.#events.length === 0) await new Promise((resolve) => this.#wake = resolve);
    return this.#events.shift();
  }
}

const clients = new Set();
const app = new Hono();
app.get("/", (c) =>
  streamSSE(c, async (sse) => {
    const queue = new Queue();
    await sse.write(": hello\n\n");
    for (const event of missedAfter(c.req.header("last-event-id"))) queue.push(event);
    clients.add(queue);
    sse.onAbort(() => clients.delete(queue));
    while (!sse.aborted) {
      const { id, data } = await queue.next();
      await sse.writeSSE({ id: String(id), data });
    }
  }));

function send(events) {
  for (const event of events) {
    for (const queue of clients) queue.push(event);
  }
}

async function listen() {
  if (process.argv[3] === "Deno.serve") {
    return Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, app.fetch).addr.port;
  }
  const server = require("@hono/node-server").createAdaptorServer({ fetch: app.fetch });
  server.listen({ host: "127.0.0.1", port: 0, backlog: 4_096 });
  await once(server, "listening");
  return server.address().port;
}

await takeOrders(`http://127.0.0.1:${await listen()}/`, send);
process.exit();
