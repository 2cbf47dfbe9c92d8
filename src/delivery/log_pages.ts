/** Pages of logs as frames, read once for all clients that replay the same part of a log at about the same time. */
import { LRUCache } from "lru-cache";
import type { Store } from "../store/store.ts";
import type { SessionId } from "../types.ts";
import { eventsToBoundary } from "./entry_window.ts";
import { encodeEntries, ENTRY_FRAME, type FrameChunk, LONGEST_LINE } from "./sse_frame.ts";

/** Bounds of one page: the most that is buffered per client. */
const PAGE = { limit: 512, maxBytes: LONGEST_LINE } as const;
/** Number of events in the first page, which shows how many fit into the next one. */
const FIRST_LIMIT = 64;
/** Maximum number of cached pages. Events never change; a cached page may only be shorter than a new one would be. */
const MOST_PAGES = 128;
/** How long a page is cached, in milliseconds: clients that join together replay together. */
const KEPT_MS = 5_000;

export class LogPages {
  readonly #store: Pick<Store, "pageAfter" | "entriesAfter">;
  /** By session and cursor. With a resolution of 0, the cache needs no timer. */
  readonly #kept = new LRUCache<string, Promise<FrameChunk | null>>({
    max: MOST_PAGES,
    ttl: KEPT_MS,
    ttlResolution: 0,
  });

  constructor(store: Pick<Store, "pageAfter" | "entriesAfter">) {
    this.#store = store;
  }

  /** The events after `cursor`, as many as fit in one page; null if there are none. Rejects with `store_unavailable`. */
  async after(sessionId: SessionId, cursor: number): Promise<FrameChunk | null> {
    const page = await this.#page(sessionId, cursor, FIRST_LIMIT);
    if (page !== null && !page.isLast) {
      const events = page.lastId - cursor;
      const fitting = Math.ceil(events * PAGE.maxBytes / page.bytes.length);
      // Read the next page ahead while the client takes this one. A short page was most likely the end of the log.
      const endsAtBoundary = eventsToBoundary(cursor) === events;
      if (events >= FIRST_LIMIT || fitting <= FIRST_LIMIT || endsAtBoundary) {
        this.#page(sessionId, page.lastId, Math.min(fitting, PAGE.limit)).catch(() => {});
      }
    }
    return page;
  }

  #page(sessionId: SessionId, cursor: number, limit: number): Promise<FrameChunk | null> {
    const key = `${cursor} ${sessionId}`;
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    const page = this.#read(sessionId, cursor, limit);
    this.#kept.set(key, page);
    // Do not cache an empty page or a failure.
    const drop = () => this.#kept.peek(key) === page && this.#kept.delete(key);
    page.then((read) => read === null && drop(), drop);
    return page;
  }

  async #read(sessionId: SessionId, cursor: number, limit: number): Promise<FrameChunk | null> {
    const bounds = { ...PAGE, limit: Math.min(limit, eventsToBoundary(cursor)) };
    const page = await this.#store.pageAfter(sessionId, cursor, bounds, ENTRY_FRAME);
    if (page === null || page.bytes.length <= LONGEST_LINE) return page;
    // An event longer than a page comes alone, and may be too long for one line.
    const entries = await this.#store.entriesAfter(sessionId, cursor, { limit: 1, maxBytes: 1 });
    return entries.length === 0 ? null : encodeEntries(entries);
  }
}
