import { assert, assertEquals, assertRejects } from "@std/assert";
import { createHttpApp } from "../../../src/http/contract/routes.ts";
import { startService } from "../../../src/cli/serve.ts";
import { readServeConfig } from "../../../src/config/read_config.ts";
import { openAccess } from "../../../src/http/access/access.ts";
import { createLog } from "../../../src/log.ts";
import { FairTurns } from "../../../src/scheduling/fair_turns.ts";
import { mountContent } from "../../../src/http/routes/content.ts";
import { changed } from "../../support/changed.ts";
import { temporaryFolder } from "../../support/folders.ts";
import { openSessionStack, ScriptedAgent } from "../../support/session_stack.ts";
import { startTestService } from "../../support/service.ts";

interface Page {
  readonly items: ReadonlyArray<{ readonly id: number; readonly data: unknown }>;
  readonly next_after: number | null;
}

const TEXT = "CC(=O)O.CCO>>CCOC(C)=O";

Deno.test("The content is the log, byte for byte what the stream sends, as JSON and as NDJSON", async () => {
  await using service = await startTestService();
  const id = await service.create(TEXT);
  const { ids, data } = await service.finish(id);
  const items = ids.map((number, index) => `{"id":${number},"data":${data[index]}}`);
  const url = `${service.url}/sessions/${id}/content`;
  const json = await fetch(url);
  assertEquals(json.headers.get("Content-Type"), "application/json; charset=utf-8");
  assertEquals(await json.text(), `{"items":[${items.join(",")}],"next_after":null}`);
  const ndjson = await fetch(url, { headers: { Accept: "application/x-ndjson" } });
  assertEquals(ndjson.headers.get("Content-Type"), "application/x-ndjson; charset=utf-8");
  assertEquals(await ndjson.text(), items.map((item) => item + "\n").join(""));
});

Deno.test("The content comes in pages, each saying where the next begins", async () => {
  await using service = await startTestService();
  const id = await service.create(TEXT);
  const { ids } = await service.finish(id);
  const got: number[] = [];
  for (let after: number | null = 0; after !== null;) {
    const page: Page = await (await fetch(`${service.url}/sessions/${id}/content?after=${after}&limit=4`))
      .json();
    got.push(...page.items.map((item) => item.id));
    after = page.next_after;
  }
  assertEquals(got, ids);
  for (const query of ["after=x", "limit=0", "limit=", "wait=-1", "wait=1000"]) {
    const response = await fetch(`${service.url}/sessions/${id}/content?${query}`);
    assertEquals([query, response.status, (await response.json()).status], [query, 400, 400]);
  }
  const beyond = await fetch(`${service.url}/sessions/${id}/content?after=${ids.length + 1}`);
  assertEquals([beyond.status, (await beyond.json()).code], [409, "cursor_beyond_log"]);
});

Deno.test("A long-poll answers as soon as there is an event, and polling alone gives the whole log", async () => {
  await using service = await startTestService();
  const id = await service.create(TEXT);
  const got: string[] = [];
  for (let after: number | null = 0; after !== null;) {
    const page: Page = await (await fetch(`${service.url}/sessions/${id}/content?after=${after}&wait=30`))
      .json();
    got.push(...page.items.map((item) => JSON.stringify(item.data)));
    after = page.next_after;
  }
  assertEquals(got, (await service.finish(id)).data);
});

Deno.test("A client that has read a finished log to its end is told that nothing follows, and does not wait", async () => {
  await using service = await startTestService();
  const id = await service.create(TEXT);
  const { ids } = await service.finish(id);
  for (const query of [`after=${ids.length}`, `after=${ids.length}&wait=50`]) {
    const page: Page = await (await fetch(`${service.url}/sessions/${id}/content?${query}`)).json();
    assertEquals(page, { items: [], next_after: null });
  }
});

Deno.test("The query or the Last-Event-ID header says where the content begins; conflicting ones are refused", async () => {
  await using service = await startTestService();
  const id = await service.create(TEXT);
  const { ids } = await service.finish(id);
  const firstOf = async (query: string, lastEventId: string) => {
    const response = await fetch(`${service.url}/sessions/${id}/content${query}`, {
      headers: { "Last-Event-ID": lastEventId },
    });
    const page: Page & { readonly code?: string } = await response.json();
    return page.code ?? page.items[0]?.id;
  };
  assertEquals(await firstOf("?after=2", ""), 3);
  assertEquals(await firstOf("?after=7", "7"), 8);
  assertEquals(await firstOf("?after=2", "7"), "cursor_malformed");
  assertEquals(await firstOf("?after=0", "7"), "cursor_malformed");
  assertEquals(await firstOf("", "7"), 8);
  assertEquals(await firstOf("", ""), 1);
  assert(ids.length > 8);
});

Deno.test("HEAD does not wait for an event, and an event ends a wait with all its timers", async () => {
  await using service = await startTestService({ "max-running": "1", turn: "0" });
  const long = await service.create(`${TEXT}\n`.repeat(2_000));
  const queued = await service.create(TEXT);
  const url = `${service.url}/sessions/${queued}/content?wait=50`;
  const head = await fetch(url, { method: "HEAD" });
  assertEquals([head.status, head.headers.get("Content-Type"), await head.text()], [
    200,
    "application/json; charset=utf-8",
    "",
  ]);
  const waiting = await fetch(url);
  const ended = await fetch(`${service.url}/sessions/${queued}/cancel`, { method: "POST" });
  assertEquals((await ended.json()).status, "cancelled");
  const page: Page = await waiting.json();
  assertEquals(page, {
    items: [{ id: 1, data: { _type: "completion", status: "cancelled" } }],
    next_after: null,
  });
  assertEquals((await fetch(`${service.url}/sessions/${long}`, { method: "DELETE" })).status, 204);
});

Deno.test("A client that leaves ends its wait, and no timer of it runs on", async () => {
  await using folder = await temporaryFolder();
  const agent = new ScriptedAgent("idle");
  await using stack = await openSessionStack(`${folder.path}/log.db`, { agents: [agent] });
  const { sessionId } = await stack.submit("idle");
  await agent.started.promise;
  const app = createHttpApp();
  const access = await openAccess(readServeConfig({ "max-streams": "1" }).access, folder.path);
  mountContent(app, {
    ...stack,
    access,
    reading: new FairTurns(),
    log: createLog("silent"),
    stopping: new AbortController().signal,
  });
  const ask = () =>
    app.request(`/sessions/${sessionId}/content?wait=50`, undefined, { remoteAddress: "127.0.0.1" });
  const unread = await ask();
  await unread.body?.cancel();
  const response = await ask();
  const reader = response.body?.getReader();
  const read = reader?.read();
  // The wait has begun once the log has been read again.
  await stack.store.session(sessionId);
  await stack.store.session(sessionId);
  const cancelled = reader?.cancel();
  assertEquals(await read, { value: undefined, done: true });
  await Promise.race([cancelled, agent.aborted.promise, stack.runner.close()]);
});

Deno.test("The content is NDJSON for a client that prefers it at least as much as JSON", async () => {
  await using service = await startTestService();
  const id = await service.create(TEXT);
  await service.finish(id);
  const accepts: Array<[string, string]> = [
    ["application/x-ndjson, */*;q=0.8", "application/x-ndjson; charset=utf-8"],
    ["application/json, application/x-ndjson;q=0.5", "application/json; charset=utf-8"],
    ["application/x-ndjson;q=0, */*", "application/json; charset=utf-8"],
    ["*/*", "application/json; charset=utf-8"],
  ];
  for (const [accept, type] of accepts) {
    const response = await fetch(`${service.url}/sessions/${id}/content`, { headers: { Accept: accept } });
    await response.body?.cancel();
    assertEquals([accept, response.headers.get("Content-Type")], [accept, type]);
  }
});

Deno.test("An answer whose session is deleted while it is sent is cut, so that it does not look complete", async () => {
  await using folder = await temporaryFolder();
  const config = readServeConfig({ port: "0", data: folder.path, "log-level": "silent", processes: "1" });
  let deletes = false;
  const service = await startService(config, {
    adapt(parts) {
      const { store } = parts;
      // After the first page is read, as if by another client at that moment.
      async function deleteAfter<Page>(sessionId: string, page: Page): Promise<Page> {
        if (deletes) await store.deleteSession(sessionId);
        return page;
      }
      return {
        ...parts,
        store: changed(store, {
          entriesAfter: async (id, ...rest) => deleteAfter(id, await store.entriesAfter(id, ...rest)),
          reactionEntries: async (id, ...rest) => deleteAfter(id, await store.reactionEntries(id, ...rest)),
        }),
      };
    },
  });
  for (const path of ["content", "reactions?limit=1000", "export.jsonl", "export.csv", "export.smi"]) {
    deletes = false;
    const created = await fetch(`${service.url}/sessions`, { method: "POST", body: `${TEXT}\n`.repeat(150) });
    const { session_id: id } = await created.json();
    await (await fetch(`${service.url}/sessions/${id}/stream`)).text();
    deletes = true;
    const answer = await fetch(`${service.url}/sessions/${id}/${path}`);
    if (answer.status === 404) {
      assertEquals((await answer.json()).code, "session_not_found", path);
      continue;
    }
    assertEquals(answer.status, 200, path);
    await assertRejects(() => answer.text(), TypeError, undefined, path);
  }
  await service.stop();
});
