/** The runtime alone: `node:http`, on Node or Deno, with one `write` per client for each group of events. */
import { Buffer } from "node:buffer";
import { once } from "node:events";
import { createServer } from "node:http";
import process from "node:process";
import { frame, missedAfter, takeOrders } from "./publisher.mjs";

/** Bytes that may wait for a client before all clients wait for it. */
const MOST_WAITING = 256 * 1024;
const clients = new Set();

const server = createServer((request, response) => {
  response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-cache" });
  response.write(": hello\n\n");
  const missed = missedAfter(request.headers["last-event-id"]);
  if (missed.length > 0) response.write(missed.map(frame).join(""));
  clients.add(response);
  response.once("close", () => clients.delete(response));
});

async function send(events) {
  const chunk = Buffer.from(events.map(frame).join(""));
  for (const client of clients) {
    if (client.writableLength > MOST_WAITING) {
      await Promise.race([once(client, "drain"), once(client, "close")]);
    }
    client.write(chunk);
  }
}

server.listen({ host: "127.0.0.1", port: 0, backlog: 4_096 });
await once(server, "listening");
await takeOrders(`http://127.0.0.1:${server.address().port}/`, send, { group: Number(process.argv[2] ?? 1) });
process.exit();
