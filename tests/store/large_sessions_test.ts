import { assert, assertEquals, assertGreater, assertLess } from "@std/assert";
import { openStore } from "../../src/store/store_client.ts";
import { temporaryFolder } from "../support/folders.ts";
import { cancelledSession, newSession } from "./support/new_session.ts";
import { raw, rawUntil } from "./support/raw_database.ts";

const EVENTS = 30_000;
const WHOLE = { limit: 1_000_000, maxBytes: Infinity };

Deno.test("While a large log is taken over, others read and append, and nobody sees half of it", async () => {
  await using folder = await temporaryFolder();
  await using store = await openStore(`${folder.path}/test.db`);
  await cancelledSession(store, "large", EVENTS);
  await store.createSession(newSession("other"));
  let done = false;
  const taking = store.resumeSession("large", "next").finally(() => done = true);
  let between = 0;
  while (!done) {
    const [appended] = await store.appendAll([
      { sessionId: "other", events: [{ data: "meanwhile", reactionIndex: null }] },
    ]);
    const next = await store.session("next");
    const listed = await store.sessions({ status: null, limit: 10, after: null });
    const unfinished = await store.unfinished();
    if (done) break;
    between++;
    assert(appended?.ok);
    assertEquals(next, null);
    assertEquals(await store.work("next") === null || done, true);
    assertEquals(listed.items.map(({ sessionId }) => sessionId), ["other", "large"]);
    assertEquals(unfinished.map(({ sessionId }) => sessionId), ["other"]);
  }
  assertGreater(between, 1);
  const { session, created } = await taking;
  assertEquals([created, session.status, session.lastEventId], [true, "queued", EVENTS]);
  assertEquals(
    await store.entriesAfter("next", 0, WHOLE),
    (await store.entriesAfter("large", 0, WHOLE)).slice(0, -1),
  );
});

Deno.test("A deleted large session is gone at once, while its events are removed a slice at a time", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/test.db`;
  await using store = await openStore(path);
  await cancelledSession(store, "large", EVENTS);
  assertEquals(await store.deleteSession("large"), true);
  assertEquals(await store.session("large"), null);
  assertEquals(await store.entriesAfter("large", 0, WHOLE), []);
  assertEquals(await store.reactionEntries("large", 0, 10, 1_000), []);
  assertEquals(await store.work("large"), null);
  assertEquals(await store.deleteSession("large"), false);
  assertEquals(
    await store.appendAll([{ sessionId: "large", events: [{ data: "late", reactionIndex: null }] }]),
    [{ ok: false, code: "session_not_found" }],
  );
  const counts = await rawUntil(path, "select count(*) from events", 0);
  assertGreater(counts.length, 1);
  await rawUntil(path, "select count(*) from sessions", 0);
});

Deno.test("A log that is deleted while it is taken over leaves nothing of itself or of its copy", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/test.db`;
  await using store = await openStore(path);
  await cancelledSession(store, "large", EVENTS);
  const taking = store.resumeSession("large", "next").then(() => "taken over", (error) => error.code);
  await rawUntil(path, "select count(*) from sessions where status = 'copying'", 1);
  assertEquals(await store.deleteSession("large"), true);
  assertEquals(await taking, "session_not_found");
  await rawUntil(path, "select count(*) from sessions", 0);
  assertEquals(await raw(path, "select count(*) from events"), [0]);
});

Deno.test("Remains of a copy after a kill are never visible, and are removed after the next start", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/test.db`;
  {
    const store = await openStore(path);
    await cancelledSession(store, "large", EVENTS);
    const taking = store.resumeSession("large", "next").catch(() => {});
    await rawUntil(path, "select count(*) from sessions where status = 'copying'", 1);
    store.terminate();
    await taking;
  }
  await using store = await openStore(path);
  assertEquals(await store.session("next"), null);
  assertEquals(await store.unfinished(), []);
  await rawUntil(path, "select count(*) from sessions", 1);
  assertEquals(await raw(path, "select count(*) from events"), [EVENTS + 1]);
  assertEquals((await store.resumeSession("large", "again")).created, true);
});

Deno.test("Remains of a deleted session after a kill are removed after the next start", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/test.db`;
  {
    const store = await openStore(path);
    await cancelledSession(store, "large", EVENTS);
    await store.deleteSession("large");
    store.terminate();
  }
  assertEquals(await raw(path, "select count(*) from sessions"), [1]);
  await using store = await openStore(path);
  assertEquals(await store.session("large"), null);
  await rawUntil(path, "select count(*) from sessions", 0);
  assertEquals(await raw(path, "select count(*) from events"), [0]);
  assertEquals(await raw(path, "select count(*) from queries"), [0]);
});

Deno.test("Closing waits for one slice, not for a whole large session", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/test.db`;
  {
    await using store = await openStore(path);
    await cancelledSession(store, "large", EVENTS);
    await store.deleteSession("large");
  }
  assertEquals(await raw(path, "select count(*) from sessions"), [1]);
});

Deno.test("The file of the database shrinks when a large session is deleted", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/test.db`;
  {
    await using store = await openStore(path);
    await cancelledSession(store, "large", EVENTS);
  }
  const full = (await Deno.stat(path)).size;
  {
    await using store = await openStore(path);
    await store.deleteSession("large");
    await rawUntil(path, "select count(*) from sessions", 0);
    await rawUntil(path, "PRAGMA freelist_count", 0);
  }
  assertLess((await Deno.stat(path)).size, full / 10);
});

Deno.test("The write-ahead log is truncated again after a large transaction", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/test.db`;
  await using store = await openStore(path);
  await store.createSession(newSession("a"));
  const megabyte = "x".repeat(1024 * 1024);
  const events = Array.from({ length: 24 }, () => ({ data: megabyte, reactionIndex: null }));
  const walSize = async () => (await Deno.stat(`${path}-wal`)).size;
  await store.appendAll([{ sessionId: "a", events }]);
  assertGreater(await walSize(), 20 * 1024 * 1024);
  // The first transaction after the checkpoint restarts the log.
  for (let count = 0; count < 2; count++) {
    await store.appendAll([{ sessionId: "a", events: [{ data: "small", reactionIndex: null }] }]);
  }
  assertLess(await walSize(), 17 * 1024 * 1024);
});
