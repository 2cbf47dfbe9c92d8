/** Those who are level with a session's live events: one branch of the broadcast and one loop serve them all. */
import { setImmediate } from "node:timers/promises";
import type { Chunk } from "../broadcast/frame_window.ts";
import type { BranchChunk, Broadcast } from "../broadcast/local_broadcast.ts";
import type { SessionId } from "../types.ts";
import type { KeepAlive, KeptAlive } from "./keep_alive.ts";

/** So many followers are served before others of the process have their turn: some 5 ms of writing. */
const SLICE = 1_000;

/** A connection that takes events without being waited for. */
export interface Follower {
  /** Number of the newest event that it has taken. */
  readonly taken: number;
  /** Takes a chunk in any case; false if nothing more should come before it has drained. */
  take(chunk: Chunk): boolean;
  /** Takes a comment. */
  sendComment(): void;
}

/**
 * How following ended: after the completion event; because the follower was full, or live events end or have been missed, so
 * that it has to go on from where it is by itself (`"own_pace"`); or because it left.
 */
export type FollowEnd = "complete" | "own_pace" | "left";

/**
 * - **Order:** a follower gets every event after the one it joined at, in order and once, until it is sent away.
 * - **Cost:** no promise, buffer or timer per event and follower; the bytes are shared, and written at once.
 * - **Pace:** the slowest follower delays nobody: who is full is sent away, and comes back when it is level again.
 */
export class LiveFanOut {
  readonly #broadcast: Broadcast;
  readonly #keepAlive: KeepAlive;
  readonly #groups = new Map<SessionId, Group>();

  constructor({ broadcast, keepAlive }: { readonly broadcast: Broadcast; readonly keepAlive: KeepAlive }) {
    this.#broadcast = broadcast;
    this.#keepAlive = keepAlive;
  }

  /**
   * True if one who has everything up to `at` may follow; false if the followers are further on. Waits while they have yet to be
   * given what it has.
   */
  async isLevel(sessionId: SessionId, at: number): Promise<boolean> {
    for (;;) {
      const group = this.#groups.get(sessionId);
      if (group === undefined || group.at === null || group.at === at) return true;
      if (group.at > at) return false;
      await group.moved;
    }
  }

  /**
   * Serves a follower that is level, and resolves when that ends; who is not level is sent away at once. Aborting `signal`
   * ends it, too.
   */
  async follow(sessionId: SessionId, follower: Follower, signal: AbortSignal): Promise<FollowEnd> {
    if (signal.aborted) return "left";
    let group = this.#groups.get(sessionId);
    if (group === undefined || group.at === null) group = this.#form(sessionId, follower.taken);
    if (group.at !== follower.taken) return "own_pace";
    const leave = () => group.dismiss(follower, "left");
    signal.addEventListener("abort", leave, { once: true });
    const how = await group.join(follower);
    signal.removeEventListener("abort", leave);
    if (group.isEmpty) this.#dissolve(sessionId, group);
    return how;
  }

  #form(sessionId: SessionId, at: number): Group {
    const subscription = this.#broadcast.subscribe(sessionId, at);
    subscription.seek(at);
    const group = new Group(subscription.readable, at);
    this.#groups.set(sessionId, group);
    this.#keepAlive.add(group);
    group.serve().finally(() => {
      this.#dissolve(sessionId, group);
      subscription[Symbol.dispose]();
    });
    return group;
  }

  #dissolve(sessionId: SessionId, group: Group): void {
    if (this.#groups.get(sessionId) === group) this.#groups.delete(sessionId);
    this.#keepAlive.delete(group);
    group.leave();
  }
}

class Group implements KeptAlive {
  #at: number | null;
  #moved: PromiseWithResolvers<void> | undefined;
  silentSince = performance.now();
  readonly #live: ReadableStreamDefaultReader<BranchChunk>;
  readonly #followers = new Map<Follower, (how: FollowEnd) => void>();

  constructor(live: ReadableStream<BranchChunk>, at: number) {
    this.#live = live.getReader();
    this.#at = at;
  }

  /** Number of the newest event that the followers have, or are just being given; null once nothing more comes. */
  get at(): number | null {
    return this.#at;
  }

  /** Resolves when `at` is another. */
  get moved(): Promise<void> {
    return (this.#moved ??= Promise.withResolvers()).promise;
  }

  get isEmpty(): boolean {
    return this.#followers.size === 0;
  }

  join(follower: Follower): Promise<FollowEnd> {
    const { promise, resolve } = Promise.withResolvers<FollowEnd>();
    this.#followers.set(follower, resolve);
    return promise;
  }

  /** Nothing is given to the follower from now on. */
  dismiss(follower: Follower, how: FollowEnd): void {
    const end = this.#followers.get(follower);
    this.#followers.delete(follower);
    end?.(how);
  }

  /** Gives the live events to all followers; resolves when no more come, and then nobody is left. */
  async serve(): Promise<void> {
    for (;;) {
      const { value: chunk, done } = await this.#live.read();
      // The window is the past of the group, which has no other: each follower reads what it missed from the log.
      if (done || chunk === "behind") break;
      if (chunk.lastId <= (this.#at ?? Infinity)) continue;
      this.#move(chunk.lastId);
      this.silentSince = performance.now();
      let count = 0;
      for (const follower of this.#followers.keys()) {
        // Who has joined meanwhile has this chunk already.
        if (follower.taken >= chunk.lastId) continue;
        const isFull = !follower.take(chunk);
        if (chunk.isLast) this.dismiss(follower, "complete");
        else if (isFull) this.dismiss(follower, "own_pace");
        if (++count % SLICE === 0) await setImmediate();
      }
    }
    // From here on nobody can join, who would wait for ever.
    this.#move(null);
    await this.#each((follower) => this.dismiss(follower, "own_pace"));
  }

  sendComment(): void {
    void this.#each((follower) => follower.sendComment());
  }

  /** Ends `serve`. */
  leave(): void {
    this.#live.cancel().catch(() => {});
  }

  #move(at: number | null): void {
    this.#at = at;
    this.#moved?.resolve();
    this.#moved = undefined;
  }

  async #each(give: (follower: Follower) => void): Promise<void> {
    let count = 0;
    for (const follower of this.#followers.keys()) {
      give(follower);
      if (++count % SLICE === 0) await setImmediate();
    }
  }
}
