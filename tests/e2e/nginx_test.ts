import { assert, assertEquals, assertMatch } from "@std/assert";
import { spawnCli } from "../support/cli_process.ts";
import { temporaryFolder } from "../support/folders.ts";
import { startFront } from "../support/nginx.ts";
import { programTest } from "../support/programs.ts";
import { Random } from "../support/random.ts";
import { freePort, startServer } from "../support/server_process.ts";
import { parseEvents } from "../support/sse/parse_events.ts";
import {
  asContentLines,
  contentLines,
  createSession,
  createWaitingSession,
  followCut,
  followNative,
  manyReactions,
  sessionJson,
  untilConnected,
  untilDone,
} from "./log_clients.ts";

programTest({
  name: "nginx with its default settings passes every event on at once, resumes, and ends with 204",
  program: "nginx",
  async fn() {
    await using folder = await temporaryFolder();
    await using server = await startServer({
      data: folder.path,
      args: ["--max-running", "1", "--turn", "0", "--keep-alive", "0.2"],
    });
    await using nginx = await startFront(server.url);
    const long = await createSession(nginx.url, manyReactions(3_000));
    const queued = await createSession(nginx.url, manyReactions(20));

    // A session that has not begun sends only a few bytes of comments, which a buffer would hold back.
    const response = await fetch(`${nginx.url}/sessions/${queued}/stream`);
    assertEquals(response.headers.get("Content-Type"), "text/event-stream; charset=utf-8");
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    const read = async () => {
      const result = await reader?.read();
      text += result?.value ?? "";
      return result?.done === false;
    };
    while (!text.includes("\n: keep-alive\n")) assert(await read());
    assertMatch(text, /^retry: 2000\n: rxnstream\n: keep-alive\n/);
    assertEquals((await sessionJson(server.url, queued)).status, "queued");

    // Events arrive while more are still to come.
    const stream = `${nginx.url}/sessions/${long}/stream`;
    const random = new Random(20_240_229);
    const clients = [
      followCut(stream, () => Infinity),
      followCut(stream, () => random.below(20_000)),
      followNative(stream, "native"),
      followNative(stream, "npm"),
    ];
    await Promise.all(clients.map((client) => client.reached(3_050)));
    const status = await sessionJson(nginx.url, long, "/streaming-status");
    assertEquals([status.has_active_worker, status.is_complete, status.status], [true, false, "running"]);
    const cancelled = await fetch(`${nginx.url}/sessions/${long}/cancel`, { method: "POST" });
    assertEquals((await cancelled.json()).status, "cancelled");

    await Promise.all(clients.map(({ ended }) => ended));
    const content = await contentLines(server.url, long);
    for (const { received } of clients) assertEquals(asContentLines(received), content);
    assertEquals(await contentLines(nginx.url, long), content);
    assertEquals(clients[0]?.received.data.at(-1), '{"_type":"completion","status":"cancelled"}');
    const { ids } = clients[0]?.received ?? { ids: [] };
    const again = await fetch(stream, { headers: { "Last-Event-ID": String(ids.length) } });
    assertEquals([again.status, await again.text()], [204, ""]);

    // The stream opened before its session began has all of it, too.
    while (await read());
    assertEquals(asContentLines(parseEvents(text)), await contentLines(server.url, queued));
    assertMatch(text, /\ndata: \{"_type":"completion","status":"completed"\}\nid: \d+\n\n$/);
  },
});

programTest({
  name: "watch behind nginx survives a server that is killed and restarted",
  program: "nginx",
  async fn() {
    await using folder = await temporaryFolder();
    const options = { data: folder.path, port: freePort(), args: ["--max-running", "1", "--turn", "0"] };
    await using first = await startServer(options);
    await using nginx = await startFront(first.url);
    const { id, release } = await createWaitingSession(nginx.url, manyReactions(100));
    const watch = spawnCli(["watch", id, nginx.url, "--format", "jsonl", "--client-id", "watch"]);
    await watch.stdin.close();
    const stdout = new Response(watch.stdout).text();
    const errors = watch.stderr.pipeThrough(new TextDecoderStream()).getReader();
    await untilConnected(first.url, id, ["watch"]);
    await release();
    await untilDone(first.url, id, 30);
    await first.end("SIGKILL");
    let said = "";
    while (!said.includes("502 from")) said += (await errors.read()).value ?? "";
    await using second = await startServer(options);
    for (let done = false; !done;) ({ done } = await errors.read());
    assertEquals(await stdout, await contentLines(second.url, id));
    assertEquals((await watch.status).code, 1, "some of the reactions cannot be read");
  },
});
