/** What is kept of each request: an id, a line of the log where it matters, and its place in the metrics. */
import type { MiddlewareHandler } from "hono";
import { requestId } from "hono/request-id";
import { routePath } from "hono/route";
import type { Log } from "../../log.ts";
import type { Meters } from "../../meters.ts";
import type { HttpSettings } from "../http_settings.ts";
import type { Access } from "./access.ts";

/** Answers that are logged whatever was asked. */
const REFUSED: ReadonlySet<number> = new Set([401, 403, 429]);
/** Characters of a client's own id that are kept; others are replaced by a new id (as Hono's middleware does). */
const LONGEST_ID = 128;

/** Takes the request's `X-Request-Id`, or makes one, and sends it back. */
export function identifyRequests(): MiddlewareHandler {
  return requestId({ limitLength: LONGEST_ID });
}

/**
 * Counts every request. Logs those that create, change or delete something, sign-ins, and those that were refused for
 * want of rights or for a limit; all with `logsAll`. A line has the path without the query, which may hold a ticket.
 */
export function keepTrail(
  { access, log, meters, settings }: {
    readonly access: Pick<Access, "limits">;
    readonly log: Log;
    readonly meters: Meters;
    readonly settings: HttpSettings;
  },
): MiddlewareHandler {
  return async (c, next) => {
    const begun = performance.now();
    await next();
    const ms = performance.now() - begun;
    const { method, path } = c.req;
    const { status } = c.res;
    meters.requests.add({ method: known(method), route: routePath(c, -1), status: String(status) });
    meters.requestSeconds.observe(ms);
    const isAudited = REFUSED.has(status) || !["GET", "HEAD", "OPTIONS"].includes(method);
    if (!isAudited && !settings.logsRequests) return;
    const created = c.res.headers.get("Location");
    log.info(isAudited ? "Audit" : "Request", {
      request: c.get("requestId"),
      method,
      path,
      status,
      ms: Math.round(ms),
      address: access.limits.addressOf(c),
      caller: c.get("caller")?.name ?? "nobody",
      ...(created === null ? {} : { created }),
    });
  };
}

/** Anybody can invent a method: the metrics have a series for each of the usual ones only. */
function known(method: string): string {
  return ["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH"].includes(method) ? method : "other";
}
