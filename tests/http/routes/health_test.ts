import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { createHttpApp } from "../../../src/http/contract/routes.ts";
import { openChemPool } from "../../../src/chem/pool/chem_pool.ts";
import { mountHealth } from "../../../src/http/routes/health.ts";
import { createLog } from "../../../src/log.ts";
import { GroupCommit } from "../../../src/store/group_commit.ts";
import { temporaryFolder } from "../../support/folders.ts";
import { startTestService } from "../../support/service.ts";
import { openSessionStack } from "../../support/session_stack.ts";

Deno.test("A server whose chemistry cannot start is not ready and says why", async () => {
  await using folder = await temporaryFolder();
  await using stack = await openSessionStack(`${folder.path}/log.db`, { agents: [] });
  await using eventLog = new GroupCommit(stack.store, createLog("silent"));
  await using chem = openChemPool({
    processes: 1,
    command: { cmd: `${folder.path}/no-such-program`, args: [] },
  });
  const app = createHttpApp();
  mountHealth(app, {
    settings: {
      commit: "unknown",
      version: "1",
      maxBodyBytes: 1,
      maxJsonBytes: 1,
      maxReactions: 1,
      allowedOrigins: [],
      logsRequests: false,
      defaultAgent: "rdkit",
      agents: [],
    },
    store: stack.store,
    eventLog,
    runner: stack.runner,
    chem,
    delivery: stack.delivery,
    stopping: new AbortController().signal,
  });
  assertEquals((await app.request("/readyz")).status, 200);
  const request = {
    text: "C>>C",
    format: "smiles",
    options: { width: 100, height: 100, dark: false, atomMaps: false },
  } as const;
  await assertRejects(() => chem.call("depict", request));
  const response = await app.request("/readyz");
  const { status, problems } = await response.json();
  assertEquals([response.status, status, problems.length], [503, "not ready", 1]);
  assertMatch(problems[0], /^The chemistry cannot start: /);
});

Deno.test("A plain health check is answered: over HTTP/1.0 without a Host, and under any host name", async () => {
  await using service = await startTestService();
  const { hostname, port } = new URL(service.url);
  const ask = async (head: string) => {
    const socket = await Deno.connect({ hostname, port: Number(port) });
    await socket.write(new TextEncoder().encode(`${head}\r\n\r\n`));
    return (await new Response(socket.readable).text()).split("\r\n", 1)[0];
  };
  assertEquals(await ask("GET /healthz HTTP/1.0"), "HTTP/1.1 200 OK");
  assertEquals(
    await ask("GET /healthz HTTP/1.1\r\nHost: pod.example\r\nConnection: close"),
    "HTTP/1.1 200 OK",
  );
  assertEquals(
    await ask("GET /sessions HTTP/1.1\r\nHost: pod.example\r\nConnection: close"),
    "HTTP/1.1 421 Misdirected Request",
  );
  assertEquals(await ask("GET /healthz HTTP/1.1\r\nConnection: close"), "HTTP/1.1 400 Bad Request");
});
