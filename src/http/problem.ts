/** Errors as `application/problem+json` (RFC 9457). */
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { type ErrorCode, RxnstreamError } from "../errors.ts";
import { PROBLEM_TITLES, type ProblemCode, PROBLEMS } from "./problem_codes.ts";

/** Seconds after which it is worth while to try again, where that takes more than a moment. */
const RETRY_AFTER: Partial<Record<ErrorCode, string>> = { storage_full_for_owner: "60" };

/** What a problem quotes of a request may be of any length; nobody reads more of it than this, in characters. */
const MAX_DETAIL = 800;
/** A longer path is left out: cut, it would name another place. */
const MAX_INSTANCE = 1_000;

/** A request that cannot be answered, with the status that says so. A long `detail` is cut. */
export class HttpProblem extends Error {
  override readonly name = "HttpProblem";
  readonly status: ContentfulStatusCode;
  readonly code: ProblemCode;
  readonly headers: Readonly<Record<string, string>>;
  /** Further members of the answer, for programs. */
  readonly members: Readonly<Record<string, string | number>>;

  constructor(
    status: ContentfulStatusCode,
    code: ProblemCode,
    detail: string,
    headers: Readonly<Record<string, string>> = {},
    members: Readonly<Record<string, string | number>> = {},
  ) {
    super(shortened(detail, MAX_DETAIL));
    this.status = status;
    this.code = code;
    this.headers = headers;
    this.members = members;
  }
}

/** The text, or its beginning with `…` if it has more than `most` characters. */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`;
}

/** The members of the answer to `problem`; `instance` is the path of the request, if it has one. */
export function problemBody(problem: HttpProblem, instance?: string) {
  return {
    type: "about:blank",
    title: (PROBLEM_TITLES as Readonly<Record<number, string>>)[problem.status] ?? "Error",
    status: problem.status,
    detail: problem.message,
    instance: instance !== undefined && instance.length <= MAX_INSTANCE ? instance : undefined,
    code: problem.code,
    ...problem.members,
  };
}

/** The answer to `problem`. */
export function problemResponse(c: Context, problem: HttpProblem): Response {
  return c.body(
    JSON.stringify(problemBody(problem, c.req.path)),
    problem.status,
    { "Content-Type": "application/problem+json", "Cache-Control": "no-store", ...problem.headers },
  );
}

/** What a client may know of an error; undefined if it is none of its business. */
export function toProblem(error: unknown): HttpProblem | undefined {
  if (error instanceof HttpProblem) return error;
  if (!(error instanceof RxnstreamError)) return undefined;
  const { status } = PROBLEMS[error.code];
  return new HttpProblem(
    status,
    error.code,
    error.message,
    status === 503 || status === 507 ? { "Retry-After": RETRY_AFTER[error.code] ?? "2" } : {},
  );
}
