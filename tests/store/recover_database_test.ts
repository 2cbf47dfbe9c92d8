import { assertEquals, assertRejects } from "@std/assert";
import { RxnstreamError } from "../../src/errors.ts";
import type { FileVerdict } from "../../src/store/check_thread.ts";
import { recoverDatabase } from "../../src/store/recover_database.ts";
import { openStore } from "../../src/store/store_client.ts";
import { temporaryFolder } from "../support/folders.ts";
import { lockWholeDatabase } from "./support/lock.ts";
import { newSession } from "./support/new_session.ts";
import { raw } from "./support/raw_database.ts";

const COMPLETION = '{"_type":"completion","status":"error","error":"It failed"}';

/** Makes a database with a session `ended`, which ended with an error, and a session `open`, which did not end, of 5 events each. */
async function makeDatabase(path: string): Promise<void> {
  await using store = await openStore(path);
  const events = [1, 2, 3, 4].map((number) => ({ data: `{"number":${number}}`, reactionIndex: null }));
  const fifth = { data: '{"number":5}', reactionIndex: null };
  const completion = { data: COMPLETION, reactionIndex: null };
  for (const name of ["ended", "open"]) await store.createSession(newSession(name));
  await store.appendAll([
    { sessionId: "ended", events: [...events, completion], end: { status: "error", error: "It failed" } },
    { sessionId: "open", events: [...events, fifth] },
  ]);
}

Deno.test("A session whose row is older than its log is recovered from the log", async () => {
  await using folder = await temporaryFolder();
  const [from, to] = [`${folder.path}/damaged.db`, `${folder.path}/recovered.db`];
  await makeDatabase(from);
  await raw(from, "update sessions set last_event_id = 3, status = 'running', error = null");
  assertEquals(await recoverDatabase(from, to), { whole: 2, cutShort: 0, events: 10 });
  await using store = await openStore(to);
  const ended = await store.session("ended");
  assertEquals([ended?.status, ended?.error, ended?.lastEventId], ["error", "It failed", 5]);
  assertEquals((await store.session("open"))?.status, "running");
  const more = { sessionId: "open", events: [{ data: '{"number":6}', reactionIndex: null }] };
  assertEquals(await store.appendAll([more]), [{ ok: true, firstId: 6 }]);
});

Deno.test("A session whose query cannot be read ends, and does not say that it can be resumed", async () => {
  await using folder = await temporaryFolder();
  const [from, to] = [`${folder.path}/damaged.db`, `${folder.path}/recovered.db`];
  await makeDatabase(from);
  await raw(from, "delete from queries");
  assertEquals(await recoverDatabase(from, to), { whole: 1, cutShort: 1, events: 11 });
  await using store = await openStore(to);
  const error = "The session's query was lost with a damaged database";
  const open = await store.session("open");
  assertEquals([open?.status, open?.error, open?.lastEventId], ["error", error, 6]);
  const [last] = await store.entriesAfter("open", 5, { limit: 1, maxBytes: Infinity });
  assertEquals(JSON.parse(last?.data ?? ""), { _type: "completion", status: "error", error });
});

Deno.test("A database from which nothing can be read is not mistaken for an empty one", async () => {
  await using folder = await temporaryFolder();
  const [from, to] = [`${folder.path}/damaged.db`, `${folder.path}/recovered.db`];
  await makeDatabase(from);
  {
    // The first page, after the file's header: the table of the tables.
    using file = await Deno.open(from, { write: true });
    await file.seek(100, Deno.SeekMode.Start);
    await file.write(new Uint8Array(3_000).fill(0xa5));
  }
  const error = await assertRejects(
    () => recoverDatabase(from, to),
    RxnstreamError,
    "Nothing in the database",
  );
  assertEquals(error.code, "store_damaged");
});

Deno.test("A database that another process has locked is not mistaken for a damaged one", async () => {
  await using folder = await temporaryFolder();
  const [from, to] = [`${folder.path}/locked.db`, `${folder.path}/recovered.db`];
  const made = `${folder.path}/made.db`;
  await makeDatabase(made);
  // This process keeps the database that it has made open until its statements are garbage-collected.
  await Deno.copyFile(made, from);
  await using lock = await lockWholeDatabase(from);
  const error = await assertRejects(() => recoverDatabase(from, to), RxnstreamError, "has locked");
  assertEquals(error.code, "store_unavailable");
  const checker = new Worker(new URL("../../src/store/check_thread.ts", import.meta.url), { type: "module" });
  const verdict = new Promise<FileVerdict>((resolve) => checker.onmessage = ({ data }) => resolve(data));
  checker.postMessage(from);
  assertEquals(Object.keys(await verdict), ["hindrance"]);
  checker.terminate();
  await lock.release();
  assertEquals((await recoverDatabase(from, to)).events, 10);
});

Deno.test("Sessions of a version that let one be resumed several times are recovered", async () => {
  await using folder = await temporaryFolder();
  const [from, to] = [`${folder.path}/damaged.db`, `${folder.path}/recovered.db`];
  await makeDatabase(from);
  await raw(from, "drop index sessions_resumed_from");
  await raw(from, "update sessions set resumed_from = 'another'");
  assertEquals(await recoverDatabase(from, to), { whole: 2, cutShort: 0, events: 10 });
  assertEquals(await raw(to, "select resumed_from from sessions order by ordinal"), ["another", null]);
});
