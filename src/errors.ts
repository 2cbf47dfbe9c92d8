/** The few errors that callers tell apart, by `code`. */

export const ERROR_CODES = [
  /** No session has this id. */
  "session_not_found",
  /** The session has ended; nothing can be appended. */
  "session_ended",
  /** A cursor is not a whole number ≥ 0. */
  "cursor_malformed",
  /** A cursor lies beyond the newest event. */
  "cursor_beyond_log",
  /** The same Idempotency-Key came with another request. */
  "idempotency_conflict",
  /** A chem process ran over its time limit, or two over their memory or died, for the same request. */
  "engine_failure",
  /** The input cannot be read, or is larger than allowed. */
  "input_invalid",
  /** No chem process can be started at the moment. */
  "engine_unavailable",
  /** Too many wait for the chemistry already. */
  "engine_busy",
  /** The database cannot be opened, read or written at the moment. */
  "store_unavailable",
  /** The disk of the database is full. */
  "store_full",
  /** The sessions of the same owner take all the room that one may have. */
  "storage_full_for_owner",
  /** The database file is damaged, at least where it was asked for. */
  "store_damaged",
  /** The database will never do what it was asked for. */
  "store_refused",
  /** The server is stopping and takes nothing new. */
  "stopping",
] as const;
export type ErrorCode = typeof ERROR_CODES[number];

/** An error with a `code` that says what a caller can do about it. */
export class RxnstreamError extends Error {
  override readonly name = "RxnstreamError";
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
