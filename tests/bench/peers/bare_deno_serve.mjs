/** The runtime alone: `Deno.serve` with a stream per client, to which each group of events goes as one shared chunk. */
import process from "node:process";
import { frame, missedAfter, takeOrders } from "./publisher.mjs";

/** Chunks that may wait for a client before all clients wait for it. */
const MOST_WAITING = 16;
const clients = new Set();
const encoder = new TextEncoder();

function stream(request) {
  let client;
  return new ReadableStream({
    start(controller) {
      client = { controller, drained: () => {} };
      clients.add(client);
      controller.enqueue(encoder.encode(": hello\n\n"));
      const missed = missedAfter(request.headers.get("last-event-id"));
      if (missed.length > 0) controller.enqueue(encoder.encode(missed.map(frame).join("")));
    },
    pull() {
      client.drained();
    },
    cancel() {
      clients.delete(client);
      client.drained();
    },
  });
}

async function send(events) {
  const chunk = encoder.encode(events.map(frame).join(""));
  for (const client of clients) {
    if (client.controller.desiredSize < -MOST_WAITING) {
      await new Promise((resolve) => client.drained = resolve);
    }
    if (clients.has(client)) client.controller.enqueue(chunk);
  }
}

const server = Deno.serve(
  { port: 0, hostname: "127.0.0.1", onListen() {} },
  (request) =>
    new Response(stream(request), {
      headers: { "Content-Type": "text/event-stream", "Cache-Control": "no-cache" },
    }),
);
await takeOrders(`http://127.0.0.1:${server.addr.port}/`, send, { group: Number(process.argv[2] ?? 1) });
process.exit();
