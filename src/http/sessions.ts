/** Create, list, get, delete, cancel and resume sessions. */
import type { Context, Hono } from "hono";
import { SESSION_STATUSES, type SessionStatus } from "../types.ts";
import { readSessionRequest, type SessionRequest } from "./create_session.ts";
import type { HttpDeps } from "./deps.ts";
import { HttpProblem } from "./problem.ts";
import { requestedSession, wholeNumber } from "./request_values.ts";
import { sessionJson } from "./session_json.ts";

export function mountSessions(app: Hono, deps: HttpDeps): void {
  app.post("/sessions", (c) => create(c, deps));
  app.get("/sessions", (c) => list(c, deps));
  app.get("/sessions/:session_id", (c) => get(c, deps));
  app.delete("/sessions/:session_id", (c) => remove(c, deps));
  app.post("/sessions/:session_id/cancel", (c) => cancel(c, deps));
  app.post("/sessions/:session_id/resume", (c) => resume(c, deps));
}

async function create(c: Context, { store, runner, settings, stopping }: HttpDeps): Promise<Response> {
  const request = await readSessionRequest(c, settings);
  if (!settings.agents.includes(request.agent)) {
    throw new HttpProblem(
      422,
      "input_invalid",
      `"agent" must be one of ${settings.agents.join(", ")}, not "${request.agent}"`,
    );
  }
  if (stopping.aborted) {
    throw new HttpProblem(503, "stopping", "The server is stopping", { "Retry-After": "2" });
  }
  const { session, created } = await store.createSession({
    sessionId: crypto.randomUUID(),
    title: request.title,
    agent: request.agent,
    maxReactions: Math.min(request.maxReactions ?? settings.maxReactions, settings.maxReactions),
    query: request.query,
    idempotency: await idempotencyOf(c, request),
  });
  if (created) runner.submit(session);
  return c.json(sessionJson(session), created ? 201 : 200, { Location: `/sessions/${session.sessionId}` });
}

/** The key with a digest of the request, so that the same key cannot stand for two requests. */
async function idempotencyOf(
  c: Context,
  request: SessionRequest,
): Promise<{ key: string; digest: string } | null> {
  const key = c.req.header("Idempotency-Key");
  if (key === undefined) return null;
  if (key === "" || key.length > 255) {
    throw new HttpProblem(400, "parameter_malformed", "The Idempotency-Key must have 1 to 255 characters");
  }
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(JSON.stringify(request)));
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return { key, digest: hex };
}

async function list(c: Context, { store }: HttpDeps): Promise<Response> {
  const status = c.req.query("status") ?? null;
  if (status !== null && !isStatus(status)) {
    throw new HttpProblem(
      400,
      "parameter_malformed",
      `"status" must be one of ${SESSION_STATUSES.join(", ")}, not "${status.slice(0, 40)}"`,
    );
  }
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

function isStatus(text: string): text is SessionStatus {
  return SESSION_STATUSES.some((status) => status === text);
}

async function get(c: Context, { store }: HttpDeps): Promise<Response> {
  return c.json(sessionJson(await requestedSession(c, store)));
}

async function remove(c: Context, { store, runner }: HttpDeps): Promise<Response> {
  const session = await requestedSession(c, store);
  await runner.delete(session.sessionId);
  return c.body(null, 204);
}

async function cancel(c: Context, { store, runner }: HttpDeps): Promise<Response> {
  await runner.cancel(await requestedSession(c, store));
  return c.json(sessionJson(await requestedSession(c, store)));
}

async function resume(c: Context, { store, runner }: HttpDeps): Promise<Response> {
  const session = await requestedSession(c, store);
  const next = await runner.resume(session);
  const isNew = next.sessionId !== session.sessionId;
  return c.json(sessionJson(next), isNew ? 201 : 200, { Location: `/sessions/${next.sessionId}` });
}
