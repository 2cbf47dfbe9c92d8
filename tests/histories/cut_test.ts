import { assertEquals, assertGreater } from "@std/assert";
import { temporaryFolder } from "../support/folders.ts";
import { checkClient } from "./check/check_client.ts";
import { violationText } from "./check/violation.ts";
import { runSocketClient } from "./clients/socket_client.ts";
import { HistoryWriter } from "./history.ts";
import { Operator } from "./operator.ts";
import { Random } from "../support/random.ts";
import { ServerUnderTest } from "./server/server_under_test.ts";
import { openProxy, PLAIN_LINK } from "./wire/proxy.ts";

const CUTS = 1_000;
const REACTIONS = 900;

Deno.test("A client that is cut off a thousand times during a session ends with the exact log", async () => {
  await using folder = await temporaryFolder();
  await using server = await ServerUnderTest.start({ entry: null, options: {} }, folder.path);
  const random = new Random(1_000);
  let made = 0;
  await using proxy = openProxy(server.url, () => {
    // In the head, in the opening, in the middle of an event, or after some events.
    return made++ < CUTS ? { ...PLAIN_LINK, cutAfter: random.whole(1, 7_000) } : PLAIN_LINK;
  });
  const operator = new Operator(server.url);
  await operator.create({
    op: "create",
    session: "s1",
    reactions: REACTIONS,
    flavour: "mixed",
    racing: false,
  });
  const { sessionId } = await operator.session("s1");
  const history = new HistoryWriter({
    client: "c1",
    kind: "fast",
    session: "s1",
    cursor: 0,
    isPrompt: false,
  });
  const running = runSocketClient("fast", { restMs: 3 })({
    history,
    base: proxy.url,
    sessionId,
    headers: {},
    ticket: null,
    random,
    leaveAfter: Infinity,
    tap: proxy.tap,
  }, new AbortController().signal);
  const received = await history.ended;
  await running;
  const log = await operator.log(sessionId);
  assertEquals(checkClient(received, { entries: log, state: "whole" }).map(violationText), []);
  assertEquals(received.events.map(({ id, data }) => ({ id, data })), [...log]);
  assertEquals(proxy.cuts, CUTS);
  // It was also cut while there was still something to receive.
  assertGreater(received.connections.length, CUTS);
  assertGreater(new Set(received.events.map(({ connection }) => connection)).size, CUTS / 2);
});
