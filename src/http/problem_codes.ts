/** Every code of a problem answer, with its status, its meaning and a remedy. Any part of `http` may import this file. */
import type { ErrorCode } from "../errors.ts";

/** What the `code` of a problem says by itself. */
export interface ProblemKind {
  readonly status: ProblemStatus;
  /** What has happened, in one sentence. */
  readonly meaning: string;
  /** What the client or the operator can do about it. */
  readonly remedy: string;
}

/** The titles of the statuses that problems have. */
export const PROBLEM_TITLES = {
  400: "Bad request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not found",
  405: "Method not allowed",
  406: "Not acceptable",
  408: "Request timeout",
  409: "Conflict",
  413: "Content too large",
  415: "Unsupported media type",
  421: "Misdirected request",
  422: "Unprocessable content",
  429: "Too many requests",
  431: "Request header fields too large",
  500: "Internal server error",
  502: "Chemistry engine failure",
  503: "Service unavailable",
  507: "Insufficient storage",
} as const;
export type ProblemStatus = keyof typeof PROBLEM_TITLES;

/** Codes that only HTTP has. */
const HTTP_PROBLEMS = {
  malformed_request: {
    status: 400,
    meaning: "The bytes are not an HTTP/1.1 request, or its target or Host cannot be read.",
    remedy: "Send the request with an HTTP client.",
  },
  parameter_malformed: {
    status: 400,
    meaning: "A query parameter, or the Idempotency-Key, has an invalid value.",
    remedy: "Send a value within the limits that the detail names.",
  },
  too_many_parameters: {
    status: 400,
    meaning: "The query string has too many parameters.",
    remedy: "Remove the parameters that are not described here.",
  },
  json_malformed: {
    status: 400,
    meaning: "The body is declared as JSON but cannot be parsed.",
    remedy: "Correct the JSON at the place that the detail names, or send the text as text/plain.",
  },
  multipart_malformed: {
    status: 400,
    meaning: "The body is not a multipart form as its Content-Type says.",
    remedy: "Let an HTTP client write the form, so that its boundary and its parts agree.",
  },
  body_incomplete: {
    status: 400,
    meaning: "The connection ended before the body was complete.",
    remedy: "Send the request again.",
  },
  token_too_large: {
    status: 400,
    meaning: "The token is too large for a cookie.",
    remedy: "Sign in with a token that has fewer claims, or send it with every request.",
  },
  token_required: {
    status: 401,
    meaning: "The server requires a token, but the request has none.",
    remedy: 'Send "Authorization: Bearer …", or sign in on the page.',
  },
  token_invalid: {
    status: 401,
    meaning: "The token or the ticket is invalid or has expired.",
    remedy: "Get a new token or a new ticket.",
  },
  insufficient_scope: {
    status: 403,
    meaning: "The token does not allow this.",
    remedy: "Use a token with the scope that the WWW-Authenticate header names.",
  },
  cross_site: {
    status: 403,
    meaning: "A page of another origin requested something that only the server's own page may access.",
    remedy: "Add the origin to --allowed-origins, or make the proxy pass on the Host header.",
  },
  not_found: {
    status: 404,
    meaning: "There is nothing at this address.",
    remedy: "See the paths of /openapi.json.",
  },
  reaction_not_found: {
    status: 404,
    meaning: "The session has no reaction with this index.",
    remedy: "Use an index from 0 to one less than reactions.found of the session.",
  },
  method_not_allowed: {
    status: 405,
    meaning: "The address exists but does not support this method.",
    remedy: "Use a method that the Allow header names.",
  },
  not_acceptable: {
    status: 406,
    meaning: "The Accept header excludes all available media types.",
    remedy: "Accept the media type that the detail names.",
  },
  request_timeout: {
    status: 408,
    meaning: "The request did not arrive in time.",
    remedy: "Send it again, over a faster connection or with a smaller body.",
  },
  body_too_large: {
    status: 413,
    meaning: "The body, possibly after decompression, exceeds the server's size limit.",
    remedy: "Split the input into several sessions, or send a long text as a file instead of JSON.",
  },
  content_encoding_unknown: {
    status: 415,
    meaning: "The body has a Content-Encoding.",
    remedy: "Send the body without encoding; a gzip file may be sent as application/gzip.",
  },
  media_type_unknown: {
    status: 415,
    meaning: "The body has a media type that the server cannot read.",
    remedy: "Send one of the media types that the Accept header of the answer lists.",
  },
  host_unknown: {
    status: 421,
    meaning: "The Host header names another server.",
    remedy: "Add that name to --allowed-hosts of the server.",
  },
  rate_limited: {
    status: 429,
    meaning: "The client address or the token has reached the named limit.",
    remedy: "Retry after the number of seconds in Retry-After.",
  },
  head_too_large: {
    status: 431,
    meaning: "The request line and the headers together are too long.",
    remedy: "Send fewer and shorter headers, and long texts in the body.",
  },
  internal: {
    status: 500,
    meaning: "The server failed to answer.",
    remedy: "See the server's log for the reason.",
  },
  streams_full: {
    status: 503,
    meaning: "Too many open streams: the server's limit is reached.",
    remedy: "Retry after the number of seconds in Retry-After.",
  },
  bodies_full: {
    status: 503,
    meaning: "The server is receiving other bodies that use all the available memory.",
    remedy: "Retry after the number of seconds in Retry-After.",
  },
  reads_full: {
    status: 503,
    meaning: "Too many long answers are in progress: the server's limit is reached.",
    remedy: "Retry after the number of seconds in Retry-After.",
  },
  queue_full: {
    status: 503,
    meaning: "The queue is full: too many sessions are waiting.",
    remedy: "Retry after the number of seconds in Retry-After.",
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;

/** Codes of errors that any part of the program may throw. */
const ERROR_PROBLEMS: Readonly<Record<ErrorCode, ProblemKind>> = {
  session_not_found: {
    status: 404,
    meaning: "No session has this id; it may have been deleted.",
    remedy: "List the sessions, or create one.",
  },
  session_ended: {
    status: 409,
    meaning: "The session has ended, but the request needs one that has not.",
    remedy: "Read its results; a cancelled or failed session can be resumed.",
  },
  cursor_malformed: {
    status: 400,
    meaning: "The last event id, or the offset, is not one that the server issued.",
    remedy: "Send the id of the last received event once, or none to start from the beginning.",
  },
  cursor_beyond_log: {
    status: 409,
    meaning: "The last event id is beyond the newest event of the session.",
    remedy: "Start from the beginning: the id belongs to another session or database.",
  },
  idempotency_conflict: {
    status: 422,
    meaning: "The Idempotency-Key was already used with a different request.",
    remedy: "Use a new key for a new request.",
  },
  engine_failure: {
    status: 502,
    meaning: "The chemistry exceeded its time or memory limit on this input, or crashed.",
    remedy: "Make the input smaller, or raise --chem-timeout and --chem-memory-mib.",
  },
  input_invalid: {
    status: 422,
    meaning: "The request is well-formed, but its content cannot be used.",
    remedy: "Correct the problem that the detail names.",
  },
  engine_unavailable: {
    status: 503,
    meaning: "No chemistry process can be started at present.",
    remedy: "Retry after the number of seconds in Retry-After; /readyz gives the reason.",
  },
  engine_busy: {
    status: 503,
    meaning: "Too many requests are waiting for the chemistry.",
    remedy: "Retry after the number of seconds in Retry-After.",
  },
  store_unavailable: {
    status: 503,
    meaning: "The database cannot be read or written at present.",
    remedy: "Retry after the number of seconds in Retry-After; /readyz gives the reason.",
  },
  store_full: {
    status: 507,
    meaning: "The disk of the database is full.",
    remedy: "Free some space on the server, or delete sessions.",
  },
  storage_full_for_owner: {
    status: 507,
    meaning: "The sessions of this owner have used up the storage quota.",
    remedy: "Delete sessions, then try again.",
  },
  store_damaged: {
    status: 500,
    meaning: "The requested part of the database file is damaged.",
    remedy: "Stop the server and run `rxnstream recover`.",
  },
  store_refused: {
    status: 500,
    meaning: "The database refuses the operation permanently.",
    remedy: "See the server's log for the reason.",
  },
  stopping: {
    status: 503,
    meaning: "The server is shutting down and accepts nothing new.",
    remedy: "Retry after the number of seconds in Retry-After.",
  },
};

/** All of them. Codes are part of the public contract: they are added, and never renamed. */
export const PROBLEMS: Readonly<Record<ProblemCode, ProblemKind>> = { ...HTTP_PROBLEMS, ...ERROR_PROBLEMS };

/** The `code` of a problem answer. */
export type ProblemCode = keyof typeof HTTP_PROBLEMS | ErrorCode;
