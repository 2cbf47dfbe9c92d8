import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { deadline } from "@std/async";
import { startService } from "../../../src/cli/serve.ts";
import { readServeConfig } from "../../../src/config/read_config.ts";
import { temporaryFolder } from "../../support/folders.ts";
import { startTestService } from "../../support/service.ts";
import { numbered, ScriptedAgent } from "../../support/session_stack.ts";

const TEXT = "CC(=O)O.CCO>>CCOC(C)=O";
const START = "0000000000000000";

/** A real service whose only agent does what the test says, with one session. */
interface Scripted extends AsyncDisposable {
  readonly agent: ScriptedAgent;
  /** Address of the session's stream. */
  readonly stream: string;
  readonly session: string;
  /** Resolves when a client waits for the session's next event, and when none does any longer. */
  readonly waited: Promise<void>;
  readonly left: Promise<void>;
}

async function startScripted(options: Readonly<Record<string, string>> = {}): Promise<Scripted> {
  const folder = await temporaryFolder();
  const agent = new ScriptedAgent("scripted");
  const waited = Promise.withResolvers<void>();
  const left = Promise.withResolvers<void>();
  const config = readServeConfig({
    port: "0",
    data: folder.path,
    "log-level": "silent",
    processes: "1",
    ...options,
  });
  const service = await startService(config, {
    adapt: (parts) => ({
      ...parts,
      agents: [agent],
      broadcast: {
        publish: (sessionId, entries) => parts.broadcast.publish(sessionId, entries),
        close: (sessionId) => parts.broadcast.close(sessionId),
        subscribe(sessionId) {
          const subscription = parts.broadcast.subscribe(sessionId);
          waited.resolve();
          return {
            after: (cursor) => subscription.after(cursor),
            live: (cursor) => subscription.live(cursor),
            [Symbol.dispose]() {
              subscription[Symbol.dispose]();
              left.resolve();
            },
          };
        },
      },
    }),
  });
  const created = await fetch(`${service.url}/sessions`, { method: "POST", body: TEXT });
  const { session_id: id } = await created.json();
  await agent.started.promise;
  return {
    agent,
    stream: `${service.url}/v1/stream/${id}`,
    session: `${service.url}/sessions/${id}`,
    waited: waited.promise,
    left: left.promise,
    async [Symbol.asyncDispose]() {
      await service.stop();
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** Writes this many more events into the log; resolves when they are there. */
async function write({ agent, session }: Scripted, count: number): Promise<void> {
  const { last_event_id: before } = await (await fetch(session)).json();
  agent.give(Array.from({ length: count }, (_, index) => numbered(before + index + 1)));
  for (let last = before; last < before + count;) {
    last = (await (await fetch(`${session}/content?after=${last}&wait=50`)).json()).next_after;
  }
}

/** The `control` and `data` events of a stream of the protocol. */
interface Events {
  readonly messages: readonly unknown[];
  readonly controls: ReadonlyArray<Readonly<Record<string, unknown>>>;
  readonly kinds: readonly string[];
}

function readEvents(text: string): Events {
  const blocks = text.split("\n\n").flatMap((block) => {
    const match = /^event: (\w+)\ndata:(.*)$/m.exec(block);
    return match === null ? [] : [{ kind: match[1] ?? "", value: JSON.parse(match[2] ?? "") }];
  });
  return {
    messages: blocks.filter(({ kind }) => kind === "data").flatMap(({ value }) => value),
    controls: blocks.filter(({ kind }) => kind === "control").map(({ value }) => value),
    kinds: blocks.map(({ kind }) => kind),
  };
}

function positionOf({ headers }: Response): readonly (string | null)[] {
  return ["Stream-Next-Offset", "Stream-Up-To-Date", "Stream-Closed"].map((name) => headers.get(name));
}

Deno.test("A reader catches up page by page, gets the log's data byte for byte, and learns where it ends", async () => {
  await using service = await startTestService();
  const id = await service.create(`${TEXT}\n`.repeat(150));
  const { data } = await service.finish(id);
  const offsets = [START];
  let text = "";
  for (let closed = false; !closed;) {
    const response = await fetch(`${service.url}/v1/stream/${id}?offset=${offsets.at(-1)}`);
    const [next = null, upToDate, end] = positionOf(response);
    assertEquals([response.status, response.headers.get("Content-Type")], [200, "application/json"]);
    assertEquals(response.headers.get("Cache-Control"), "private, max-age=60, stale-while-revalidate=300");
    assertEquals(response.headers.get("Vary"), "Authorization, Cookie, Origin");
    closed = end === "true";
    assertEquals(upToDate, closed ? "true" : null);
    offsets.push(next ?? "");
    const page = await response.text();
    text += (text === "" ? "" : ",") + page.slice(1, -1);
  }
  assertEquals(text, data.join(","));
  assert(offsets.length > 2, "The log has more than a page");
  assertEquals(offsets, [...new Set(offsets)].sort());
  const tail = await fetch(`${service.url}/v1/stream/${id}?offset=${offsets.at(-1)}`);
  assertEquals(positionOf(tail), [offsets.at(-1) ?? "", "true", "true"]);
  assertEquals(await tail.text(), "[]");
});

Deno.test("A follower of a log of many batches is told only after the last one that it is up to date", async () => {
  await using service = await startTestService();
  const id = await service.create(`${TEXT}\n`.repeat(150));
  const { data } = await service.finish(id);
  const { messages, controls } = readEvents(
    await (await fetch(`${service.url}/v1/stream/${id}?offset=-1&live=sse`)).text(),
  );
  assertEquals(messages, data.map((line) => JSON.parse(line)));
  const [last, ...earlier] = controls.toReversed();
  assertEquals([last?.["upToDate"], last?.["streamClosed"]], [true, true]);
  assert(earlier.length > 0, "The log has more than a batch");
  for (const { upToDate, streamClosed } of earlier) {
    assertEquals([upToDate, streamClosed], [undefined, undefined]);
  }
});

Deno.test("A reader without an offset, or with -1, begins at the beginning, and with now at the end", async () => {
  await using scripted = await startScripted();
  await write(scripted, 3);
  const whole = await (await fetch(scripted.stream)).json();
  assertEquals(whole.map(({ message }: { message: string }) => message), ["Event 1", "Event 2", "Event 3"]);
  const explicit = await fetch(`${scripted.stream}?offset=-1`);
  // The next event may come at any moment, so a cache has to revalidate.
  assertEquals([await explicit.json(), explicit.headers.get("Cache-Control")], [whole, "private, no-cache"]);
  const now = await fetch(`${scripted.stream}?offset=now`);
  assertEquals([now.headers.get("Cache-Control"), now.headers.get("ETag")], ["no-store", null]);
  assertEquals([await now.json(), ...positionOf(now)], [[], "0000000000000003", "true", null]);
  await write(scripted, 1);
  const more = await (await fetch(`${scripted.stream}?offset=${now.headers.get("Stream-Next-Offset")}`))
    .json();
  assertEquals(more.map(({ message }: { message: string }) => message), ["Event 4"]);
});

Deno.test("A long-poll answers with the next message, empty with the keep-alive, and at once at the end of a log", async () => {
  await using scripted = await startScripted({ "keep-alive": "0.2" });
  const idle = await fetch(`${scripted.stream}?offset=-1&live=long-poll`);
  assertEquals([idle.status, ...positionOf(idle), await idle.text()], [204, START, "true", null, ""]);
  const cursor = Number(idle.headers.get("Stream-Cursor"));
  const again = await fetch(`${scripted.stream}?offset=now&live=long-poll&cursor=${cursor}`);
  assert(Number(again.headers.get("Stream-Cursor")) > cursor, "A cache must not give the same answer again");

  await using patient = await startScripted({ "keep-alive": "50" });
  const waiting = fetch(`${patient.stream}?offset=${START}&live=long-poll`);
  await patient.waited;
  patient.agent.give([numbered(1)], "end");
  const woken = await waiting;
  assertEquals([woken.status, (await woken.json())[0].message], [200, "Event 1"]);
  await (await fetch(`${patient.session}/stream`)).text();
  const tail = (await fetch(patient.stream, { method: "HEAD" })).headers.get("Stream-Next-Offset");
  const ended = await fetch(`${patient.stream}?offset=${tail}&live=long-poll`);
  assertEquals([ended.status, ...positionOf(ended)], [204, tail, "true", "true"]);
});

Deno.test("A reader that leaves ends its long-poll", async () => {
  await using scripted = await startScripted({ "keep-alive": "50" });
  const leaving = new AbortController();
  const waiting = fetch(`${scripted.stream}?offset=now&live=long-poll`, { signal: leaving.signal }).catch(
    () => "left",
  );
  await scripted.waited;
  leaving.abort();
  assertEquals(await waiting, "left");
  await deadline(scripted.left, 30_000);
});

Deno.test("A follower gets every message once, and its offset after each batch, from history to the end of the log", async () => {
  await using scripted = await startScripted();
  await write(scripted, 2);
  const response = await fetch(`${scripted.stream}?offset=-1&live=sse`);
  assertEquals(response.headers.get("Content-Type"), "text/event-stream");
  let text = "";
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    const { controls: [first], kinds } = readEvents(text);
    if (kinds.length !== 2) continue;
    assertEquals([first?.["streamNextOffset"], first?.["upToDate"]], ["0000000000000002", true]);
    scripted.agent.give([numbered(3)], [numbered(4), numbered(5)], "end");
  }
  const { messages, controls, kinds } = readEvents(text);
  const whole = await fetch(scripted.stream);
  assertEquals(messages, await whole.json());
  assertEquals(kinds, controls.flatMap(() => ["data", "control"]));
  assertEquals(controls.at(-1), {
    streamNextOffset: whole.headers.get("Stream-Next-Offset"),
    streamClosed: true,
    upToDate: true,
  });
  for (const { streamNextOffset, streamCursor, streamClosed } of controls.slice(0, -1)) {
    assertEquals([typeof streamCursor, streamClosed], ["string", undefined]);
    // A client that resumes from any position gets the rest.
    const rest = await fetch(`${scripted.stream}?offset=${streamNextOffset}&live=sse`);
    assertEquals(readEvents(await rest.text()).messages, messages.slice(Number(streamNextOffset)));
  }
});

Deno.test("A follower with nothing to read is told its offset at once, and at the end of a log that nothing follows", async () => {
  await using scripted = await startScripted();
  await write(scripted, 1);
  const response = await fetch(`${scripted.stream}?offset=now&live=sse`);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!text.includes("event:")) text += (await reader?.read())?.value;
  const [place] = readEvents(text).controls;
  assertEquals([place?.["streamNextOffset"], place?.["upToDate"]], ["0000000000000001", true]);
  await reader?.cancel();
  scripted.agent.give("end");
  await (await fetch(`${scripted.session}/stream`)).text();
  const ended = await fetch(`${scripted.stream}?offset=now&live=sse`);
  assertEquals(positionOf(ended), ["0000000000000002", "true", "true"]);
  const { kinds, controls } = readEvents(await ended.text());
  assertEquals([kinds, controls], [["control"], [{
    streamNextOffset: "0000000000000002",
    streamClosed: true,
    upToDate: true,
  }]]);
});

Deno.test("A follower counts among the session's clients, and its stream ends when the session is deleted", async () => {
  await using scripted = await startScripted();
  await write(scripted, 1);
  const response = await fetch(`${scripted.stream}?offset=-1&live=sse&client_id=follower`);
  const status = await (await fetch(`${scripted.session}/streaming-status`)).json();
  assertEquals([status.streaming_clients, status.connections], [["follower"], 1]);
  assertEquals((await fetch(scripted.session, { method: "DELETE" })).status, 204);
  assertEquals(readEvents(await response.text()).controls.filter(({ streamClosed }) => streamClosed), []);
  const gone = await fetch(`${scripted.stream}?offset=-1&live=sse`);
  assertEquals([gone.status, (await gone.json()).code], [404, "session_not_found"]);
});

Deno.test("Data that a reader has is not sent again until the log grows or ends", async () => {
  await using scripted = await startScripted();
  await write(scripted, 1);
  const tagOf = async (known: string) => {
    const response = await fetch(scripted.stream, { headers: { "If-None-Match": known } });
    await response.body?.cancel();
    return {
      status: response.status,
      tag: response.headers.get("ETag") ?? "",
      position: positionOf(response),
    };
  };
  const first = await tagOf("");
  assertEquals(await tagOf(first.tag), { ...first, status: 304 });
  assertEquals(await tagOf(`"other", W/${first.tag}`), { ...first, status: 304 });
  await write(scripted, 1);
  const grown = await tagOf(first.tag);
  assertEquals(grown.status, 200);
  assertEquals((await tagOf(grown.tag)).status, 304);
  scripted.agent.give("end");
  await (await fetch(`${scripted.session}/stream`)).text();
  const ended = await tagOf(grown.tag);
  assertEquals([ended.status, ended.position[2]], [200, "true"]);
  const open = await fetch(`${scripted.stream}?offset=0000000000000002`);
  assertEquals((await open.json()).length, 1);
});

Deno.test("An offset that cannot be honoured is an error, never silence", async () => {
  await using service = await startTestService();
  const id = await service.create(TEXT);
  const { ids } = await service.finish(id);
  const url = `${service.url}/v1/stream/${id}`;
  const tail = String(ids.length).padStart(16, "0");
  const malformed = [
    "offset=",
    "offset=1",
    "offset=-2",
    "offset=NOW",
    `offset=${tail}0`,
    `offset=${tail}%0A`,
  ];
  for (const query of [...malformed, `offset=${START}&offset=${tail}`, "offset=now&offset=now"]) {
    const response = await fetch(`${url}?${query}`);
    assertEquals([query, response.status, (await response.json()).code], [query, 400, "cursor_malformed"]);
  }
  for (const query of ["live=sse", "live=long-poll", "live=", "live=websocket&offset=-1"]) {
    const response = await fetch(`${url}?${query}`);
    assertEquals([query, response.status, (await response.json()).code], [query, 400, "parameter_malformed"]);
  }
  const beyond = await fetch(`${url}?offset=${String(ids.length + 1).padStart(16, "0")}`);
  assertEquals([beyond.status, (await beyond.json()).code], [409, "cursor_beyond_log"]);
  for (const query of ["", "?offset=now", "?offset=-1&live=sse", "?offset=-1&live=long-poll"]) {
    const unknown = await fetch(`${service.url}/v1/stream/${crypto.randomUUID()}${query}`);
    assertEquals([unknown.status, (await unknown.json()).code], [404, "session_not_found"]);
  }
});

Deno.test("HEAD says where the log ends, a wrong Accept is refused, and nobody can write", async () => {
  await using scripted = await startScripted();
  await write(scripted, 2);
  for (const query of ["", "?offset=-1&live=sse", "?offset=now&live=long-poll"]) {
    const head = await fetch(scripted.stream + query, { method: "HEAD" });
    assertEquals([head.status, head.headers.get("Cache-Control"), await head.text()], [200, "no-store", ""]);
    assertEquals(positionOf(head), ["0000000000000002", null, null]);
  }
  for (
    const [query, accept] of [["", "text/event-stream"], ["?offset=-1&live=sse", "application/json"]] as const
  ) {
    const refused = await fetch(scripted.stream + query, { headers: { Accept: accept } });
    assertEquals([refused.status, (await refused.json()).code], [406, "not_acceptable"]);
  }
  for (const method of ["PUT", "POST", "DELETE", "PATCH"]) {
    const refused = await fetch(scripted.stream, { method });
    const problem = await refused.json();
    assertEquals([method, refused.status, refused.headers.get("Allow")], [method, 405, "GET, HEAD, OPTIONS"]);
    assertStringIncludes(problem.detail, "a session alone writes its log");
  }
  assertEquals((await (await fetch(scripted.session)).json()).last_event_id, 2);
});

Deno.test("Pages of allowed origins can read the headers of a stream, and may send conditional requests", async () => {
  await using scripted = await startScripted();
  const headers = { Origin: "http://localhost:3000" };
  const response = await fetch(scripted.stream, { headers });
  await response.body?.cancel();
  const exposed = response.headers.get("Access-Control-Expose-Headers") ?? "";
  for (const name of ["Stream-Next-Offset", "Stream-Up-To-Date", "Stream-Closed", "Stream-Cursor", "ETag"]) {
    assertStringIncludes(exposed, name);
  }
  const asked = await fetch(scripted.stream, {
    method: "OPTIONS",
    headers: {
      ...headers,
      "Access-Control-Request-Method": "GET",
      "Access-Control-Request-Headers": "if-none-match",
    },
  });
  await asked.body?.cancel();
  assertStringIncludes(asked.headers.get("Access-Control-Allow-Headers") ?? "", "If-None-Match");
});
