import { assertEquals } from "@std/assert";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { watchListening } from "../../../src/http/listener/relisten.ts";
import { createLog } from "../../../src/log.ts";

Deno.test("File descriptors are not probed while a server has few clients, but are once it has many", async () => {
  const server = createServer();
  const listening = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", listening.resolve);
  await listening.promise;
  const { port } = server.address() as AddressInfo;
  const open: Deno.Conn[] = [];
  let accepted = 0;
  server.on("connection", () => accepted++);
  const tried = Promise.withResolvers<number>();
  {
    using _watch = watchListening(server, {
      listen: () => {},
      limit: 40,
      log: createLog("silent"),
      isShort: () => {
        tried.resolve(accepted);
        return false;
      },
      periodMs: 5,
    });
    while (open.length < 10) {
      const next = Promise.withResolvers<void>();
      server.once("connection", () => next.resolve());
      open.push(await Deno.connect({ hostname: "127.0.0.1", port }));
      await next.promise;
    }
    assertEquals(await tried.promise, 10);
  }
  for (const connection of open) connection.close();
  const closed = Promise.withResolvers<void>();
  server.close(() => closed.resolve());
  await closed.promise;
});
