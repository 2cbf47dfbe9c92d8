/** Types of the tables. Times are UTC text, ISO 8601 with milliseconds. */
import type { Generated } from "kysely";

/**
 * Statuses that only the store knows: an incomplete copy, and a deleted session whose events still exist. The view
 * `visible_sessions` leaves both out.
 */
export const HIDDEN_STATUSES = ["copying", "deleted"] as const;

export interface SessionsTable {
  /** Order of arrival; the key of the session in the other tables. */
  readonly ordinal: Generated<number>;
  readonly session_id: string;
  readonly title: string;
  readonly status: string;
  readonly agent: string;
  readonly max_reactions: number;
  readonly worker_id: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly error: string | null;
  readonly found: number;
  readonly done: number;
  readonly failed: number;
  /** Id of the last event; the next one gets this plus one, in the transaction that appends it. */
  readonly last_event_id: number;
  readonly resumed_from: string | null;
  readonly idempotency_key: string | null;
  /** Digest of the request that came with the key. */
  readonly idempotency_digest: string | null;
  readonly owner: string | null;
  /** Approximate bytes of its query and its log. */
  readonly kept_bytes: Generated<number>;
}

/** The query of a session, kept separately, since it can be megabytes. */
export interface QueriesTable {
  readonly session: number;
  readonly text: string;
  readonly format: string;
  readonly file_name: string | null;
}

/** The logs of all sessions, byte for byte what clients receive. */
export interface EventsTable {
  readonly session: number;
  readonly id: number;
  readonly data: string;
  /** Null on events about the whole session. */
  readonly reaction_index: number | null;
  /** 1 on the completion event, which ends a log. */
  readonly is_last: number;
}

/** Questions to a language model with their answers, both as JSON. */
export interface ExchangesTable {
  /** Order of the answers. */
  readonly number: Generated<number>;
  readonly session: number;
  readonly digest: string;
  readonly request: string;
  readonly answer: string;
  readonly created_at: string;
}

export interface Database {
  /** All sessions, including hidden ones: for writing, and for reading by the code that handles hidden ones. */
  readonly sessions: SessionsTable;
  readonly visible_sessions: SessionsTable;
  readonly queries: QueriesTable;
  readonly events: EventsTable;
  readonly exchanges: ExchangesTable;
}
