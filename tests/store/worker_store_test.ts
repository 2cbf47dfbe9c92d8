import { assertEquals, assertRejects } from "@std/assert";
import { RxnstreamError } from "../../src/errors.ts";
import { openStore, WorkerStore } from "../../src/store/worker_store.ts";
import { temporaryFolder } from "../support/folders.ts";
import { newSession } from "./support/new_session.ts";

Deno.test("When the database's thread fails, the calls under way and all later ones are rejected", async () => {
  const thread = new Worker(import.meta.resolve("./support/failing_thread.ts"), { type: "module" });
  const store = new WorkerStore(thread);
  await store.open("nowhere.db", 0);
  const calls: ReadonlyArray<() => Promise<unknown>> = [
    () => store.unfinished(),
    () => store.unfinished(),
    () => store.check(),
    () => store.close(),
    () => store.session("a"),
  ];
  for (const call of calls) {
    const error = await assertRejects(call, RxnstreamError);
    assertEquals(error.code, "store_unavailable");
  }
});

Deno.test("A write waits for two reads at most, however many were asked for before, and all are answered", async () => {
  await using folder = await temporaryFolder();
  await using store = await openStore(`${folder.path}/test.db`);
  const sessionId = "s";
  await store.createSession(newSession(sessionId));
  const answered: string[] = [];
  const reads = Array.from({ length: 50 }, () => store.session(sessionId).then(() => answered.push("read")));
  const events = [{ data: "an event", reactionIndex: null }];
  const write = store.appendAll([{ sessionId, events }]).then(() => answered.push("write"));
  await Promise.all([...reads, write]);
  assertEquals([answered.length, answered.indexOf("write")], [51, 2]);
});

Deno.test("Reads that still wait when the database is closed are rejected", async () => {
  await using folder = await temporaryFolder();
  await using store = await openStore(`${folder.path}/test.db`);
  const reads = Array.from({ length: 3 }, () => store.unfinished());
  const last = assertRejects(() => reads[2] ?? Promise.resolve(), RxnstreamError);
  await store.close();
  assertEquals(await Promise.all(reads.slice(0, 2)), [[], []]);
  assertEquals((await last).code, "store_unavailable");
});
