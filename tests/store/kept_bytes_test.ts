import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { RxnstreamError } from "../../src/errors.ts";
import { type LibsqlStore, openLibsqlStore } from "../../src/store/libsql_store.ts";
import type { AppendResult } from "../../src/store/store.ts";
import { diskTest, memoryDisk } from "../faults/support/mounted_disk.ts";
import { temporaryFolder } from "../support/folders.ts";
import { newSession } from "./support/new_session.ts";

const PER_OWNER = 10_000;
const LIMITS = { perOwner: PER_OWNER, free: 0 };

async function create(store: LibsqlStore, sessionId: string, owner: string | null): Promise<void> {
  await store.createSession({ ...newSession(sessionId), owner });
}

async function append(
  store: LibsqlStore,
  sessionId: string,
  characters: number,
): Promise<AppendResult | undefined> {
  const events = [{ data: "x".repeat(characters), reactionIndex: null }];
  return (await store.appendAll([{ sessionId, events }]))[0];
}

async function end(store: LibsqlStore, sessionId: string): Promise<void> {
  const events = [{ data: "end", reactionIndex: null }];
  const [result] = await store.appendAll([{ sessionId, events, end: { status: "error", error: "full" } }]);
  assertEquals(result?.ok, true);
}

function code(result: AppendResult | undefined): string | undefined {
  return result?.ok === false ? result.code : undefined;
}

async function assertFull(work: Promise<unknown>): Promise<void> {
  const error = await assertRejects(() => work, RxnstreamError);
  assertEquals(error.code, "storage_full_for_owner");
  assertMatch(error.message, /^Your sessions take up all of the [\d.]+ MiB .+: delete some of them/);
}

Deno.test("An owner's sessions keep what they have and end once they fill the storage; other owners' sessions continue", async () => {
  await using folder = await temporaryFolder();
  await using store = await openLibsqlStore(`${folder.path}/test.db`, Infinity, LIMITS);
  for (const [name, owner] of [["a", "alice"], ["b", "alice"], ["c", "bob"], ["d", null]] as const) {
    await create(store, name, owner);
  }
  assertEquals(code(await append(store, "a", 6_000)), undefined);
  assertEquals(code(await append(store, "b", 6_000)), "storage_full_for_owner");
  assertEquals(code(await append(store, "b", 1_000)), undefined);
  for (const other of ["c", "d"]) assertEquals(code(await append(store, other, 6_000)), undefined);
  // A single transaction does not get around it.
  const halves = ["c", "c"].map((sessionId) => ({
    sessionId,
    events: [{ data: "x".repeat(3_000), reactionIndex: null }],
  }));
  assertEquals((await store.appendAll(halves)).map(({ ok }) => ok), [true, false]);
  assertEquals(code(await append(store, "a", 4_000)), "storage_full_for_owner");
  await end(store, "a");
  assertEquals((await store.session("a"))?.lastEventId, 2);
});

Deno.test("Sessions and continuations beyond an owner's storage are refused, even after a restart, until some are deleted", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/test.db`;
  {
    await using store = await openLibsqlStore(path, Infinity, LIMITS);
    await create(store, "a", "alice");
    await append(store, "a", 6_000);
    await end(store, "a");
  }
  await using store = await openLibsqlStore(path, Infinity, LIMITS);
  await assertFull(store.resumeSession("a", "next"));
  const large = { ...newSession("large", "C".repeat(5_000)), owner: "alice" };
  await assertFull(store.createSession(large));
  await create(store, "b", "bob");
  // Refused requests have left nothing in the account.
  await create(store, "small", "alice");
  assertEquals(await store.deleteSession("a"), true);
  await store.createSession(large);
});

Deno.test("A continuation counts as much as the session that it continues, until it is deleted", async () => {
  await using folder = await temporaryFolder();
  await using store = await openLibsqlStore(`${folder.path}/test.db`, Infinity, LIMITS);
  await create(store, "a", "alice");
  await append(store, "a", 4_000);
  await end(store, "a");
  for (const name of ["first", "second", "third"]) {
    const { session } = await store.resumeSession("a", name);
    assertEquals(session.keptBytes, (await store.session("a"))?.keptBytes);
    await end(store, name);
    await assertFull(store.resumeSession(name, "another"));
    await store.deleteSession(name);
  }
});

diskTest(
  "New sessions do not touch the disk's reserve, running ones may, and deleting works",
  async () => {
    await using disk = await memoryDisk(32);
    await using store = await openLibsqlStore(`${disk.path}/test.db`, Infinity, { perOwner: 0, free: 1e9 });
    await create(store, "a", null);
    // A tenth of 32 MiB is kept free, however much is requested.
    await Deno.writeFile(`${disk.path}/ballast`, new Uint8Array(29.5 * 1024 * 1024));
    const error = await assertRejects(() => create(store, "b", null), RxnstreamError);
    assertEquals(error.code, "store_full");
    assertMatch(
      error.message,
      /^The disk of the database is full: free some space.+ MiB are left, and 3\.2 are reserved/,
    );
    assertEquals(code(await append(store, "a", 1_000)), undefined);
    await end(store, "a");
    await assertRejects(() => store.resumeSession("a", "b"), RxnstreamError, "reserved for running sessions");
    assertEquals(await store.deleteSession("a"), true);
    await Deno.remove(`${disk.path}/ballast`);
    await create(store, "b", null);
  },
);
