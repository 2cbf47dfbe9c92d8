import { assertEquals, assertStringIncludes } from "@std/assert";
import { runCli } from "../support/cli_process.ts";
import { temporaryFolder } from "../support/folders.ts";
import { freePort, startServer } from "../support/server_process.ts";
import {
  createSession,
  createWaitingSession,
  followCut,
  followNative,
  manyReactions,
} from "./log_clients.ts";

const REACTIONS = 60;
/** Events of a readable reaction. */
const EVENTS = 13;

async function exported(url: string, id: string): Promise<string> {
  const response = await fetch(`${url}/sessions/${id}/export.jsonl`);
  assertEquals(response.status, 200);
  return await response.text();
}

Deno.test("A session that was killed and resumed passes verify, and has the rows of one that never stopped", async () => {
  await using folder = await temporaryFolder();
  const data = `${folder.path}/data`;
  const port = freePort();
  let server = await startServer({ data, port, args: ["--max-running", "1", "--turn", "0"] });
  await using resources = new AsyncDisposableStack();
  resources.defer(async () => void await server.end("SIGKILL"));
  const { id, release } = await createWaitingSession(server.url, manyReactions(REACTIONS));
  const client = followCut(`${server.url}/sessions/${id}/stream`, () => Infinity);
  await release();
  for (const share of [0.3, 0.7]) {
    await client.reached(Math.floor(REACTIONS * EVENTS * share));
    await server.end("SIGKILL");
    server = await startServer({ data, port });
  }
  await client.ended;
  const rows = await exported(server.url, id);

  const uncut = await createSession(server.url, manyReactions(REACTIONS));
  await followNative(`${server.url}/sessions/${uncut}/stream`, "native").ended;
  assertEquals(await exported(server.url, uncut), rows);

  const verified = await runCli(["verify", "--processes", "1", "-"], { stdin: rows });
  assertEquals(verified, {
    code: 0,
    stdout: `${REACTIONS} rows computed again: ${REACTIONS} the same, 0 different\n`,
    stderr: "",
  });
  const altered = rows.replace('"outcomes":1', '"outcomes":5');
  const caught = await runCli(["verify", "--processes", "1", "-"], { stdin: altered });
  assertEquals(caught.code, 1);
  assertStringIncludes(caught.stdout, "validation.checks.outcomes is 5, computed again 1");
});
