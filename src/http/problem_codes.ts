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
    meaning: "A parameter of the query string, or the Idempotency-Key, is not what it must be.",
    remedy: "Send a value within the limits that the detail names.",
  },
  too_many_parameters: {
    status: 400,
    meaning: "The query string has more parameters than any request needs.",
    remedy: "Leave out the parameters that are not described here.",
  },
  json_malformed: {
    status: 400,
    meaning: "The body is said to be JSON and cannot be parsed.",
    remedy: "Correct the JSON at the place that the detail names, or send the text as text/plain.",
  },
  multipart_malformed: {
    status: 400,
    meaning: "The body is not the multipart form that its Content-Type says.",
    remedy: "Let an HTTP client write the form, so that its boundary and its parts agree.",
  },
  body_incomplete: {
    status: 400,
    meaning: "The connection ended before the body was complete.",
    remedy: "Send the request again.",
  },
  token_too_large: {
    status: 400,
    meaning: "The token carries more than fits into a cookie.",
    remedy: "Sign in with a token that has fewer claims, or send it with every request.",
  },
  token_required: {
    status: 401,
    meaning: "The server requires a token and the request has none.",
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
    meaning: "A page of another origin asks for something that only the server's own page may have.",
    remedy: "Name the origin in --allowed-origins, or let the proxy in front pass the Host header on.",
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
    meaning: "The address exists, and this method does not go with it.",
    remedy: "Use a method that the Allow header names.",
  },
  not_acceptable: {
    status: 406,
    meaning: "The Accept header excludes the only media types that there are.",
    remedy: "Accept the media type that the detail names.",
  },
  request_timeout: {
    status: 408,
    meaning: "The request did not arrive in time.",
    remedy: "Send it again, over a faster connection or with a smaller body.",
  },
  body_too_large: {
    status: 413,
    meaning: "The body, or what it unpacks to, is larger than the server takes.",
    remedy: "Divide the input into several sessions, or send a long text as a file instead of as JSON.",
  },
  content_encoding_unknown: {
    status: 415,
    meaning: "The body has a Content-Encoding.",
    remedy: "Send the body as it is; a gzip file may be sent as application/gzip.",
  },
  media_type_unknown: {
    status: 415,
    meaning: "The body has a media type that the server cannot read.",
    remedy: "Send one of the media types that the Accept header of the answer lists.",
  },
  host_unknown: {
    status: 421,
    meaning: "The Host header names another server.",
    remedy: "Start the server with that name in --allowed-hosts.",
  },
  rate_limited: {
    status: 429,
    meaning: "The address or the token has used up what the named limit allows.",
    remedy: "Ask again after the seconds in Retry-After.",
  },
  head_too_large: {
    status: 431,
    meaning: "The request line and the headers together are too long.",
    remedy: "Send fewer and shorter headers, and long texts in the body.",
  },
  internal: {
    status: 500,
    meaning: "The server failed to answer.",
    remedy: "Look into the server's log, which says why.",
  },
  streams_full: {
    status: 503,
    meaning: "The server has as many open streams as it may have.",
    remedy: "Ask again after the seconds in Retry-After.",
  },
  bodies_full: {
    status: 503,
    meaning: "Other bodies are being received that take all the room there is.",
    remedy: "Ask again after the seconds in Retry-After.",
  },
  reads_full: {
    status: 503,
    meaning: "The server is giving as many long answers as it may.",
    remedy: "Ask again after the seconds in Retry-After.",
  },
  queue_full: {
    status: 503,
    meaning: "As many sessions are waiting as the server lets wait.",
    remedy: "Ask again after the seconds in Retry-After.",
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
    meaning: "The session has ended, and what was asked for needs one that goes on.",
    remedy: "Read its results; a cancelled or failed session can be resumed.",
  },
  cursor_malformed: {
    status: 400,
    meaning: "The last event id, or the offset, is not one that the server gave.",
    remedy: "Send the id of the last event that was received, once, or none to begin at the beginning.",
  },
  cursor_beyond_log: {
    status: 409,
    meaning: "The last event id lies beyond the newest event of the session.",
    remedy: "Begin at the beginning: the id is of another session or of another database.",
  },
  idempotency_conflict: {
    status: 422,
    meaning: "The same Idempotency-Key came before with another request.",
    remedy: "Use a new key for a new request.",
  },
  engine_failure: {
    status: 502,
    meaning: "The chemistry ran over its limit of time or memory at this input, or died of it.",
    remedy: "Make the input smaller, or raise --chem-timeout and --chem-memory-mib.",
  },
  input_invalid: {
    status: 422,
    meaning: "The request can be read, and what it holds cannot be used.",
    remedy: "Correct what the detail names.",
  },
  engine_unavailable: {
    status: 503,
    meaning: "No chemistry process can be started at the moment.",
    remedy: "Ask again after the seconds in Retry-After; /readyz says why.",
  },
  engine_busy: {
    status: 503,
    meaning: "Too many requests are waiting for the chemistry.",
    remedy: "Ask again after the seconds in Retry-After.",
  },
  store_unavailable: {
    status: 503,
    meaning: "The database cannot be read or written at the moment.",
    remedy: "Ask again after the seconds in Retry-After; /readyz says why.",
  },
  store_full: {
    status: 507,
    meaning: "The disk of the database is full.",
    remedy: "Free some space on the server, or delete sessions.",
  },
  storage_full_for_owner: {
    status: 507,
    meaning: "The sessions of this owner take all the room that one owner may have.",
    remedy: "Delete sessions, then ask again.",
  },
  store_damaged: {
    status: 500,
    meaning: "The database file is damaged where it was asked for.",
    remedy: "Stop the server and run `rxnstream recover`.",
  },
  store_refused: {
    status: 500,
    meaning: "The database will never do what it was asked for.",
    remedy: "Look into the server's log, which says why.",
  },
  stopping: {
    status: 503,
    meaning: "The server is stopping and takes nothing new.",
    remedy: "Ask again after the seconds in Retry-After.",
  },
};

/** All of them. Codes are part of the public contract: they are added, and never renamed. */
export const PROBLEMS: Readonly<Record<ProblemCode, ProblemKind>> = { ...HTTP_PROBLEMS, ...ERROR_PROBLEMS };

/** The `code` of a problem answer. */
export type ProblemCode = keyof typeof HTTP_PROBLEMS | ErrorCode;
