/** One client's way through a log: at its own pace while it has something to catch up with, else along with all others. */
import type { Chunk } from "../broadcast/frame_window.ts";
import type { SessionId } from "../types.ts";
import { eventStream, type EventStreamDeps } from "./event_stream.ts";
import type { FollowEnd, Follower, LiveFanOut } from "./live_fan_out.ts";
import type { TurnBudget } from "./turn_budget.ts";

/** A client's connection, which can be written to at the client's pace or, as a follower, at that of the events. */
export interface SseLine extends Follower {
  /** Writes after all that was written before; resolves when the client has room for more. */
  write(chunk: Chunk): Promise<void>;
  /** Resolves once all that was written is with the connection, so that `take` comes after it, or when the client has left. */
  flushed(): Promise<void>;
}

/**
 * Gives the client every event after `line.taken` exactly once and in order; resolves after the completion event, when the
 * session is deleted, or when `signal` is aborted. Rejects with `store_unavailable` if the log cannot be read.
 */
export async function followLog(
  { fanOut, budget, ...deps }: EventStreamDeps & { readonly fanOut: LiveFanOut; readonly budget: TurnBudget },
  sessionId: SessionId,
  line: SseLine,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    let following: Promise<FollowEnd> | undefined;
    for await (const chunk of eventStream(deps, sessionId, { cursor: line.taken, signal })) {
      if (chunk !== "level") {
        await budget.spend(chunk.bytes.length);
        await line.write(chunk);
        continue;
      }
      await line.flushed();
      if (!await fanOut.isLevel(sessionId, line.taken)) continue;
      // Begins before the stream's own subscription ends: when a session ends, its events are kept for those who have one.
      following = fanOut.follow(sessionId, line, signal);
      break;
    }
    if (await following !== "own_pace") return;
    // What it was given as a follower is taken before more is read for it.
    await line.flushed();
  }
}
