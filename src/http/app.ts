/** The HTTP application: middleware, routes, and an answer for every error. */
import { Hono } from "hono";
import { cors } from "hono/cors";
import { secureHeaders } from "hono/secure-headers";
import { errorText } from "../log.ts";
import { mountContent } from "./content.ts";
import type { HttpDeps, HttpSettings } from "./deps.ts";
import { mountHealth } from "./health.ts";
import { mountOpenapi } from "./openapi.ts";
import { mountPage } from "./page.ts";
import { HttpProblem, problemResponse, toProblem } from "./problem.ts";
import { mountReactions } from "./reactions.ts";
import { mountSessions } from "./sessions.ts";
import { mountStream } from "./stream.ts";

const LOCALHOST = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;

export function createApp(deps: HttpDeps): Hono {
  const { settings, log } = deps;
  const app = new Hono();

  app.use(secureHeaders({ crossOriginResourcePolicy: "cross-origin", strictTransportSecurity: false }));
  app.use(cors({
    origin: (origin) => allowedOrigin(origin, settings),
    allowMethods: ["GET", "HEAD", "POST", "DELETE"],
    allowHeaders: ["Content-Type", "Accept", "Last-Event-ID", "Idempotency-Key", "Cache-Control"],
    exposeHeaders: ["Location", "Retry-After", "Content-Disposition"],
    maxAge: 600,
  }));
  mountSessions(app, deps);
  mountStream(app, deps);
  mountContent(app, deps);
  mountReactions(app, deps);
  mountHealth(app, deps);
  mountOpenapi(app, settings);
  mountPage(app);
  refuseOtherMethods(app);

  app.notFound((c) =>
    problemResponse(c, new HttpProblem(404, "not_found", `There is nothing at ${c.req.path}`))
  );
  app.onError((error, c) => {
    const problem = toProblem(error);
    if (problem !== undefined) return problemResponse(c, problem);
    log.error("Request failed", { method: c.req.method, path: c.req.path, error: errorText(error) });
    return problemResponse(
      c,
      new HttpProblem(500, "internal", "The server failed to answer; its log says why"),
    );
  });
  return app;
}

/** Echoes an origin that may read answers; the server's own needs no header. */
function allowedOrigin(origin: string, { allowedOrigins }: HttpSettings): string | null {
  if (allowedOrigins.includes("*") || allowedOrigins.includes(origin) || LOCALHOST.test(origin)) {
    return origin;
  }
  return null;
}

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
