/** Broadcast within one process: one window per session, from which every subscriber reads at its own pace. */
import type { LogEntry, SessionId } from "../types.ts";
import type { Broadcast, Subscription } from "./broadcast.ts";
import { EntryWindow, type WindowBounds } from "./entry_window.ts";

export interface LocalBroadcastOptions {
  /** Bounds of each session's window. */
  readonly window: WindowBounds;
  /** Approximate maximum size of a piece, in characters of JSON. */
  readonly maxPiece: number;
}

const DEFAULTS: LocalBroadcastOptions = {
  window: { maxEntries: 8_192, maxCharacters: 2 * 1024 * 1024 },
  maxPiece: 60 * 1024,
};

interface Channel {
  readonly window: EntryWindow;
  subscriptions: number;
  isClosed: boolean;
  /** Callbacks of live streams that have nothing to deliver; each makes its stream check again. */
  readonly waiting: Set<() => void>;
}

export class LocalBroadcast implements Broadcast {
  readonly #options: LocalBroadcastOptions;
  readonly #channels = new Map<SessionId, Channel>();

  constructor(options: Partial<LocalBroadcastOptions> = {}) {
    this.#options = { ...DEFAULTS, ...options };
  }

  publish(sessionId: SessionId, entries: readonly LogEntry[]): void {
    const channel = this.#channel(sessionId);
    channel.window.push(entries);
    resume(channel);
    this.#release(sessionId, channel);
  }

  subscribe(sessionId: SessionId): Subscription {
    const channel = this.#channel(sessionId);
    const { maxPiece } = this.#options;
    channel.subscriptions++;
    let leave = () => {
      channel.subscriptions--;
      this.#release(sessionId, channel);
      leave = () => {};
    };
    return {
      after: (cursor) => after(channel, cursor, maxPiece),
      live: (cursor) => live(channel, cursor, maxPiece),
      [Symbol.dispose]: () => leave(),
    };
  }

  close(sessionId: SessionId): void {
    const channel = this.#channels.get(sessionId);
    if (channel === undefined) return;
    this.#channels.delete(sessionId);
    channel.isClosed = true;
    resume(channel);
  }

  #channel(sessionId: SessionId): Channel {
    let channel = this.#channels.get(sessionId);
    if (channel === undefined) {
      const window = new EntryWindow(this.#options.window);
      channel = { window, subscriptions: 0, isClosed: false, waiting: new Set() };
      this.#channels.set(sessionId, channel);
    }
    return channel;
  }

  /** Drops a channel that has no readers and will get no more entries. */
  #release(sessionId: SessionId, channel: Channel): void {
    if (channel.subscriptions > 0) return;
    if (!channel.window.hasEnded && !channel.window.isEmpty) return;
    if (this.#channels.get(sessionId) === channel) this.#channels.delete(sessionId);
  }
}

function resume({ waiting }: Channel): void {
  const retries = [...waiting];
  waiting.clear();
  for (const retry of retries) retry();
}

function after(
  { isClosed, window }: Channel,
  cursor: number,
  maxPiece: number,
): ReturnType<Subscription["after"]> {
  return isClosed ? "closed" : window.after(cursor, maxPiece);
}

function live(channel: Channel, cursor: number, maxPiece: number): ReadableStream<readonly LogEntry[]> {
  let at = cursor;
  let retry: (() => void) | undefined;
  const deliver = (controller: ReadableStreamDefaultController<readonly LogEntry[]>, done: () => void) => {
    const entries = after(channel, at, maxPiece);
    const isNothingYet = entries === "caught_up" || entries === "behind" && channel.window.isEmpty;
    if (isNothingYet) {
      retry = () => deliver(controller, done);
      channel.waiting.add(retry);
      return;
    }
    if (typeof entries === "string") controller.close();
    else {
      at += entries.length;
      controller.enqueue(entries);
    }
    done();
  };
  // Take nothing from the window before the reader asks: until then, the next piece may still grow.
  return new ReadableStream({
    pull: (controller) => new Promise((resolve) => deliver(controller, resolve)),
    cancel() {
      if (retry !== undefined) channel.waiting.delete(retry);
    },
  }, { highWaterMark: 0 });
}
