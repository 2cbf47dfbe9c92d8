import { assertEquals, assertMatch } from "@std/assert";
import { startServer } from "../../support/server_process.ts";
import { temporaryFolder } from "../../support/folders.ts";
import { until } from "../../support/until.ts";
import { hexDigest, REACTION } from "./support.ts";

const ADMIN = "admin-token-0123456789";

Deno.test("The log has a line for what changes something or is refused, with the request's id; all others on demand", async () => {
  for (const args of [[], ["--access-log"]]) {
    await using folder = await temporaryFolder();
    const tokens = `${folder.path}/tokens.json`;
    const entry = { name: "ops", token_sha256: await hexDigest(ADMIN), scopes: ["admin"] };
    await Deno.writeTextFile(tokens, JSON.stringify([entry]));
    await using server = await startServer({
      data: folder.path,
      args: ["--tokens", tokens, "--log-format", "json", ...args],
    });
    const ask = async (path: string, id: string, init: RequestInit = {}, token = ADMIN) => {
      const headers = {
        "Authorization": `Bearer ${token}`,
        "Content-Type": "text/plain",
        "X-Request-Id": id,
      };
      const response = await fetch(server.url + path, { headers, ...init });
      await response.body?.cancel();
      return response.headers.get("X-Request-Id");
    };
    assertEquals(await ask("/sessions?ticket=secret", "read-1"), "read-1");
    assertEquals(await ask("/sessions", "made-1", { method: "POST", body: REACTION }), "made-1");
    assertEquals(await ask("/sessions", "wrong-1", {}, "unknown-token-0123456789"), "wrong-1");
    assertMatch(await ask("/sessions", "not an id") ?? "", /^[0-9a-f-]{36}$/);
    await until(() => server.stderr, { is: (text) => text.includes("wrong-1") });
    const lines = server.stderr.trim().split("\n").map((line) => JSON.parse(line));
    const seen = lines.filter(({ request }) => /-1$/.test(request)).map((
      { msg, request, method, path, status, caller },
    ) => (
      [msg, request, method, path, status, caller].join(" ")
    ));
    assertEquals(seen, [
      ...(args.length === 0 ? [] : ["Request read-1 GET /sessions 200 ops"]),
      "Audit made-1 POST /sessions 201 ops",
      "Audit wrong-1 GET /sessions 401 nobody",
    ]);
    assertEquals(server.stderr.includes("secret"), false);
  }
});
