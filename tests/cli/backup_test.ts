import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { runCli } from "../support/cli_process.ts";
import { temporaryFolder } from "../support/folders.ts";
import { startServer } from "../support/server_process.ts";
import { until } from "../support/until.ts";

const LONG = "CCO>>CC=O\n".repeat(20_000);

async function create(url: string, body: string): Promise<string> {
  const headers = { "Content-Type": "text/plain" };
  return (await (await fetch(`${url}/sessions`, { method: "POST", headers, body })).json()).session_id;
}

async function content(url: string, id: string): Promise<string> {
  const headers = { Accept: "application/x-ndjson" };
  return await (await fetch(`${url}/sessions/${id}/content`, { headers })).text();
}

Deno.test("A backup of a running server, restored: ended sessions are the same, and one that had not ended goes on under a new id", async () => {
  await using folder = await temporaryFolder();
  const [data, file, restored] = [`${folder.path}/data`, `${folder.path}/copy.db`, `${folder.path}/restored`];
  let ended = "";
  let log = "";
  let long = "";
  {
    await using server = await startServer({ data });
    ended = await create(server.url, "CC(=O)O.CCO>>CCOC(C)=O");
    await (await fetch(`${server.url}/sessions/${ended}/stream`)).text();
    log = await content(server.url, ended);
    long = await create(server.url, LONG);
    await until(async () => (await (await fetch(`${server.url}/sessions/${long}`)).json()).last_event_id > 0);
    assertEquals((await runCli(["backup", file, "--data", data])).code, 0);
    assertEquals((await runCli(["backup", file, "--data", data])).code, 2);
    await server.end("SIGKILL");
  }
  // Left behind by another database.
  await Deno.mkdir(restored);
  await Deno.copyFile(`${data}/rxnstream.db-wal`, `${restored}/rxnstream.db-wal`);
  const before = await Deno.readFile(file);
  const { code, stdout } = await runCli(["restore", file, "--data", restored]);
  assertEquals(await Deno.readFile(file), before);
  assertEquals(code, 0);
  const after = new RegExp(`^session ${long} continues as ([0-9a-f-]{36})$`, "m").exec(stdout)?.[1] ?? "";
  const again = await runCli(["restore", file, "--data", restored]);
  assertEquals(again.code, 2);
  assertStringIncludes(again.stderr, "move it away first");
  await using server = await startServer({ data: restored });
  assertEquals(await content(server.url, ended), log);
  const old = await fetch(`${server.url}/sessions/${long}/stream`, { headers: { "Last-Event-ID": "5" } });
  assertEquals([old.status, (await old.json()).code], [404, "session_not_found"]);
  const cancelled = await fetch(`${server.url}/sessions/${after}/cancel`, { method: "POST" });
  await cancelled.body?.cancel();
  assertEquals(cancelled.status, 200);
});

Deno.test("What is not a backup is not restored, and nothing is made", async () => {
  await using folder = await temporaryFolder();
  await Deno.writeTextFile(`${folder.path}/text`, "This is not a database, but a text.");
  for (const [file, said] of [["text", "it is not a database"], ["none", "there is no such file"]] as const) {
    const { code, stderr } = await runCli([
      "restore",
      `${folder.path}/${file}`,
      "--data",
      `${folder.path}/data`,
    ]);
    assertEquals(code, 2);
    assertMatch(stderr, new RegExp(said));
  }
});
