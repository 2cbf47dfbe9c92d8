import { assertEquals, assertMatch } from "@std/assert";
import { createSession, manyReactions, sessionJson, untilDone } from "../e2e/log_clients.ts";
import { assertWholeLog } from "../e2e/whole_log.ts";
import { finishCli, spawnCli } from "../support/cli_process.ts";
import { temporaryFolder } from "../support/folders.ts";
import { type ServerProcess, startServer } from "../support/server_process.ts";
import { parseEvents } from "../support/sse/parse_events.ts";
import { diskTest, ext4Disk, memoryDisk, run } from "./support/mounted_disk.ts";
import { assertProblem, post, untilReadiness } from "./support/server_faults.ts";

const REACTIONS = 200;

async function refusal(data: string): Promise<string> {
  const child = spawnCli(["serve", "--port", "0", "--data", data]);
  await child.stdin.close();
  const { code, stdout, stderr } = await finishCli(child);
  assertEquals([code, stdout, stderr.trimEnd().split("\n").length], [3, "", 1], stderr);
  return stderr;
}

/** Runs a session to its middle, causes `fault` there, and asserts that the server reports it and continues after `mend`. */
async function breakInMidSession(
  server: ServerProcess,
  { fault, mend, problem }: {
    readonly fault: () => Promise<unknown>;
    readonly mend: () => Promise<unknown>;
    readonly problem: RegExp;
  },
): Promise<void> {
  const id = await createSession(server.url, manyReactions(REACTIONS));
  const stream = await fetch(`${server.url}/sessions/${id}/stream`);
  const streamed = stream.text();
  // Awaited below, unless something fails before that.
  streamed.catch(() => {});
  await untilDone(server.url, id, 5);
  await fault();
  await server.said(/ error The database cannot write; sessions wait until it can/);
  assertMatch((await untilReadiness(server.url, 503)).join(), problem);
  await assertProblem(await post(server.url, "C>>C"), {
    status: 503,
    code: "store_unavailable",
    detail: problem,
  });
  const told = await Promise.all([post(server.url, "C>>C"), fetch(`${server.url}/readyz`)]);
  for (const answer of told) assertEquals((await answer.text()).includes("/rxnstream.db"), false);
  assertEquals((await sessionJson(server.url, id, "/streaming-status")).connections, 1);
  await mend();
  await untilReadiness(server.url, 200);
  const { ids, data } = parseEvents(await streamed);
  assertEquals(ids, ids.map((_, index) => index + 1));
  assertWholeLog(data, REACTIONS);
}

Deno.test("A missing data folder is created, along with its parents", async () => {
  await using folder = await temporaryFolder();
  await using server = await startServer({ data: `${folder.path}/not/there/yet` });
  await createSession(server.url, "CCO>>CC=O");
});

Deno.test("Files the server writes are readable by its user only, even in a folder open to all", async () => {
  await using folder = await temporaryFolder();
  await Deno.chmod(folder.path, 0o755);
  await using server = await startServer({ data: folder.path });
  await createSession(server.url, "CCO>>CC=O");
  for await (const { name } of Deno.readDir(folder.path)) {
    const { mode } = await Deno.stat(`${folder.path}/${name}`);
    assertEquals([name, (mode ?? 0) & 0o077], [name, 0]);
  }
});

Deno.test("A data folder that is a file, or lies below one, is refused in one sentence", async () => {
  await using folder = await temporaryFolder();
  await Deno.writeTextFile(`${folder.path}/file`, "");
  for (const data of [`${folder.path}/file`, `${folder.path}/file/data`]) {
    assertMatch(await refusal(data), /^rxnstream: Cannot write to the data folder ".+": .+\n$/);
  }
  await Deno.mkdir(`${folder.path}/data/rxnstream.db`, { recursive: true });
  assertMatch(
    await refusal(`${folder.path}/data`),
    /^rxnstream: Cannot open the database ".+": it is not a file; /,
  );
});

diskTest("A read-only data folder is refused in one sentence", async () => {
  await using disk = await memoryDisk(8);
  await run("mount", "-o", "remount,ro", disk.path);
  assertMatch(
    await refusal(disk.path),
    /^rxnstream: Cannot write to the data folder ".+": .*Read-only file system.*\n$/,
  );
  assertMatch(await refusal(`${disk.path}/below`), /Read-only file system/);
});

Deno.test("If the data folder is moved away in mid-session, the server notices at once, and the session continues when it is back", async () => {
  await using folder = await temporaryFolder();
  const [data, away] = [`${folder.path}/data`, `${folder.path}/away`];
  await using server = await startServer({ data });
  await breakInMidSession(server, {
    fault: () => Deno.rename(data, away),
    mend: () => Deno.rename(away, data),
    problem: /^The database file was moved, deleted or replaced while the server was running/,
  });
});

diskTest(
  "A disk that accepts no more writes in mid-session holds the session up until it does again",
  async () => {
    await using disk = await ext4Disk(64);
    const data = `${disk.path}/data`;
    await using server = await startServer({ data });
    const files = [`${data}/rxnstream.db`, `${data}/rxnstream.db-wal`];
    // Not even root can write to an immutable file, nor can a process that already has it open.
    await breakInMidSession(server, {
      fault: () => run("chattr", "+i", ...files),
      mend: () => run("chattr", "-i", ...files),
      problem: /^The (disk of the database is failing|database is read-only|database file cannot be opened)/,
    });
  },
);
