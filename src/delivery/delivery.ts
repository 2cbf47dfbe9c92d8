/** The entry point of delivery: sessions publish here, and routes attach clients. */
import { delay } from "@std/async";
import { isCompletion } from "../encoding/event_json.ts";
import { TurnBudget } from "../scheduling/turn_budget.ts";
import type { Store } from "../store/store.ts";
import type { LogEntry, SessionId } from "../types.ts";
import type { Broadcast, Subscription } from "./broadcast.ts";
import type { Framing, SendEnd, StreamClient } from "./connection.ts";
import { KeepAliveTimer } from "./keep_alive_timer.ts";
import { LiveGroups } from "./live_group.ts";
import { LogPages } from "./log_pages.ts";
import { encodeEntries, type FrameChunk, KEEP_ALIVE } from "./sse_frame.ts";
import { type SessionClients, StreamClients } from "./stream_clients.ts";

/**
 * How long one turn may hold the event loop, in milliseconds. All replays share one budget, because others wait for
 * it; live groups share another, because their clients wait for nothing else.
 */
const TURN_MS = { replay: 1, live: 5 } as const;
/** Bounds of a page that is read for one client only. */
const OWN_PAGE = { limit: 512, maxBytes: 64 * 1024 } as const;

export interface DeliveryOptions {
  readonly store: Pick<Store, "session" | "pageAfter" | "entriesAfter">;
  readonly broadcast: Broadcast;
  /** Idle time after which a client gets a comment, in milliseconds. */
  readonly keepAliveMs: number;
  /** Encodes events as frames; tests replace it. */
  readonly encode?: (entries: readonly LogEntry[]) => FrameChunk;
}

export interface Delivery {
  readonly keepAliveMs: number;
  /** Publishes committed entries; see `Broadcast`. */
  publish(sessionId: SessionId, entries: readonly LogEntry[]): void;
  /** Ends the streams of a deleted session. */
  close(sessionId: SessionId): void;
  /**
   * Sends the client every event after its `lastSentId`, exactly once and in order: first stored events, then live
   * ones. Resolves when that ends; rejects with `store_unavailable` if the log cannot be read.
   */
  attach(sessionId: SessionId, client: StreamClient): Promise<SendEnd>;
  /**
   * Resolves when the session has an event after `after`, when it is deleted, when `signal` aborts, or after `ms`
   * milliseconds.
   */
  nextEvent(
    sessionId: SessionId,
    wait: { readonly after: number; readonly ms: number; readonly signal: AbortSignal },
  ): Promise<void>;
  readonly clients: { readonly total: number; of(sessionId: SessionId): SessionClients };
}

export function openDelivery(
  { store, broadcast, keepAliveMs, encode = encodeEntries }: DeliveryOptions,
): Delivery {
  const clients = new StreamClients();
  const encodeOnce = cachedByArray(encode);
  const groups = new LiveGroups({
    broadcast,
    encode: encodeOnce,
    budget: new TurnBudget(TURN_MS.live),
    keepAliveMs,
  });
  const pages = new LogPages(store);
  const budget = new TurnBudget(TURN_MS.replay);

  /** Some of the events that the client has missed: from the window if that reaches back far enough, else from the log. */
  async function missedBy(
    sessionId: SessionId,
    { lastSentId, framing }: StreamClient,
    subscription: Subscription,
  ): Promise<FrameChunk | "caught_up" | "deleted"> {
    const entries = subscription.after(lastSentId);
    if (entries === "caught_up") return entries;
    if (entries === "closed") return "deleted";
    let chunk;
    if (framing !== undefined) {
      const read = entries === "behind" ? store.entriesAfter(sessionId, lastSentId, OWN_PAGE) : entries;
      chunk = await framed(await read, framing);
    } else chunk = entries === "behind" ? await pages.after(sessionId, lastSentId) : encodeOnce(entries);
    return chunk ?? (await store.session(sessionId) === null ? "deleted" : "caught_up");
  }

  /** Sends the client what it has missed, at its own pace; `"replay"` when it has to drain before it gets more. */
  async function replay(
    sessionId: SessionId,
    client: StreamClient,
    subscription: Subscription,
  ): Promise<SendEnd | "caught_up" | "replay"> {
    const { connection } = client;
    while (!connection.signal.aborted) {
      const chunk = await missedBy(sessionId, client, subscription);
      if (typeof chunk === "string") return chunk;
      await budget.turn();
      const hasRoom = connection.send(chunk.bytes);
      client.lastSentId = chunk.lastId;
      if (chunk.isLast) return "complete";
      if (!hasRoom) return "replay";
    }
    return "left";
  }

  /** Sends what the client has missed; once it has caught up, it follows. */
  async function catchUp(
    sessionId: SessionId,
    client: StreamClient,
  ): Promise<{ readonly following: SendEnd | "replay" | Promise<SendEnd | "replay"> }> {
    // Subscribe before reading anything, so that no event falls between the two.
    using subscription = broadcast.subscribe(sessionId);
    const end = await replay(sessionId, client, subscription);
    if (end !== "caught_up") return { following: end };
    // Join before the subscription ends: the window of an ended log is kept only for subscribers.
    if (client.framing === undefined) return { following: groups.follow(sessionId, client) };
    const { connection, lastSentId } = client;
    using _keepAlive = new KeepAliveTimer(keepAliveMs, () => void connection.send(KEEP_ALIVE));
    await published(subscription, lastSentId, connection.signal);
    return { following: "replay" };
  }

  return {
    keepAliveMs,
    clients,
    publish: (sessionId, entries) => broadcast.publish(sessionId, entries),
    close: (sessionId) => broadcast.close(sessionId),
    async attach(sessionId, client) {
      using _registered = clients.add(sessionId, client);
      for (;;) {
        // Nothing is held of the log while the client follows or drains: one that never reads would keep the window.
        const { following } = await catchUp(sessionId, client);
        const end = await following;
        if (end !== "replay") return end;
        await client.connection.drained();
      }
    },
    async nextEvent(sessionId, { after, ms, signal }) {
      using subscription = broadcast.subscribe(sessionId);
      // Check the log too: events from before the subscription may never be published to it, as the window of an
      // ended log is dropped.
      const session = await store.session(sessionId);
      if (session === null || session.lastEventId > after) return;
      const over = new AbortController();
      const left = AbortSignal.any([over.signal, signal]);
      await Promise.race([
        published(subscription, after, left),
        delay(ms, { signal: left }).catch(() => {}),
      ]);
      over.abort();
    },
  };
}

/** Entries in the client's own framing; null if there are none. */
async function framed(entries: readonly LogEntry[], framing: Framing): Promise<FrameChunk | null> {
  const last = entries.at(-1);
  if (last === undefined) return null;
  return { bytes: await framing.encode(entries), lastId: last.id, isLast: isCompletion(last.data) };
}

/** Resolves when something after `cursor` is published, when the session is deleted, or when `signal` aborts. */
async function published(subscription: Subscription, cursor: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const live = subscription.live(cursor).getReader();
  const leave = () => void live.cancel();
  signal.addEventListener("abort", leave, { once: true });
  try {
    await live.read();
  } finally {
    signal.removeEventListener("abort", leave);
    await live.cancel();
  }
}

/** Caches encoded entries, so that the same piece of a log is encoded once for all its recipients. */
function cachedByArray(
  encode: (entries: readonly LogEntry[]) => FrameChunk,
): (entries: readonly LogEntry[]) => FrameChunk {
  const chunks = new WeakMap<readonly LogEntry[], FrameChunk>();
  return (entries) => {
    let chunk = chunks.get(entries);
    if (chunk === undefined) {
      chunk = encode(entries);
      chunks.set(entries, chunk);
    }
    return chunk;
  };
}
