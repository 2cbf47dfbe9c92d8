/** Sessions for the store's tests. */
import type { NewSession, Store } from "../../../src/store/store.ts";

export function newSession(sessionId: string, text = "CCO>>CC=O"): NewSession {
  return {
    sessionId,
    title: "A title",
    agent: "rdkit",
    maxReactions: 10,
    query: { text, format: "auto", fileName: null },
    idempotency: null,
  };
}

/** Creates a cancelled session with `events` events of 100 characters before its end. */
export async function cancelledSession(store: Store, sessionId: string, events: number): Promise<void> {
  await store.createSession(newSession(sessionId));
  const data = Array.from({ length: events }, (_, index) => `${index + 1}:`.padEnd(100, "x"));
  await store.appendAll([
    { sessionId, events: data.map((text, index) => ({ data: text, reactionIndex: index })) },
    {
      sessionId,
      events: [{ data: "end", reactionIndex: null }],
      end: { status: "cancelled", error: null },
    },
  ]);
}
