/** Which pages of other origins may do what. */
import type { Context, MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import type { HttpSettings } from "../http_settings.ts";
import { HttpProblem } from "../problem.ts";

const LOCALHOST = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;
/** Methods that change nothing (RFC 9110, section 9.2.1). */
export const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** True for an origin whose pages may read answers, beside the server's own. */
export function isAllowedOrigin(origin: string, { allowedOrigins }: HttpSettings): boolean {
  return allowedOrigins.includes("*") || allowedOrigins.includes(origin) || LOCALHOST.test(origin);
}

/** Which answers a browser gives to pages of other origins: cookies go only with those of origins that are listed by name. */
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

/**
 * Refuses what a page of a foreign site makes a browser load from here: it could not read the answer, but could learn from its
 * size or its time. A person who follows a link gets what it leads to.
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
 * True if a browser's request comes from a page of this server or of an origin that is listed by name, or if no browser sent
 * it. Other ports of the same host do not count, though browsers send their pages' requests with this server's cookies.
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

/** Browsers say no `Sec-Fetch-Site` to a server without TLS. A page cannot set `X-Forwarded-Host` without asking first. */
function isOwnOrigin(c: Context, origin: string): boolean {
  const hosts = [new URL(c.req.url).host, c.req.header("X-Forwarded-Host")?.split(",")[0]?.trim()];
  return hosts.includes(URL.parse(origin)?.host || "");
}
