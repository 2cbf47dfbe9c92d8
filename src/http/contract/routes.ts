/** Mounts routes together with their descriptions. */
import { OpenAPIHono, type RouteConfig, type z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { BlankEnv } from "hono/types";
import { HttpProblem } from "../problem.ts";

/** The application, which also collects the descriptions of its routes. */
export type HttpApp = OpenAPIHono<BlankEnv>;

type RouteQuery<Route extends RouteConfig> = Route extends {
  readonly request: { readonly query: infer Query extends z.ZodType };
} ? z.output<Query>
  : undefined;

/** An application that answers malformed parameters with a problem that names the first of them. */
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
 * Mounts a route. The handler receives the query parameters as parsed by the route's schema. Path and header schemas
 * are only published: they accept any text, so validating them would cost time on every request for nothing.
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
  // The compiler cannot check bodies that are written in pieces; a test checks the live server against their schemas.
  const answer = (c: Context) => handler(c, c.req.valid("query" as never) as RouteQuery<Route>);
  app.openapi({ ...route, request: { query }, hide: true }, answer as never);
}

/** Mounts a route whose handler reads the whole request itself, such as a body that is parsed on another thread. */
export function mountSelfReadingRoute(
  app: HttpApp,
  route: RouteConfig & { getRoutingPath(): string },
  handler: (c: Context) => Response | Promise<Response>,
): void {
  app.openAPIRegistry.registerPath(route);
  app.on([route.method], [route.getRoutingPath()], ...[route.middleware ?? []].flat(), handler);
}
