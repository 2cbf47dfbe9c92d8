import { assertEquals, assertGreater } from "@std/assert";
import { createSession, followCut, manyReactions, sessionJson } from "../e2e/log_clients.ts";
import { assertWholeLog } from "../e2e/whole_log.ts";
import { temporaryFolder } from "../support/folders.ts";
import { programTest } from "../support/programs.ts";
import { startServer } from "../support/server_process.ts";

const REACTIONS = 400;
/** How many reactions the tests submit, and how many of them cannot be read. */
const UNREADABLE = 16;
/** Enough for the server, one chemistry process and a few dozen clients. */
const LIMIT = 100;

/** Connects until the server cannot accept more, and stays connected. */
async function crowd(url: string, connections: AsyncDisposableStack): Promise<void> {
  const port = Number(new URL(url).port);
  for (let count = 0; count < 2 * LIMIT; count++) {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port });
    connections.defer(() => connection.close());
  }
}

programTest({
  name:
    "When file descriptors run out, streams and sessions continue, the problem is reported, and clients are accepted again later",
  program: "prlimit",
  async fn(prlimit) {
    await using folder = await temporaryFolder();
    await using server = await startServer({
      data: folder.path,
      wrapper: [prlimit, `--nofile=${LIMIT}`],
    });
    const id = await createSession(server.url, manyReactions(REACTIONS));
    const client = followCut(`${server.url}/sessions/${id}/stream`, () => Infinity);
    await client.reached(REACTIONS + 50);
    {
      await using connections = new AsyncDisposableStack();
      await crowd(server.url, connections);
      await server.said(/ error No file descriptor is free: new clients wait until others leave/);
      const before = client.received.ids.length;
      await client.reached(before + 100);
      // A chemistry process needs file descriptors, and there are none left: it has to wait, and so does the session.
      for (const pid of await server.children()) Deno.kill(pid, "SIGKILL");
      await server.said(/ warn chem process did not start .*Too many open files/);
      assertGreater(client.received.ids.length, before);
    }
    await server.said(/ info File descriptors are free again/);
    await client.ended;
    assertWholeLog(client.received.data, REACTIONS);
    const { status, reactions } = await sessionJson(server.url, id);
    assertEquals([status, reactions.failed], ["completed", UNREADABLE]);
    assertEquals(server.stderr.match(/No file descriptor is free/g)?.length, 1);
  },
});
