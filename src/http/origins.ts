/** Which pages of other origins may do what. */
import type { Context, MiddlewareHandler } from "hono";
import type { HttpSettings } from "./deps.ts";
import { HttpProblem } from "./problem.ts";

const LOCALHOST = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;
/** Methods that change nothing (RFC 9110, section 9.2.1). */
const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** True for an origin whose pages may read answers, beside the server's own. */
export function isAllowedOrigin(origin: string, { allowedOrigins }: HttpSettings): boolean {
  return allowedOrigins.includes("*") || allowedOrigins.includes(origin) || LOCALHOST.test(origin);
}

/**
 * Refuses what a page of a foreign site makes a browser write: such requests are sent without asking first, if they look like
 * a form's, and only their answers are kept from the page. Programs send neither `Sec-Fetch-Site` nor `Origin`.
 */
export function refuseForeignWrites(settings: HttpSettings): MiddlewareHandler {
  return async (c, next) => {
    if (!SAFE_METHODS.has(c.req.method) && isForeign(c, settings)) {
      const origin = c.req.header("Origin") ?? "another site";
      throw new HttpProblem(
        403,
        "cross_site",
        `Pages of ${origin.slice(0, 200)} may not change anything here: name it in --allowed-origins, ` +
          "or let the proxy in front pass the Host header on",
      );
    }
    await next();
  };
}

function isForeign(c: Context, settings: HttpSettings): boolean {
  const origin = c.req.header("Origin");
  if (origin !== undefined && isAllowedOrigin(origin, settings)) return false;
  const site = c.req.header("Sec-Fetch-Site");
  if (site !== undefined) return site === "cross-site";
  // Browsers say no `Sec-Fetch-Site` to a server without TLS. A page cannot set `X-Forwarded-Host` without asking first.
  const hosts = [new URL(c.req.url).host, c.req.header("X-Forwarded-Host")?.split(",")[0]?.trim()];
  return origin !== undefined && !hosts.includes(URL.parse(origin)?.host || "");
}
