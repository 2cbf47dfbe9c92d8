/** Descriptions of responses. */
import { type RouteConfig, z } from "@hono/zod-openapi";
import { PROBLEM_TITLES, type ProblemCode, PROBLEMS, type ProblemStatus } from "../problem_codes.ts";

type Answer = Exclude<RouteConfig["responses"][string], { readonly $ref: string }>;
type HeadersObject = NonNullable<Answer["headers"]>;
type SchemaObject = Readonly<Record<string, unknown>>;
type Answers = Readonly<Record<string, Answer>>;

const CODES = Object.keys(PROBLEMS) as ProblemCode[];

const problemMembers = {
  type: { type: "string", enum: ["about:blank"] },
  title: { type: "string" },
  status: { type: "integer" },
  detail: { type: "string", description: "What is wrong, and where" },
  instance: { type: "string", description: "Path of the request" },
  code: { $ref: "#/components/schemas/ProblemCode" },
  limit: { type: "string", description: "In a 429 or 503: the option whose limit was reached" },
  limit_value: { type: "number" },
  retry_after: { type: "integer", minimum: 1, description: "Seconds, as in Retry-After" },
} as const;
const required = ["type", "title", "status", "detail", "code"];

/**
 * The problem schemas by name: `Problem`, `ProblemCode`, and one per code, such as `SessionNotFoundProblem`. They
 * validate nothing at run time, so they are plain JSON Schema: as zod schemas they added 60 ms to every start.
 */
export const PROBLEM_SCHEMAS: Readonly<Record<string, SchemaObject>> = {
  ProblemCode: {
    type: "string",
    enum: CODES,
    description: CODES.map((code) => `- \`${code}\`: ${PROBLEMS[code].meaning} ${PROBLEMS[code].remedy}`)
      .join("\n"),
    examples: ["session_not_found"],
  },
  Problem: {
    type: "object",
    properties: problemMembers,
    required,
    description: "What is wrong, and where (RFC 9457)",
    examples: [exampleProblem("session_not_found")],
  },
  ...Object.fromEntries(CODES.map((code) => {
    const { status, meaning, remedy } = PROBLEMS[code];
    return [problemName(code), {
      type: "object",
      properties: {
        ...problemMembers,
        title: { type: "string", enum: [PROBLEM_TITLES[status]] },
        status: { type: "integer", enum: [status] },
        code: { type: "string", enum: [code] },
      },
      required,
      description: `${meaning} ${remedy}`,
      examples: [exampleProblem(code)],
    }];
  })),
};

/** The schema name of a code. */
function problemName(code: ProblemCode): string {
  return `${code.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())}Problem`;
}

function exampleProblem(code: ProblemCode): object {
  const { status, meaning } = PROBLEMS[code];
  return {
    type: "about:blank",
    title: PROBLEM_TITLES[status],
    status,
    detail: meaning,
    instance: "/sessions/e46f0e28-35e4-4345-947a-01a10159a9b0",
    code,
  };
}

/** Problems that any URL may answer with. */
const ANYWHERE = [
  "malformed_request",
  "too_many_parameters",
  "request_timeout",
  "host_unknown",
  "rate_limited",
  "head_too_large",
  "internal",
] as const satisfies readonly ProblemCode[];

/** Further problems of every route that reads or writes sessions. */
export const STORED = [
  "token_required",
  "token_invalid",
  "insufficient_scope",
  "cross_site",
  "store_unavailable",
  "store_full",
  "store_damaged",
  "store_refused",
  "stopping",
] as const satisfies readonly ProblemCode[];

const retryAfter = {
  "Retry-After": {
    schema: { type: "string" },
    required: true,
    description: "Seconds to wait before retrying",
  },
} as const;
const HEADERS: Readonly<Partial<Record<ProblemStatus, HeadersObject>>> = {
  401: {
    "WWW-Authenticate": { schema: { type: "string" }, required: true, description: "RFC 6750, section 3" },
  },
  403: { "WWW-Authenticate": { schema: { type: "string" }, description: "The scope that is needed" } },
  405: { "Allow": { schema: { type: "string" }, required: true, description: "The allowed methods" } },
  415: {
    "Accept": { schema: { type: "string" }, description: "The accepted media types" },
    "Accept-Encoding": { schema: { type: "string" }, description: "The only accepted encoding" },
  },
  429: retryAfter,
  503: retryAfter,
  507: retryAfter,
};

/** The problem responses of a route by status: the given codes, and those that any URL may give. */
export function problems(...codes: readonly ProblemCode[]): Answers {
  const byStatus = Map.groupBy(new Set([...codes, ...ANYWHERE]), (code) => PROBLEMS[code].status);
  return Object.fromEntries([...byStatus].map(([status, group]) => {
    const references = group.map((code) => reference(problemName(code)));
    const [first] = references;
    const headers = HEADERS[status];
    return [String(status), {
      description: `${PROBLEM_TITLES[status]}: ${group.map((code) => `\`${code}\``).join(", ")}`,
      content: {
        "application/problem+json": {
          schema: references.length === 1 && first !== undefined ? first : { anyOf: references },
        },
      },
      ...(headers === undefined ? {} : { headers }),
    }];
  }));
}

function reference(name: string) {
  return { $ref: `#/components/schemas/${name}` };
}

/** A JSON response. */
export function json(description: string, schema: z.ZodType): Answer {
  return { description, content: { "application/json": { schema } } };
}

/** The header that carries the URL of a session. */
export const locationHeader = z.object({
  "Location": z.string().openapi({ description: "Address of the session" }),
});

/** A text response. */
export function text(mediaType: string, description: string): Answer {
  return { description, content: { [mediaType]: { schema: z.string() } } };
}

/**
 * A text of JSON values: one per line (`schemas` is the name of their schema), or one per server-sent event
 * (`schemas` gives schema names by event).
 */
export function textOf(schemas: Readonly<Record<string, string>> | string): object {
  const schema = z.string();
  if (typeof schemas === "string") return { schema, "x-item-schema": reference(schemas) };
  const events = Object.entries(schemas).map(([event, name]) => [event, reference(name)]);
  return { schema, "x-event-schemas": Object.fromEntries(events) };
}
