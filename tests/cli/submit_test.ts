import { assertEquals, assertMatch } from "@std/assert";
import { runCli } from "../support/cli_process.ts";
import { temporaryFolder } from "../support/folders.ts";
import { freePort } from "../support/server_process.ts";
import { startTestService } from "../support/service.ts";

const GOOD = "CC(=O)O.CCO>>CCOC(C)=O\nCCBr.[OH-]>>CCO.[Br-]\n";

Deno.test("submit prints the id of the session that it created from a file", async () => {
  await using service = await startTestService();
  const file = `${service.folder}/good.smi`;
  await Deno.writeTextFile(file, GOOD);
  const { code, stdout, stderr } = await runCli(["submit", file, service.url]);
  assertEquals(code, 0);
  assertMatch(stdout, /^[0-9a-f-]{36}\n$/);
  const id = stdout.trim();
  assertEquals(stderr, `${service.url}/#/s/${id}\n`);
  await service.finish(id);
  const session = await (await fetch(`${service.url}/sessions/${id}`)).json();
  assertEquals([session.title, session.status, session.reactions.found], ["good.smi", "completed", 2]);
});

Deno.test("submit takes standard input, a title and a format, and can follow the session to its end", async () => {
  await using service = await startTestService();
  const stdin = "name\tscheme\none\tCCBr.[OH-]>>CCO.[Br-]\ntwo\tCCO>>C1CC\n";
  const args = ["--title", "From a pipe", "--input-format", "tsv", "--watch", "--format", "jsonl"];
  const { code, stdout, stderr } = await runCli(["submit", "-", service.url, ...args], { stdin });
  const [id = "", ...lines] = stdout.trimEnd().split("\n");
  assertEquals([code, stderr], [1, `${service.url}/#/s/${id}\n`]);
  assertEquals(JSON.parse(lines.at(-1) ?? "").data, { _type: "completion", status: "completed" });
  const session = await (await fetch(`${service.url}/sessions/${id}`)).json();
  assertEquals([session.title, session.reactions], ["From a pipe", { found: 2, done: 2, failed: 1 }]);
});

Deno.test("submit exits with 2 for an unusable input, and with 3 when there is no server", async () => {
  await using service = await startTestService();
  await using folder = await temporaryFolder();
  const missing = await runCli(["submit", `${folder.path}/missing`, service.url]);
  assertEquals([missing.code, missing.stdout], [2, ""]);
  assertMatch(missing.stderr, /^rxnstream: Cannot read ".+missing": .+\n$/);
  for (const [stdin, said] of [["", /The query is empty/], ["a\0b", /The input is not text/]] as const) {
    const refused = await runCli(["submit", "-", service.url], { stdin });
    assertEquals([refused.code, refused.stdout], [2, ""]);
    assertMatch(refused.stderr, said);
  }
  const nobody = `http://127.0.0.1:${freePort()}`;
  const unreachable = await runCli(["submit", "-", nobody], { stdin: GOOD });
  assertEquals([unreachable.code, unreachable.stdout], [3, ""]);
  assertMatch(unreachable.stderr, /^rxnstream: Cannot reach http:\/\/127\.0\.0\.1:\d+: .+\n$/);
});
