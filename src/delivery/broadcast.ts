/** Carries committed events from whoever runs a session to whoever follows it. */
import type { LogEntry, SessionId } from "../types.ts";

/**
 * What every implementation promises. Today there is one, `LocalBroadcast`, which serves one process; another could carry
 * entries between machines. `tests/delivery/support/broadcast_contract.ts` tests any of them.
 *
 * - **Order:** every subscriber gets the entries of a session in the order of their numbers, without a hole.
 * - **Loss:** none is silent. A subscriber that is slower than the window is told `"behind"`, and so is one that entries
 *   could not be carried to: it reads the log instead.
 * - **Cost:** the window is bounded and shared by all subscribers; `publish` never waits for any of them.
 * - **End:** after the completion event, what the window holds stays until the last subscriber has left.
 */
export interface Broadcast {
  /**
   * Publishes entries that are committed. Throws `RangeError` if they do not follow those published before in this process.
   * That they cannot be carried elsewhere is no reason to throw: they are in the log.
   */
  publish(sessionId: SessionId, entries: readonly LogEntry[]): void;
  /**
   * Subscribes to a session. Whoever subscribes before reading the log misses nothing: what is committed later is either read
   * there or published here. Dispose the subscription to leave.
   */
  subscribe(sessionId: SessionId): Subscription;
  /** Ends all subscriptions to a session that is gone, on every machine that has any. */
  close(sessionId: SessionId): void;
}

export interface Subscription extends Disposable {
  /**
   * Some of the entries that follow `cursor`, otherwise one of
   *
   * - `"caught_up"`: nothing that follows `cursor` has been published;
   * - `"behind"`: the window does not reach back to `cursor`, or nothing has ever been published to it, so only the log can say
   *   what follows;
   * - `"closed"`: the session is gone.
   *
   * It answers at once, so an implementation between machines needs a window of its own on each. Subscribers at the same
   * place get the very same array, never changed later: frames are remembered by it and encoded once for all of them.
   */
  after(cursor: number): readonly LogEntry[] | "caught_up" | "behind" | "closed";
  /**
   * The entries that follow `cursor` as they are published, several at a time if several are waiting. While nothing has ever
   * been published, it waits. The stream ends when the session is gone, and when its reader has fallen behind the window; `after`
   * tells which.
   */
  live(cursor: number): ReadableStream<readonly LogEntry[]>;
}
