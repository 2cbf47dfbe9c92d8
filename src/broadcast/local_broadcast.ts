/** Fan-out within one process: per session one shared window of encoded frames, per subscriber one bounded TransformStream branch. */
import type { LogEntry, SessionId } from "../types.ts";
import { type Chunk, type Frame, FrameWindow } from "./frame_window.ts";

/** What a branch gives: frames after the subscriber's cursor, or word that they have left the window. */
export type BranchChunk = Chunk | "behind";

/** One subscriber's view of a session's live events. */
export interface Subscription extends Disposable {
  /**
   * The live events after the cursor, in order and without hole, several in one chunk when several wait.
   * After `"behind"` the subscriber reads the log and calls `seek`. Ends when the session's channel closes.
   */
  readonly readable: ReadableStream<BranchChunk>;
  /** True if the window holds what follows `cursor`. */
  holds(cursor: number): boolean;
  /** Goes on after `cursor`, which was read from the log. */
  seek(cursor: number): void;
}

export interface BroadcastOptions {
  /** Makes the frame of an event, once for all subscribers. */
  readonly encode: (entry: LogEntry) => Frame;
  /** Bounds of each session's window. */
  readonly window: { readonly maxFrames: number; readonly maxBytes: number };
  /** About the largest chunk that a branch gives, in bytes. */
  readonly maxChunkBytes: number;
}

export const BROADCAST_DEFAULTS: Omit<BroadcastOptions, "encode"> = {
  window: { maxFrames: 8_192, maxBytes: 2 * 1024 * 1024 },
  maxChunkBytes: 64 * 1024,
};

interface Channel {
  readonly window: FrameWindow;
  readonly branches: Set<Branch>;
}

/** Carries committed events to those who follow a session; what it promises stands at its implementations. */
export interface Broadcast {
  /** Sends committed events to all subscribers; they must follow the ones published before. */
  publish(sessionId: SessionId, entries: readonly LogEntry[]): void;
  /** Subscribes to what follows `cursor`. Dispose the subscription to leave. */
  subscribe(sessionId: SessionId, cursor: number): Subscription;
  /** Ends the subscriptions of a session that is no more. */
  close(sessionId: SessionId): void;
}

/**
 * - **Order:** every subscriber sees the frames in the order of `publish`.
 * - **Loss:** none. Who is slower than the window is told so and reads the log instead.
 * - **Cost:** a branch holds at most one chunk, shared with those at the same place; `publish` never waits for anybody.
 * - **Closing:** after the frame marked `isLast` a channel keeps its window until its last subscriber has left.
 */
export class LocalBroadcast implements Broadcast {
  readonly #options: BroadcastOptions;
  readonly #channels = new Map<SessionId, Channel>();

  constructor(options: Pick<BroadcastOptions, "encode"> & Partial<BroadcastOptions>) {
    this.#options = { ...BROADCAST_DEFAULTS, ...options };
  }

  publish(sessionId: SessionId, entries: readonly LogEntry[]): void {
    const channel = this.#channel(sessionId);
    channel.window.push(entries.map(this.#options.encode));
    for (const branch of channel.branches) branch.wake();
    this.#release(sessionId, channel);
  }

  subscribe(sessionId: SessionId, cursor: number): Subscription {
    const channel = this.#channel(sessionId);
    const branch = new Branch(channel.window, cursor, this.#options.maxChunkBytes, () => {
      channel.branches.delete(branch);
      this.#release(sessionId, channel);
    });
    channel.branches.add(branch);
    branch.wake();
    return branch;
  }

  close(sessionId: SessionId): void {
    const channel = this.#channels.get(sessionId);
    this.#channels.delete(sessionId);
    for (const branch of channel?.branches ?? []) branch.close();
  }

  #channel(sessionId: SessionId): Channel {
    let channel = this.#channels.get(sessionId);
    if (channel === undefined) {
      channel = { window: new FrameWindow(this.#options.window), branches: new Set() };
      this.#channels.set(sessionId, channel);
    }
    return channel;
  }

  /** Forgets a channel that nobody reads and nobody will write to. */
  #release(sessionId: SessionId, channel: Channel): void {
    if (channel.branches.size > 0) return;
    if (!channel.window.ended && !channel.window.isEmpty) return;
    if (this.#channels.get(sessionId) === channel) this.#channels.delete(sessionId);
  }
}

/** Says that there may be something new; what it is, the branch reads from the window when its reader pulls. */
const WAKE = Symbol("wake");

class Branch implements Subscription {
  readonly readable: ReadableStream<BranchChunk>;
  readonly #window: FrameWindow;
  readonly #maxChunkBytes: number;
  readonly #leave: () => void;
  readonly #writer: WritableStreamDefaultWriter<typeof WAKE>;
  #cursor: number;
  /** A wake is on its way through the stream: one is enough, whatever has come meanwhile. */
  #waking = false;
  #closed = false;

  constructor(window: FrameWindow, cursor: number, maxChunkBytes: number, leave: () => void) {
    this.#window = window;
    this.#cursor = cursor;
    this.#maxChunkBytes = maxChunkBytes;
    this.#leave = leave;
    // With a readable high-water mark of 0, `transform` runs only when the reader pulls: backpressure holds the wake, not frames.
    const stream = new TransformStream<typeof WAKE, BranchChunk>(
      { transform: (_wake, controller) => this.#transform(controller) },
      { highWaterMark: 1 },
      { highWaterMark: 0 },
    );
    this.readable = stream.readable;
    this.#writer = stream.writable.getWriter();
    this.#writer.closed.catch(() => this[Symbol.dispose]());
  }

  holds(cursor: number): boolean {
    return this.#window.holds(cursor);
  }

  seek(cursor: number): void {
    this.#cursor = cursor;
    this.wake();
  }

  wake(): void {
    if (this.#waking || this.#closed || this.#cursor >= this.#window.lastId) return;
    this.#waking = true;
    this.#send().then(() => {
      this.#waking = false;
      this.wake();
    }, () => this[Symbol.dispose]());
  }

  /** Rejects also where `write` throws, as that of Deno 2.6.8 does once the readable is cancelled: no subscriber may fail a publish. */
  async #send(): Promise<void> {
    await this.#writer.write(WAKE);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#writer.close().catch(() => {});
    this.#leave();
  }

  [Symbol.dispose](): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#writer.abort().catch(() => {});
    this.#leave();
  }

  #transform(controller: TransformStreamDefaultController<BranchChunk>): void {
    const next = this.#window.chunkAfter(this.#cursor, this.#maxChunkBytes);
    if (next === "empty") return;
    controller.enqueue(next);
    // A reader that is behind says by `seek` where it goes on; until then there is nothing to wake it for.
    this.#cursor = next === "behind" ? this.#window.lastId : next.lastId;
  }
}
