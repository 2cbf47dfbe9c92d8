import { assertEquals, assertMatch } from "@std/assert";
import { finishCli, runCli, spawnCli } from "../support/cli_process.ts";
import { freePort } from "../support/server_process.ts";
import { startTestService } from "../support/service.ts";
import { until } from "../support/until.ts";

const GOOD = "CC(=O)O.CCO>>CCOC(C)=O\nCCBr.[OH-]>>CCO.[Br-]\n";

Deno.test("watch prints exactly the content of the session, to two watchers at once and at any age", async () => {
  await using service = await startTestService();
  const id = await service.create(GOOD.repeat(20));
  const early = [spawnCli(["watch", id, service.url, "--format", "jsonl"])];
  early.push(spawnCli(["watch", id, `${service.url}/`, "--format", "jsonl"]));
  for (const child of early) await child.stdin.close();
  const results = await Promise.all(early.map(finishCli));
  results.push(await runCli(["watch", id, service.url, "--format", "jsonl"]));
  const content = await (await fetch(`${service.url}/sessions/${id}/content`, {
    headers: { Accept: "application/x-ndjson" },
  })).text();
  for (const result of results) assertEquals(result, { code: 0, stdout: content, stderr: "" });

  const rest = await runCli(["watch", id, service.url, "--format", "jsonl", "--after", "100"]);
  assertEquals(rest.stdout, content.split("\n").slice(100).join("\n"));
  const end = await runCli(["watch", id, service.url, "--after", String(content.split("\n").length - 1)]);
  assertEquals(end, { code: 0, stdout: "", stderr: "" });
});

Deno.test("watch prints a line per event for a person", async () => {
  await using service = await startTestService();
  const id = await service.create("CCBr.[OH-]>>CCO.[Br-]");
  const { code, stdout, stderr } = await runCli(["watch", id, service.url, "--client-id", "me"]);
  assertEquals([code, stderr], [0, ""]);
  const lines = stdout.trimEnd().split("\n");
  lines.slice(0, -1).forEach((line, index) => {
    assertMatch(line, new RegExp(`^${index + 1}\t\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\t(info|data|error)\t\\S`));
  });
  assertMatch(
    lines.join("\n"),
    /\tdata\tGot SMILES values for reaction 0: CCBr {2}\[OH-\] {2}CCO {2}\[Br-\]\n/,
  );
  assertEquals(lines.at(-1), `${lines.length}\tend\tcompleted`);
});

Deno.test("watch exits with 1 when a reaction failed or the session did not complete", async () => {
  await using service = await startTestService();
  const failed = await service.create("CCBr.[OH-]>>CCO.[Br-]\nCCO>>C1CC\n");
  assertEquals((await runCli(["watch", failed, service.url])).code, 1);
  const cancelled = await service.create(GOOD.repeat(1_000));
  const child = spawnCli(["watch", cancelled, service.url]);
  await child.stdin.close();
  const watching = finishCli(child);
  const session = `${service.url}/sessions/${cancelled}`;
  await until(async () => (await (await fetch(`${session}/streaming-status`)).json()).connections > 0);
  await (await fetch(`${session}/cancel`, { method: "POST" })).body?.cancel();
  const { code, stdout, stderr } = await watching;
  assertEquals([code, stderr], [1, ""]);
  assertMatch(stdout, /\tend\tcancelled\n$/);
});

Deno.test("watch reports the outcome even if the server restarts right after the last event", async () => {
  const last = '{"_type":"completion","status":"completed"}';
  const session = {
    session_id: "s",
    status: "completed",
    error: null,
    reactions: { found: 0, done: 0, failed: 0 },
  };
  const answers = [
    new Response(`id: 1\ndata: ${last}\n\n`, { headers: { "Content-Type": "text/event-stream" } }),
    Response.json({ detail: "The server is stopping" }, { status: 503 }),
    Response.json(session),
  ];
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () => answers.shift() ?? new Response("No more answers", { status: 500 }),
  );
  const url = `http://127.0.0.1:${server.addr.port}`;
  const { code, stdout, stderr } = await runCli(["watch", "s", url, "--format", "jsonl"]);
  assertEquals([code, stdout], [0, `{"id":1,"data":${last}}\n`]);
  assertMatch(stderr, /^rxnstream: 503 from .+: The server is stopping; reconnecting\n$/);
});

Deno.test("watch exits with 2 for a session or a cursor that the server does not have, and with 3 without a server", async () => {
  await using service = await startTestService();
  const unknown = await runCli(["watch", crypto.randomUUID(), service.url]);
  assertEquals([unknown.code, unknown.stdout], [2, ""]);
  assertMatch(unknown.stderr, /^rxnstream: 404 from http:\S+: .+\n$/);
  const id = await service.create("CCBr.[OH-]>>CCO.[Br-]");
  await service.finish(id);
  const beyond = await runCli(["watch", id, service.url, "--after", "999"]);
  assertEquals([beyond.code, beyond.stdout], [2, ""]);
  assertMatch(beyond.stderr, /^rxnstream: 409 from /);
  const nobody = `http://127.0.0.1:${freePort()}`;
  const unreachable = await runCli(["watch", id, nobody]);
  assertEquals([unreachable.code, unreachable.stdout], [3, ""]);
  assertMatch(unreachable.stderr, /^rxnstream: Cannot reach http:\/\/127\.0\.0\.1:\d+: .+\n$/);
});

Deno.test("watch exits quietly when the reader of its output has gone", async () => {
  await using service = await startTestService();
  const id = await service.create(GOOD.repeat(500));
  const child = spawnCli(["watch", id, service.url]);
  await child.stdin.close();
  const reader = child.stdout.getReader();
  await reader.read();
  await reader.cancel();
  const [stderr, { code }] = await Promise.all([new Response(child.stderr).text(), child.status]);
  assertEquals([code, stderr], [0, ""]);
  assertEquals((await fetch(`${service.url}/sessions/${id}`, { method: "DELETE" })).status, 204);
});
