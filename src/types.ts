/**
 * The vocabulary of sessions and of the events in their logs. Any part may import this file.
 * Names of fields that travel over HTTP are snake_case, as the public contract has them.
 */
import type { StageResult } from "./chem_results.ts";

/** Identity of a session: a UUID in its canonical text form. */
export type SessionId = string;

export const SESSION_STATUSES = ["queued", "running", "completed", "error", "cancelled"] as const;
/** Where a session is in its life; the last three are final. */
export type SessionStatus = typeof SESSION_STATUSES[number];
/** A status that a completion event can carry. */
export type FinalStatus = Extract<SessionStatus, "completed" | "error" | "cancelled">;

/** Progress over reactions: found in the query, worked through (failed ones included), and failed. */
export interface ReactionCounts {
  readonly found: number;
  readonly done: number;
  readonly failed: number;
}

/**
 * How the text of a query is to be read; `auto` looks at the text itself (and the file's name, if there is one).
 * `ord` is a protobuf of the Open Reaction Database, in Base64.
 */
export const INPUT_FORMATS = ["auto", "text", "smiles", "csv", "tsv", "jsonl", "rxn", "rdf", "ord"] as const;
export type InputFormat = typeof INPUT_FORMATS[number];

/** What a session works through. */
export interface Query {
  readonly text: string;
  readonly format: InputFormat;
  readonly fileName: string | null;
}

/** A query as it goes from thread to thread: of a long text the bytes in UTF-8, which are handed over without being copied. */
export interface StoredQuery extends Omit<Query, "text"> {
  readonly text: string | Uint8Array<ArrayBuffer>;
}

/** On a stream, of an event that is too long for it: its size in the log, and where it is whole, relative to the stream's address. */
export interface Shortened {
  readonly bytes: number;
  readonly whole: string;
}

/** Further facts of an event. `reaction_index` counts from 0 and is absent on events about the whole session. */
export interface EventAux {
  readonly info_type: string;
  readonly reaction_index?: number;
  readonly returnable?: StageResult;
  readonly shortened?: Shortened;
  readonly [key: string]: unknown;
}

/** What a service agent yields; the session adds the time and its worker. */
export interface AgentEvent {
  readonly type: "info" | "data" | "error";
  readonly message: string;
  readonly aux: EventAux;
}

/** An agent's event as it stands in the log. `timestamp` is UTC, ISO 8601 with milliseconds. */
export interface StampedEvent extends AgentEvent {
  readonly timestamp: string;
  readonly worker_id: string;
}

/** The last event of every log. `error` is there if and only if `status` is `error`. */
export interface CompletionEvent {
  readonly _type: "completion";
  readonly status: FinalStatus;
  readonly error?: string;
  readonly shortened?: Shortened;
}

/** One event of a session's log. */
export type ContentEvent = StampedEvent | CompletionEvent;

/** An event with its place in the log: `id` counts 1, 2, 3 … without holes; `data` is its JSON, byte for byte as sent unless it is too long for a stream. */
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
  /** Number of the newest event of the log; 0 if there is none. */
  readonly lastEventId: number;
  /** About the bytes that its query and its log take. */
  readonly keptBytes: number;
  /** The ended session that this one took over, if it was made by a resume. */
  readonly resumedFrom: SessionId | null;
  /** Who made it, or the one that it took over, as the authentication names them; null if nobody in particular did. */
  readonly owner: string | null;
}
