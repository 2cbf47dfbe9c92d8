import { assert, assertEquals, assertMatch } from "@std/assert";
import { deadline } from "@std/async";
import { startService } from "../../src/cli/serve.ts";
import { readServeConfig } from "../../src/config/read_config.ts";
import { changed } from "../support/changed.ts";
import { temporaryFolder } from "../support/folders.ts";
import { numbered, ScriptedAgent } from "../support/session_stack.ts";
import { HttpConnection } from "../support/http/http_connection.ts";
import { until } from "../support/until.ts";

const WAIT_MS = 20_000;

/** A service with one session that stays open after two events, and clients of it that read to the end. */
async function startOpenSession({ failing = false }: { readonly failing?: boolean } = {}) {
  const folder = await temporaryFolder();
  const agent = new ScriptedAgent("scripted");
  const config = readServeConfig({ port: "0", data: folder.path, processes: "1", "log-level": "silent" });
  const service = await startService(config, {
    adapt: (parts) => ({
      ...parts,
      agents: [agent],
      ...(failing
        ? {
          store: changed(parts.store, { pageAfter: () => Promise.reject(new Error("The disk is gone")) }),
          broadcast: changed(parts.broadcast, {
            subscribe: (sessionId) =>
              changed(parts.broadcast.subscribe(sessionId), { after: () => "behind" }),
          }),
        }
        : {}),
    }),
  });
  const created = await fetch(`${service.url}/sessions`, { method: "POST", body: "x" });
  const { session_id: id } = await created.json();
  agent.give([numbered(1), numbered(2)]);
  const session = `${service.url}/sessions/${id}`;
  // The head of the answer arrives before the event that the answer waits for.
  await (await fetch(`${session}/content?wait=20`)).text();
  return {
    service,
    agent,
    session,
    /** Resolves when the stream is open; `rest` with what it delivered, and how it ended by the rules of HTTP. */
    async follow(path = `/sessions/${id}/stream`, headers: Readonly<Record<string, string>> = {}) {
      const connection = await HttpConnection.open(new URL(service.url));
      await connection.send(new URL(`${service.url}${path}`), { headers });
      const { status, body } = await connection.answer();
      assertEquals(status, 200);
      const read = async () => {
        const text = await body.text();
        connection[Symbol.dispose]();
        return { text, end: body.end };
      };
      return { rest: deadline(read(), WAIT_MS) };
    },
    async untilFollowed(count: number) {
      const status = async () => await (await fetch(`${session}/streaming-status`)).json();
      await until(status, { is: ({ connections }) => connections >= count });
    },
    async [Symbol.asyncDispose]() {
      await service.stop();
      await folder[Symbol.asyncDispose]();
    },
  };
}

Deno.test("A server that stops sends a goodbye event without an id, says when to reconnect, and cuts the body", async () => {
  await using open = await startOpenSession();
  const clients = [await open.follow(), await open.follow()];
  await open.untilFollowed(2);
  await open.service.stop();
  const ends = await Promise.all(clients.map(({ rest }) => rest));
  for (const { text, end } of ends) {
    const retry = /id: 2\n\nretry: (\d+)\nevent: goodbye\ndata: {"reason":"stopping","retry_ms":\1}\n\n$/
      .exec(text)?.[1];
    // Stopping may take 4.5 s, and starting some more time.
    assert(Number(retry) >= 6_000 && Number(retry) < 8_000, text);
    assertEquals(end, "cut");
  }
});

Deno.test("When a session is deleted, its stream says so in an event without an id and the body is cut", async () => {
  await using open = await startOpenSession();
  const client = await open.follow();
  await open.untilFollowed(1);
  assertEquals((await fetch(open.session, { method: "DELETE" })).status, 204);
  const { text, end } = await client.rest;
  assertMatch(text, /id: 2\n\nevent: deleted\ndata: {"reason":"deleted"}\n\n$/);
  assertEquals(end, "cut");
});

Deno.test("A stream whose log cannot be read says that it failed, and cuts the body", async () => {
  await using open = await startOpenSession({ failing: true });
  const { text, end } = await (await open.follow()).rest;
  assertMatch(
    text,
    /^retry: 2000\n: rxnstream\nretry: \d+\nevent: goodbye\ndata: {"reason":"failed","retry_ms":\d+}\n\n$/,
  );
  assertEquals(end, "cut");
});

Deno.test("A completed stream ends its body properly and sends nothing more, even while the server stops", async () => {
  await using open = await startOpenSession();
  const client = await open.follow();
  await open.untilFollowed(1);
  open.agent.give("end");
  const { text, end } = await client.rest;
  await open.service.stop();
  assertMatch(text, /\ndata: {"_type":"completion","status":"completed"}\nid: 3\n\n$/);
  assert(!/^event:/m.test(text), text);
  assertEquals(end, "complete");
});

Deno.test("A Durable Streams reader is told only when to reconnect, and its body ends properly", async () => {
  await using open = await startOpenSession();
  const path = new URL(open.session).pathname.replace("/sessions/", "/v1/stream/");
  const client = await open.follow(`${path}?offset=-1&live=sse`);
  await open.untilFollowed(1);
  await open.service.stop();
  const { text, end } = await client.rest;
  assertMatch(text, /"upToDate":true}\n\nretry: \d+\n$/);
  assertEquals(end, "complete");
});

Deno.test("Every block has data; only WebKit's EventSource gets leading blank lines, to flush what it kept of a broken connection", async () => {
  await using open = await startOpenSession();
  const agents = {
    webkit:
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15",
    chromium:
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
  };
  const asked = [
    {
      headers: { "User-Agent": agents.webkit, "Cache-Control": "no-cache" },
      opening: /^\n\nretry: 2000\n: rxnstream\ndata: /,
    },
    { headers: { "User-Agent": agents.webkit }, opening: /^retry: 2000\n: rxnstream\ndata: / },
    {
      headers: { "User-Agent": agents.chromium, "Cache-Control": "no-cache" },
      opening: /^retry: 2000\n: rxnstream\ndata: /,
    },
    { headers: {}, opening: /^retry: 2000\n: rxnstream\ndata: / },
  ];
  const clients = [];
  for (const { headers } of asked) {
    clients.push(await open.follow(undefined, { ...headers, "Last-Event-ID": "1" }));
  }
  await open.untilFollowed(clients.length);
  open.agent.give("end");
  for (const [index, { opening }] of asked.entries()) {
    const text = (await clients[index]?.rest)?.text ?? "";
    assertMatch(text, opening);
    for (const block of text.trimStart().split("\n\n").slice(0, -1)) assertMatch(block, /^data: /m);
  }
});
