/**
 * One client's replay of a log, at its own pace: from the window if that reaches back far enough, otherwise from the
 * database.
 */
import type { TurnBudget } from "../scheduling/turn_budget.ts";
import type { Store } from "../store/store.ts";
import { isCompletion } from "../encoding/event_json.ts";
import type { LogEntry, SessionId } from "../types.ts";
import type { Subscription } from "./broadcast.ts";
import type { Framing } from "./connection.ts";
import type { LogPages } from "./log_pages.ts";
import { KeepAliveTimer } from "./keep_alive_timer.ts";
import { type FrameChunk, KEEP_ALIVE } from "./sse_frame.ts";
import type { StreamClient } from "./stream_client.ts";

/** Bounds of a page that is read for one client only. */
const OWN_PAGE = { limit: 512, maxBytes: 64 * 1024 } as const;

/** Why sending ended: the completion event was sent, the session was deleted, or the client left. */
export type SendEnd = "complete" | "deleted" | "left";

export interface ReplayOptions {
  readonly store: Pick<Store, "session" | "entriesAfter">;
  readonly pages: LogPages;
  readonly encode: (entries: readonly LogEntry[]) => FrameChunk;
  /** Shared by all replays, so that together they hold the event loop no longer than one would. */
  readonly budget: TurnBudget;
  readonly keepAliveMs: number;
}

/** Which log is read for which client. The subscription must be older than anything that is read. */
interface Reading {
  readonly sessionId: SessionId;
  readonly subscription: Subscription;
  readonly client: StreamClient;
}

/**
 * Sends the client the events it has missed; `"caught_up"` when it has them all, `"full"` when it has to drain before it
 * gets more. Rejects with `store_unavailable`.
 */
export async function replay(
  { store, pages, encode, budget }: ReplayOptions,
  { sessionId, subscription, client }: Reading,
): Promise<SendEnd | "caught_up" | "full"> {
  const { connection } = client;
  while (!connection.signal.aborted) {
    const entries = subscription.after(client.lastSentId);
    if (entries === "closed") return "deleted";
    if (entries === "caught_up") return "caught_up";
    const chunk = entries === "behind" ? await pages.after(sessionId, client.lastSentId) : encode(entries);
    if (chunk === null) return await store.session(sessionId) === null ? "deleted" : "caught_up";
    await budget.turn();
    const hasRoom = connection.send(chunk.bytes);
    client.lastSentId = chunk.lastId;
    if (chunk.isLast) return "complete";
    if (!hasRoom) return "full";
  }
  return "left";
}

/**
 * Sends the client the whole log after its cursor in its own framing, including live events. Rejects with
 * `store_unavailable`.
 */
export async function sendFramed(
  { store, budget, keepAliveMs }: ReplayOptions,
  { sessionId, subscription, client }: Reading,
  framing: Framing,
): Promise<SendEnd> {
  const { connection } = client;
  while (!connection.signal.aborted) {
    let entries = subscription.after(client.lastSentId);
    if (entries === "closed") return "deleted";
    if (entries === "behind") entries = await store.entriesAfter(sessionId, client.lastSentId, OWN_PAGE);
    if (entries === "caught_up" || entries.length === 0) {
      if (entries !== "caught_up" && await store.session(sessionId) === null) return "deleted";
      using _keepAlive = new KeepAliveTimer(keepAliveMs, () => void connection.send(KEEP_ALIVE));
      await published(subscription, client.lastSentId, connection.signal);
      continue;
    }
    const bytes = await framing.encode(entries);
    await budget.turn();
    const hasRoom = connection.send(bytes);
    const last = entries.at(-1);
    if (last === undefined) continue;
    client.lastSentId = last.id;
    if (isCompletion(last.data)) return "complete";
    if (!hasRoom) await connection.drained();
  }
  return "left";
}

/** Resolves when something after `cursor` is published, when the session is deleted, or when `signal` aborts. */
export async function published(
  subscription: Subscription,
  cursor: number,
  signal: AbortSignal,
): Promise<void> {
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
