/** Translates errors of SQLite into what they mean for callers, and what helps. */
import { LibsqlError } from "@libsql/client";
import { type ErrorCode, RxnstreamError } from "../errors.ts";
import { errorText } from "../log.ts";

/** The primary result codes (sqlite.org/rescode.html) that are distinguished. */
const RESULT = {
  error: 1,
  busy: 5,
  locked: 6,
  readonly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  tooBig: 18,
  constraint: 19,
  mismatch: 20,
  misuse: 21,
  range: 25,
  notADatabase: 26,
} as const;

/** Errors that recur with every attempt, unless an earlier failure has confused the connection. */
const REFUSALS: ReadonlySet<number> = new Set([
  RESULT.error,
  RESULT.tooBig,
  RESULT.constraint,
  RESULT.mismatch,
  RESULT.misuse,
  RESULT.range,
]);

/** Results that say nothing about the content of the file. */
const PASSING: ReadonlySet<number> = new Set([RESULT.busy, RESULT.locked, RESULT.cannotOpen]);

/** True for a temporary error that is not caused by the file's content: it is locked, or cannot be opened now. */
export function isPassing(error: unknown): boolean {
  return error instanceof LibsqlError && PASSING.has((error.rawCode ?? 0) & 0xff);
}

/**
 * The error to report: `store_full`, `store_damaged` or `store_refused` as their names say, otherwise `store_unavailable`, which is
 * temporary. An `RxnstreamError` is returned as it is.
 */
export function storeError(error: unknown): RxnstreamError {
  if (error instanceof RxnstreamError) return error;
  const result = error instanceof LibsqlError ? (error.rawCode ?? 0) & 0xff : undefined;
  // The cause of the client's error repeats its message.
  const said = error instanceof LibsqlError ? error.message : errorText(error);
  // Clients read this, so it does not reveal the path.
  const words = said.replaceAll(/(?<=\blocal database ).+?(?=: \d)/g, "file");
  const as = (code: ErrorCode, message: string) =>
    new RxnstreamError(code, `${message} (${words})`, { cause: error });
  switch (result) {
    case RESULT.full:
      return as("store_full", "The disk of the database is full: free some space");
    case RESULT.busy:
    case RESULT.locked:
      return as("store_unavailable", "Another process has locked the database");
    case RESULT.readonly:
      return as("store_unavailable", "The database is read-only: make its folder writable");
    case RESULT.ioError:
      return as("store_unavailable", "The disk of the database is failing");
    case RESULT.cannotOpen:
      return as("store_unavailable", "The database file cannot be opened");
    case RESULT.corrupt:
    case RESULT.notADatabase:
      return as(
        "store_damaged",
        'The database file is damaged: stop the server and run "rxnstream recover"',
      );
  }
  const isRefusal = result === undefined || result === 0 ? !isOfConnection(error) : REFUSALS.has(result);
  return isRefusal
    ? as("store_refused", "The database permanently refuses this")
    : as("store_unavailable", "The database cannot be used");
}

/** Errors without a result code come from the connection, or from values that SQLite cannot take. */
function isOfConnection(error: unknown): boolean {
  return error instanceof LibsqlError ||
    error instanceof Error && /^ConnectionFailed|closed/i.test(error.message);
}
