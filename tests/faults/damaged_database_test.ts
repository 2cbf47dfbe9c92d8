import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { contentLines, createSession, manyReactions, sessionJson, untilDone } from "../e2e/log_clients.ts";
import { newSession } from "../store/support/new_session.ts";
import { raw } from "../store/support/raw_database.ts";
import { openStore } from "../../src/store/store_client.ts";
import { finishCli, runCli, spawnCli } from "../support/cli_process.ts";
import { temporaryFolder } from "../support/folders.ts";
import { parseEvents } from "../support/sse/parse_events.ts";
import { assertWholeLog } from "../e2e/whole_log.ts";
import { startServer } from "../support/server_process.ts";
import { untilReadiness } from "./support/server_faults.ts";

const PAGE_BYTES = 4_096;
const SESSIONS = ["a", "b", "c"].map((name) => `00000000-0000-4000-8000-00000000000${name}`);

/** Tries to start a server on the folder; resolves with its output before it gives up. */
async function refusal(data: string): Promise<string> {
  const child = spawnCli(["serve", "--port", "0", "--data", data]);
  await child.stdin.close();
  const { code, stdout, stderr } = await finishCli(child);
  assertEquals([code, stdout], [3, ""], stderr);
  return stderr;
}

/** Events of a session: three such sessions are more than SQLite keeps in memory. */
const EVENTS = 8_000;

/** Makes a database with three sessions. */
async function makeDatabase(path: string): Promise<void> {
  await using store = await openStore(path);
  for (const name of SESSIONS) {
    await store.createSession(newSession(name));
    const events = Array.from({ length: EVENTS }, (_, index) => ({
      data: JSON.stringify({ type: "info", message: `${name}${index}`.padEnd(400, "."), aux: {} }),
      reactionIndex: index,
    }));
    const end = { data: '{"_type":"completion","status":"cancelled"}', reactionIndex: null };
    await store.appendAll([
      { sessionId: name, events },
      { sessionId: name, events: [end], end: { status: "cancelled", error: null } },
    ]);
  }
}

/** Overwrites this many pages of events, as a failing disk would. */
async function damage(path: string, pages: number): Promise<void> {
  const [name = ""] = await raw(path, "select name from sqlite_master where name = 'events'");
  assertEquals(name, "events");
  const size = (await Deno.stat(path)).size;
  using file = await Deno.open(path, { write: true });
  await file.seek(Math.floor(size / 2 / PAGE_BYTES) * PAGE_BYTES, Deno.SeekMode.Start);
  await file.write(new Uint8Array(pages * PAGE_BYTES).fill(0xa5));
}

Deno.test("A server refuses a damaged database in one sentence, and leaves it as it is", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/rxnstream.db`;
  await makeDatabase(path);
  await damage(path, 3);
  const before = await Deno.readFile(path);
  const said = await refusal(folder.path);
  assertEquals(said.trimEnd().split("\n").length, 1, said);
  assertMatch(
    said,
    /^rxnstream: Cannot open the database ".+rxnstream\.db": it is damaged \(.+\); restore it/,
  );
  assertEquals(await Deno.readFile(path), before);

  for (const suffix of ["", "-wal", "-shm"]) {
    await Deno.rename(path + suffix, `${path}.away${suffix}`).catch(() => {});
  }
  await using server = await startServer({ data: folder.path });
  assertEquals((await (await fetch(`${server.url}/sessions`)).json()).items, []);
});

Deno.test("Recovery keeps what can be read of a damaged database: each log as a gapless prefix", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/rxnstream.db`;
  await makeDatabase(path);
  await damage(path, 3);
  const recovered = await runCli(["recover", "--data", folder.path]);
  assertMatch(
    recovered.stdout,
    /^2 sessions recovered completely, 1 in part, \d+ events\nThe damaged database is .+/,
  );
  assertEquals([recovered.code, recovered.stderr], [0, ""]);

  await using server = await startServer({ data: folder.path });
  const listed = (await (await fetch(`${server.url}/sessions`)).json()).items;
  assertEquals(listed.map((session: { status: string }) => session.status).sort(), [
    "cancelled",
    "cancelled",
    "error",
  ]);
  for (const { session_id: id, status, error, reactions } of listed) {
    const lines = (await contentLines(server.url, id)).trim().split("\n").map((line) => JSON.parse(line));
    lines.slice(0, -1).forEach(({ id: number, data }, index) => {
      assertEquals([number, data.message.slice(0, 50)], [index + 1, `${id}${index}`.padEnd(50, ".")]);
    });
    assertEquals(lines.at(-1)?.data, { _type: "completion", status, ...(error === null ? {} : { error }) });
    assertEquals(lines.length === EVENTS + 1, status === "cancelled");
    if (status === "error") assertEquals(reactions, { found: 0, done: 0, failed: 0 });
  }
});

Deno.test("An unfinished session continues on its own from the recovered part of its log", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/rxnstream.db`;
  await using first = await startServer({ data: folder.path });
  const id = await createSession(first.url, manyReactions(100));
  await untilDone(first.url, id, 20);
  await first.end("SIGKILL");
  const log = await raw(path, "select data from events order by id");
  // As if the pages with the later events could not be read.
  await raw(path, "delete from events where id > 250");
  assertEquals(
    (await runCli(["recover", "--data", folder.path])).stdout.split("\n")[0],
    "0 sessions recovered completely, 1 in part, 250 events",
  );
  await using second = await startServer({ data: folder.path });
  const { ids, data } = parseEvents(await (await fetch(`${second.url}/sessions/${id}/stream`)).text());
  assertEquals(ids, ids.map((_, index) => index + 1));
  assertWholeLog(data, 100);
  assertEquals(data.slice(0, 250), log.slice(0, 250));
  const { reactions } = await sessionJson(second.url, id);
  assertEquals([reactions.found, reactions.done, reactions.failed], [100, 100, 4]);
});

Deno.test("A server refuses a file that is not a database, and a truncated database", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/rxnstream.db`;
  await Deno.writeTextFile(path, "Somebody's notes. ".repeat(500));
  assertMatch(
    await refusal(folder.path),
    /^rxnstream: Cannot open the database .+: it is not a database; .+\n$/,
  );
  assertStringIncludes(await Deno.readTextFile(path), "Somebody's notes.");
  await Deno.remove(path);
  await makeDatabase(path);
  await Deno.truncate(path, (await Deno.stat(path)).size / 2);
  assertMatch(
    await refusal(folder.path),
    /^rxnstream: Cannot open the database .+: it is damaged \(.+\); .+\n$/,
  );
});

Deno.test("A server refuses a database of a newer version, and leaves it as it is", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/rxnstream.db`;
  await makeDatabase(path);
  await raw(path, "insert into kysely_migration values ('0099_of_the_future', '2040-01-01T00:00:00.000Z')");
  await raw(path, "PRAGMA wal_checkpoint(TRUNCATE)");
  const before = await Deno.readFile(path);
  assertMatch(
    await refusal(folder.path),
    /^rxnstream: Cannot open the database .+: it belongs to a newer version of rxnstream \(it has "0099_of_the_future"\).+\n$/,
  );
  assertEquals(await Deno.readFile(path), before);
});

Deno.test("Damage found while the server runs is reported, and what can be read is still served", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/rxnstream.db`;
  await makeDatabase(path);
  await using server = await startServer({ data: folder.path });
  await damage(path, 3);
  const contents = await Promise.all(SESSIONS.map(async (id) => {
    const response = await fetch(`${server.url}/sessions/${id}/content`).catch(() => null);
    const text = await response?.text().catch(() => null);
    return text?.endsWith('"next_after":null}') ?? false;
  }));
  // Neighbouring pages hold events of one session.
  assertEquals(contents.filter((isWhole) => isWhole).length, 2);
  await server.said(/ error The database file is damaged .*malformed/);
  assertMatch(
    (await untilReadiness(server.url, 503)).join(),
    /^The database file is damaged: stop the server/,
  );

  const id = await createSession(server.url, manyReactions(10));
  await (await fetch(`${server.url}/sessions/${id}/stream`)).text();
  assertEquals((await sessionJson(server.url, id)).status, "completed");
});

Deno.test("A database that is too large to be checked at the start is checked while it is in use", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/large.db`;
  await makeDatabase(path);
  const said = Promise.withResolvers<string>();
  const log = { debug() {}, info: said.resolve, warn: said.resolve, error: said.resolve };
  const messages = { sound: "", damaged: "" };
  {
    const first = Promise.withResolvers<string>();
    await using _store = await openStore(path, {
      checkedBytes: 1,
      log: { ...log, info: (message) => message.includes("sound") && first.resolve(message) },
    });
    messages.sound = await first.promise;
  }
  await damage(path, 3);
  const second = Promise.withResolvers<string>();
  await using store = await openStore(path, {
    checkedBytes: 1,
    log: { ...log, info() {}, error: second.resolve },
  });
  messages.damaged = await second.promise;
  assertEquals(messages, {
    sound: "The database has been checked and is sound",
    damaged: "The database file is damaged",
  });
  assertMatch(
    String(await store.check().catch((error) => error.message)),
    /^The database file is damaged \(/,
  );
});
