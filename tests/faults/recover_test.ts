import { assertEquals, assertGreater, assertMatch } from "@std/assert";
import { openLibsqlStore } from "../../src/store/libsql_store.ts";
import { cancelledSession } from "../store/support/new_session.ts";
import { raw } from "../store/support/raw_database.ts";
import { type CliResult, runCli } from "../support/cli_process.ts";
import { temporaryFolder } from "../support/folders.ts";

const SCRIPT = new URL("./support/interrupted_recover.ts", import.meta.url).href;

/** Makes a folder with a database of two sessions, one of which has lost an event. */
async function makeDamaged(folder: string): Promise<void> {
  await Deno.mkdir(folder);
  await using store = await openLibsqlStore(`${folder}/rxnstream.db`);
  await cancelledSession(store, "whole", 3);
  await cancelledSession(store, "cut", 3);
  await store.close();
  await raw(`${folder}/rxnstream.db`, "delete from events where session = 2 and id = 3");
}

/** The sessions that a start finds, in order; or why there is none. */
async function startedWith(path: string): Promise<readonly string[] | string> {
  try {
    await using store = await openLibsqlStore(path);
    const { items } = await store.sessions({ status: null, limit: 10, after: null });
    return items.map(({ sessionId }) => sessionId);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).sort();
}

/** The undamaged files of a database with this many sessions. */
async function makeSound(folder: string): Promise<void> {
  await Deno.mkdir(folder);
  await using store = await openLibsqlStore(`${folder}/rxnstream.db`);
  await cancelledSession(store, "whole", 3);
}

function assertFinished({ code, stderr, stdout }: CliResult): void {
  assertEquals([code, stderr], [0, ""]);
  assertMatch(
    stdout,
    /^(1 sessions recovered completely, 1 in part, \d events|An interrupted recovery is now complete: .+)\n/,
  );
}

Deno.test("A recovery killed before any of its steps leaves the old database, or the next start says what to do", async () => {
  await using folder = await temporaryFolder();
  let refused = 0;
  for (let at = 0;; at++) {
    const data = `${folder.path}/${at}`;
    const path = `${data}/rxnstream.db`;
    await makeDamaged(data);
    const { signal } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--quiet", SCRIPT, data, String(at)],
      stdout: "null",
    }).output();
    if (signal === null) {
      assertGreater(at, 10);
      break;
    }
    const started = await startedWith(path);
    if (typeof started === "string") {
      assertMatch(started, /its recovery was interrupted: .+; let "rxnstream recover" finish, or /);
      refused++;
    } else assertEquals(started, ["cut", "whole"]);
    const again = await runCli(["recover", "--data", data]);
    // If killed at the very end, there is nothing left to do.
    if (!again.stdout.includes("is sound")) assertFinished(again);
    assertEquals(await startedWith(path), ["cut", "whole"]);
    const names = await namesIn(data);
    assertEquals(names.filter((name) => /\.damaged-\w+$/.test(name)).length, 1, names.join());
    assertEquals(names.filter((name) => name.includes(".recover")), []);
  }
  assertGreater(refused, 0);
});

Deno.test("A recovered database that has not been moved into place is never thrown away, and no empty one replaces it", async () => {
  await using folder = await temporaryFolder();
  const data = `${folder.path}/data`;
  await makeSound(data);
  // The state in which an earlier version left it between its renames.
  await Deno.rename(`${data}/rxnstream.db`, `${data}/rxnstream.db.recovered`);
  const refused = await runCli(["serve", "--port", "0", "--data", data]);
  assertEquals([refused.code, refused.stdout], [3, ""]);
  assertMatch(
    refused.stderr,
    /^rxnstream: Cannot open .+: its recovery was interrupted: .+ "rxnstream recover" finish.+\n$/,
  );
  assertFinished(await runCli(["recover", "--data", data]));
  assertEquals(await startedWith(`${data}/rxnstream.db`), ["whole"]);
});

Deno.test("No empty database is made next to a damaged one or to the latest changes of one", async () => {
  await using folder = await temporaryFolder();
  for (const name of ["rxnstream.db.damaged-20260101T000000000Z", "rxnstream.db-wal"]) {
    const path = `${folder.path}/rxnstream.db`;
    await Deno.writeTextFile(`${folder.path}/${name}`, "something");
    const started = await startedWith(path);
    assertMatch(String(started), /^Cannot open the database ".+": there is none, but /);
    assertEquals(await namesIn(folder.path), [name]);
    await Deno.remove(`${folder.path}/${name}`);
  }
});

Deno.test("A sound database is left alone by recover, unless it is forced", async () => {
  await using folder = await temporaryFolder();
  const data = `${folder.path}/data`;
  await makeSound(data);
  const sound = await runCli(["recover", "--data", data]);
  assertEquals([sound.code, sound.stderr], [0, ""]);
  assertMatch(sound.stdout, /^The database ".+" is sound: there is nothing to recover \(--force .+\)\n$/);
  assertEquals((await namesIn(data)).filter((name) => name.includes("damaged")), []);
  const forced = await runCli(["recover", "--force", "--data", data]);
  assertMatch(
    forced.stdout,
    /^1 sessions recovered completely, 0 in part, 4 events\nThe damaged database is .+\n$/,
  );
  assertEquals(await startedWith(`${data}/rxnstream.db`), ["whole"]);
});

Deno.test("Recover does not create a missing folder", async () => {
  await using folder = await temporaryFolder();
  const { code, stderr } = await runCli(["recover", "--data", `${folder.path}/nosuch`]);
  assertEquals(code, 2);
  assertMatch(stderr, /^rxnstream: Cannot recover ".+nosuch\/rxnstream.db": there is no database\n$/);
  assertEquals(await namesIn(folder.path), []);
});
