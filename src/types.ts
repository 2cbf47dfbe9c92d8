/**
 * The vocabulary of sessions and of the events in their logs. Any part may import this file. Field names that travel
 * over HTTP are snake_case, as in the public contract.
 */
import type { StageResult } from "./chem_results.ts";

/** Identity of a session: a UUID in its canonical text form. */
export type SessionId = string;

export const SESSION_STATUSES = ["queued", "running", "completed", "error", "cancelled"] as const;
/** Where a session is in its life cycle; the last three are final. */
export type SessionStatus = typeof SESSION_STATUSES[number];
/** A status that a completion event can carry. */
export type FinalStatus = Extract<SessionStatus, "completed" | "error" | "cancelled">;

/** Progress over reactions: found in the query, finished (including failures), and failed. */
export interface ReactionCounts {
  readonly found: number;
  readonly done: number;
  readonly failed: number;
}

/**
 * How to read the text of a query. `auto` decides from the text itself, and from the file name if there is one. `ord`
 * is a protobuf message of the Open Reaction Database, in Base64.
 */
export const INPUT_FORMATS = ["auto", "text", "smiles", "csv", "tsv", "jsonl", "rxn", "rdf", "ord"] as const;
export type InputFormat = typeof INPUT_FORMATS[number];

/** The input of a session. */
export interface Query {
  readonly text: string;
  readonly format: InputFormat;
  readonly fileName: string | null;
}

/**
 * A query as it is passed between threads. A long text travels as UTF-8 bytes, which are transferred rather than
 * copied.
 */
export interface StoredQuery extends Omit<Query, "text"> {
  readonly text: string | Uint8Array<ArrayBuffer>;
}

/**
 * Marks an event that is too long for a stream: its size in the log, and where to get it in full, relative to the
 * stream's URL.
 */
export interface Shortened {
  readonly bytes: number;
  readonly whole: string;
}

/** Further details of an event. `reaction_index` counts from 0 and is absent on events about the whole session. */
export interface EventAux {
  readonly info_type: string;
  readonly reaction_index?: number;
  readonly returnable?: StageResult;
  readonly shortened?: Shortened;
  readonly [key: string]: unknown;
}

/** What a service agent yields; the session adds the timestamp and its worker. */
export interface AgentEvent {
  readonly type: "info" | "data" | "error";
  readonly message: string;
  readonly aux: EventAux;
}

/**
 * A piece of a language model's answer as it arrives (`text`), or why the model is asked again (`retry`). Viewers may
 * see it at once; it is not logged.
 */
export interface PartialEvent {
  readonly kind: "text" | "retry";
  /** What the question is for. */
  readonly purpose: string;
  readonly text: string;
}

/** An agent's event as stored in the log. `timestamp` is UTC, ISO 8601 with milliseconds. */
export interface StampedEvent extends AgentEvent {
  readonly timestamp: string;
  readonly worker_id: string;
}

/** The last event of every log. `error` is present if and only if `status` is `error`. */
export interface CompletionEvent {
  readonly _type: "completion";
  readonly status: FinalStatus;
  readonly error?: string;
  readonly shortened?: Shortened;
}

/** One event of a session's log. */
export type ContentEvent = StampedEvent | CompletionEvent;

/**
 * An event with its position in the log. `id` counts 1, 2, 3 … without gaps; `data` is its JSON, sent byte for byte
 * unless it is too long for a stream.
 */
export interface LogEntry {
  readonly id: number;
  readonly data: string;
}

/** A session as the store knows it. */
export interface Session {
  readonly sessionId: SessionId;
  readonly title: string;
  readonly status: SessionStatus;
  readonly agent: string;
  readonly workerId: string | null;
  /** UTC, ISO 8601 with milliseconds. */
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Why the session ended with status `error`; null otherwise. */
  readonly error: string | null;
  readonly reactions: ReactionCounts;
  /** Number of the newest event in the log; 0 if there is none. */
  readonly lastEventId: number;
  /** Approximate size of its query and log, in bytes. */
  readonly keptBytes: number;
  /** The ended session that this one resumes, if any. */
  readonly resumedFrom: SessionId | null;
  /** Who created it (or the session it resumes), as authentication names them; null if it has no owner. */
  readonly owner: string | null;
}
