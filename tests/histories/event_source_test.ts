import { assertEquals } from "@std/assert";
import { temporaryFolder } from "../support/folders.ts";
import { programTest } from "../support/programs.ts";
import { checkClient } from "./check/check_client.ts";
import { violationText } from "./check/violation.ts";
import { openBrowser, runChromium } from "./clients/chromium_client.ts";
import type { RunClient } from "./clients/client_job.ts";
import { runEventSource } from "./clients/event_source_client.ts";
import { type ClientKind, HistoryWriter } from "./history.ts";
import { Operator } from "./operator.ts";
import { Random } from "../support/random.ts";
import { ServerUnderTest } from "./server/server_under_test.ts";
import { openProxy, PLAIN_LINK } from "./wire/proxy.ts";

/**
 * Follows a session to its end, and counts the requests. That no more follow is shown by a second client of the
 * same kind: it is cut off once the first has been told of the end, and reconnects after the same reconnection
 * time.
 */
async function assertStopsAfterOne204(kind: ClientKind, run: RunClient): Promise<void> {
  await using folder = await temporaryFolder();
  await using server = await ServerUnderTest.start({
    entry: null,
    options: { "max-running": "1", "keep-alive": "1" },
  }, folder.path);
  await using proxy = openProxy(server.url, () => PLAIN_LINK);
  const operator = new Operator(server.url);
  const leaving = new AbortController();
  const running: Promise<void>[] = [];
  async function follow(client: string, session: string): Promise<HistoryWriter> {
    const { sessionId } = await operator.session(session);
    const history = new HistoryWriter({ client, kind, session, cursor: 0, isPrompt: false });
    const job = {
      history,
      base: proxy.url,
      sessionId,
      headers: {},
      ticket: null,
      random: new Random(1),
      leaveAfter: Infinity,
      tap: proxy.tap,
    };
    running.push(run(job, leaving.signal));
    return history;
  }
  const create = { op: "create", flavour: "plain", racing: false } as const;
  await operator.create({ ...create, session: "ends", reactions: 10 });
  const { sessionId } = await operator.session("ends");
  const history = await (await follow("tested", "ends")).ended;
  await operator.create({ ...create, session: "goes on", reactions: 20_000 });
  await follow("other", "goes on");
  await proxy.tap.until(() => proxy.tap.of("other").length === 1 && proxy.tap.of("other")[0]?.status === 200);
  proxy.cutAll();
  await proxy.tap.until(() => proxy.tap.of("other").length === 2);

  const log = await operator.log(sessionId);
  assertEquals(proxy.tap.of("tested"), [
    { cursor: null, status: 200 },
    { cursor: log.length, status: 204 },
  ]);
  assertEquals(checkClient(history, { entries: log, state: "whole" }).map(violationText), []);
  leaving.abort();
  await Promise.all(running);
}

Deno.test("Deno's EventSource asks once more after the completion and stops at the 204", async () => {
  await assertStopsAfterOne204("native", runEventSource("native"));
});

Deno.test("npm's EventSource asks once more after the completion and stops at the 204", async () => {
  await assertStopsAfterOne204("npm", runEventSource("npm"));
});

programTest({
  name: "Chromium's EventSource asks once more after the completion and stops at the 204",
  program: "chromium",
  async fn(path) {
    await using opened = await openBrowser(path);
    await assertStopsAfterOne204("chromium", runChromium(opened.browser));
  },
});
