import { assert, assertEquals, assertLess, assertNotEquals } from "@std/assert";
import { LogPages } from "../../src/delivery/log_pages.ts";
import { encodeEntries, LONGEST_LINE } from "../../src/delivery/sse_frame.ts";
import { changed } from "../support/changed.ts";
import { temporaryFolder } from "../support/folders.ts";
import {
  countingAgent,
  numbered,
  openSessionStack,
  ScriptedAgent,
  type SessionStack,
} from "../support/session_stack.ts";
import { until } from "../support/until.ts";

const decoder = new TextDecoder();

/** The pages of the stack's logs, and which of them the database was asked for. */
function countedPages({ store }: SessionStack) {
  const asked: number[] = [];
  const pages = new LogPages(changed(store, {
    pageAfter(...args) {
      asked.push(args[1]);
      return store.pageAfter(...args);
    },
  }));
  return { pages, asked };
}

async function readAll(pages: LogPages, sessionId: string): Promise<string> {
  let text = "";
  let at = 0;
  for (;;) {
    const page = await pages.after(sessionId, at);
    if (page === null) return text;
    assert(page.bytes.length <= 64 * 1024);
    text += decoder.decode(page.bytes);
    at = page.lastId;
    if (page.isLast) return text;
  }
}

async function finished(stack: SessionStack, agent: string): Promise<string> {
  const { sessionId } = await stack.submit(agent);
  await until(() => stack.store.session(sessionId), { is: (session) => session?.status === "completed" });
  return sessionId;
}

Deno.test("The pages of a log are the frames of its events, and those who read together have them read once", async () => {
  await using folder = await temporaryFolder();
  await using stack = await openSessionStack(`${folder.path}/test.db`, {
    agents: [countingAgent("count", 3_000)],
  });
  const sessionId = await finished(stack, "count");
  const entries = (await stack.log(sessionId)).map((data, index) => ({ id: index + 1, data }));
  const frames = decoder.decode(encodeEntries(entries).bytes);
  const { pages, asked } = countedPages(stack);
  const texts = await Promise.all(Array.from({ length: 20 }, () => readAll(pages, sessionId)));
  for (const text of texts) assertEquals(text, frames);
  assertEquals(new Set(asked).size, asked.length);
  assertLess(asked.length, 50);
});

Deno.test("What is read of the log is shortened to the same bytes as what is live", async () => {
  await using folder = await temporaryFolder();
  const agent = new ScriptedAgent("works");
  await using stack = await openSessionStack(`${folder.path}/test.db`, { agents: [agent] });
  const { sessionId } = await stack.submit("works");
  const event = (length: number) => ({ ...numbered(1), message: "x".repeat(length) });
  agent.give([event(200_000), event(LONGEST_LINE - 200), event(10)], "end");
  await until(() => stack.store.session(sessionId), { is: (session) => session?.lastEventId === 4 });
  const { pages } = countedPages(stack);
  for (const [index, data] of (await stack.log(sessionId)).slice(0, 3).entries()) {
    const page = await pages.after(sessionId, index);
    const live = encodeEntries([{ id: index + 1, data }]);
    assertEquals(page?.bytes.subarray(0, live.bytes.length), live.bytes);
    assertEquals(live.bytes.length < data.length, index === 0);
  }
});

Deno.test("What was not in the log yet is there when it is asked for again", async () => {
  await using folder = await temporaryFolder();
  const agent = new ScriptedAgent("works");
  await using stack = await openSessionStack(`${folder.path}/test.db`, { agents: [agent] });
  const { sessionId } = await stack.submit("works");
  const { pages } = countedPages(stack);
  assertEquals(await pages.after(sessionId, 0), null);
  for (let event = 1; event <= 2; event++) {
    agent.give([numbered(event)]);
    await until(() => stack.store.session(sessionId), { is: (session) => session?.lastEventId === event });
    assertEquals((await pages.after(sessionId, event - 1))?.lastId, event);
  }
  agent.give("end");
});

Deno.test("A session that was deleted has no pages for those who ask later", async () => {
  await using folder = await temporaryFolder();
  await using stack = await openSessionStack(`${folder.path}/test.db`, {
    agents: [countingAgent("count", 10)],
  });
  const sessionId = await finished(stack, "count");
  const { pages } = countedPages(stack);
  assertNotEquals(await pages.after(sessionId, 3), null);
  await stack.runner.delete(sessionId);
  assertEquals(await pages.after(sessionId, 4), null);
});
