/** Create, list, get, delete, cancel and resume sessions. */
import { deadline } from "@std/async";
import type { Context, Hono } from "hono";
import { RxnstreamError } from "../../errors.ts";
import { isFinal } from "../../session/session_state.ts";
import type { Store } from "../../store/store.ts";
import { SESSION_STATUSES, type SessionId, type SessionStatus } from "../../types.ts";
import { ownerOf } from "../access/caller.ts";
import { announcedBytes } from "../body/read_body.ts";
import { type SessionRequest, sha256 } from "../body/session_request.ts";
import { bodyLimit, requestedNewSession } from "./read_session_request.ts";
import type { HttpServices } from "../http_services.ts";
import { HttpProblem } from "../problem.ts";
import { requestedSession } from "../requested_session.ts";
import { wholeNumber } from "../whole_number.ts";
import { sessionJson } from "./session_json.ts";

/** How long a request waits until the end of a cancelled session is in the log, in milliseconds; and if the log cannot be written. */
const CANCEL_MS = { usual: 3_000, failing: 500 } as const;

export function mountSessions(app: Hono, deps: HttpServices): void {
  app.post("/sessions", (c) => create(c, deps));
  app.get("/sessions", (c) => list(c, deps));
  app.get("/sessions/:session_id", (c) => get(c, deps));
  app.delete("/sessions/:session_id", (c) => remove(c, deps));
  app.post("/sessions/:session_id/cancel", (c) => cancel(c, deps));
  app.post("/sessions/:session_id/resume", (c) => resume(c, deps));
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
  // One that was made before may be unknown to the runner, if the database said that it had not made it.
  if (!isFinal(session.status)) runner.submit(session);
  return c.json(sessionJson(session), created ? 201 : 200, { Location: `/sessions/${session.sessionId}` });
}

/**
 * The key with a digest of the request, so that the same key cannot stand for two requests. It is one of the received bytes; of a form, those of its file: its boundary is another one each time it is sent.
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
  // One caller's keys say nothing of another's.
  return {
    key: JSON.stringify([owner, key]),
    digest: await sha256(new TextEncoder().encode(JSON.stringify(parameters))),
  };
}

async function list(c: Context, { store }: HttpServices): Promise<Response> {
  const status = c.req.query("status") ?? null;
  if (status !== null && !isStatus(status)) {
    throw new HttpProblem(
      400,
      "parameter_malformed",
      `"status" must be one of ${SESSION_STATUSES.join(", ")}, not "${status.slice(0, 40)}"`,
    );
  }
  const bound = c.get("caller")?.sessions;
  if (bound) return c.json({ items: await boundSessions(store, bound, status), next_after: null });
  const page = await store.sessions({
    status,
    limit: wholeNumber(c, "limit", { min: 1, max: 500, fallback: 50 }),
    after: wholeNumber(c, "after", { min: 0, max: Number.MAX_SAFE_INTEGER, fallback: null }),
  });
  return c.json({
    items: page.items.map(sessionJson),
    next_after: page.nextAfter === null ? null : String(page.nextAfter),
  });
}

/** The sessions that a caller is bound to, newest first: so few that they are one page. */
async function boundSessions(store: Store, ids: ReadonlySet<SessionId>, status: SessionStatus | null) {
  const sessions = await Promise.all([...ids].map((id) => store.session(id)));
  return sessions.filter((session) => session !== null)
    .filter((session) => status === null || session.status === status)
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt)).map(sessionJson);
}

function isStatus(text: string): text is SessionStatus {
  return SESSION_STATUSES.some((status) => status === text);
}

async function get(c: Context, { store }: HttpServices): Promise<Response> {
  return c.json(sessionJson(await requestedSession(c, store)));
}

async function remove(c: Context, { store, runner }: HttpServices): Promise<Response> {
  const session = await requestedSession(c, store);
  await runner.delete(session.sessionId);
  return c.body(null, 204);
}

async function cancel(c: Context, { store, runner, commit }: HttpServices): Promise<Response> {
  const cancelled = runner.cancel(await requestedSession(c, store));
  try {
    await deadline(cancelled, commit.failure === null ? CANCEL_MS.usual : CANCEL_MS.failing);
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== "TimeoutError") throw error;
    cancelled.catch(() => {});
    throw new RxnstreamError(
      "store_unavailable",
      "The session has been stopped; its end will be in the log as soon as the database can write" +
        (commit.failure === null ? "" : `: ${commit.failure}`),
    );
  }
  return c.json(sessionJson(await requestedSession(c, store)));
}

async function resume(c: Context, { store, runner }: HttpServices): Promise<Response> {
  const { session, created } = await runner.resume(await requestedSession(c, store));
  return c.json(sessionJson(session), created ? 201 : 200, { Location: `/sessions/${session.sessionId}` });
}
