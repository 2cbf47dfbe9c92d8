/** The HTTP application: middleware, routes, and an answer for every error. */
import type { Hono, MiddlewareHandler } from "hono";
import { errorText } from "../log.ts";
import { hideDetails, mountAuthSession } from "./access/auth_session.ts";
import { authorize } from "./access/authorize.ts";
import { identifyRequests, keepTrail } from "./access/trail.ts";
import { refuseOtherHosts } from "./access/hosts.ts";
import { mountTickets } from "./routes/stream_tickets.ts";
import { mountContent } from "./routes/content.ts";
import { bodyLimit } from "./routes/read_session_request.ts";
import { createHttpApp } from "./contract/routes.ts";
import type { HttpServices } from "./http_services.ts";
import { mountDurableStream } from "./durable_streams/durable_stream.ts";
import { POSITION_HEADERS } from "./durable_streams/durable_stream_position.ts";
import { mountExports } from "./routes/exports.ts";
import { mountHealth } from "./routes/health.ts";
import { mountOpenapi } from "./openapi.ts";
import { allowOrigins, refuseForeignReads, refuseForeignWrites } from "./access/origins.ts";
import { mountStaticFiles } from "./routes/static_files.ts";
import { HttpProblem, problemResponse, toProblem } from "./problem.ts";
import { mountNames } from "./routes/names.ts";
import { mountDocs } from "./routes/docs.ts";
import { problemAnswer } from "./routes/problem_page.ts";
import { mountMetrics } from "./routes/metrics.ts";
import { limitParameters } from "./query_limit.ts";
import { mountReactions } from "./routes/reactions.ts";
import { mountSessions } from "./routes/sessions.ts";
import { securityHeaders } from "./access/security_headers.ts";
import { mountTranscript } from "./routes/transcript.ts";
import { mountMcp } from "./mcp/mcp.ts";
import { mountStream } from "./routes/stream.ts";

export function createApp(deps: HttpServices): Hono {
  const { access, settings, log } = deps;
  const app = createHttpApp();

  app.use(identifyRequests());
  app.use(keepTrail(deps));
  app.use(securityHeaders(settings));
  app.use(neverStore);
  app.use(refuseOtherHosts(access.settings));
  app.use(allowOrigins(settings, { exposeHeaders: [...POSITION_HEADERS, "X-Request-Id"] }));
  app.use(access.limits.requests());
  app.use(limitParameters);
  for (const path of ["/names", "/sessions", "/sessions/*", "/v1/*", "/auth/*"]) {
    app.use(path, refuseForeignReads(settings));
  }
  app.use(refuseForeignWrites(settings));
  app.use(authorize(deps));
  app.use("/readyz", async (c, next) => {
    await next();
    hideDetails(c);
  });
  const creations = access.limits.creations(
    (account) => deps.runner.waiting(account),
    (c) => bodyLimit(c, settings).maxBytes,
  );
  app.post("/sessions", creations);
  app.post("/sessions/:session_id/resume", creations);
  mountSessions(app, deps);
  mountTranscript(app, deps);
  mountMcp(app, deps);
  mountStream(app, deps);
  mountContent(app, deps);
  mountDurableStream(app, deps);
  mountReactions(app, deps);
  mountExports(app, deps);
  mountNames(app, deps);
  mountAuthSession(app, access);
  mountTickets(app, deps);
  mountHealth(app, deps);
  mountMetrics(app, deps);
  mountDocs(app, mountOpenapi(app, settings));
  mountStaticFiles(app);
  refuseOtherMethods(app);

  app.notFound((c) =>
    problemAnswer(c, new HttpProblem(404, "not_found", `There is nothing at ${c.req.path}`))
  );
  app.onError((error, c) => {
    const problem = toProblem(error);
    if (problem !== undefined) return problemAnswer(c, problem);
    // Who has left gets no answer, and what was being done for him has been given up.
    if (c.req.raw.signal.aborted) return c.body(null, 408);
    const { method, path } = c.req;
    log.error("Request failed", { request: c.get("requestId"), method, path, error: errorText(error) });
    return problemResponse(
      c,
      new HttpProblem(500, "internal", "The server failed to answer; its log says why"),
    );
  });
  return app;
}

/** No cache keeps an answer, whatever its status (RFC 9110, section 15.1), unless the route says something else. */
const neverStore: MiddlewareHandler = async (c, next) => {
  await next();
  const { headers } = c.res;
  if (!headers.has("Cache-Control")) headers.set("Cache-Control", "no-store");
};

/** Answers 405 with `Allow` where a path exists and its method does not. */
function refuseOtherMethods(app: Hono): void {
  const methods = new Map<string, Set<string>>();
  for (const { path, method } of app.routes) {
    if (method === "ALL") continue;
    const allowed = methods.get(path) ?? new Set(["OPTIONS"]);
    allowed.add(method);
    if (method === "GET") allowed.add("HEAD");
    methods.set(path, allowed);
  }
  for (const [path, allowed] of methods) {
    app.all(path, (c) => {
      const allow = [...allowed].sort().join(", ");
      const detail = `${c.req.method} is not possible here, only ${allow}`;
      return problemResponse(c, new HttpProblem(405, "method_not_allowed", detail, { Allow: allow }));
    });
  }
}
