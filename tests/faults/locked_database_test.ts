import { assertEquals, assertMatch } from "@std/assert";
import { createSession, manyReactions, sessionJson, untilDone } from "../e2e/log_clients.ts";
import { assertWholeLog } from "../e2e/whole_log.ts";
import { lockDatabase } from "../store/support/lock.ts";
import { temporaryFolder } from "../support/folders.ts";
import { startServer } from "../support/server_process.ts";
import { parseEvents } from "../support/sse/parse_events.ts";
import { assertProblem, complaints, post, untilReadiness } from "./support/server_faults.ts";

const LOCKED = /^Another process has locked the database/;

Deno.test("While another process has the database locked, sessions wait, and continue afterwards", async () => {
  await using folder = await temporaryFolder();
  await using server = await startServer({ data: folder.path });
  const id = await createSession(server.url, manyReactions(300));
  const stream = await fetch(`${server.url}/sessions/${id}/stream`);
  const streamed = stream.text();
  // Awaited below, unless something fails before that.
  streamed.catch(() => {});
  await untilDone(server.url, id, 5);
  {
    await using _lock = await lockDatabase(`${folder.path}/rxnstream.db`);
    await server.said(/ error The database cannot write; sessions wait until it can .*locked/);
    assertMatch((await untilReadiness(server.url, 503)).join(), LOCKED);
    const refused = await post(server.url, "CCO>>CC=O");
    assertEquals(refused.headers.get("Retry-After"), "2");
    await assertProblem(refused, { status: 503, code: "store_unavailable", detail: LOCKED });
    assertEquals((await sessionJson(server.url, id, "/streaming-status")).connections, 1);
  }
  const { ids, data } = parseEvents(await streamed);
  assertEquals(ids, ids.map((_, index) => index + 1));
  assertWholeLog(data, 300);
  await untilReadiness(server.url, 200);
  await createSession(server.url, "CCO>>CC=O");
  assertEquals(complaints(server.stderr).length, 1, server.stderr);
});
