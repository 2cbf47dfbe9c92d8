/** Carries committed events from the session that writes them to the clients that follow it. */
import type { LogEntry, SessionId } from "../types.ts";

/**
 * What every implementation promises. Today there is one, `LocalBroadcast`, which serves a single process; another
 * could carry entries between machines. `tests/delivery/support/broadcast_contract.ts` can test any implementation.
 *
 * - **Order:** every subscriber gets the entries of a session in order of their numbers, without gaps.
 * - **Loss:** never silent. A subscriber that is slower than the window, or that entries could not be carried to,
 *   gets `"behind"` and reads the log instead.
 * - **Cost:** the window is bounded and shared by all subscribers; `publish` never waits for any of them.
 * - **End:** after the completion event, the window keeps its entries until the last subscriber has left.
 */
export interface Broadcast {
  /**
   * Publishes committed entries. Throws `RangeError` if they do not follow those published before in this process. A
   * failure to carry them to other processes must not throw: the entries are in the log.
   */
  publish(sessionId: SessionId, entries: readonly LogEntry[]): void;
  /**
   * Subscribes to a session. A reader that subscribes before it reads the log misses nothing: whatever is committed
   * later is either in the log when it reads or published here. Dispose the subscription to leave.
   */
  subscribe(sessionId: SessionId): Subscription;
  /** Ends all subscriptions to a deleted session, on every machine that has any. */
  close(sessionId: SessionId): void;
}

export interface Subscription extends Disposable {
  /**
   * Some of the entries that follow `cursor`, or one of
   *
   * - `"caught_up"`: nothing after `cursor` has been published;
   * - `"behind"`: the window does not reach back to `cursor`, or nothing was ever published to it, so only the log
   *   can tell what follows;
   * - `"closed"`: the session was deleted.
   *
   * Returns synchronously, so an implementation that spans machines needs a window on each of them. Subscribers with
   * the same cursor get the same array, which never changes afterwards: frames are cached by array and encoded once
   * for all of them.
   */
  after(cursor: number): readonly LogEntry[] | "caught_up" | "behind" | "closed";
  /**
   * The entries that follow `cursor`, as they are published; several at a time if several are waiting. Waits if
   * nothing has been published yet. The stream ends when the session is deleted, or when its reader falls behind the
   * window; `after` tells which.
   */
  live(cursor: number): ReadableStream<readonly LogEntry[]>;
}
