import { assertEquals, assertGreater, assertMatch } from "@std/assert";
import { openLibsqlStore } from "../../src/store/libsql_store.ts";
import { diskTest, memoryDisk } from "../faults/support/mounted_disk.ts";
import { temporaryFolder } from "../support/folders.ts";
import { newSession } from "./support/new_session.ts";
import { FILLED, FINISHED, makeOlderDatabase, OLDER_STATEMENTS } from "./support/older_database.ts";
import { raw } from "./support/raw_database.ts";

/** What `interrupted_start.ts` prints about a start that fails before its statement number `at`; empty if it was killed. */
async function interruptedStart(path: string, fault: "kill" | "fill", at: number): Promise<string> {
  const script = new URL("./support/interrupted_start.ts", import.meta.url).href;
  const { stdout, signal } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", script, path, fault, String(at)],
    stderr: "inherit",
  }).output();
  assertEquals(signal, fault === "kill" && stdout.length === 0 ? "SIGKILL" : null);
  return new TextDecoder().decode(stdout).trim();
}

/** Asserts that the database opens with everything that its first `statements` statements have put into it, and accepts more. */
async function assertStarts(path: string, statements: number): Promise<void> {
  await using store = await openLibsqlStore(path);
  if (statements >= FILLED) {
    const [old, next] = [await store.session("old"), await store.session("next")];
    assertEquals([old?.status, old?.lastEventId, next?.resumedFrom], ["cancelled", 2, "old"]);
    const entries = await store.entriesAfter("old", 0, { limit: 10, maxBytes: Infinity });
    assertEquals(entries.map(({ data }) => data), ["one", "end"]);
    assertEquals((await store.work("next"))?.query.text, "CCO>>CC=O");
  }
  await store.createSession({ ...newSession("new"), owner: "somebody" });
  assertEquals((await store.session("new"))?.owner, "somebody");
}

/** Two starts at a time, for each number of statements up to that of a complete start. */
async function forEachStatement(work: (at: number) => Promise<boolean>): Promise<number> {
  for (let at = 0;; at += 2) {
    const isWhole = await Promise.all([work(at), work(at + 1)]);
    if (isWhole.includes(true)) return at;
  }
}

for (const [version, statements] of [0, ...FINISHED].entries()) {
  const name = version === 0 ? "A new database" : `A database of version ${version}`;
  Deno.test(`${name} starts again after a kill at any statement of its first start`, async () => {
    await using folder = await temporaryFolder();
    const reached = await forEachStatement(async (at) => {
      const path = `${folder.path}/${at}.db`;
      if (statements > 0) await makeOlderDatabase(path, statements);
      const said = await interruptedStart(path, "kill", at);
      await assertStarts(path, statements);
      return said !== "";
    });
    assertGreater(reached, 6);
  });
}

Deno.test("A database that an earlier version left half created or half migrated starts with all its content", async () => {
  await using folder = await temporaryFolder();
  for (let count = 0; count <= OLDER_STATEMENTS.length; count++) {
    const path = `${folder.path}/${count}.db`;
    await makeOlderDatabase(path, count);
    // Before the end of the content, no session is complete yet.
    await assertStarts(path, count);
  }
});

diskTest(
  "A database whose disk is full at any statement of its first start starts once there is space",
  async () => {
    for (const statements of [0, FILLED]) {
      await forEachStatement(async (at) => {
        await using disk = await memoryDisk(1);
        const path = `${disk.path}/rxnstream.db`;
        if (statements > 0) await makeOlderDatabase(path, statements);
        const said = await interruptedStart(path, "fill", at);
        if (!/^\d+$/.test(said)) {
          assertMatch(
            said,
            /^Cannot open the database ".+": .+; check its folder's permissions and free space, /,
          );
        }
        await Deno.remove(`${path}.ballast`).catch(() => {});
        await assertStarts(path, statements);
        return /^\d+$/.test(said) && Number(said) <= at + 1;
      });
    }
  },
);

Deno.test("Tables that no version created are named, with a way out", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/rxnstream.db`;
  await raw(path, "create table sessions (x)");
  const error = await openLibsqlStore(path).catch((error) => error);
  assertEquals(error.code, "store_damaged");
  assertMatch(
    error.message,
    /^Cannot open the database ".+": .+; save what can be read of it with "rxnstream recover", or/,
  );
});
