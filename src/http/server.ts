/** Listens, and stops in bounded time. */
import { deadline } from "@std/async";
import type { Hono } from "hono";

export interface RunningServer {
  readonly url: string;
  /** Stops listening, waits at most `graceMs` for answers under way, then cuts them; idempotent. */
  stop(graceMs: number): Promise<void>;
}

/** Serves `app`; port 0 takes a free one. Throws if the address cannot be had, with the reason as `cause`. */
export function listen(app: Hono, { hostname, port }: { hostname: string; port: number }): RunningServer {
  const cut = new AbortController();
  let server: Deno.HttpServer<Deno.NetAddr>;
  try {
    server = Deno.serve(
      { hostname, port, signal: cut.signal, onListen() {} },
      (request) => app.fetch(request),
    );
  } catch (cause) {
    throw new Error(`Cannot listen on ${hostname}:${port}`, { cause });
  }
  let finished = false;
  const ended = server.finished.then(() => {
    finished = true;
  });
  const host = hostname === "0.0.0.0" || hostname === "::" ? "localhost" : hostname;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${server.addr.port}`,
    async stop(graceMs) {
      server.shutdown().catch(() => {});
      await deadline(ended, graceMs).catch(() => {});
      // Aborting the signal of a server that has finished would end the process.
      if (!finished) cut.abort();
      await ended;
    },
  };
}
