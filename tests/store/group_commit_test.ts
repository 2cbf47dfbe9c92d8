import { assertEquals, assertLess, assertRejects } from "@std/assert";
import { RxnstreamError } from "../../src/errors.ts";
import { createLog, type Log } from "../../src/log.ts";
import { GroupCommit } from "../../src/store/group_commit.ts";
import type { Append } from "../../src/store/store.ts";
import { openStore, type WorkerStore } from "../../src/store/store_client.ts";
import { temporaryFolder } from "../support/folders.ts";
import { lockDatabase } from "./support/lock.ts";

const log = createLog("silent");

function one(sessionId: string, data: string): Append {
  return { sessionId, events: [{ data, reactionIndex: null }] };
}

async function openWithSessions(path: string, names: readonly string[]): Promise<WorkerStore> {
  const store = await openStore(path);
  for (const sessionId of names) {
    await store.createSession({
      sessionId,
      title: "",
      agent: "rdkit",
      maxReactions: 1,
      query: { text: "", format: "auto", fileName: null },
      idempotency: null,
    });
  }
  return store;
}

Deno.test("Appends that arrive while a transaction runs go into the next one together, in order", async () => {
  await using folder = await temporaryFolder();
  await using store = await openWithSessions(`${folder.path}/test.db`, ["a", "b"]);
  let transactions = 0;
  await using commit = new GroupCommit({
    appendAll(appends) {
      transactions++;
      return store.appendAll(appends);
    },
  }, log);
  const results = await Promise.all(
    Array.from({ length: 200 }, (_, index) => commit.append(one(index % 2 === 0 ? "a" : "b", String(index)))),
  );
  assertEquals(
    results.map((result) => result.ok && result.firstId),
    Array.from({ length: 200 }, (_, i) => (i >> 1) + 1),
  );
  assertLess(transactions, 10);
  const data = (await store.entriesAfter("b", 0, { limit: 1_000, maxBytes: Infinity })).map((entry) =>
    Number(entry.data)
  );
  assertEquals(data, Array.from({ length: 100 }, (_, index) => 2 * index + 1));
});

Deno.test("All of many concurrent sessions are notified, in order", async () => {
  await using folder = await temporaryFolder();
  const names = Array.from({ length: 30 }, (_, index) => `s${index}`);
  await using store = await openWithSessions(`${folder.path}/test.db`, names);
  await using commit = new GroupCommit(store, log);
  const told: string[] = [];
  await Promise.all(names.flatMap((sessionId) => [
    commit.append({ sessionId, events: [], start: { workerId: "w" } }),
    ...Array.from({ length: 40 }, async (_, number) => {
      const events = Array.from({ length: 12 }, (_, index) => ({ data: `${index}`, reactionIndex: number }));
      const result = await commit.append({ sessionId, events });
      told.push(`${sessionId} ${result.ok && result.firstId}`);
    }),
    commit.append({
      sessionId,
      events: [{ data: "end", reactionIndex: null }],
      end: { status: "completed", error: null },
    }),
  ]));
  for (const name of names) {
    const firstIds = told.filter((text) => text.startsWith(`${name} `)).map((text) => text.split(" ")[1]);
    assertEquals(firstIds, Array.from({ length: 40 }, (_, number) => String(1 + 12 * number)));
    assertEquals((await store.session(name))?.lastEventId, 40 * 12 + 1);
  }
});

Deno.test("When another process has the database locked, appends wait, in order, and are not lost", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/test.db`;
  await using store = await openWithSessions(path, ["a"]);
  const failed = Promise.withResolvers<void>();
  const failureLog: Log = { ...log, error: () => failed.resolve() };
  await using commit = new GroupCommit(store, failureLog);
  await using lock = await lockDatabase(path);
  const appended = [commit.append(one("a", "1")), commit.append(one("a", "2"))];
  await failed.promise;
  appended.push(commit.append(one("a", "3")));
  await lock.release();
  const results = await Promise.all(appended);
  assertEquals(results.map((result) => result.ok && result.firstId), [1, 2, 3]);
  assertEquals(commit.failure, null);
});

Deno.test("Appends to a dropped session are rejected while the database is locked, and nothing else is", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/test.db`;
  await using store = await openWithSessions(path, ["a", "b"]);
  const failed = Promise.withResolvers<void>();
  await using commit = new GroupCommit(store, { ...log, error: () => failed.resolve() });
  await using lock = await lockDatabase(path);
  const codeOf = (append: Append) =>
    commit.append(append).then((result) => result.ok && result.firstId, (error) => error.code);
  const first = [codeOf(one("a", "1")), codeOf(one("b", "1")), codeOf(one("a", "2"))];
  await failed.promise;
  {
    using _dropped = commit.drop("a");
    const later = [codeOf(one("a", "3")), codeOf(one("b", "2"))];
    assertEquals([await first[0], await first[2], await later[0]], [
      "session_not_found",
      "session_not_found",
      "session_not_found",
    ]);
    await lock.release();
    assertEquals([await first[1], await later[1]], [1, 2]);
  }
  assertEquals(await codeOf(one("a", "4")), 1);
  assertEquals(await store.entriesAfter("a", 0, { limit: 10, maxBytes: Infinity }), [{ id: 1, data: "4" }]);
});

Deno.test("A drop lets the running transaction decide what becomes of the events in it", async () => {
  await using folder = await temporaryFolder();
  await using store = await openWithSessions(`${folder.path}/test.db`, ["a"]);
  const begun = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  await using commit = new GroupCommit({
    async appendAll(appends) {
      begun.resolve();
      await goOn.promise;
      return await store.appendAll(appends);
    },
  }, log);
  const underWay = commit.append(one("a", "1"));
  await begun.promise;
  const waiting = commit.append(one("a", "2"));
  using _dropped = commit.drop("a");
  await assertRejects(() => waiting, RxnstreamError, "being deleted");
  goOn.resolve();
  assertEquals(await underWay, { ok: true, firstId: 1 });
});

Deno.test("A closed group commit refuses appends instead of keeping them waiting", async () => {
  await using folder = await temporaryFolder();
  await using store = await openWithSessions(`${folder.path}/test.db`, ["a"]);
  const commit = new GroupCommit(store, log);
  await commit.append(one("a", "1"));
  await commit.close();
  const error = await assertRejects(() => commit.append(one("a", "2")), RxnstreamError);
  assertEquals(error.code, "store_unavailable");
});
