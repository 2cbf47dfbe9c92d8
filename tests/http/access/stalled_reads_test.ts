import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { deadline } from "@std/async";
import { Hono } from "hono";
import { readServeConfig } from "../../../src/config/read_config.ts";
import { openAccess } from "../../../src/http/access/access.ts";
import { Limits } from "../../../src/http/access/limits.ts";
import { listen } from "../../../src/http/listener/server.ts";
import { longAnswer } from "../../../src/http/routes/long_answer.ts";
import { createLog } from "../../../src/log.ts";
import { temporaryFolder } from "../../support/folders.ts";

Deno.test("A client that stops reading a long answer is cut off when another client waits for its slot", async () => {
  await using folder = await temporaryFolder();
  const { access: settings } = readServeConfig({ "max-reads": "1" });
  const limits = new Limits(settings.limits, 0, settings.bodyBytes, { stalledMs: 100, lookMs: 20 });
  const access = { ...await openAccess(settings, folder.path), limits };
  const log = createLog("silent");
  const piece = "C".repeat(1024 * 1024);
  async function* pieces(count: number): AsyncGenerator<string, void, undefined> {
    for (let sent = 0; sent < count; sent++) yield await Promise.resolve(piece);
  }
  const app = new Hono();
  app.get("/endless", (c) => longAnswer(c, { access, log }, () => pieces(Infinity), {}));
  app.get("/short", (c) => longAnswer(c, { access, log }, () => pieces(1), {}));
  const server = await listen(app, {
    log,
    hostname: "127.0.0.1",
    port: 0,
    requestTimeoutMs: 30_000,
    droppedBytes: 1_000,
    writeDeadlineMs: 30_000,
  });
  try {
    const { hostname, port } = new URL(server.url);
    using stalled = await Deno.connect({ hostname, port: Number(port) });
    await stalled.write(new TextEncoder().encode(`GET /endless HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`));
    const some = new Uint8Array(64);
    const length = await stalled.read(some);
    assertStringIncludes(new TextDecoder().decode(some.subarray(0, length ?? 0)), "HTTP/1.1 200");
    const answer = await deadline(fetch(`${server.url}/short`), 10_000);
    assertEquals([answer.status, await answer.text()], [200, piece]);
    // The bytes on their way still arrive, but not the end of the answer: the last chunk is missing.
    const rest = await new Response(stalled.readable).text().catch((error) => `cut: ${error}`);
    assertMatch(rest.slice(-5), /^(?!0\r\n\r\n)/);
  } finally {
    await server.stop(0);
  }
});
