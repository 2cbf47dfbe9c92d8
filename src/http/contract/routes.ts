/** Mounts routes so that what is published is what is done. */
import { OpenAPIHono, type RouteConfig, type z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { BlankEnv } from "hono/types";
import { HttpProblem } from "../problem.ts";

/** The application: a Hono that keeps the descriptions of its routes. */
export type HttpApp = OpenAPIHono<BlankEnv>;

type RouteQuery<Route extends RouteConfig> = Route extends {
  readonly request: { readonly query: infer Query extends z.ZodType };
} ? z.output<Query>
  : undefined;

/** An application whose routes refuse malformed parameters with a problem that names the first. */
export function createHttpApp(): HttpApp {
  return new OpenAPIHono<BlankEnv>({
    defaultHook: (result, c) => {
      if (result.success) return;
      const [issue] = result.error.issues;
      const name = String(issue?.path[0] ?? "");
      throw new HttpProblem(
        400,
        "parameter_malformed",
        `"${name}" must be ${issue?.message}, not "${(c.req.query(name) ?? "").slice(0, 40)}"`,
      );
    },
  });
}

/**
 * Mounts a route; its handler gets the parameters of the query string as the route's schema reads them. Paths and headers are
 * described alone: any text fits them, and each validator would cost every request some hundredth of a millisecond.
 */
export function mountRoute<Route extends RouteConfig & { getRoutingPath(): string }>(
  app: HttpApp,
  route: Route,
  handler: (c: Context, query: RouteQuery<Route>) => Response | Promise<Response>,
): void {
  const query = route.request?.query;
  if (query === undefined) {
    return mountSelfReadingRoute(app, route, (c) => handler(c, undefined as RouteQuery<Route>));
  }
  app.openAPIRegistry.registerPath(route);
  // Bodies are written as texts, piece by piece: their schemas are held against the live server by a test, not by the compiler.
  const answer = (c: Context) => handler(c, c.req.valid("query" as never) as RouteQuery<Route>);
  app.openapi({ ...route, request: { query }, hide: true }, answer as never);
}

/** Mounts a route that reads its request by itself: a body that is read on another thread, or parameters that say more than a schema can. */
export function mountSelfReadingRoute(
  app: HttpApp,
  route: RouteConfig & { getRoutingPath(): string },
  handler: (c: Context) => Response | Promise<Response>,
): void {
  app.openAPIRegistry.registerPath(route);
  app.on([route.method], [route.getRoutingPath()], ...[route.middleware ?? []].flat(), handler);
}
