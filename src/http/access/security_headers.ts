/** Headers that tell browsers what not to do with the answers. */
import type { MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";
import type { HttpSettings } from "../http_settings.ts";

/** For everything that is not a document: if a browser renders it as one anyway, it can do nothing. */
const DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * Pages of other sites cannot embed anything from here unless every origin may read it; pages of the same site
 * (another port of this machine, another host of the domain) may show a drawing. Routes that need a policy of their
 * own set it earlier.
 */
export function securityHeaders({ allowedOrigins }: HttpSettings): MiddlewareHandler {
  const secure = secureHeaders({
    crossOriginResourcePolicy: allowedOrigins.includes("*") ? "cross-origin" : "same-site",
    xFrameOptions: "DENY",
    // Only the proxy that has the certificate knows whether there will always be one.
    strictTransportSecurity: false,
  });
  return async (c, next) => {
    await secure(c, next);
    const { headers } = c.res;
    // Durable Streams protocol, section 10.7: pages of other sites may need it; which of them get it was decided
    // earlier.
    if (c.req.path.startsWith("/v1/")) headers.set("Cross-Origin-Resource-Policy", "cross-origin");
    // The headers of a 304 replace those of the cached answer, whose policy may differ.
    if (c.res.status !== 304 && !headers.has("Content-Security-Policy")) {
      headers.set("Content-Security-Policy", DATA_POLICY);
    }
  };
}
