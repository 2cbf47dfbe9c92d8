/**
 * Refuses requests whose `Host` is not this server's: protection against DNS rebinding, which points another site's
 * name here.
 */
import type { Context, MiddlewareHandler } from "hono";
import type { HostRules } from "../../config/access_settings.ts";
import { isLoopback } from "../../config/loopback.ts";
import { HttpProblem } from "../problem.ts";

/**
 * On a loopback address, accepts `localhost`, 127.0.0.1, [::1], the address itself and the allowed hosts, on any
 * port. On any other address, accepts every name unless there are allowed hosts. `/healthz` answers under any name.
 */
export function refuseOtherHosts({ host, allowedHosts }: HostRules): MiddlewareHandler {
  if (allowedHosts.includes("*") || allowedHosts.length === 0 && !isLoopback(host)) {
    return (_c, next) => next();
  }
  const own = ["localhost", "127.0.0.1", "[::1]", host.toLowerCase(), `[${host.toLowerCase()}]`];
  const known = new Set([...own, ...allowedHosts.map((name) => name.toLowerCase())]);
  return async (c, next) => {
    // A probe may know only an address; the answer is the same for everybody.
    if (c.req.path === "/healthz") return await next();
    const asked = requestedHost(c);
    if (!known.has(asked) && !known.has(asked.replace(/:\d+$/, ""))) {
      throw new HttpProblem(
        421,
        "host_unknown",
        `This is not the server of "${
          asked.slice(0, 200)
        }"; start it with that name in --allowed-hosts if it is`,
      );
    }
    await next();
  };
}

function requestedHost(c: Context): string {
  // Requests over HTTP/2 and HTTP/1.0 may lack the header.
  return (c.req.header("Host") ?? new URL(c.req.url).host).trim().toLowerCase();
}
