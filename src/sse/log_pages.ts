/** Pages of logs as frames, read once for all who replay the same piece at about the same time. */
import { type Chunk, eventsToMeetingPlace, MEETING_PLACE } from "../broadcast/frame_window.ts";
import type { Store } from "../store/store.ts";
import type { SessionId } from "../types.ts";
import { ENTRY_FRAME, LONGEST_LINE, shortenedChunk } from "./sse_message.ts";

/** Bounds of one page: what a client may hold at a time. */
const PAGE = { limit: 512, maxBytes: LONGEST_LINE } as const;
/** Events of the first page; that shows how many fit into the next one. */
const FIRST_LIMIT = 64;
/** Pages that are kept. Events never change, so a page stays right; it may only be shorter than it could be by now. */
const MOST_PAGES = 128;
/** A page is kept so long at most, in milliseconds: those who join together go on together. */
const KEPT_MS = 5_000;

interface Kept {
  readonly page: Promise<Chunk | null>;
  readonly until: number;
}

export class PageReader {
  readonly #store: Pick<Store, "pageAfter">;
  /** By session and cursor, the oldest first. */
  readonly #kept = new Map<string, Kept>();

  constructor(store: Pick<Store, "pageAfter">) {
    this.#store = store;
  }

  /** The events after `cursor`, as many as a client may hold; null if there are none. Rejects with `store_unavailable`. */
  async after(sessionId: SessionId, cursor: number): Promise<Chunk | null> {
    const page = await this.#read(sessionId, cursor, FIRST_LIMIT);
    if (page !== null && !page.isLast) {
      const events = page.lastId - cursor;
      const fitting = Math.ceil(events * PAGE.maxBytes / page.bytes.length);
      // The database is at the next page while the client takes this one; a short one was most likely the end of the log.
      if (events >= FIRST_LIMIT || fitting <= FIRST_LIMIT || page.lastId % MEETING_PLACE === 0) {
        this.#read(sessionId, page.lastId, Math.min(fitting, PAGE.limit)).catch(() => {});
      }
    }
    return page;
  }

  #read(sessionId: SessionId, cursor: number, limit: number): Promise<Chunk | null> {
    const now = performance.now();
    const key = `${cursor} ${sessionId}`;
    const kept = this.#kept.get(key);
    if (kept !== undefined && kept.until > now) return kept.page;
    this.#forget(now);
    const bounds = { ...PAGE, limit: Math.min(limit, eventsToMeetingPlace(cursor)) };
    // An event that is longer than a page comes alone.
    const page = this.#store.pageAfter(sessionId, cursor, bounds, ENTRY_FRAME).then((read) =>
      read && shortenedChunk(read)
    );
    this.#kept.set(key, { page, until: now + KEPT_MS });
    const drop = () => this.#kept.get(key)?.page === page && this.#kept.delete(key);
    // What is not there yet, or could not be read, is asked for anew.
    page.then((read) => read === null && drop(), drop);
    return page;
  }

  #forget(now: number): void {
    for (const [key, { until }] of this.#kept) {
      if (until > now && this.#kept.size < MOST_PAGES) return;
      this.#kept.delete(key);
    }
  }
}
