import { assert, assertEquals, assertGreater, assertMatch, assertRejects } from "@std/assert";
import { EventSource as NpmEventSource } from "eventsource";
import { startService } from "../../../src/cli/serve.ts";
import { readServeConfig } from "../../../src/config/read_config.ts";
import { changed } from "../../support/changed.ts";
import { temporaryFolder } from "../../support/folders.ts";
import { startTestService } from "../../support/service.ts";
import { parseEvents } from "../../support/sse/parse_events.ts";
import { ScriptedAgent } from "../../support/session_stack.ts";
import { until } from "../../support/until.ts";

const TEXT = "First CC(=O)O.CCO>>CCOC(C)=O and then CCBr.[OH-]>>CCO.[Br-] in one pot.";

Deno.test("The stream has the contract's headers, opens with a comment, and numbers every event", async () => {
  await using service = await startTestService();
  const id = await service.create(TEXT);
  const response = await fetch(`${service.url}/sessions/${id}/stream?client_id=mine`);
  assertEquals(response.headers.get("Content-Type"), "text/event-stream; charset=utf-8");
  assertEquals(response.headers.get("Cache-Control"), "no-cache, no-store, no-transform");
  assertEquals(response.headers.get("X-Accel-Buffering"), "no");
  const text = await response.text();
  assertMatch(text, /^retry: 2000\n: rxnstream\ndata: [^\n]+\nid: 1\n\n/);
  assert(!text.includes("event:"));
  const { ids, data } = parseEvents(text);
  assertEquals(ids, ids.map((_, index) => index + 1));
  assertEquals(data.at(-1), '{"_type":"completion","status":"completed"}');
  const stages = data.slice(0, -1).map((line) => JSON.parse(line).aux.info_type);
  const ofOne = [
    "reaction_init",
    "smiles_init",
    "smiles_update",
    "rxn_smiles_init",
    "smiles_rxn_update",
    "rxn_smarts_init",
    "smarts_rxn_update",
    "rxn_smirks_init",
    "smirks_rxn_update",
    "validation_init",
    "validation_update",
    "reaction_complete",
  ];
  assertEquals(stages, ["reaction_text", "reaction_text", ...ofOne, ...ofOne, "run_complete"]);
});

Deno.test("A client resumes after its Last-Event-ID, from the header or the query, and gets 204 at the end", async () => {
  await using service = await startTestService();
  const id = await service.create(TEXT);
  const all = await service.finish(id);
  const url = `${service.url}/sessions/${id}/stream`;
  const fromHeader = await fetch(url, { headers: { "Last-Event-ID": "5" } });
  const fromQuery = await fetch(`${url}?last_event_id=5`);
  const both = await fetch(`${url}?last_event_id=1`, { headers: { "Last-Event-ID": "5" } });
  for (const response of [fromHeader, fromQuery, both]) {
    assertEquals(parseEvents(await response.text()), { ids: all.ids.slice(5), data: all.data.slice(5) });
  }
  const done = await fetch(url, { headers: { "Last-Event-ID": String(all.ids.length) } });
  assertEquals([done.status, await done.text()], [204, ""]);
  // A cache may store a 204 by default (RFC 9110, section 15.3.5), and give it to a client that has nothing yet.
  assertEquals(done.headers.get("Cache-Control"), "no-store");
});

Deno.test("A cursor that cannot be honoured is an error, never silence", async () => {
  await using service = await startTestService();
  const id = await service.create(TEXT);
  const all = await service.finish(id);
  const url = `${service.url}/sessions/${id}/stream`;
  for (const cursor of ["x", "-1", "+1", "01", "1.5", "1e3", "0x10", " ", "1 ", "١"]) {
    const response = await fetch(`${url}?last_event_id=${encodeURIComponent(cursor)}`);
    assertEquals([cursor, response.status, (await response.json()).code], [cursor, 400, "cursor_malformed"]);
  }
  for (const cursor of [String(all.ids.length + 1), String(2 ** 53), "9".repeat(400)]) {
    const response = await fetch(`${url}?last_event_id=${cursor}`);
    assertEquals([response.status, (await response.json()).code], [409, "cursor_beyond_log"]);
  }
  const beyond = await fetch(url, { headers: { "Last-Event-ID": String(all.ids.length + 1) } });
  assertEquals([beyond.status, (await beyond.json()).code], [409, "cursor_beyond_log"]);
  for (const unknown of [crypto.randomUUID(), "nobody", "..%2f"]) {
    const response = await fetch(`${service.url}/sessions/${unknown}/stream`);
    assertEquals([response.status, (await response.json()).code], [404, "session_not_found"]);
  }
});

Deno.test("HEAD, an unacceptable Accept header and other methods are answered without a stream", async () => {
  await using service = await startTestService();
  const id = await service.create(`${TEXT}\n`.repeat(500));
  const url = `${service.url}/sessions/${id}/stream`;
  const head = await fetch(url, { method: "HEAD" });
  assertEquals([head.status, head.headers.get("Content-Type"), await head.text()], [
    200,
    "text/event-stream; charset=utf-8",
    "",
  ]);
  for (const accept of ["application/json", "text/event-stream;q=0, */*", "text/*;q=0.0, */*;q=0.5"]) {
    const refused = await fetch(url, { headers: { Accept: accept } });
    assertEquals([accept, refused.status, (await refused.json()).code], [accept, 406, "not_acceptable"]);
  }
  const posted = await fetch(url, { method: "POST", body: "x" });
  assertEquals([posted.status, posted.headers.get("Allow"), (await posted.json()).code], [
    405,
    "GET, HEAD, OPTIONS",
    "method_not_allowed",
  ]);
  const status = await (await fetch(`${service.url}/sessions/${id}/streaming-status`)).json();
  assertEquals([status.streaming_clients, status.connections], [[], 0]);
  for (
    const accept of ["text/event-stream", "*/*", "text/*;q=0.5", "application/json;q=0, text/event-stream"]
  ) {
    const response = await fetch(url, { headers: { Accept: accept } });
    assertEquals([accept, response.status], [accept, 200]);
    await response.body?.cancel();
  }
  assertEquals((await fetch(`${service.url}/sessions/${id}`, { method: "DELETE" })).status, 204);
});

Deno.test("The streaming status has the contract's fields and knows who is connected", async () => {
  await using service = await startTestService();
  const id = await service.create(`${TEXT}\n`.repeat(500));
  const stream = async (client: string) => {
    const response = await fetch(`${service.url}/sessions/${id}/stream?client_id=${client}`);
    const reader = response.body?.getReader();
    await reader?.read();
    return reader;
  };
  const readers = [await stream("one"), await stream("two"), await stream("two")];
  const status = await (await fetch(`${service.url}/sessions/${id}/streaming-status`)).json();
  assertEquals(Object.keys(status).slice(0, 8), [
    "session_id",
    "has_active_worker",
    "streaming_clients",
    "queue_size",
    "is_complete",
    "status",
    "worker_id",
    "created_at",
  ]);
  assertEquals([status.session_id, status.has_active_worker, status.is_complete, status.status], [
    id,
    true,
    false,
    "running",
  ]);
  assertEquals([status.streaming_clients.toSorted(), status.connections], [["one", "two"], 3]);
  assertMatch(status.worker_id, /^[0-9a-f-]{36}$/);
  for (const reader of readers) await reader?.cancel();
  // The server notices a closed connection soon, not at once: ask until it has.
  for (let left = 1; left > 0;) {
    left = (await (await fetch(`${service.url}/sessions/${id}/streaming-status`)).json()).connections;
  }
  assertEquals((await fetch(`${service.url}/sessions/${id}`, { method: "DELETE" })).status, 204);
});

Deno.test("A native EventSource gets every event through onmessage, and at the end asks once more and stops", async () => {
  await using service = await startTestService();
  const id = await service.create(TEXT);
  const sources = [EventSource, NpmEventSource as unknown as typeof EventSource];
  const all = await service.finish(id);
  for (const Source of sources) {
    const source = new Source(`${service.url}/sessions/${id}/stream?client_id=native`);
    const got: string[] = [];
    const closed = Promise.withResolvers<void>();
    source.onmessage = (event) => got.push(event.data);
    source.onerror = () => {
      if (source.readyState === Source.CLOSED) closed.resolve();
    };
    await closed.promise;
    source.close();
    assertEquals(got, all.data);
  }
});

Deno.test("A client that never reads is closed at the write deadline and can come back with its cursor", async () => {
  await using service = await startTestService({ "write-deadline": "0.3" });
  const statusOf = async (path: string) => await (await fetch(`${service.url}/sessions/${path}`)).json();
  // A log of more bytes than the socket's buffers hold, so that the server has to wait for the client.
  const id = await service.create(`CCO>>CC=O ${"x".repeat(300)}\n`.repeat(30_000));
  await until(() => statusOf(id), { is: ({ reactions }) => reactions.found === 30_000 });
  await (await fetch(`${service.url}/sessions/${id}/cancel`, { method: "POST" })).body?.cancel();
  const { hostname, port } = new URL(service.url);
  const socket = await Deno.connect({ hostname, port: Number(port) });
  await socket.write(
    new TextEncoder().encode(`GET /sessions/${id}/stream HTTP/1.1\r\nHost: localhost\r\n\r\n`),
  );
  const streaming = `${id}/streaming-status`;
  await until(() => statusOf(streaming), { is: ({ connections }) => connections > 0 });
  await until(() => statusOf(streaming), { is: ({ connections }) => connections === 0 });
  // Whatever the kernel had already taken still arrives; then the connection ends, before the log does.
  const got = await new Response(socket.readable).text().catch(() => "");
  assert(!got.includes("completion"));
  const { data } = await service.finish(id);
  assertEquals(data.at(-1), '{"_type":"completion","status":"cancelled"}');
});

Deno.test("A stream requested while the server stops tells its client to reconnect", async () => {
  await using folder = await temporaryFolder();
  const asked = Promise.withResolvers<void>();
  const stopping = Promise.withResolvers<void>();
  const config = readServeConfig({ port: "0", data: folder.path, processes: "1", "log-level": "silent" });
  const service = await startService(config, {
    adapt: (parts) => ({
      ...parts,
      store: changed(parts.store, {
        async session(id) {
          asked.resolve();
          await stopping.promise;
          return await parts.store.session(id);
        },
      }),
    }),
  });
  const created = await fetch(`${service.url}/sessions`, { method: "POST", body: TEXT });
  const { session_id: id } = await created.json();
  const answer = fetch(`${service.url}/sessions/${id}/stream`);
  await asked.promise;
  const stopped = service.stop();
  stopping.resolve();
  const response = await answer;
  const decoder = new TextDecoder();
  let text = "";
  // The body is cut after its last event.
  await assertRejects(async () => {
    for await (const bytes of response.body ?? []) text += decoder.decode(bytes, { stream: true });
  }, TypeError);
  await stopped;
  assertEquals(response.status, 200);
  assertMatch(
    text,
    /^retry: \d+\n: rxnstream\nretry: (\d+)\nevent: goodbye\ndata: {"reason":"stopping","retry_ms":\1}\n\n$/,
  );
});

Deno.test("A stream pipelined behind another request arrives whole after that request's answer", async () => {
  await using service = await startTestService();
  const id = await service.create(TEXT);
  const { hostname, port } = new URL(service.url);
  const socket = await Deno.connect({ hostname, port: Number(port) });
  const request = (path: string, more = "") => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${more}\r\n`;
  // Both at once, so that the stream begins while the connection still belongs to the other answer.
  await socket.write(
    new TextEncoder().encode(
      request("/openapi.json") + request(`/sessions/${id}/stream`, "Connection: close\r\n"),
    ),
  );
  const text = await new Response(socket.readable).text();
  const [first = "", second = ""] = text.split("HTTP/1.1 200 OK\r\n").slice(1);
  assertMatch(first, /"openapi":/);
  const events = second.slice(second.indexOf("\r\n\r\n") + 4).replaceAll(/^[0-9a-f]+\r\n|\r\n/gm, "");
  assertEquals(parseEvents(events), await service.finish(id));
});

Deno.test("A client that stops reading for a while then gets everything it missed, byte for byte", async () => {
  await using folder = await temporaryFolder();
  const agent = new ScriptedAgent("synthetic");
  const config = readServeConfig({ port: "0", data: folder.path, processes: "1", "log-level": "silent" });
  const service = await startService(config, { adapt: (parts) => ({ ...parts, agents: [agent] }) });
  const created = await fetch(`${service.url}/sessions`, { method: "POST", body: TEXT });
  const { session_id: id } = await created.json();
  const stream = `${service.url}/sessions/${id}/stream`;
  const [sleeping, reading] = [await fetch(stream), await fetch(stream)];
  const read = reading.text();
  // More than the buffers of a connection hold, so that the server has to wait for the sleeping client.
  const event = { type: "info", message: "x".repeat(10_000), aux: { info_type: "large" } } as const;
  let status = { last_event_id: 0, queue_size: 0 };
  for (let count = 200; count <= 4_000; count += 200) {
    agent.give(Array.from({ length: 200 }, () => event));
    while (status.last_event_id < count) {
      status = await (await fetch(`${service.url}/sessions/${id}/streaming-status`)).json();
    }
  }
  assertGreater(status.queue_size, 200);
  agent.give("end");
  const all = parseEvents(await read);
  const rest = parseEvents(await sleeping.text());
  await service.stop();
  assertEquals(all.ids.length, 4_001);
  assertEquals(rest, all);
});
