/** Listens, and stops in bounded time. */
import { deadline } from "@std/async";
import type { Hono } from "hono";

export interface RunningServer {
  readonly url: string;
  /** Stops listening and waits at most `graceMs` for answers under way; those that still hang end with the process. */
  stop(graceMs: number): Promise<void>;
}

/** Serves `app`; port 0 takes a free one. Throws if the address cannot be had, with the reason as `cause`. */
export function listen(app: Hono, { hostname, port }: { hostname: string; port: number }): RunningServer {
  let server: Deno.HttpServer<Deno.NetAddr>;
  try {
    server = Deno.serve(
      { hostname, port, onListen() {} },
      (request, { remoteAddr }) => app.fetch(request, { remoteAddress: remoteAddr.hostname }),
    );
  } catch (cause) {
    throw new Error(`Cannot listen on ${hostname}:${port}`, { cause });
  }
  const host = hostname === "0.0.0.0" || hostname === "::" ? "localhost" : hostname;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${server.addr.port}`,
    async stop(graceMs) {
      // A client that takes nothing keeps the server from finishing. It cannot be cut off: to abort the signal of
      // `Deno.serve` after `shutdown` ends the process with an error that nobody can catch (Deno 2.9.6).
      const finished = Promise.all([server.shutdown(), server.finished]);
      await deadline(finished, graceMs).catch(() => {});
    },
  };
}
