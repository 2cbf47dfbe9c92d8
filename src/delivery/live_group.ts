/**
 * The clients of a session that have caught up: its new entries are encoded once and sent to all of them.
 *
 * Entries come from the session's live stream, a `TransformStream` turns them into frames, and the group is the tee.
 * Each branch is a connection, bounded by its own buffer. `ReadableStream.tee` would buffer without limit whatever
 * the slower branch has not read; here, a client whose connection is full leaves the group and has events
 * replayed to it, while the others continue.
 */
import type { TurnBudget } from "../scheduling/turn_budget.ts";
import type { LogEntry, SessionId } from "../types.ts";
import type { Broadcast, Subscription } from "./broadcast.ts";
import type { StreamClient } from "./connection.ts";
import { KeepAliveTimer } from "./keep_alive_timer.ts";
import { type FrameChunk, KEEP_ALIVE } from "./sse_frame.ts";

/** Check the time after this many clients: a check costs a tenth of a send. */
const CLIENTS_PER_LOOK = 64;

/**
 * Why following ended: the completion event was sent, the client has to replay what it missed or cannot take yet, or
 * the client left.
 */
type FollowEnd = "complete" | "replay" | "left";

interface LiveGroupOptions {
  readonly broadcast: Broadcast;
  readonly encode: (entries: readonly LogEntry[]) => FrameChunk;
  /** Shared by all groups, so that together they hold the event loop no longer than one would. */
  readonly budget: TurnBudget;
  readonly keepAliveMs: number;
}

export class LiveGroups {
  readonly #options: LiveGroupOptions;
  readonly #groups = new Map<SessionId, LiveGroup>();

  constructor(options: LiveGroupOptions) {
    this.#options = options;
  }

  /**
   * Sends a client that has caught up every later event, once and in order; resolves when that ends. A client that is
   * no longer at the group's position has to replay first. Rejects if an event cannot be encoded.
   */
  async follow(sessionId: SessionId, client: StreamClient): Promise<FollowEnd> {
    const { signal } = client.connection;
    if (signal.aborted) return "left";
    const group = this.#groups.get(sessionId) ?? this.#form(sessionId, client.lastSentId);
    if (group.position > client.lastSentId) return "replay";
    const leave = () => group.dismiss(client, "left");
    signal.addEventListener("abort", leave, { once: true });
    try {
      return await group.join(client);
    } finally {
      signal.removeEventListener("abort", leave);
      if (group.isEmpty) this.#dissolve(sessionId, group);
    }
  }

  #form(sessionId: SessionId, position: number): LiveGroup {
    const subscription = this.#options.broadcast.subscribe(sessionId);
    const group = new LiveGroup(subscription, position, this.#options);
    this.#groups.set(sessionId, group);
    const served = group.serve().finally(() => {
      // Before the members are sent away: nothing would ever reach a client that joined now.
      this.#dissolve(sessionId, group);
      subscription[Symbol.dispose]();
    });
    const dismissAll = () => group.dismissAll(served);
    served.then(dismissAll, dismissAll);
    return group;
  }

  /** The next client that catches up forms a new group. */
  #dissolve(sessionId: SessionId, group: LiveGroup): void {
    if (this.#groups.get(sessionId) === group) this.#groups.delete(sessionId);
    group.stop();
  }
}

class LiveGroup {
  /** Number of the newest event that the members have or are being sent. */
  position: number;
  readonly #members = new Map<StreamClient, (end: FollowEnd | Promise<FollowEnd>) => void>();
  readonly #chunks: ReadableStreamDefaultReader<FrameChunk>;
  readonly #budget: TurnBudget;
  readonly #keepAlive: KeepAliveTimer;

  constructor(
    subscription: Subscription,
    position: number,
    { encode, budget, keepAliveMs }: LiveGroupOptions,
  ) {
    this.position = position;
    this.#chunks = subscription.live(position).pipeThrough(
      new TransformStream<readonly LogEntry[], FrameChunk>({
        transform: (entries, controller) => controller.enqueue(encode(entries)),
      }),
    ).getReader();
    this.#budget = budget;
    this.#keepAlive = new KeepAliveTimer(
      keepAliveMs,
      () => void this.#each(({ connection }) => connection.send(KEEP_ALIVE)),
    );
  }

  get isEmpty(): boolean {
    return this.#members.size === 0;
  }

  join(client: StreamClient): Promise<FollowEnd> {
    return new Promise((resolve) => this.#members.set(client, resolve));
  }

  /** Sends the client nothing more. */
  dismiss(client: StreamClient, end: FollowEnd | Promise<FollowEnd>): void {
    this.#members.get(client)?.(end);
    this.#members.delete(client);
  }

  dismissAll(end: Promise<FollowEnd>): void {
    for (const client of [...this.#members.keys()]) this.dismiss(client, end);
  }

  /** Sends live events to all members; resolves when there are no more. */
  async serve(): Promise<"replay"> {
    for (;;) {
      const { value: chunk, done } = await this.#chunks.read();
      if (done) return "replay";
      const before = this.position;
      this.position = chunk.lastId;
      this.#keepAlive.sent();
      await this.#each((client) => this.#send(client, chunk, before));
    }
  }

  /** Ends `serve`. */
  stop(): void {
    this.#keepAlive[Symbol.dispose]();
    this.#chunks.cancel().catch(() => {});
  }

  #send(client: StreamClient, { bytes, lastId, isLast }: FrameChunk, before: number): void {
    // A client that joined in the meantime has already replayed this chunk.
    if (client.lastSentId >= lastId) return;
    // A client ahead of the others already has part of the chunk.
    if (client.lastSentId !== before) return this.dismiss(client, "replay");
    client.lastSentId = lastId;
    const hasRoom = client.connection.send(bytes);
    if (isLast) this.dismiss(client, "complete");
    else if (!hasRoom) this.dismiss(client, "replay");
  }

  async #each(action: (client: StreamClient) => void): Promise<void> {
    let count = 0;
    for (const client of this.#members.keys()) {
      action(client);
      if (++count % CLIENTS_PER_LOOK === 0) await this.#budget.turn();
    }
  }
}
