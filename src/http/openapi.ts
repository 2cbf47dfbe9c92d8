/** `/openapi.json`: the HTTP surface described, OpenAPI 3.1. */
import { OpenAPIHono, type RouteConfig, z } from "@hono/zod-openapi";
import type { Hono } from "hono";
import { SCOPES } from "./access/caller.ts";
import { VERDICTS } from "../chem_results.ts";
import { SESSION_STATUSES } from "../types.ts";
import { formSchema, parametersSchema, RAW_FORMATS, sessionRequestSchema } from "./body/session_schema.ts";
import { CURSOR_NAMES } from "./cursor.ts";
import type { HttpSettings } from "./http_settings.ts";
import { describeDurableStream } from "./durable_streams/durable_stream_openapi.ts";
import { describeExports } from "./routes/exports_openapi.ts";

const counts = z.object({ found: z.int(), done: z.int(), failed: z.int() });

const session = z.object({
  session_id: z.uuid(),
  title: z.string(),
  status: z.enum(SESSION_STATUSES),
  agent: z.string(),
  worker_id: z.uuid().nullable(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
  error: z.string().nullable(),
  reactions: counts,
  last_event_id: z.int(),
  resumed_from: z.uuid().nullable(),
  bytes: z.number().int().describe("About what its query and its log take in the database"),
}).openapi("Session");

const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
  code: z.string(),
  limit: z.string().optional().describe("Of a 429 or 503: the limit that was reached, by its option"),
  limit_value: z.number().optional(),
  retry_after: z.int().optional().describe("Seconds, as in Retry-After"),
}).openapi("Problem");

const streamingStatus = z.object({
  session_id: z.uuid(),
  has_active_worker: z.boolean(),
  streaming_clients: z.array(z.string()),
  queue_size: z.int().describe("Events committed but not yet taken by the client that is furthest behind"),
  is_complete: z.boolean(),
  status: z.enum(SESSION_STATUSES),
  worker_id: z.uuid().nullable(),
  created_at: z.iso.datetime(),
  last_event_id: z.int(),
  connections: z.int(),
  reactions: counts,
}).openapi("StreamingStatus");

const returnable = z.looseObject({ values: z.array(z.string()), invalid_count: z.int() }).openapi(
  "Returnable",
);

const reaction = z.object({
  index: z.int(),
  text: z.string(),
  format: z.enum(["smiles", "rxn"]),
  line: z.int(),
  fields: z.record(z.string(), z.string()),
  state: z.enum(["waiting", "running", "done"]),
  verdict: z.enum(VERDICTS).nullable(),
  results: z.object({
    smiles: returnable.optional(),
    rxn_smiles: returnable.optional(),
    rxn_smarts: returnable.optional(),
    rxn_smirks: returnable.optional(),
    validation: returnable.optional(),
  }),
  errors: z.array(z.string()),
}).openapi("Reaction");

const content = z.object({
  items: z.array(z.object({ id: z.int(), data: z.looseObject({}) })),
  next_after: z.int().nullable().describe("Where to go on; null after the completion event"),
}).openapi("Content");

const reactionPage = z.object({
  items: z.array(reaction),
  next_after: z.int().nullable().describe(
    "Where to go on; null when the session has ended and nothing follows",
  ),
}).openapi("ReactionPage");

const signedIn = z.object({
  authentication: z.enum(["off", "optional", "required"]),
  signed_in: z.boolean(),
  name: z.string().nullable(),
  scopes: z.array(z.enum(SCOPES)),
  sessions: z.array(z.uuid()).nullable().describe("The only sessions that the token reaches; null for all"),
  expires_at: z.iso.datetime().nullable(),
}).openapi("SignedIn");

const streamTicket = z.object({
  ticket: z.string(),
  expires_at: z.iso.datetime().describe("The stream must be opened by then"),
  stream_expires_at: z.iso.datetime().describe("Once opened, it can be taken up again by then"),
  stream_url: z.string(),
}).openapi("StreamTicket");

const sessionParams = z.object({ session_id: z.uuid() });
const reactionParams = sessionParams.extend({ index: z.string().regex(/^\d+$/) });

function json(description: string, schema: z.ZodType): RouteConfig["responses"][string] {
  return { description, content: { "application/json": { schema } } };
}

const failure: RouteConfig["responses"][string] = {
  description: "What is wrong, and where (RFC 9457)",
  content: { "application/problem+json": { schema: problem } },
};

const text = (type: string, description: string): RouteConfig["responses"][string] => ({
  description,
  content: { [type]: { schema: z.string() } },
});

const lastEventId = z.object({ "Last-Event-ID": z.string().optional() });

/** What everybody may ask. */
const PUBLIC: RouteConfig["security"] = [];

const ROUTES: readonly RouteConfig[] = [
  {
    method: "post",
    path: "/sessions",
    summary: "Hand over a text or a file; a session begins to work through it",
    request: {
      query: parametersSchema.describe("For raw bodies; JSON and forms have them as fields"),
      headers: z.object({ "Idempotency-Key": z.string().max(255).optional() }),
      body: {
        content: {
          "application/json": { schema: sessionRequestSchema },
          "multipart/form-data": {
            schema: formSchema.extend({ file: z.string().openapi({ format: "binary" }).optional() }),
          },
          ...Object.fromEntries([...RAW_FORMATS.keys()].map((type) => [type, { schema: z.string() }])),
        },
      },
    },
    responses: {
      201: json("The session; Location has its address", session),
      200: json("The session made before with the same Idempotency-Key", session),
      400: failure,
      403: failure,
      413: failure,
      415: failure,
      422: failure,
      429: failure,
      503: failure,
    },
  },
  {
    method: "get",
    path: "/sessions",
    summary: "Sessions, newest first",
    request: {
      query: z.object({
        status: z.enum(SESSION_STATUSES).optional(),
        limit: z.string().optional(),
        after: z.string().optional(),
      }),
    },
    responses: {
      200: json("One page", z.object({ items: z.array(session), next_after: z.string().nullable() })),
      400: failure,
    },
  },
  {
    method: "get",
    path: "/sessions/{session_id}",
    summary: "One session",
    request: { params: sessionParams },
    responses: { 200: json("The session", session), 404: failure },
  },
  {
    method: "delete",
    path: "/sessions/{session_id}",
    summary: "Delete a session with all its content",
    request: { params: sessionParams },
    responses: { 204: { description: "It is gone" }, 403: failure, 404: failure },
  },
  {
    method: "post",
    path: "/sessions/{session_id}/cancel",
    summary: "End a queued or running session",
    request: { params: sessionParams },
    responses: { 200: json("The session as it ended", session), 403: failure, 404: failure, 409: failure },
  },
  {
    method: "post",
    path: "/sessions/{session_id}/resume",
    summary: "Go on with a cancelled or failed session in a new one that takes over what is finished",
    request: { params: sessionParams },
    responses: {
      201: json("The new session", session),
      200: json("The session itself: it has not ended", session),
      403: failure,
      404: failure,
      409: failure,
    },
  },
  {
    method: "get",
    path: "/sessions/{session_id}/stream",
    summary: "The log as server-sent events: history, then live, then the completion event",
    request: {
      params: sessionParams,
      query: z.object({
        client_id: z.string().optional(),
        ...Object.fromEntries(CURSOR_NAMES.map((name) => [name, z.string().optional()])),
        ticket: z.string().optional().describe("Instead of a token, for clients that cannot send one"),
      }),
      headers: lastEventId,
    },
    responses: {
      200: text(
        "text/event-stream",
        "Events with data and id; `goodbye` or `deleted`, without an id, where the stream ends before the log",
      ),
      204: { description: "The client has everything; a native EventSource stops" },
      400: failure,
      404: failure,
      406: failure,
      409: failure,
    },
  },
  {
    method: "post",
    path: "/sessions/{session_id}/stream-tickets",
    summary: "A ticket for the stream, for an EventSource, which cannot send a token",
    request: { params: sessionParams },
    responses: { 201: json("The ticket", streamTicket), 403: failure, 404: failure },
  },
  {
    method: "get",
    path: "/sessions/{session_id}/streaming-status",
    summary: "Who is streaming a session, and how far it is",
    request: { params: sessionParams },
    responses: { 200: json("The status", streamingStatus), 404: failure },
  },
  {
    method: "get",
    path: "/sessions/{session_id}/content",
    summary: "The log as JSON or NDJSON",
    request: {
      params: sessionParams,
      query: z.object({
        after: z.string().optional(),
        ...Object.fromEntries(CURSOR_NAMES.map((name) => [name, z.string().optional()])),
        limit: z.string().optional(),
        wait: z.string().optional(),
      }),
    },
    responses: {
      200: {
        description: "Events after `after`; with `wait`, as soon as there is one",
        content: { "application/json": { schema: content }, "application/x-ndjson": { schema: z.string() } },
      },
      400: failure,
      404: failure,
      409: failure,
    },
  },
  describeDurableStream(sessionParams, failure),
  {
    method: "get",
    path: "/sessions/{session_id}/reactions",
    summary: "Results per reaction; a page has at most `limit`, and fewer where they are large",
    request: {
      params: sessionParams,
      query: z.object({ after: z.string().optional(), limit: z.string().optional() }),
    },
    responses: {
      200: json("One page", reactionPage),
      400: failure,
      404: failure,
    },
  },
  {
    method: "get",
    path: "/sessions/{session_id}/reactions/{index}",
    summary: "One reaction",
    request: { params: reactionParams },
    responses: { 200: json("The reaction", reaction), 404: failure },
  },
  {
    method: "get",
    path: "/sessions/{session_id}/reactions/{index}/depiction.svg",
    summary: "A drawing of one reaction",
    request: {
      params: reactionParams,
      query: z.object({
        width: z.string().optional(),
        height: z.string().optional(),
        theme: z.enum(["light", "dark"]).optional(),
        atom_maps: z.enum(["0", "1"]).optional().describe("1 writes the atom map numbers beside the atoms"),
      }),
    },
    responses: {
      200: text("image/svg+xml", "The drawing"),
      400: failure,
      404: failure,
      422: failure,
      502: failure,
    },
  },
  ...describeExports({ session: sessionParams, reaction: reactionParams }, failure),
  {
    method: "get",
    path: "/auth/session",
    summary: "Who is signed in, and whether one must be",
    security: PUBLIC,
    responses: { 200: json("That", signedIn), 401: failure },
  },
  {
    method: "post",
    path: "/auth/session",
    summary: "Sign in: a bearer token becomes a cookie",
    responses: {
      200: json("Who is signed in; Set-Cookie has the cookie", signedIn),
      401: failure,
      403: failure,
    },
  },
  {
    method: "delete",
    path: "/auth/session",
    summary: "Sign out",
    security: PUBLIC,
    responses: { 204: { description: "The cookie is gone" }, 403: failure },
  },
  {
    method: "get",
    path: "/healthz",
    summary: "The process answers",
    security: PUBLIC,
    responses: { 200: json("It does", z.object({ status: z.literal("ok"), version: z.string() })) },
  },
  {
    method: "get",
    path: "/readyz",
    summary: "The server can do its work; details for those who may read",
    security: PUBLIC,
    responses: {
      200: json("It can", z.looseObject({ status: z.literal("ready") })),
      503: json("It cannot, and why", z.looseObject({ problems: z.array(z.string()) })),
    },
  },
];

/** Mounts `/openapi.json`, and gives what it answers. */
export function mountOpenapi(
  app: Hono,
  { version }: HttpSettings,
): ReturnType<OpenAPIHono["getOpenAPI31Document"]> {
  const described = new OpenAPIHono();
  for (const { responses, ...route } of ROUTES) {
    // Whatever needs the database can fail with it, and writes are refused while the server stops.
    const needsDatabase = /^\/(sessions|v1)\b/.test(route.path);
    const always = needsDatabase
      ? { 401: failure, 403: failure, 429: failure, 500: failure, 503: failure, 507: failure }
      : { 429: failure };
    described.openAPIRegistry.registerPath({ ...route, responses: { ...responses, ...always } });
  }
  described.openAPIRegistry.registerComponent("securitySchemes", "token", { type: "http", scheme: "bearer" });
  described.openAPIRegistry.registerComponent("securitySchemes", "cookie", {
    type: "apiKey",
    in: "cookie",
    name: "rxnstream",
  });
  const document = described.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "rxnstream",
      version,
      description: "Chemical reactions in, every step of the work on them out as server-sent events.",
      license: { name: "MIT" },
    },
    security: [{ token: [] }, { cookie: [] }],
  });
  const text = JSON.stringify(document);
  app.get("/openapi.json", (c) => c.body(text, 200, { "Content-Type": "application/json" }));
  return document;
}
