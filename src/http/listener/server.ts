/** Listens, cuts requests that do not arrive, and stops in bounded time. */
import { deadline } from "@std/async";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Log } from "../../log.ts";
import { openFilesLimit, watchListening } from "./relisten.ts";
import { ChunkedCoding, nodeBodyPath } from "./node_connection.ts";
import type { Transport } from "./transport.ts";
import { Pipelines } from "./pipelines.ts";
import { HttpProblem, problemBody } from "../problem.ts";
import { dropBodyBehind, holdBack, isBodyLeft, requestBody } from "./request_body.ts";
import { cutStalledClients } from "./stalled_clients.ts";

export interface ListenOptions {
  readonly hostname: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly log: Log;
  /** A request that has not arrived whole after this long is cut off, in milliseconds; its head after `HEAD_TIMEOUT_MS`. */
  readonly requestTimeoutMs: number;
  /** Bytes that are taken in of a body after its request has been answered, and dropped. */
  readonly droppedBytes: number;
  /** A client that takes nothing of its answer for this long is cut off, in milliseconds. */
  readonly writeDeadlineMs: number;
  /** Whether streams take the fast path of `node_connection.ts`, which they do unless this is false. */
  readonly fastPath?: boolean;
}

export interface RunningServer {
  readonly url: string;
  /** Stops listening and waits at most `graceMs` for answers under way; then it cuts them. */
  stop(graceMs: number): Promise<void>;
}

/** The head of a request must have arrived after this long, in milliseconds. */
const HEAD_TIMEOUT_MS = 10_000;
/** Idle connections are kept longer than proxies keep theirs, so that none sends a request into one that is being closed. */
const KEEP_ALIVE_MS = 75_000;
/** How often connections are held against these times, in milliseconds. */
const CHECK_MS = 1_000;
/** Connections that are cut are gone after this long, in milliseconds. */
const CUT_MS = 200;
/** Connections that the system takes in before the program does. */
const BACKLOG = 4_096;

/**
 * Serves `app`. Rejects if the address cannot be had, with the reason as `cause`.
 *
 * On `node:http`, not on `Deno.serve`: it can cut a single connection, it has time limits for requests, and many streams cost
 * it less time and memory (Deno 2.9.6).
 */
export async function listen(app: Hono, options: ListenOptions): Promise<RunningServer> {
  const { hostname, port, requestTimeoutMs } = options;
  const coding = options.fastPath === false ? null : new ChunkedCoding();
  const listener = getRequestListener(async (request, env) => {
    const bindings = env as NodeBindings;
    try {
      return asAskedFor(await app.fetch(request, transport(bindings, coding)), bindings);
    } catch (error) {
      if (!request.signal.aborted) throw error;
      // Nobody is there to read an answer, and what was being done for the client has been given up.
      return new Response(null, { status: 408 });
    }
  }, {
    overrideGlobalObjects: false,
    // HTTP/1.0 has requests without a Host, from plain health checks.
    hostname: "localhost",
    // It would cut whoever is still sending half a second after the answer.
    autoCleanupIncoming: false,
    errorHandler: (error) => problemAnswer(unreadable(error, options.log)),
  });
  const limit = { maxBytes: options.droppedBytes, maxMs: requestTimeoutMs };
  const pipelines = new Pipelines((incoming, outgoing) => {
    dropBodyBehind(incoming, outgoing, limit);
    void listener(incoming, outgoing);
  });
  const server = createServer({
    requestTimeout: requestTimeoutMs,
    headersTimeout: Math.min(HEAD_TIMEOUT_MS, requestTimeoutMs),
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionsCheckingInterval: CHECK_MS,
  }, (incoming, outgoing) => pipelines.take(incoming, outgoing));
  server.on("checkContinue", (incoming: IncomingMessage, outgoing: ServerResponse) => {
    holdBack(incoming);
    pipelines.take(incoming, outgoing);
  });
  const cuts = new Set<ReturnType<typeof setTimeout>>();
  server.on("clientError", (error, stream) => {
    const socket = stream as Socket;
    // In the middle of an answer there is no place for another one, nor the time when the server stops.
    if (!socket.writable || !server.listening || pipelines.answering(socket)?.headersSent) socket.destroy();
    else {
      socket.end(rawAnswer(requestProblem(error)));
      // What has come of the request's body is held until its connection is gone, which the client may put off for ever.
      const cut = setTimeout(() => {
        cuts.delete(cut);
        socket.destroy();
      }, CUT_MS);
      cuts.add(cut);
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) => reject(new Error(`Cannot listen on ${hostname}:${port}`, { cause })));
    server.listen({ host: hostname, port, backlog: BACKLOG }, resolve);
  });
  const address = { host: hostname, port: portOf(server), backlog: BACKLOG };
  const writes = cutStalledClients(server, {
    deadlineMs: options.writeDeadlineMs,
    port: address.port,
    log: options.log,
  });
  const accepts = watchListening(server, {
    listen: () => server.listen(address),
    limit: openFilesLimit(),
    log: options.log,
  });
  const host = hostname === "0.0.0.0" || hostname === "::" ? "localhost" : hostname;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`,
    async stop(graceMs) {
      accepts[Symbol.dispose]();
      await Promise.all([writes[Symbol.asyncDispose](), stop(server, graceMs)]);
      for (const cut of cuts) clearTimeout(cut);
    },
  };
}

interface NodeBindings {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

function transport({ incoming, outgoing }: NodeBindings, coding: ChunkedCoding | null): Transport {
  return {
    remoteAddress: incoming.socket.remoteAddress ?? "",
    requestBody: () => requestBody(incoming, outgoing),
    bodyPath: (signal) => nodeBodyPath(outgoing, coding, signal),
    cut: () => void incoming.socket.destroy(),
  };
}

/** Sends no chunks to a client that cannot read them (HTTP/1.0), and keeps no connection that the client wants closed. */
function asAskedFor(response: Response, { incoming, outgoing }: NodeBindings): Response {
  if (!outgoing.useChunkedEncodingByDefault) response.headers.delete("Transfer-Encoding");
  if (!outgoing.shouldKeepAlive || isBodyLeft(incoming)) response.headers.set("Connection", "close");
  return response;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port");
  return address.port;
}

async function stop(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection whose answer has just ended is kept for another request, which will not be taken in any more.
  const idle = setInterval(() => server.closeIdleConnections(), 20);
  await deadline(closed, graceMs).catch(() => server.closeAllConnections());
  // Older runtimes do not cut connections (Deno 2.6.8); then they end with the process.
  await deadline(closed, CUT_MS).catch(() => {});
  clearInterval(idle);
}

/** Why a request never became one, as its client is told. */
function requestProblem(error: Error & { readonly code?: string }): HttpProblem {
  switch (error.code) {
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return new HttpProblem(408, "request_timeout", "The request did not arrive in time");
    case "HPE_HEADER_OVERFLOW":
      return new HttpProblem(431, "head_too_large", "The head of the request is too large");
    default:
      return new HttpProblem(400, "malformed_request", "This is not an HTTP/1.1 request");
  }
}

/** What becomes of a request that the application never saw. */
function unreadable(error: unknown, log: Log): HttpProblem {
  if (error instanceof Error && error.name === "RequestError") {
    return new HttpProblem(400, "malformed_request", "The target or the Host of the request cannot be read");
  }
  log.error("Request failed", { error });
  return new HttpProblem(500, "internal", "The server failed to answer; its log says why");
}

function problemAnswer(problem: HttpProblem): Response {
  return Response.json(problemBody(problem), {
    status: problem.status,
    headers: { "Content-Type": "application/problem+json", "Cache-Control": "no-store" },
  });
}

function rawAnswer(problem: HttpProblem): string {
  const members = problemBody(problem);
  const body = JSON.stringify(members);
  return `HTTP/1.1 ${members.status} ${members.title}\r\nConnection: close\r\nContent-Type: application/problem+json\r\n` +
    `Cache-Control: no-store\r\nContent-Length: ${new TextEncoder().encode(body).length}\r\n\r\n${body}`;
}
