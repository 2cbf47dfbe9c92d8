/** Pages of logs as frames, read once for all who replay the same part of a log at about the same time. */
import type { Store } from "../store/store.ts";
import type { SessionId } from "../types.ts";
import { eventsToBoundary } from "./entry_window.ts";
import { encodeEntries, ENTRY_FRAME, type FrameChunk, LONGEST_LINE } from "./sse_frame.ts";

/** Bounds of one page: what a client may hold at a time. */
const PAGE = { limit: 512, maxBytes: LONGEST_LINE } as const;
/** Events of the first page; that shows how many fit into the next one. */
const FIRST_LIMIT = 64;
/** Pages that are kept. Events never change, so a page stays right; it may only be shorter than it could be by now. */
const MOST_PAGES = 128;
/** A page is kept for at most this long, in milliseconds: clients that join together replay together. */
const KEPT_MS = 5_000;

interface KeptPage {
  readonly page: Promise<FrameChunk | null>;
  readonly until: number;
}

export class LogPages {
  readonly #store: Pick<Store, "pageAfter" | "entriesAfter">;
  /** By session and cursor, the oldest first. */
  readonly #kept = new Map<string, KeptPage>();

  constructor(store: Pick<Store, "pageAfter" | "entriesAfter">) {
    this.#store = store;
  }

  /** The events after `cursor`, as many as a client may hold; null if there are none. Rejects with `store_unavailable`. */
  async after(sessionId: SessionId, cursor: number): Promise<FrameChunk | null> {
    const page = await this.#page(sessionId, cursor, FIRST_LIMIT);
    if (page !== null && !page.isLast) {
      const events = page.lastId - cursor;
      const fitting = Math.ceil(events * PAGE.maxBytes / page.bytes.length);
      // The database reads the next page while the client takes this one; a short one was most likely the end of the log.
      const endsAtBoundary = eventsToBoundary(cursor) === events;
      if (events >= FIRST_LIMIT || fitting <= FIRST_LIMIT || endsAtBoundary) {
        this.#page(sessionId, page.lastId, Math.min(fitting, PAGE.limit)).catch(() => {});
      }
    }
    return page;
  }

  #page(sessionId: SessionId, cursor: number, limit: number): Promise<FrameChunk | null> {
    const now = performance.now();
    const key = `${cursor} ${sessionId}`;
    const kept = this.#kept.get(key);
    if (kept !== undefined && kept.until > now) return kept.page;
    this.#forget(now);
    const page = this.#read(sessionId, cursor, limit);
    this.#kept.set(key, { page, until: now + KEPT_MS });
    const drop = () => this.#kept.get(key)?.page === page && this.#kept.delete(key);
    // What is not there yet, or could not be read, is asked for again.
    page.then((read) => read === null && drop(), drop);
    return page;
  }

  async #read(sessionId: SessionId, cursor: number, limit: number): Promise<FrameChunk | null> {
    const bounds = { ...PAGE, limit: Math.min(limit, eventsToBoundary(cursor)) };
    const page = await this.#store.pageAfter(sessionId, cursor, bounds, ENTRY_FRAME);
    if (page === null || page.bytes.length <= LONGEST_LINE) return page;
    // An event that is longer than a page comes alone, and may be too long for a line.
    const entries = await this.#store.entriesAfter(sessionId, cursor, { limit: 1, maxBytes: 1 });
    return entries.length === 0 ? null : encodeEntries(entries);
  }

  #forget(now: number): void {
    for (const [key, { until }] of this.#kept) {
      if (until > now && this.#kept.size < MOST_PAGES) return;
      this.#kept.delete(key);
    }
  }
}
