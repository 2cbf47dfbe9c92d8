/** better-sse with one channel, on `node:http` of Node or on `Deno.serve`: its argument is the folder with `node_modules`. */
import { once } from "node:events";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import process from "node:process";
import { missedAfter, takeOrders } from "./publisher.mjs";

const require = createRequire(`${process.argv[2]}/`);
const { createChannel, createResponse, createSession } = require("better-sse");
const channel = createChannel();
// On Deno it closes the stream of a disconnected client although it is closed already, which would end the process.
globalThis.addEventListener?.("unhandledrejection", (event) => event.preventDefault());

function push(target, { id, data }) {
  target(JSON.parse(data), "message", { eventId: String(id) });
}

function join(session) {
  for (const event of missedAfter(session.lastId || 0)) {
    push((...args) => session.push(args[0], args[1], args[2].eventId), event);
  }
  channel.register(session);
}

function send(events) {
  for (const event of events) push((...args) => channel.broadcast(...args), event);
}

async function listen() {
  if (globalThis.Deno !== undefined) {
    const server = Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen() {} },
      (request) => createResponse(request, join),
    );
    return server.addr.port;
  }
  const server = createServer(async (request, response) => join(await createSession(request, response)));
  server.listen({ host: "127.0.0.1", port: 0, backlog: 4_096 });
  await once(server, "listening");
  return server.address().port;
}

await takeOrders(`http://127.0.0.1:${await listen()}/`, send);
process.exit();
