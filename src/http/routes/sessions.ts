/** Create, list, get, delete, cancel and resume sessions. */
import { deadline } from "@std/async";
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { RxnstreamError } from "../../errors.ts";
import { isFinal } from "../../session/session_state.ts";
import type { Store } from "../../store/store.ts";
import { SESSION_STATUSES, type SessionId, type SessionStatus } from "../../types.ts";
import { ownerOf } from "../access/caller.ts";
import { announcedBytes } from "../body/read_body.ts";
import { type SessionRequest, sha256 } from "../body/session_request.ts";
import { formSchema, parametersSchema, RAW_FORMATS, sessionRequestSchema } from "../body/session_schema.ts";
import { json, locationHeader, problems, STORED } from "../contract/answers.ts";
import { named } from "../contract/named.ts";
import { oneOf, sessionParams, wholeNumber, wholeNumberOr, wordOf } from "../contract/parameters.ts";
import { type HttpApp, mountRoute, mountSelfReadingRoute } from "../contract/routes.ts";
import { session as sessionSchema, sessionPage } from "../contract/session_schemas.ts";
import { bodyLimit, requestedNewSession } from "./read_session_request.ts";
import type { HttpServices } from "../http_services.ts";
import { HttpProblem } from "../problem.ts";
import { requestedSession } from "../requested_session.ts";
import { sessionJson } from "./session_json.ts";

/**
 * How long a cancel request waits for the session's end to be logged, in milliseconds: usually, and while the log
 * cannot be written.
 */
const CANCEL_MS = { usual: 3_000, failing: 500 } as const;

/** Codes with which limits refuse new sessions. */
const CREATION_LIMITS = ["queue_full", "storage_full_for_owner"] as const;

/** The same schemas validate bodies, after these have been parsed (on a separate thread if they are large). */
const CREATE = createRoute({
  method: "post",
  path: "/sessions",
  operationId: "createSession",
  tags: ["Sessions"],
  summary: "Submit a text or a file; a session starts working on it",
  request: {
    query: parametersSchema.describe("For raw bodies; JSON and forms carry these as fields"),
    headers: z.object({
      "Idempotency-Key": z.string().min(1).max(255).optional().openapi({
        description: "The same key with the same request gives the same session",
      }),
    }),
    body: {
      required: true,
      content: {
        "application/json": {
          schema: named("SessionRequest", sessionRequestSchema.describe(""), "A session to create"),
        },
        "multipart/form-data": {
          schema: formSchema.extend({
            file: z.string().optional().openapi({ format: "binary", description: "Instead of `query`" }),
          }),
        },
        ...Object.fromEntries([...RAW_FORMATS.keys()].map((type) => [type, { schema: z.string() }])),
      },
    },
  },
  responses: {
    201: { ...json("The session", sessionSchema), headers: locationHeader },
    200: {
      ...json("The session created earlier with the same Idempotency-Key", sessionSchema),
      headers: locationHeader,
    },
    ...problems(
      "json_malformed",
      "multipart_malformed",
      "parameter_malformed",
      "body_incomplete",
      "body_too_large",
      "media_type_unknown",
      "content_encoding_unknown",
      "input_invalid",
      "idempotency_conflict",
      "bodies_full",
      ...CREATION_LIMITS,
      ...STORED,
    ),
  },
});

const listed = z.object({
  status: wordOf(oneOf(SESSION_STATUSES).optional(), "Only sessions with this status"),
  limit: wholeNumberOr(50, 1, 500, "Maximum number of sessions per page"),
  after: wholeNumber(0, Number.MAX_SAFE_INTEGER, "The `next_after` of the previous page"),
});

const LIST = createRoute({
  method: "get",
  path: "/sessions",
  operationId: "listSessions",
  tags: ["Sessions"],
  summary: "The sessions, newest first",
  request: { query: listed },
  responses: { 200: json("One page", sessionPage), ...problems("parameter_malformed", ...STORED) },
});

const GET = createRoute({
  method: "get",
  path: "/sessions/{session_id}",
  operationId: "getSession",
  tags: ["Sessions"],
  summary: "One session",
  request: { params: sessionParams },
  responses: { 200: json("The session", sessionSchema), ...problems("session_not_found", ...STORED) },
});

const DELETE = createRoute({
  method: "delete",
  path: "/sessions/{session_id}",
  operationId: "deleteSession",
  tags: ["Sessions"],
  summary: "Delete a session and all its content",
  request: { params: sessionParams },
  responses: { 204: { description: "The session is deleted" }, ...problems("session_not_found", ...STORED) },
});

const CANCEL = createRoute({
  method: "post",
  path: "/sessions/{session_id}/cancel",
  operationId: "cancelSession",
  tags: ["Sessions"],
  summary: "End a queued or running session",
  request: { params: sessionParams },
  responses: {
    200: json("The session as it ended", sessionSchema),
    ...problems("session_not_found", "session_ended", ...STORED),
  },
});

const RESUME = createRoute({
  method: "post",
  path: "/sessions/{session_id}/resume",
  operationId: "resumeSession",
  tags: ["Sessions"],
  summary: "Resume a cancelled or failed session in a new one that keeps the finished work",
  request: { params: sessionParams },
  responses: {
    201: { ...json("The new session", sessionSchema), headers: locationHeader },
    200: { ...json("The session itself: it has not ended", sessionSchema), headers: locationHeader },
    ...problems("session_not_found", "session_ended", ...CREATION_LIMITS, ...STORED),
  },
});

export function mountSessions(app: HttpApp, deps: HttpServices): void {
  mountSelfReadingRoute(app, CREATE, (c) => create(c, deps));
  mountRoute(app, LIST, (c, query) => list(c, deps, query));
  mountRoute(app, GET, (c) => get(c, deps));
  mountRoute(app, DELETE, (c) => remove(c, deps));
  mountRoute(app, CANCEL, (c) => cancel(c, deps));
  mountRoute(app, RESUME, (c) => resume(c, deps));
}

async function create(c: Context, deps: HttpServices): Promise<Response> {
  const { store, runner, settings, stopping, access } = deps;
  // Held until the query is in the database.
  using room = access.limits.openBody(c, announcedBytes(c, bodyLimit(c, settings).maxBytes));
  const request = await requestedNewSession(c, { ...deps, onReceived: (bytes) => room.shrink(bytes) });
  const agent = request.agent || settings.defaultAgent;
  if (!settings.agents.includes(agent)) {
    throw new RxnstreamError(
      "input_invalid",
      `"agent" must be one of ${settings.agents.join(", ")}, not "${agent}"`,
    );
  }
  if (stopping.aborted) {
    throw new RxnstreamError("stopping", "The server is stopping");
  }
  const { session, created } = await store.createSession({
    sessionId: crypto.randomUUID(),
    title: request.title,
    agent,
    maxReactions: Math.min(request.maxReactions ?? settings.maxReactions, settings.maxReactions),
    query: request.query,
    idempotency: await idempotencyOf(c, { ...request, agent }),
    owner: ownerOf(c),
  });
  // The runner may not know a session that was created earlier, if the database reported its creation as failed.
  if (!isFinal(session.status)) runner.submit(session, access.limits.accountOf(c));
  return c.json(sessionJson(session), created ? 201 : 200, { Location: `/sessions/${session.sessionId}` });
}

/**
 * The key with a digest of the request, so that one key cannot stand for two requests. The digest covers the received
 * bytes; for a form, those of its file, since the boundary differs each time it is sent.
 */
async function idempotencyOf(
  c: Context,
  { title, agent, maxReactions, query: { format, fileName }, digest }: SessionRequest,
): Promise<{ key: string; digest: string } | null> {
  const key = c.req.header("Idempotency-Key");
  if (key === undefined) return null;
  if (key === "" || key.length > 255) {
    throw new HttpProblem(400, "parameter_malformed", "The Idempotency-Key must have 1 to 255 characters");
  }
  const owner = ownerOf(c);
  const parameters = [title, agent, maxReactions, format, fileName, digest];
  // Keys are scoped to the caller.
  return {
    key: JSON.stringify([owner, key]),
    digest: await sha256(new TextEncoder().encode(JSON.stringify(parameters))),
  };
}

async function list(
  c: Context,
  { store }: HttpServices,
  query: z.output<typeof listed>,
): Promise<Response> {
  const { status = null, limit, after = null } = query;
  const bound = c.get("caller")?.sessions;
  if (bound) return c.json({ items: await boundSessions(store, bound, status), next_after: null });
  const page = await store.sessions({ status, limit, after });
  return c.json({
    items: page.items.map(sessionJson),
    next_after: page.nextAfter === null ? null : String(page.nextAfter),
  });
}

/** The sessions that a caller is bound to, newest first. There are so few that they fit on one page. */
async function boundSessions(store: Store, ids: ReadonlySet<SessionId>, status: SessionStatus | null) {
  const sessions = await Promise.all([...ids].map((id) => store.session(id)));
  return sessions.filter((session) => session !== null)
    .filter((session) => status === null || session.status === status)
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt)).map(sessionJson);
}

async function get(c: Context, { store }: HttpServices): Promise<Response> {
  return c.json(sessionJson(await requestedSession(c, store)));
}

async function remove(c: Context, { store, runner }: HttpServices): Promise<Response> {
  const session = await requestedSession(c, store);
  await runner.delete(session.sessionId);
  return c.body(null, 204);
}

async function cancel(c: Context, { store, runner, eventLog }: HttpServices): Promise<Response> {
  const cancelled = runner.cancel(await requestedSession(c, store));
  try {
    await deadline(cancelled, eventLog.failure === null ? CANCEL_MS.usual : CANCEL_MS.failing);
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== "TimeoutError") throw error;
    cancelled.catch(() => {});
    throw new RxnstreamError(
      "store_unavailable",
      "The session has been stopped; its end will be in the log as soon as the database can write" +
        (eventLog.failure === null ? "" : `: ${eventLog.failure}`),
    );
  }
  return c.json(sessionJson(await requestedSession(c, store)));
}

async function resume(c: Context, { store, runner, access }: HttpServices): Promise<Response> {
  const resumed = runner.resume(await requestedSession(c, store), access.limits.accountOf(c));
  const { session, created } = await resumed;
  return c.json(sessionJson(session), created ? 201 : 200, { Location: `/sessions/${session.sessionId}` });
}
