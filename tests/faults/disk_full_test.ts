import { assertEquals, assertGreater, assertMatch } from "@std/assert";
import { contentLines, createSession, manyReactions, sessionJson, untilDone } from "../e2e/log_clients.ts";
import { assertWholeLog } from "../e2e/whole_log.ts";
import { runCli } from "../support/cli_process.ts";
import { startServer } from "../support/server_process.ts";
import { parseEvents } from "../support/sse/parse_events.ts";
import { diskTest, memoryDisk } from "./support/mounted_disk.ts";
import { assertProblem, complaints, post, untilReadiness } from "./support/server_faults.ts";
import { until } from "../support/until.ts";

const FULL = /disk of the database is full: free some space/;

diskTest(
  "On a full disk sessions wait, streams stay open and the problem is reported; when there is space, everything continues",
  async () => {
    await using disk = await memoryDisk(64);
    await using server = await startServer({ data: `${disk.path}/data` });
    const id = await createSession(server.url, manyReactions(300));
    const stream = await fetch(`${server.url}/sessions/${id}/stream`);
    const streamed = stream.text();
    // Awaited below, unless something fails before that.
    streamed.catch(() => {});
    await untilDone(server.url, id, 5);
    await disk.fill();
    await server.said(/ error The database cannot write; sessions wait until it can .*is full/);

    assertMatch((await untilReadiness(server.url, 503)).join(), FULL);
    const refused = await post(server.url, "CCO>>CC=O");
    assertEquals(refused.headers.get("Retry-After"), "2");
    await assertProblem(refused, { status: 507, code: "store_full", detail: FULL });
    assertEquals((await sessionJson(server.url, id, "/streaming-status")).connections, 1);
    assertEquals((await (await fetch(`${server.url}/healthz`)).json()).status, "ok");
    const during = await contentLines(server.url, id);
    assertGreater(during.length, 0);

    await disk.free();
    await untilReadiness(server.url, 200);
    const { ids, data } = parseEvents(await streamed);
    assertEquals(ids, ids.map((_, index) => index + 1));
    assertWholeLog(data, 300);
    const content = await contentLines(server.url, id);
    assertEquals(content.startsWith(during), true);
    assertEquals(content, ids.map((number, index) => `{"id":${number},"data":${data[index]}}\n`).join(""));
    await createSession(server.url, "CCO>>CC=O");
    assertMatch(server.stderr, / info The database can write again/);
    assertEquals(complaints(server.stderr).length, 1, server.stderr);
  },
);

diskTest(
  "Cancelling while the disk is full is answered soon, and the session ends as soon as there is space",
  async () => {
    await using disk = await memoryDisk(64);
    await using server = await startServer({
      data: `${disk.path}/data`,
      args: ["--max-running", "1", "--turn", "0"],
    });
    const running = await createSession(server.url, manyReactions(3_000));
    const queued = await createSession(server.url, manyReactions(3_000));
    await untilDone(server.url, running, 5);
    await disk.fill();
    await server.said(/ error The database cannot write/);
    for (const id of [queued, running]) {
      const answer = await fetch(`${server.url}/sessions/${id}/cancel`, { method: "POST" });
      assertEquals(answer.headers.get("Retry-After"), "2");
      await assertProblem(answer, {
        status: 503,
        code: "store_unavailable",
        detail: /^The session has been stopped; .+ as soon as the database can write: .*full/,
      });
    }
    await disk.free();
    for (const id of [queued, running]) {
      await until(() => sessionJson(server.url, id), { is: ({ status }) => status === "cancelled" });
      const lines = (await contentLines(server.url, id)).trim().split("\n");
      assertMatch(lines.at(-1) ?? "", /"data":\{"_type":"completion","status":"cancelled"\}\}$/);
      lines.forEach((line, index) => assertEquals(JSON.parse(line).id, index + 1));
    }
  },
);

diskTest(
  "A server killed while its disk is full does not start until there is space, and then continues from the committed events",
  async () => {
    await using disk = await memoryDisk(64);
    const data = `${disk.path}/data`;
    await using first = await startServer({ data });
    const id = await createSession(first.url, manyReactions(100));
    await untilDone(first.url, id, 5);
    await disk.fill();
    await first.said(/ error The database cannot write/);
    const before = await contentLines(first.url, id);
    await first.end("SIGKILL");
    const refused = await runCli(["serve", "--port", "0", "--data", data]);
    assertEquals([refused.code, refused.stdout], [3, ""]);
    assertMatch(refused.stderr, /^rxnstream: Cannot open the database ".+": .+is full: free some space.+\n$/);
    await disk.free();
    await using second = await startServer({ data });
    const stream = await fetch(`${second.url}/sessions/${id}/stream`);
    const { ids, data: log } = parseEvents(await stream.text());
    assertEquals(ids, ids.map((_, index) => index + 1));
    assertWholeLog(log, 100);
    assertEquals((await contentLines(second.url, id)).startsWith(before), true);
  },
);
