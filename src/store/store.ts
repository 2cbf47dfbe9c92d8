/** The interface of the database, and its guarantees. */
import type { FinalStatus, LogEntry, Session, SessionId, SessionStatus, StoredQuery } from "../types.ts";

/** Limits of the stored data; 0 is no limit. */
export interface StorageLimits {
  /** Bytes of the queries and logs of one owner's sessions; those without an owner count together. */
  readonly perOwner: number;
  /** Bytes of the disk that new sessions leave free; on a small disk, a tenth of it. */
  readonly free: number;
}

export const NO_STORAGE_LIMITS: StorageLimits = { perOwner: 0, free: 0 };

/** A session to be created; it begins as `queued` with an empty log. */
export interface NewSession {
  readonly sessionId: SessionId;
  readonly title: string;
  readonly agent: string;
  readonly maxReactions: number;
  readonly query: StoredQuery;
  readonly idempotency: { readonly key: string; readonly digest: string } | null;
  /** Null if absent. */
  readonly owner?: string | null;
}

/** One event to be appended. */
export interface AppendEvent {
  readonly data: string;
  readonly reactionIndex: number | null;
}

/**
 * Appends `events` to a log and changes its session, all or nothing.
 *
 * `end` accompanies the completion event, which must be the last of `events`: nothing can be appended after it.
 */
export interface Append {
  readonly sessionId: SessionId;
  readonly events: readonly AppendEvent[];
  readonly reactions?: { readonly found: number; readonly done: number; readonly failed: number };
  readonly start?: { readonly workerId: string };
  readonly end?: { readonly status: FinalStatus; readonly error: string | null };
}

/** Id of the first appended event (the others follow without a gap), or why nothing was appended. */
export type AppendResult =
  | { readonly ok: true; readonly firstId: number }
  | {
    readonly ok: false;
    readonly code: "session_not_found" | "session_ended" | "storage_full_for_owner";
    /** A message for people, where the code alone is not enough. */
    readonly message?: string;
  };

/** The session that continues an ended one; `created` is false if there was one already. */
export interface ResumedSession {
  readonly session: Session;
  readonly created: boolean;
}

/** A question to a language model and its answer, both as JSON; `digest` identifies the question. */
export interface Exchange {
  readonly digest: string;
  readonly request: string;
  readonly answer: string;
}

/** An exchange in its place; `createdAt` is UTC, ISO 8601 with milliseconds. */
export interface StoredExchange extends Exchange {
  readonly number: number;
  readonly createdAt: string;
}

/** A page of sessions, newest first; `nextAfter` is the cursor of the next page, null on the last. */
export interface SessionPage {
  readonly items: readonly Session[];
  readonly nextAfter: number | null;
}

/** A log entry with the index of its reaction, which resuming and results need. */
export interface ReactionEntry extends LogEntry {
  readonly reactionIndex: number;
}

/** At most `limit` events, and no more than `maxBytes` of data unless the first alone exceeds it. */
export interface PageBounds {
  readonly limit: number;
  readonly maxBytes: number;
}

/** The bytes around the data and the id of each event. */
export interface EntryFrame {
  readonly beforeData: string;
  readonly beforeId: string;
  readonly end: string;
}

/** Framed events in UTF-8; `isLast` if the completion event is among them. */
export interface LogPage {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly lastId: number;
  readonly isLast: boolean;
}

/**
 * The database of sessions and their logs.
 *
 * - **Durable:** when a promise resolves, its changes are on disk (`synchronous=FULL`).
 * - **Gapless:** the events of a session are numbered 1, 2, 3 … in the order of the `append` calls.
 * - **Bounded:** a session that would exceed its owner's limit, or use the disk's reserve, is not created
 *   (`storage_full_for_owner`, `store_full`); a running one accepts only its completion event. Deleting always works.
 * - **Errors:** a method rejects with `RxnstreamError("store_unavailable")` when the database cannot do it.
 */
export interface Store extends AsyncDisposable {
  /** Creates a session, or returns the one created earlier with the same idempotency key and digest (`created: false`). */
  createSession(session: NewSession): Promise<{ readonly session: Session; readonly created: boolean }>;
  /**
   * Creates a queued session with the query and the log of an ended one, without its completion event. It is invisible until it is
   * complete. An ended session is continued once: later calls return the same continuation, unless that was deleted. A session that
   * has not ended is itself returned. Rejects with `session_not_found`.
   */
  resumeSession(ended: SessionId, sessionId: SessionId): Promise<ResumedSession>;
  session(sessionId: SessionId): Promise<Session | null>;
  sessions(
    filter: { readonly status: SessionStatus | null; readonly limit: number; readonly after: number | null },
  ): Promise<SessionPage>;
  /** The queued and running sessions in the order of arrival. */
  unfinished(): Promise<readonly Session[]>;
  /** The query and its limits; the text of a long query as UTF-8 bytes. */
  work(
    sessionId: SessionId,
  ): Promise<{ readonly query: StoredQuery; readonly maxReactions: number } | null>;
  /** Deletes a session; false if there is none. It is gone at once; its log is then removed from the file a slice at a time. */
  deleteSession(sessionId: SessionId): Promise<boolean>;
  /** Commits all of `appends` in one transaction, in order. */
  appendAll(appends: readonly Append[]): Promise<readonly AppendResult[]>;
  /** The events after `after` in order. */
  entriesAfter(sessionId: SessionId, after: number, bounds: PageBounds): Promise<readonly LogEntry[]>;
  /** The events from `after` (exclusive) to `to` with this `aux.info_type`, in order. */
  entriesOfKind(
    sessionId: SessionId,
    infoType: string,
    range: { readonly after: number; readonly to: number },
  ): Promise<readonly LogEntry[]>;
  /** The events after `after` in one piece, each framed by `frame`; null if there are none. The bound in bytes applies to the frames. */
  pageAfter(
    sessionId: SessionId,
    after: number,
    bounds: PageBounds,
    frame: EntryFrame,
  ): Promise<LogPage | null>;
  /**
   * The events of the reactions `from` to `to` (inclusive), reaction by reaction, each in the order of the log: of as many complete
   * reactions as fit into `maxBytes` of data, and at least of the first.
   */
  reactionEntries(
    sessionId: SessionId,
    from: number,
    to: number,
    maxBytes: number,
  ): Promise<readonly ReactionEntry[]>;
  /** Keeps an exchange with a session that exists; one with the same digest stays as it is. */
  keepExchange(sessionId: SessionId, exchange: Exchange): Promise<void>;
  /** The answer to the question with this digest; null if there is none. */
  answerTo(sessionId: SessionId, digest: string): Promise<string | null>;
  /** The exchanges after the number `after`, in order. */
  exchangesAfter(sessionId: SessionId, after: number, limit: number): Promise<readonly StoredExchange[]>;
  /** Rejects unless the database can be read and accepts a write, which is rolled back. */
  check(): Promise<void>;
  /** Copies the write-ahead log into the file and closes it; idempotent. */
  close(): Promise<void>;
}
