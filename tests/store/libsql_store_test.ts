import { assert, assertEquals, assertRejects } from "@std/assert";
import { RxnstreamError } from "../../src/errors.ts";
import type { Append } from "../../src/store/store.ts";
import { openStore } from "../../src/store/store_client.ts";
import { temporaryFolder } from "../support/folders.ts";
import { lockDatabase } from "./support/lock.ts";
import { cancelledSession, newSession } from "./support/new_session.ts";
import { raw } from "./support/raw_database.ts";

function texts(sessionId: string, ...data: string[]): Append {
  return { sessionId, events: data.map((text, index) => ({ data: text, reactionIndex: index })) };
}

const WHOLE = { limit: 10_000, maxBytes: Infinity };

Deno.test("The store numbers the events of each session 1, 2, 3 without gaps", async () => {
  await using folder = await temporaryFolder();
  await using store = await openStore(`${folder.path}/test.db`);
  await store.createSession(newSession("a"));
  await store.createSession(newSession("b"));
  assertEquals(await store.appendAll([texts("a", "1", "2"), texts("b", "x"), texts("a", "3")]), [
    { ok: true, firstId: 1 },
    { ok: true, firstId: 1 },
    { ok: true, firstId: 3 },
  ]);
  assertEquals(await store.entriesAfter("a", 0, WHOLE), [{ id: 1, data: "1" }, { id: 2, data: "2" }, {
    id: 3,
    data: "3",
  }]);
  assertEquals(await store.entriesAfter("a", 2, WHOLE), [{ id: 3, data: "3" }]);
  assertEquals(await store.entriesAfter("b", 0, WHOLE), [{ id: 1, data: "x" }]);
  assertEquals((await store.session("a"))?.lastEventId, 3);
});

Deno.test("Neither an ended log nor an unknown session accepts an event", async () => {
  await using folder = await temporaryFolder();
  await using store = await openStore(`${folder.path}/test.db`);
  await store.createSession(newSession("a"));
  await store.appendAll([{ ...texts("a", "end"), end: { status: "error", error: "Why" } }]);
  assertEquals(await store.appendAll([texts("a", "late"), texts("nobody", "x")]), [
    { ok: false, code: "session_ended" },
    { ok: false, code: "session_not_found" },
  ]);
  const session = await store.session("a");
  assertEquals([session?.status, session?.error, session?.lastEventId], ["error", "Why", 1]);
});

Deno.test("One transaction takes sessions from start to end, and each append learns its outcome", async () => {
  await using folder = await temporaryFolder();
  await using store = await openStore(`${folder.path}/test.db`);
  for (const name of ["a", "b", "c"]) await store.createSession(newSession(name));
  const counted = { found: 2, done: 1, failed: 1 };
  assertEquals(
    await store.appendAll([
      { sessionId: "a", events: [], start: { workerId: "w" } },
      { sessionId: "b", events: [], start: { workerId: "v" } },
      { ...texts("a", "1", "2"), reactions: counted },
      { ...texts("b", "x"), reactions: counted },
      texts("nobody", "y"),
      { ...texts("a", "3"), reactions: counted },
      { ...texts("a", "end"), end: { status: "completed", error: null } },
      texts("a", "late"),
    ]),
    [
      { ok: true, firstId: 1 },
      { ok: true, firstId: 1 },
      { ok: true, firstId: 1 },
      { ok: true, firstId: 1 },
      { ok: false, code: "session_not_found" },
      { ok: true, firstId: 3 },
      { ok: true, firstId: 4 },
      { ok: false, code: "session_ended" },
    ],
  );
  const [a, b, c] = await Promise.all(["a", "b", "c"].map((name) => store.session(name)));
  assertEquals([a?.status, a?.workerId, a?.lastEventId], ["completed", "w", 4]);
  assertEquals(a?.reactions, { found: 4, done: 2, failed: 2 });
  assertEquals([b?.status, b?.workerId, b?.lastEventId], ["running", "v", 1]);
  assertEquals(b?.reactions, counted);
  assertEquals([c?.status, c?.workerId, c?.lastEventId], ["queued", null, 0]);
  assertEquals((await store.entriesAfter("a", 0, WHOLE)).map(({ data }) => data), ["1", "2", "3", "end"]);
});

Deno.test("A page of the log holds at least one event and no more bytes than asked for", async () => {
  await using folder = await temporaryFolder();
  await using store = await openStore(`${folder.path}/test.db`);
  await store.createSession(newSession("a"));
  const data = Array.from({ length: 1_500 }, (_, index) => `${index}:`.padEnd(100, "x"));
  await store.appendAll([texts("a", ...data)]);
  assertEquals((await store.entriesAfter("a", 0, { limit: 1_000, maxBytes: 50 })).length, 1);
  assertEquals((await store.entriesAfter("a", 0, { limit: 1_000, maxBytes: 1_000 })).length, 10);
  assertEquals((await store.entriesAfter("a", 0, { limit: 700, maxBytes: Infinity })).length, 700);
  const all = await store.entriesAfter("a", 0, WHOLE);
  assertEquals(all.map((entry) => entry.data), data);
});

Deno.test("Everything that the store has acknowledged is there when the file is reopened", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/test.db`;
  const query = "CCO>>CC=O\n".repeat(100_000);
  {
    const store = await openStore(path);
    await store.createSession(newSession("a", query));
    await store.appendAll([texts("a", "1"), { ...texts("a"), start: { workerId: "w" } }]);
    // As a killed process leaves it: nothing is closed.
    store.terminate();
  }
  await using store = await openStore(path);
  assertEquals(
    (await store.unfinished()).map((session) => [session.sessionId, session.status, session.workerId]),
    [
      ["a", "running", "w"],
    ],
  );
  const text = (await store.work("a"))?.query.text;
  // Compared as a whole: finding the difference among so many lines would take minutes.
  assert((typeof text === "string" ? text : new TextDecoder().decode(text)) === query);
  assertEquals(await store.appendAll([texts("a", "2")]), [{ ok: true, firstId: 2 }]);
});

Deno.test("Sessions are listed newest first in pages, by status", async () => {
  await using folder = await temporaryFolder();
  await using store = await openStore(`${folder.path}/test.db`);
  for (const name of ["a", "b", "c", "d", "e"]) await store.createSession(newSession(name));
  await store.appendAll([{ ...texts("c", "end"), end: { status: "completed", error: null } }]);
  const first = await store.sessions({ status: null, limit: 2, after: null });
  const second = await store.sessions({ status: null, limit: 3, after: first.nextAfter });
  assertEquals([...first.items, ...second.items].map((session) => session.sessionId), [
    "e",
    "d",
    "c",
    "b",
    "a",
  ]);
  assertEquals(second.nextAfter, null);
  const queued = await store.sessions({ status: "queued", limit: 10, after: null });
  assertEquals(queued.items.map((session) => session.sessionId), ["e", "d", "b", "a"]);
});

Deno.test("An idempotency key returns the same session and refuses a different request", async () => {
  await using folder = await temporaryFolder();
  await using store = await openStore(`${folder.path}/test.db`);
  const idempotency = { key: "k", digest: "d" };
  const first = await store.createSession({ ...newSession("a"), idempotency });
  const again = await store.createSession({ ...newSession("b"), idempotency });
  assertEquals([first.created, again.created, again.session.sessionId], [true, false, "a"]);
  const error = await assertRejects(
    () => store.createSession({ ...newSession("c"), idempotency: { key: "k", digest: "other" } }),
    RxnstreamError,
  );
  assertEquals(error.code, "idempotency_conflict");
});

Deno.test("A session that takes over an ended one has its query and its log but not its end", async () => {
  await using folder = await temporaryFolder();
  await using store = await openStore(`${folder.path}/test.db`);
  await store.createSession(newSession("a", "the query"));
  await store.appendAll([
    { ...texts("a", "1", "2"), reactions: { found: 2, done: 1, failed: 1 } },
    { ...texts("a", "end"), end: { status: "cancelled", error: null } },
  ]);
  const { session: next, created } = await store.resumeSession("a", "b");
  assert(created);
  assertEquals([next.status, next.lastEventId, next.resumedFrom, next.error], ["queued", 2, "a", null]);
  assertEquals(next.reactions, { found: 2, done: 1, failed: 1 });
  assertEquals(await store.entriesAfter("b", 0, WHOLE), [{ id: 1, data: "1" }, { id: 2, data: "2" }]);
  assertEquals((await store.work("b"))?.query.text, "the query");
  assertEquals((await store.entriesAfter("a", 0, WHOLE)).length, 3);
});

Deno.test("Deleting a session deletes its log and its query", async () => {
  await using folder = await temporaryFolder();
  await using store = await openStore(`${folder.path}/test.db`);
  await store.createSession(newSession("a"));
  await store.appendAll([texts("a", "1")]);
  assert(await store.deleteSession("a"));
  assertEquals(await store.deleteSession("a"), false);
  assertEquals(await store.session("a"), null);
  assertEquals(await store.work("a"), null);
  assertEquals(await store.entriesAfter("a", 0, WHOLE), []);
});

Deno.test("The events of some reactions are found without reading the whole log", async () => {
  await using folder = await temporaryFolder();
  await using store = await openStore(`${folder.path}/test.db`);
  await store.createSession(newSession("a"));
  await store.appendAll([{
    sessionId: "a",
    events: [
      { data: "text 0", reactionIndex: 0 },
      { data: "text 1", reactionIndex: 1 },
      { data: "session", reactionIndex: null },
      { data: "result 0", reactionIndex: 0 },
      { data: "result 1", reactionIndex: 1 },
    ],
  }]);
  assertEquals(await store.reactionEntries("a", 1, 1, 1_000), [
    { id: 2, data: "text 1", reactionIndex: 1 },
    { id: 5, data: "result 1", reactionIndex: 1 },
  ]);
});

Deno.test("A read of a log is bounded in bytes: whole reactions, and at least one", async () => {
  await using folder = await temporaryFolder();
  await using store = await openStore(`${folder.path}/test.db`);
  await store.createSession(newSession("a"));
  // Sessions of increasing length, whose events lie between those of the others.
  const sizes = [10, 10, 10, 100, 3_000, 10, ...Array.from({ length: 300 }, () => 20)];
  const events = [0, 1].flatMap((part) =>
    sizes.map((size, reactionIndex) => ({ data: String(part).repeat(size), reactionIndex }))
  );
  await store.appendAll([{ sessionId: "a", events }]);
  const read = async (from: number, to: number, maxBytes: number) =>
    (await store.reactionEntries("a", from, to, maxBytes)).map(({ reactionIndex, data }) => [
      reactionIndex,
      data.length,
    ]);
  assertEquals(await read(0, 9, 60), [[0, 10], [0, 10], [1, 10], [1, 10], [2, 10], [2, 10]]);
  assertEquals(await read(1, 1, 1_000), [[1, 10], [1, 10]]);
  assertEquals(await read(3, 9, 60), [[3, 100], [3, 100]]);
  assertEquals(await read(4, 9, 60), [[4, 3_000], [4, 3_000]]);
  assertEquals(await read(306, 400, 60), []);
  const seen: number[] = [];
  for (let from = 0; from < sizes.length;) {
    const entries = await store.reactionEntries("a", from, sizes.length, 1_000);
    seen.push(...entries.map(({ id }) => id));
    from = (entries.at(-1)?.reactionIndex ?? Infinity) + 1;
  }
  assertEquals(seen.length, events.length);
  assertEquals(new Set(seen).size, events.length);
  const lengths = async (after: number, limit: number, maxBytes: number) =>
    (await store.entriesAfter("a", after, { limit, maxBytes })).map(({ data }) => data.length);
  assertEquals(await lengths(0, 10, 35), [10, 10, 10]);
  assertEquals(await lengths(4, 10, 35), [3_000]);
  assertEquals(await lengths(5, 2, 1_000), [10, 20]);
  assertEquals((await lengths(0, 1_000, 1_000_000)).length, events.length);
  assertEquals((await lengths(306, 299, 1_000_000)).length, 299);
});

Deno.test("A file that is not a database is refused with a way out, and is left as it was", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/test.db`;
  await Deno.writeTextFile(path, "This is not a database, but somebody's notes. ".repeat(200));
  const error = await assertRejects(
    () => openStore(path),
    RxnstreamError,
    "start with another --data folder",
  );
  assertEquals(error.code, "store_damaged");
  assert((await Deno.readTextFile(path)).startsWith("This is not a database"));
});

Deno.test("A closed store refuses further calls, and closing twice is fine", async () => {
  await using folder = await temporaryFolder();
  const store = await openStore(`${folder.path}/test.db`);
  await store.close();
  await store.close();
  await assertRejects(() => store.unfinished(), RxnstreamError, "closed");
});

Deno.test("A session is taken over once, however often and from wherever this is requested", async () => {
  await using folder = await temporaryFolder();
  await using store = await openStore(`${folder.path}/test.db`);
  await cancelledSession(store, "a", 3);
  const names = ["b", "c", "d"];
  const taken = await Promise.all(names.map((name) => store.resumeSession("a", name)));
  assertEquals(taken.map(({ session, created }) => [session.sessionId, created]), [
    ["b", true],
    ["b", false],
    ["b", false],
  ]);
  await store.appendAll([{ ...texts("b", "end"), end: { status: "cancelled", error: null } }]);
  const later = await store.resumeSession("a", "e");
  assertEquals([later.session.sessionId, later.session.status, later.created], ["b", "cancelled", false]);
  assertEquals((await store.sessions({ status: null, limit: 10, after: null })).items.length, 2);
  await store.deleteSession("b");
  const afterwards = await store.resumeSession("a", "f");
  assertEquals([afterwards.session.sessionId, afterwards.created], ["f", true]);
});

Deno.test("Neither an unfinished session nor one that does not exist is taken over", async () => {
  await using folder = await temporaryFolder();
  await using store = await openStore(`${folder.path}/test.db`);
  await store.createSession(newSession("a"));
  const { session, created } = await store.resumeSession("a", "b");
  assertEquals([session.sessionId, created], ["a", false]);
  assertEquals(await store.session("b"), null);
  const error = await assertRejects(() => store.resumeSession("nobody", "b"), RxnstreamError);
  assertEquals(error.code, "session_not_found");
});

Deno.test("A database in which a session was resumed several times keeps the first as its continuation", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/test.db`;
  {
    await using store = await openStore(path);
    await cancelledSession(store, "a", 1);
    for (const name of ["b", "c"]) await store.createSession(newSession(name));
  }
  await raw(path, "drop view visible_sessions");
  await raw(path, "drop index sessions_resumed_from");
  await raw(path, "alter table sessions drop column owner");
  await raw(path, "delete from kysely_migration where name > '0002'");
  await raw(path, "update sessions set resumed_from = 'a' where session_id in ('b', 'c')");
  await using store = await openStore(path);
  assertEquals((await store.session("b"))?.resumedFrom, "a");
  assertEquals((await store.session("c"))?.resumedFrom, null);
  assertEquals((await store.resumeSession("a", "d")).session.sessionId, "b");
});

Deno.test("A session remembers who made it, and so does the one that takes it over", async () => {
  await using folder = await temporaryFolder();
  await using store = await openStore(`${folder.path}/test.db`);
  await store.createSession({ ...newSession("a"), owner: "token:alice" });
  await store.createSession(newSession("b"));
  await store.appendAll([{
    sessionId: "a",
    events: [{ data: '{"_type":"completion","status":"cancelled"}', reactionIndex: null }],
    end: { status: "cancelled", error: null },
  }]);
  await store.resumeSession("a", "c");
  const owners = await Promise.all(["a", "b", "c"].map(async (id) => (await store.session(id))?.owner));
  assertEquals(owners, ["token:alice", null, "token:alice"]);
});

Deno.test("An idempotency key is free again when its session is deleted", async () => {
  await using folder = await temporaryFolder();
  await using store = await openStore(`${folder.path}/test.db`);
  const idempotency = { key: "k", digest: "d" };
  await store.createSession({ ...newSession("a"), idempotency });
  await store.deleteSession("a");
  assertEquals((await store.createSession({ ...newSession("b"), idempotency })).created, true);
});

Deno.test("A check writes nothing into the file or its write-ahead log", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/test.db`;
  await using store = await openStore(path);
  const sizes = async () => [(await Deno.stat(path)).size, (await Deno.stat(`${path}-wal`)).size];
  const before = await sizes();
  for (let count = 0; count < 3; count++) await store.check();
  assertEquals(await sizes(), before);
});

Deno.test("A check notices that another process holds the database, and that it has let go", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/test.db`;
  await using store = await openStore(path);
  await using lock = await lockDatabase(path);
  const error = await assertRejects(() => store.check(), RxnstreamError);
  assertEquals(error.code, "store_unavailable");
  await lock.release();
  await store.check();
});

Deno.test("Events of one type are found among others, whatever their texts and fields say", async () => {
  await using folder = await temporaryFolder();
  await using store = await openStore(`${folder.path}/test.db`);
  await store.createSession(newSession("a"));
  const data = (info_type: string, message: string, fields = {}) =>
    JSON.stringify({ type: "info", message, aux: { info_type, fields } });
  const events = [
    data("wanted", "first"),
    data("other", '"info_type":"wanted"'),
    data("other", "a column", { info_type: "wanted" }),
    data("wanted", "second"),
    data("wanted too", "third"),
    data("wanted", "beyond"),
  ];
  await store.appendAll([
    { sessionId: "a", events: events.map((data) => ({ data, reactionIndex: null })) },
  ]);
  assertEquals(await store.entriesOfKind("a", "wanted", { after: 0, to: 5 }), [
    { id: 1, data: events[0] ?? "" },
    { id: 4, data: events[3] ?? "" },
  ]);
  assertEquals((await store.entriesOfKind("a", "wanted", { after: 1, to: 6 })).map(({ id }) => id), [4, 6]);
});
