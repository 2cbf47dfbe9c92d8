/** One client's own way through a log, at its own pace: replay what is stored, then follow what is live. */
import type { Chunk } from "../broadcast/frame_window.ts";
import type { Broadcast } from "../broadcast/local_broadcast.ts";
import type { Store } from "../store/store.ts";
import type { SessionId } from "../types.ts";
import type { PageReader } from "./log_pages.ts";

export interface EventStreamDeps {
  readonly store: Pick<Store, "session">;
  readonly pages: PageReader;
  readonly broadcast: Broadcast;
}

/**
 * Yields every event after `cursor` exactly once and in order, several in one chunk, and `"level"` each time before it waits for
 * the next live event. Ends after the completion event or when the session is deleted.
 *
 * It subscribes before it reads the log, so nothing falls between the two; what comes twice is told by its number. It asks
 * for the session after it has subscribed, so that a deletion either shows there or ends the subscription. A reader
 * that falls behind the live window goes back to the log at its own pace. Aborting `signal` ends it at once, also in mid-wait.
 * Rejects with `store_unavailable` if the log cannot be read.
 */
export async function* eventStream(
  { store, pages, broadcast }: EventStreamDeps,
  sessionId: SessionId,
  { cursor, signal }: { readonly cursor: number; readonly signal: AbortSignal },
): AsyncGenerator<Chunk | "level", void, undefined> {
  using subscription = broadcast.subscribe(sessionId, cursor);
  const live = subscription.readable.getReader();
  const leave = () => void live.cancel().catch(() => {});
  signal.addEventListener("abort", leave, { once: true });
  try {
    let at = cursor;
    while (!signal.aborted) {
      while (!subscription.holds(at)) {
        const page = await pages.after(sessionId, at);
        if (page === null) {
          if (await store.session(sessionId) === null) return;
          break;
        }
        at = page.lastId;
        yield page;
        if (page.isLast) return;
      }
      subscription.seek(at);
      for (;;) {
        yield "level";
        const { value: chunk, done } = await live.read();
        if (done) return;
        if (chunk === "behind") break;
        // Read from the log already: the branch was woken for an earlier place.
        if (chunk.lastId <= at) continue;
        at = chunk.lastId;
        yield chunk;
        if (chunk.isLast) return;
      }
    }
  } finally {
    signal.removeEventListener("abort", leave);
  }
}
