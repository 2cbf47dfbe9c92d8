import { assertEquals, assertRejects } from "@std/assert";
import { createClient } from "@libsql/client";
import { type DatabaseConnection, type Dialect, Kysely } from "kysely";
import { libsqlDialect } from "../../src/store/libsql_dialect.ts";
import { LibsqlStore } from "../../src/store/libsql_store.ts";
import { KeptBytes } from "../../src/store/kept_bytes.ts";
import { migrate } from "../../src/store/migrations.ts";
import type { Database } from "../../src/store/schema.ts";
import { type Append, NO_STORAGE_LIMITS } from "../../src/store/store.ts";
import { temporaryFolder } from "../support/folders.ts";
import { newSession } from "./support/new_session.ts";

type Commit = (connection: DatabaseConnection) => Promise<void>;

/** A store over a real file, whose next commits each go through an entry of `commits`. */
async function storeWith(path: string, commits: Array<(commit: () => Promise<void>) => Promise<void>>) {
  const client = createClient({ url: `file:${path}`, concurrency: 1 });
  const real = libsqlDialect(client, { configure: async () => {}, file: { assertInPlace() {} } });
  const dialect: Dialect = {
    ...real,
    createDriver() {
      const driver = real.createDriver();
      const commit: Commit = driver.commitTransaction.bind(driver);
      driver.commitTransaction = (connection) => {
        const next = commits.shift() ?? ((really) => really());
        return next(() => commit(connection));
      };
      return driver;
    },
  };
  const db = new Kysely<Database>({ dialect });
  await migrate(db);
  return new LibsqlStore({ db, isChecked: true }, await KeptBytes.of(db, path, NO_STORAGE_LIMITS));
}

function texts(sessionId: string, ...data: string[]): Append {
  return { sessionId, events: data.map((text) => ({ data: text, reactionIndex: null })) };
}

async function landsAndFails(commit: () => Promise<void>): Promise<void> {
  await commit();
  throw new Error("disk I/O error");
}

const WHOLE = { limit: 100, maxBytes: Infinity };

Deno.test("A commit that failed after its events were on disk is not repeated", async () => {
  await using folder = await temporaryFolder();
  const commits: Parameters<typeof storeWith>[1] = [];
  await using store = await storeWith(`${folder.path}/test.db`, commits);
  for (const name of ["a", "b"]) await store.createSession(newSession(name));
  const end: Append = { ...texts("b", "3", "end"), end: { status: "completed", error: null } };
  const first = [{ ...texts("a"), start: { workerId: "w" } }, texts("a", "1", "2"), end];
  commits.push(landsAndFails, landsAndFails);
  await assertRejects(() => store.appendAll(first), Error, "disk I/O error");
  // Appends that arrived meanwhile join the next attempt, which is written and fails, too.
  const more = [...structuredClone(first), texts("a", "3")];
  await assertRejects(() => store.appendAll(more), Error, "disk I/O error");
  const results = await store.appendAll(structuredClone(more));
  assertEquals(results.map((result) => result.ok && result.firstId), [4, 1, 1, 3]);
  const data = async (name: string) => (await store.entriesAfter(name, 0, WHOLE)).map((entry) => entry.data);
  assertEquals([await data("a"), await data("b")], [["1", "2", "3"], ["3", "end"]]);
});

Deno.test("A commit that failed without a trace is repeated as a whole", async () => {
  await using folder = await temporaryFolder();
  const commits: Parameters<typeof storeWith>[1] = [];
  await using store = await storeWith(`${folder.path}/test.db`, commits);
  await store.createSession(newSession("a"));
  commits.push(() => Promise.reject(new Error("disk I/O error")));
  await assertRejects(() => store.appendAll([texts("a", "1", "2")]), Error, "disk I/O error");
  const results = await store.appendAll([texts("a", "1", "2"), texts("a", "3")]);
  assertEquals(results, [{ ok: true, firstId: 1 }, { ok: true, firstId: 3 }]);
  assertEquals((await store.entriesAfter("a", 0, WHOLE)).map(({ data }) => data), ["1", "2", "3"]);
});

Deno.test("An append tried alone after a failed commit is not repeated either", async () => {
  await using folder = await temporaryFolder();
  const commits: Parameters<typeof storeWith>[1] = [];
  await using store = await storeWith(`${folder.path}/test.db`, commits);
  await store.createSession(newSession("a"));
  const group = [
    { ...texts("a"), start: { workerId: "w" } },
    texts("a", "1"),
    texts("a", "2"),
    texts("a", "3"),
  ];
  commits.push(landsAndFails);
  await assertRejects(() => store.appendAll(group), Error, "disk I/O error");
  // An append that arrived meanwhile is refused, so each of the group is tried alone.
  const refused = texts("a", Symbol("no text") as unknown as string);
  await assertRejects(() => store.appendAll([...structuredClone(group), refused]));
  for (const append of group) await store.appendAll([structuredClone(append)]);
  await store.appendAll([texts("a", "5")]);
  assertEquals((await store.entriesAfter("a", 0, WHOLE)).map(({ data }) => data), ["1", "2", "3", "5"]);
});
