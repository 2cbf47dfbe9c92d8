/** What pages of other origins may do. */
import type { Context, MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import type { HttpSettings } from "../http_settings.ts";
import { HttpProblem } from "../problem.ts";

const LOCALHOST = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;
/** Methods that change nothing (RFC 9110, section 9.2.1). */
export const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** True for another origin whose pages may read answers. */
export function isAllowedOrigin(origin: string, { allowedOrigins }: HttpSettings): boolean {
  return allowedOrigins.includes("*") || allowedOrigins.includes(origin) || LOCALHOST.test(origin);
}

/** CORS headers: pages of allowed origins may read answers, and those of origins listed by name may use cookies. */
export function allowOrigins(
  settings: HttpSettings,
  { exposeHeaders }: { readonly exposeHeaders: readonly string[] },
): MiddlewareHandler {
  const options = {
    origin: (origin: string) => isAllowedOrigin(origin, settings) ? origin : null,
    allowMethods: ["GET", "HEAD", "POST", "DELETE"],
    allowHeaders: [
      "Content-Type",
      "Accept",
      "Authorization",
      "Last-Event-ID",
      "Idempotency-Key",
      "Cache-Control",
      "If-None-Match",
    ],
    exposeHeaders: [
      "Location",
      "Retry-After",
      "WWW-Authenticate",
      "Content-Disposition",
      "ETag",
      ...exposeHeaders,
    ],
    maxAge: 600,
  };
  const plain = cors(options);
  const withCookies = cors({ ...options, credentials: true });
  return (c, next) => {
    const origin = c.req.header("Origin");
    const isListed = origin !== undefined && settings.allowedOrigins.includes(origin);
    return (isListed ? withCookies : plain)(c, next);
  };
}

/**
 * Refuses writes that a page of a foreign site makes a browser send: requests that look like a form's are sent
 * without a preflight, and only their answers are withheld from the page. Programs send neither `Sec-Fetch-Site` nor
 * `Origin`.
 */
export function refuseForeignWrites(settings: HttpSettings): MiddlewareHandler {
  return async (c, next) => {
    if (!SAFE_METHODS.has(c.req.method) && isForeign(c, settings)) {
      const origin = c.req.header("Origin") ?? "another site";
      throw new HttpProblem(
        403,
        "cross_site",
        `Pages of ${
          origin.slice(0, 200)
        } may not change anything here: add the origin to --allowed-origins, ` +
          "or let the proxy in front pass on the Host header",
      );
    }
    await next();
  };
}

/**
 * Refuses reads that a page of a foreign site makes a browser send: the page could not read the answer, but could
 * learn from its size or timing. Following a link works.
 */
export function refuseForeignReads(settings: HttpSettings): MiddlewareHandler {
  if (settings.allowedOrigins.includes("*")) return (_c, next) => next();
  return async (c, next) => {
    const origin = c.req.header("Origin");
    const isForeign = c.req.header("Sec-Fetch-Site") === "cross-site" &&
      (origin === undefined || !isAllowedOrigin(origin, settings));
    const isVisit = c.req.header("Sec-Fetch-Mode") === "navigate" &&
      c.req.header("Sec-Fetch-Dest") === "document";
    if (isForeign && !isVisit && SAFE_METHODS.has(c.req.method)) {
      throw new HttpProblem(
        403,
        "cross_site",
        `Pages of ${
          (origin ?? "another site").slice(0, 200)
        } may not read anything here: name it in --allowed-origins`,
      );
    }
    await next();
  };
}

/**
 * True if a request comes from a page of this server or of an origin listed by name, or was not sent by a browser.
 * Pages on other ports of the same host do not count, although browsers add this server's cookies to their requests.
 */
export function isOwnPage(c: Context, { allowedOrigins }: HttpSettings): boolean {
  const origin = c.req.header("Origin");
  if (origin !== undefined && allowedOrigins.includes(origin)) return true;
  const site = c.req.header("Sec-Fetch-Site");
  if (site !== undefined) return site === "same-origin";
  return origin === undefined || isOwnOrigin(c, origin);
}

function isForeign(c: Context, settings: HttpSettings): boolean {
  const origin = c.req.header("Origin");
  if (origin !== undefined && isAllowedOrigin(origin, settings)) return false;
  const site = c.req.header("Sec-Fetch-Site");
  if (site !== undefined) return site === "cross-site";
  return origin !== undefined && !isOwnOrigin(c, origin);
}

/**
 * Browsers send no `Sec-Fetch-Site` to a server without TLS. A page cannot set `X-Forwarded-Host` without a
 * preflight.
 */
function isOwnOrigin(c: Context, origin: string): boolean {
  const hosts = [new URL(c.req.url).host, c.req.header("X-Forwarded-Host")?.split(",")[0]?.trim()];
  return hosts.includes(URL.parse(origin)?.host || "");
}
