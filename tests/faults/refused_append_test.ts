import { assertEquals, assertMatch } from "@std/assert";
import type { ServiceAgent } from "../../src/agent/service_agent.ts";
import { createLog } from "../../src/log.ts";
import { GroupCommit } from "../../src/store/group_commit.ts";
import { openStore } from "../../src/store/store_client.ts";
import { newSession } from "../store/support/new_session.ts";
import { temporaryFolder } from "../support/folders.ts";
import { numbered, openSessionStack } from "../support/session_stack.ts";
import { until } from "../support/until.ts";

/** Data that no column accepts, as a bug elsewhere might produce. */
const POISON = null as unknown as string;

Deno.test("An append that the database refuses for good fails alone, and the others waiting are committed", async () => {
  await using folder = await temporaryFolder();
  await using store = await openStore(`${folder.path}/test.db`);
  const names = ["a", "b", "c"];
  for (const name of names) await store.createSession(newSession(name));
  const said: string[] = [];
  const log = { ...createLog("silent"), error: (message: string) => void said.push(message) };
  await using commit = new GroupCommit(store, log);
  const outcome = (sessionId: string, data: string) =>
    commit.append({ sessionId, events: [{ data, reactionIndex: null }] })
      .then((result) => result.ok && result.firstId, (error) => error.code);
  const outcomes = await Promise.all([
    ...names.map((name) => outcome(name, "1")),
    outcome("b", POISON),
    ...names.map((name) => outcome(name, "2")),
    ...names.map((name) => outcome(name, "3")),
  ]);
  assertEquals(outcomes, [1, 1, 1, "store_refused", 2, "store_refused", 2, 3, "store_refused", 3]);
  assertEquals(await outcome("b", "4"), "store_refused");
  assertEquals(said, ["The database refuses events of a session, which are lost"]);
  assertEquals(commit.failure, null);
  const ended = await commit.append({
    sessionId: "b",
    events: [{ data: "end", reactionIndex: null }],
    end: { status: "error", error: "refused" },
  });
  assertEquals(ended, { ok: true, firstId: 2 });
  const page = { limit: 10, maxBytes: Infinity };
  assertEquals((await store.entriesAfter("a", 0, page)).map(({ data }) => data), ["1", "2", "3"]);
  assertEquals((await store.entriesAfter("b", 0, page)).map(({ data }) => data), ["1", "end"]);
});

Deno.test("A session whose event the database refuses ends with an error, and the others continue", async () => {
  await using folder = await temporaryFolder();
  const goOn = Promise.withResolvers<void>();
  const poisoned: ServiceAgent = {
    name: "poisoned",
    async *run() {
      yield [numbered(1)];
      yield [{ ...numbered(2), aux: { info_type: "numbered", reaction_index: {} as unknown as number } }];
      goOn.resolve();
      for (let number = 3; number < 200; number++) yield [numbered(number)];
    },
  };
  const sound: ServiceAgent = {
    name: "sound",
    async *run() {
      yield [numbered(1)];
      await goOn.promise;
      yield [numbered(2)];
    },
  };
  await using stack = await openSessionStack(`${folder.path}/test.db`, { agents: [poisoned, sound] });
  const [bad, good] = [await stack.submit("poisoned"), await stack.submit("sound")];
  await until(() => stack.store.session(bad.sessionId), { is: (session) => session?.status === "error" });
  await until(() => stack.store.session(good.sessionId), {
    is: (session) => session?.status === "completed",
  });
  assertMatch(
    (await stack.store.session(bad.sessionId))?.error ?? "",
    /^The database permanently refuses this/,
  );
  const events = (await stack.log(bad.sessionId)).map((text) => JSON.parse(text));
  assertEquals(events.map((event) => event.message ?? event._type), ["Event 1", "completion"]);
  assertEquals((await stack.log(good.sessionId)).length, 3);
});
