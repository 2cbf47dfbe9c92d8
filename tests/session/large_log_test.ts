import { assertEquals, assertLess, assertLessOrEqual } from "@std/assert";
import { deadline } from "@std/async";
import { createRdkitAgent } from "../../src/agent/rdkit_agent.ts";
import { countReactions } from "../../src/agent/agent_log.ts";
import type { Store } from "../../src/store/store.ts";
import type { AgentEvent, LogEntry } from "../../src/types.ts";
import { events } from "../agent/support/agent_run.ts";
import { lines, openLineChem } from "../agent/support/line_chem.ts";
import { temporaryFolder } from "../support/folders.ts";
import { openSessionStack, type SessionStack } from "../support/session_stack.ts";

const REACTIONS = 2_000;
/** Every tenth reaction is the same as another. */
const TEXTS = Array.from({ length: REACTIONS }, (_, index) => `C${index % 10 === 0 ? "" : index}>>C`);

/** The events of an undisturbed run on `texts`, made from those of a run on one reaction. */
async function wholeLog(texts: readonly string[]): Promise<readonly AgentEvent[]> {
  await using chem = openLineChem(1);
  const [text, ...rest] = await events(chem, lines("TEXT"));
  const [end] = rest.splice(-1);
  const told = new Map<string, { readonly first: number; reactions: number }>();
  const ofReaction = (event: AgentEvent | undefined, index: number): AgentEvent => {
    const made = JSON.stringify(event).replaceAll("TEXT", texts[index] ?? "")
      .replaceAll("reaction 0", `reaction ${index}`).replaceAll("Reaction 0", `Reaction ${index}`)
      .replaceAll('"reaction_index":0', `"reaction_index":${index}`)
      .replace(/"line":1,"fields":\{"row":"0"\}/, `"line":${index + 1},"fields":{"row":"${index}"}`);
    const { aux, ...kept } = JSON.parse(made) as AgentEvent;
    return "template" in aux ? { ...kept, aux: { ...aux, template: useOf(index) } } : { ...kept, aux };
  };
  const useOf = (index: number) => {
    const use = told.get(texts[index] ?? "") ?? { first: index, reactions: 0 };
    use.reactions++;
    told.set(texts[index] ?? "", use);
    return { ...use };
  };
  const listed = texts.map((_, index) => ofReaction(text, index));
  const worked = texts.flatMap((_, index) => rest.map((event) => ofReaction(event, index)));
  const shared = [...told.values()].filter(({ reactions }) => reactions > 1);
  const templates = { distinct: told.size, alone: told.size - shared.length, shared };
  const message = `Run complete: ${texts.length} reactions, 0 broken`;
  const { aux, type } = end ?? { aux: { info_type: "" }, type: "info" as const };
  return [...listed, ...worked, { type, message, aux: { ...aux, found: texts.length, templates } }];
}

/** A session with these events, queued. */
async function sessionWith(stack: SessionStack, done: readonly AgentEvent[]): Promise<string> {
  const { session } = await stack.store.createSession({
    sessionId: crypto.randomUUID(),
    title: "",
    agent: "rdkit",
    maxReactions: REACTIONS,
    query: { text: "lost", format: "auto", fileName: null },
    idempotency: null,
  });
  const { sessionId } = session;
  for (let from = 0; from < done.length; from += 2_000) {
    const some = done.slice(from, from + 2_000);
    const stamped = some.map((event) => ({
      data: JSON.stringify({
        type: event.type,
        message: event.message,
        timestamp: "",
        worker_id: "",
        aux: event.aux,
      }),
      reactionIndex: event.aux.reaction_index ?? null,
    }));
    await stack.store.appendAll([{ sessionId, events: stamped, reactions: countReactions(some) }]);
  }
  return sessionId;
}

/** Resolves with the agent's events once the session has ended. */
async function finished(stack: SessionStack, sessionId: string): Promise<readonly AgentEvent[]> {
  using subscription = stack.broadcast.subscribe(sessionId);
  for (;;) {
    const session = await stack.store.session(sessionId);
    if (session?.status === "completed") break;
    await deadline(subscription.live(session?.lastEventId ?? 0).getReader().read(), 60_000);
  }
  return (await stack.log(sessionId)).slice(0, -1).map((data) => {
    const { type, message, aux } = JSON.parse(data);
    return { type, message, aux };
  });
}

/** The number of events in each read. */
function counted(store: Store, reads: number[]): Partial<Store> {
  const noted = async <Entry extends LogEntry>(
    read: Promise<readonly Entry[]>,
  ): Promise<readonly Entry[]> => {
    const entries = await read;
    reads.push(entries.length);
    return entries;
  };
  return {
    entriesAfter: (...args) => noted(store.entriesAfter(...args)),
    reactionEntries: (...args) => noted(store.reactionEntries(...args)),
    entriesOfKind: (...args) => noted(store.entriesOfKind(...args)),
  };
}

Deno.test("A session with a large log continues as if it had never stopped, and holds a small part of it at a time", async () => {
  const all = await wholeLog(TEXTS);
  await using folder = await temporaryFolder();
  await using chem = openLineChem(1);
  const reads: number[] = [];
  await using stack = await openSessionStack(`${folder.path}/test.db`, {
    agents: [createRdkitAgent({ chem })],
    storeMethods: (store) => counted(store, reads),
  });
  // In the middle of the fourth reaction from the end.
  const cut = all.length - 1 - 3 * 12 - 7;
  const sessionId = await sessionWith(stack, all.slice(0, cut));
  await stack.runner.start();
  assertEquals(await finished(stack, sessionId), all);
  assertLessOrEqual(Math.max(...reads), 100);
  assertLess(reads.reduce((sum, count) => sum + count, 0), cut / 10);
});

Deno.test("A session reads back the reactions that it has listed as it gets to them", async () => {
  const texts = TEXTS.slice(0, 300);
  await using folder = await temporaryFolder();
  await using chem = openLineChem(1);
  const reads: number[] = [];
  await using stack = await openSessionStack(`${folder.path}/test.db`, {
    agents: [createRdkitAgent({ chem })],
    storeMethods: (store) => counted(store, reads),
  });
  const { sessionId } = await stack.submit("rdkit", texts.join("\n"));
  assertEquals(await finished(stack, sessionId), await wholeLog(texts));
  assertLessOrEqual(Math.max(...reads), 100);
  assertLess(reads.reduce((sum, count) => sum + count, 0), 2 * texts.length);
});

Deno.test("Large logs are read through one after the other, and a small one does not wait for them", async () => {
  const all = await wholeLog(TEXTS);
  await using folder = await temporaryFolder();
  await using chem = openLineChem(1);
  const looking = new Set<string>();
  let most = 0;
  const smallIsDone = Promise.withResolvers<void>();
  let small = "";
  await using stack = await openSessionStack(`${folder.path}/test.db`, {
    agents: [createRdkitAgent({ chem })],
    storeMethods: (store) => ({
      async entriesOfKind(id, infoType, range) {
        if (id !== small) await smallIsDone.promise;
        looking.add(id);
        most = Math.max(most, looking.size);
        const entries = await store.entriesOfKind(id, infoType, range);
        looking.delete(id);
        return entries;
      },
    }),
  });
  const large = [
    await sessionWith(stack, all.slice(0, -1)),
    await sessionWith(stack, all.slice(0, -1)),
  ];
  const few = await wholeLog(TEXTS.slice(0, 3));
  small = await sessionWith(stack, few.slice(0, -1));
  await stack.runner.start();
  assertEquals((await finished(stack, small)).length, few.length);
  smallIsDone.resolve();
  for (const sessionId of large) assertEquals((await finished(stack, sessionId)).length, all.length);
  assertEquals(most, 1);
});
