/** Headers that tell browsers what not to do with the answers. */
import type { MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";
import type { HttpSettings } from "../http_settings.ts";

/** For everything that is not a document: should a browser take it for one after all, it does nothing. */
const DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * Pages of other sites embed nothing from here, unless every origin may read it; those of the same site (another port of this
 * machine, another host of the domain) may show a drawing. Routes that need a policy of their own set it before.
 */
export function securityHeaders({ allowedOrigins }: HttpSettings): MiddlewareHandler {
  const secure = secureHeaders({
    crossOriginResourcePolicy: allowedOrigins.includes("*") ? "cross-origin" : "same-site",
    xFrameOptions: "DENY",
    // The proxy that has the certificate knows whether there will always be one.
    strictTransportSecurity: false,
  });
  return async (c, next) => {
    await secure(c, next);
    const { headers } = c.res;
    // Durable Streams protocol, section 10.7: pages elsewhere may want it; which ones get it is decided before.
    if (c.req.path.startsWith("/v1/")) headers.set("Cross-Origin-Resource-Policy", "cross-origin");
    // The headers of a 304 replace those of the answer that the browser has, whose policy may be another.
    if (c.res.status !== 304 && !headers.has("Content-Security-Policy")) {
      headers.set("Content-Security-Policy", DATA_POLICY);
    }
  };
}
