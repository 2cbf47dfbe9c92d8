/** The wait of a long-poll. */
import { delay } from "@std/async";
import type { SessionId } from "../../types.ts";
import type { HttpServices } from "../http_services.ts";

/**
 * Resolves when the session has an event after `after`, when it is deleted, when the client has left, when the server stops,
 * or after `seconds`.
 */
export async function nextEvent(
  { store, broadcast, stopping }: Pick<HttpServices, "store" | "broadcast" | "stopping">,
  sessionId: SessionId,
  { after, seconds, left }: { readonly after: number; readonly seconds: number; readonly left: AbortSignal },
): Promise<void> {
  using subscription = broadcast.subscribe(sessionId, after);
  // What came before the subscription may never come through it: a log that has ended is not broadcast any longer.
  const session = await store.session(sessionId);
  if (session === null || session.lastEventId > after) return;
  const live = subscription.readable.getReader();
  const come = new AbortController();
  const signal = AbortSignal.any([come.signal, left, stopping]);
  try {
    await Promise.race([live.read(), delay(seconds * 1_000, { signal }).catch(() => {})]);
  } finally {
    // The timer of a wait that has ended is not left to run.
    come.abort();
  }
}
