import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import { startService } from "../../../src/cli/serve.ts";
import { readServeConfig } from "../../../src/config/read_config.ts";
import { runCli } from "../../support/cli_process.ts";
import { temporaryFolder } from "../../support/folders.ts";
import { parseEvents } from "../../support/sse/parse_events.ts";
import { ScriptedAgent } from "../../support/session_stack.ts";

const encoder = new TextEncoder();

Deno.test("An event too long for line readers is shortened on the stream, live and in replay, and whole everywhere else", async () => {
  await using folder = await temporaryFolder();
  const agent = new ScriptedAgent("scripted");
  const config = readServeConfig({ port: "0", data: folder.path, processes: "1", "log-level": "silent" });
  const service = await startService(config, { adapt: (parts) => ({ ...parts, agents: [agent] }) });
  const created = await fetch(`${service.url}/sessions`, { method: "POST", body: "x" });
  const { session_id: id } = await created.json();
  await agent.started.promise;
  const stream = `${service.url}/sessions/${id}/stream`;
  const live = await fetch(stream);
  const durable = await fetch(`${service.url}/v1/stream/${id}?offset=-1&live=sse`);
  // U+2028, U+2029 and U+0085 end a line for Python's `str.splitlines`.
  const messages = ["short", "a\u2028b\u2029c\u0085d", "é".repeat(100_000), "last"];
  agent.give(
    messages.map((message) => ({ type: "info" as const, message, aux: { info_type: "any" } })),
    "end",
  );
  const first = await live.text();
  const { ids, data } = parseEvents(first);
  assertEquals(ids, [1, 2, 3, 4, 5]);
  for (const line of first.split("\n")) assertLessOrEqual(encoder.encode(line).length, 64 * 1024);
  assert(!/[\u2028\u2029\u0085]/.test(first));
  assertEquals(await (await fetch(stream)).text(), first);

  const whole = (await (await fetch(`${service.url}/sessions/${id}/content`, {
    headers: { Accept: "application/x-ndjson" },
  })).text()).split("\n").slice(0, -1);
  assertEquals(whole.map((line) => JSON.parse(line).data.message).slice(0, 4), messages);
  for (const index of [0, 1, 3, 4]) assertEquals(whole[index], `{"id":${ids[index]},"data":${data[index]}}`);
  const { shortened } = JSON.parse(data[2] ?? "").aux;
  const page = await (await fetch(new URL(shortened.whole, stream))).json();
  assertEquals(page.items, [JSON.parse(whole[2] ?? "")]);
  assertEquals(shortened.bytes, encoder.encode(whole[2]).length - '{"id":3,"data":}'.length);

  const batches = (await durable.text()).matchAll(/^event: data\ndata:(.*)$/gm);
  assertEquals(
    [...batches].flatMap(([, batch = ""]) => JSON.parse(batch)),
    whole.map((line) => JSON.parse(line).data),
  );
  const watched = await runCli(["watch", id, service.url, "--format", "jsonl"]);
  assertEquals([watched.code, watched.stdout], [0, whole.map((line) => `${line}\n`).join("")]);
  await service.stop();
});
