/** The runtime alone with a log: every event is committed by `@libsql/client` in a thread of its own, then written to all clients. */
import { Buffer } from "node:buffer";
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import process from "node:process";
import { frame, takeOrders } from "./publisher.mjs";
import type { ToCommit } from "./bare_libsql_thread.ts";

const clients = new Set<ServerResponse>();
const thread = new Worker(import.meta.resolve("./bare_libsql_thread.ts"), { type: "module" });
let answered = Promise.withResolvers<void>();
thread.onmessage = () => answered.resolve();

async function send(events: readonly ToCommit[]): Promise<void> {
  answered = Promise.withResolvers<void>();
  thread.postMessage(events);
  await answered.promise;
  const chunk = Buffer.from(events.map(frame).join(""));
  for (const client of clients) client.write(chunk);
}

const server = createServer((_request, response) => {
  response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-cache" });
  response.write(": hello\n\n");
  clients.add(response);
  response.once("close", () => clients.delete(response));
});

await answered.promise;
server.listen({ host: "127.0.0.1", port: 0 });
await once(server, "listening");
await takeOrders(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, send);
process.exit();
