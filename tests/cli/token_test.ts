import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { runCli } from "../support/cli_process.ts";
import { temporaryFolder } from "../support/folders.ts";
import { startServer } from "../support/server_process.ts";
import { until } from "../support/until.ts";

Deno.test("A token that the command makes opens a running server, and no longer once it is revoked", async () => {
  await using folder = await temporaryFolder();
  const tokens = ["--tokens", `${folder.path}/tokens.json`];
  const first = await runCli(["token", "create", "first", "--scopes", "admin", ...tokens]);
  assertMatch(first.stdout, /^[0-9a-f]{64}\n$/);
  if (Deno.build.os !== "windows") {
    assertEquals(((await Deno.stat(`${folder.path}/tokens.json`)).mode ?? 0) & 0o777, 0o600);
  }
  await using server = await startServer({ data: folder.path, args: tokens });
  const second = await runCli(["token", "create", "second", ...tokens]);
  const status = async (token: string) => {
    const response = await fetch(`${server.url}/sessions`, {
      headers: { Authorization: `Bearer ${token.trim()}` },
    });
    await response.body?.cancel();
    return response.status;
  };
  await until(() => status(second.stdout), { is: (seen) => seen === 200 });
  assertEquals(await runCli(["token", "list", ...tokens]), {
    code: 0,
    stdout: "first\tadmin\nsecond\tcreate,read\n",
    stderr: "",
  });
  for (const [name, { stdout }] of [["second", second], ["first", first]] as const) {
    assertEquals((await runCli(["token", "revoke", name, ...tokens])).code, 0);
    await until(() => status(stdout), { is: (seen) => seen === 401 });
  }
});

Deno.test("A token that cannot be made or revoked leaves the file as it was, and says why", async () => {
  await using folder = await temporaryFolder();
  const file = `${folder.path}/tokens.json`;
  const cases: readonly (readonly [args: readonly string[], said: string])[] = [
    [["create", "a"], "there is one named"],
    [["create", "b", "--scopes", "write"], "scopes.0"],
    [["create", "b", "--sessions", "x"], "sessions.0"],
    [["revoke", "b"], "there is none named"],
  ];
  await runCli(["token", "create", "a", "--tokens", file]);
  const before = await Deno.readTextFile(file);
  for (const [args, said] of cases) {
    const { code, stdout, stderr } = await runCli(["token", ...args, "--tokens", file]);
    assertEquals([args, code, stdout], [args, 2, ""]);
    assertStringIncludes(stderr, said);
  }
  assertEquals(await Deno.readTextFile(file), before);
  assertEquals((await runCli(["token", "list"])).code, 2);
});
