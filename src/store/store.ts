/** What the program asks of its database, and what the database promises. */
import type { FinalStatus, LogEntry, Session, SessionId, SessionStatus, StoredQuery } from "../types.ts";

/** Limits of what is kept; 0 is none. */
export interface StorageLimits {
  /** Bytes of the queries and logs of one owner's sessions; those without an owner count as one's. */
  readonly perOwner: number;
  /** Bytes of the disk that new sessions do not touch; of a small disk, a tenth. */
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

/** One event on its way into the log. */
export interface AppendEvent {
  readonly data: string;
  readonly reactionIndex: number | null;
}

/**
 * Appends `events` to a log and changes its session, all or nothing.
 *
 * `end` goes with the completion event, which must be the last of `events`: afterwards nothing can be appended.
 */
export interface Append {
  readonly sessionId: SessionId;
  readonly events: readonly AppendEvent[];
  readonly reactions?: { readonly found: number; readonly done: number; readonly failed: number };
  readonly start?: { readonly workerId: string };
  readonly end?: { readonly status: FinalStatus; readonly error: string | null };
}

/** Number of the first appended event (the rest follow without a hole), or why nothing was appended. */
export type AppendResult =
  | { readonly ok: true; readonly firstId: number }
  | {
    readonly ok: false;
    readonly code: "session_not_found" | "session_ended" | "storage_full_for_owner";
    /** What is said of it to people, where the code does not say all. */
    readonly message?: string;
  };

/** The session that goes on with an ended one; `created` is false if there was one already. */
export interface ResumedSession {
  readonly session: Session;
  readonly created: boolean;
}

/** A page of sessions, newest first; `nextAfter` is the cursor of the next page, null on the last. */
export interface SessionPage {
  readonly items: readonly Session[];
  readonly nextAfter: number | null;
}

/** A log entry that knows its place in the work: what resuming and results need. */
export interface ReactionEntry extends LogEntry {
  readonly reactionIndex: number;
}

/** At most `limit` events, and no more than `maxBytes` of data unless the first alone exceeds it. */
export interface PageBounds {
  readonly limit: number;
  readonly maxBytes: number;
}

/** What stands around the data and the id of each event. */
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
 * - **Durable:** what a resolved promise says is on disk (`synchronous=FULL`).
 * - **Gapless:** the events of a session are numbered 1, 2, 3 … in the order of the `append` calls.
 * - **Bounded:** a session that would be more than its owner may keep, or touch the disk's reserve, is not made
 *   (`storage_full_for_owner`, `store_full`); one under way takes no more events but its last one. Deleting always works.
 * - **Errors:** a method rejects with `RxnstreamError("store_unavailable")` when the database cannot do it.
 */
export interface Store extends AsyncDisposable {
  /** Creates a session; the one made before with the same idempotency key and digest is given back instead (`created: false`). */
  createSession(session: NewSession): Promise<{ readonly session: Session; readonly created: boolean }>;
  /**
   * Creates a session that has the query and the log of an ended one, without its completion event, and is queued. Nobody
   * sees it before it is whole. An ended session is taken over once: later calls give the same continuation back, unless
   * that was deleted. One that has not ended is given back itself. Rejects with `session_not_found`.
   */
  resumeSession(ended: SessionId, sessionId: SessionId): Promise<ResumedSession>;
  session(sessionId: SessionId): Promise<Session | null>;
  sessions(
    filter: { readonly status: SessionStatus | null; readonly limit: number; readonly after: number | null },
  ): Promise<SessionPage>;
  /** The sessions that are queued or running, first come first. */
  unfinished(): Promise<readonly Session[]>;
  /** What there is to do; of a long query the text in UTF-8. */
  work(
    sessionId: SessionId,
  ): Promise<{ readonly query: StoredQuery; readonly maxReactions: number } | null>;
  /** Deletes a session; false if there is none. It is gone at once; its log leaves the file a slice at a time afterwards. */
  deleteSession(sessionId: SessionId): Promise<boolean>;
  /** Commits all of `appends` in one transaction, in order. */
  appendAll(appends: readonly Append[]): Promise<readonly AppendResult[]>;
  /** The events after `after` in order. */
  entriesAfter(sessionId: SessionId, after: number, bounds: PageBounds): Promise<readonly LogEntry[]>;
  /** Those of the events from `after` (exclusive) to `to` whose `aux.info_type` is this one, in order. */
  entriesOfKind(
    sessionId: SessionId,
    infoType: string,
    range: { readonly after: number; readonly to: number },
  ): Promise<readonly LogEntry[]>;
  /** The events after `after` in one piece, each framed by `frame`, and the bound in bytes is that of the frames; null if there are none. */
  pageAfter(
    sessionId: SessionId,
    after: number,
    bounds: PageBounds,
    frame: EntryFrame,
  ): Promise<LogPage | null>;
  /**
   * The events of the reactions `from` to `to` (inclusive), reaction by reaction, each in the order of the log: of as many whole
   * reactions as hold `maxBytes` of data, and of the first one always.
   */
  reactionEntries(
    sessionId: SessionId,
    from: number,
    to: number,
    maxBytes: number,
  ): Promise<readonly ReactionEntry[]>;
  /** Rejects unless the database can be read and takes a write, which is then taken back. */
  check(): Promise<void>;
  /** Folds the write-ahead log into the file and closes it; idempotent. */
  close(): Promise<void>;
}
