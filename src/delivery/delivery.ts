/** The entry point of delivery: sessions publish here, and routes attach clients. */
import { delay } from "@std/async";
import { TurnBudget } from "../scheduling/turn_budget.ts";
import type { Store } from "../store/store.ts";
import type { LogEntry, SessionId } from "../types.ts";
import type { Broadcast } from "./broadcast.ts";
import type { Connection, Framing } from "./connection.ts";
import { type FollowEnd, LiveGroups } from "./live_group.ts";
import { LogPages } from "./log_pages.ts";
import { published, replay, type SendEnd, sendFramed } from "./replay.ts";
import { encodeEntries, type FrameChunk } from "./sse_frame.ts";
import { type SessionClients, type StreamClient, StreamClients } from "./stream_client.ts";

/**
 * How long one turn may hold the event loop, in milliseconds. All replays share one budget, because others wait for
 * it; live groups share another, because their clients wait for nothing else.
 */
const TURN_MS = { replay: 1, live: 5 } as const;

export interface DeliveryOptions {
  readonly store: Pick<Store, "session" | "pageAfter" | "entriesAfter">;
  readonly broadcast: Broadcast;
  /** Idle time after which a client gets a comment, in milliseconds. */
  readonly keepAliveMs: number;
  /** Encodes events as frames; tests replace it. */
  readonly encode?: (entries: readonly LogEntry[]) => FrameChunk;
}

/** A client that wants the events after `cursor`. */
export interface Attachment {
  readonly clientId: string;
  readonly connection: Connection;
  readonly cursor: number;
  /** For a framing other than the default. */
  readonly framing?: Framing;
}

/** How a client's stream ended, and the number of the newest event that the client has. */
export interface AttachmentEnd {
  readonly end: SendEnd;
  readonly lastSentId: number;
}

export interface Delivery {
  readonly keepAliveMs: number;
  /** Publishes committed entries; see `Broadcast`. */
  publish(sessionId: SessionId, entries: readonly LogEntry[]): void;
  /** Ends the streams of a deleted session. */
  close(sessionId: SessionId): void;
  /**
   * Sends the client every event after its cursor, exactly once and in order: first stored events, then live ones.
   * Resolves after the completion event, when the session is deleted, or when the connection's signal aborts. Rejects
   * with `store_unavailable` if the log cannot be read.
   */
  attach(sessionId: SessionId, attachment: Attachment): Promise<AttachmentEnd>;
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
  const options = {
    store,
    pages: new LogPages(store),
    encode: encodeOnce,
    budget: new TurnBudget(TURN_MS.replay),
    keepAliveMs,
  };

  /** Sends what the client has missed; once it has caught up, it follows. */
  async function catchUp(
    sessionId: SessionId,
    client: StreamClient,
  ): Promise<{ readonly end: SendEnd | "full" } | { readonly following: Promise<FollowEnd> }> {
    // Subscribe before reading anything, so that no event falls between the two.
    using subscription = broadcast.subscribe(sessionId);
    const end = await replay(options, { sessionId, subscription, client });
    // Join before the subscription ends: the window of an ended log is kept only for subscribers.
    return end === "caught_up" ? { following: groups.follow(sessionId, client) } : { end };
  }

  async function sendAll(sessionId: SessionId, client: StreamClient): Promise<SendEnd> {
    for (;;) {
      // Nothing is held of the log while the client follows or drains: one that never reads would keep the window.
      const caughtUp = await catchUp(sessionId, client);
      const end = "following" in caughtUp ? await caughtUp.following : caughtUp.end;
      if (end !== "full" && end !== "replay") return end;
      await client.connection.drained();
    }
  }

  async function sendInFraming(
    sessionId: SessionId,
    client: StreamClient,
    framing: Framing,
  ): Promise<SendEnd> {
    using subscription = broadcast.subscribe(sessionId);
    return await sendFramed(options, { sessionId, subscription, client }, framing);
  }

  return {
    keepAliveMs,
    clients,
    publish: (sessionId, entries) => broadcast.publish(sessionId, entries),
    close: (sessionId) => broadcast.close(sessionId),
    async attach(sessionId, { clientId, connection, cursor, framing }) {
      const client: StreamClient = { clientId, connection, lastSentId: cursor };
      using _registered = clients.add(sessionId, client);
      const end = framing === undefined
        ? await sendAll(sessionId, client)
        : await sendInFraming(sessionId, client, framing);
      return { end, lastSentId: client.lastSentId };
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
