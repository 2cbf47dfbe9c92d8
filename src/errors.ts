/** Errors that callers distinguish, by `code`. */

export const ERROR_CODES = [
  /** There is no session with this id. */
  "session_not_found",
  /** The session has ended; nothing can be appended. */
  "session_ended",
  /** A cursor is not a whole number ≥ 0. */
  "cursor_malformed",
  /** A cursor is beyond the newest event. */
  "cursor_beyond_log",
  /** The Idempotency-Key was already used with a different request. */
  "idempotency_conflict",
  /**
   * For the same request, a chem process exceeded its time limit, or two processes exceeded their memory limit or
   * died.
   */
  "engine_failure",
  /** The input cannot be read, or exceeds a size limit. */
  "input_invalid",
  /** No chem process can be started at present. */
  "engine_unavailable",
  /** Too many calls are already waiting for a chem process. */
  "engine_busy",
  /** The database cannot be opened, read or written at present. */
  "store_unavailable",
  /** The disk that holds the database is full. */
  "store_full",
  /** The owner's sessions have used up their storage quota. */
  "storage_full_for_owner",
  /** The database file is damaged, at least in the part that was requested. */
  "store_damaged",
  /** The database refuses the operation permanently; retrying will not help. */
  "store_refused",
  /** The server is shutting down and accepts nothing new. */
  "stopping",
] as const;
export type ErrorCode = typeof ERROR_CODES[number];

/** An error whose `code` tells the caller what can be done about it. */
export class RxnstreamError extends Error {
  override readonly name = "RxnstreamError";
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
