import { assertEquals, assertRejects } from "@std/assert";
import { sql } from "kysely";
import { openDatabase } from "../../src/store/open_database.ts";
import { temporaryFolder } from "../support/folders.ts";

/** `synchronous` as SQLite numbers it: each commit waits until it is on the disk. */
const FULL = 2;

Deno.test("Each commit to an open database waits for the disk, whether the database is new or not", async () => {
  await using folder = await temporaryFolder();
  for (const _ of ["new", "old"]) {
    const { db } = await openDatabase(`${folder.path}/test.db`, Infinity);
    const { rows } = await sql`PRAGMA synchronous`.execute(db);
    assertEquals(rows, [{ synchronous: FULL }]);
    await db.destroy();
  }
});

Deno.test("A connection that replaces a failed one waits for the disk too, and enforces foreign keys", async () => {
  await using folder = await temporaryFolder();
  const { db } = await openDatabase(`${folder.path}/test.db`, Infinity);
  await assertRejects(() => sql`select * from nothing`.execute(db));
  for (
    const [pragma, expected] of [
      ["synchronous", FULL],
      ["foreign_keys", 1],
      // The two above are libSQL's defaults; this one is set.
      ["wal_autocheckpoint", 4_096],
    ] as const
  ) {
    const { rows } = await sql`PRAGMA ${sql.raw(pragma)}`.execute(db);
    assertEquals(rows, [{ [pragma]: expected }]);
  }
  await db.destroy();
});
