/** Listens, cuts requests that do not arrive in time, and stops within a limited time. */
import { deadline } from "@std/async";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Log } from "../../log.ts";
import { openFilesLimit, watchListening } from "./relisten.ts";
import { ChunkedCoding, nodeResponseChannel } from "./node_connection.ts";
import type { Transport } from "./transport.ts";
import { Pipelines } from "./pipelines.ts";
import { HttpProblem, problemBody } from "../problem.ts";
import { dropBodyBehind, holdBack, isBodyLeft, requestBody } from "./request_body.ts";
import { cutStalledClients } from "./stalled_clients.ts";

export interface ListenOptions {
  readonly hostname: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly log: Log;
  /** Time in which a whole request must arrive, in milliseconds; its head has `HEAD_TIMEOUT_MS`. */
  readonly requestTimeoutMs: number;
  /** Most bytes of a body that are received and dropped after its request has been answered. */
  readonly droppedBytes: number;
  /** A client that reads nothing for this long is disconnected, in milliseconds. */
  readonly writeDeadlineMs: number;
  /** Whether streams take the fast path of `node_connection.ts`, which they do unless this is false. */
  readonly fastPath?: boolean;
}

export interface RunningServer {
  readonly url: string;
  /** Stops listening, waits at most `graceMs` for open answers, then cuts them. */
  stop(graceMs: number): Promise<void>;
}

/** Time in which the head of a request must arrive, in milliseconds. */
const HEAD_TIMEOUT_MS = 10_000;
/**
 * Idle connections are kept longer than by proxies, so that no proxy uses one that is being closed, in milliseconds.
 */
const KEEP_ALIVE_MS = 75_000;
/** How often these times are checked, in milliseconds. */
const CHECK_MS = 1_000;
/** Time for cut connections to close, in milliseconds. */
const CUT_MS = 200;
/** Connections that the system accepts ahead of the program. */
const BACKLOG = 4_096;

/**
 * Serves `app`. Rejects if the address is unavailable, with the reason as `cause`.
 *
 * Uses `node:http` rather than `Deno.serve`: it can cut a single connection, has time limits for requests, and needs
 * less time and memory for many streams (Deno 2.9.6).
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
      // The client has left, and its work was given up.
      return new Response(null, { status: 408 });
    }
  }, {
    overrideGlobalObjects: false,
    // HTTP/1.0 requests, as of plain health checks, may have no Host.
    hostname: "localhost",
    // It would cut clients that are still sending half a second after the answer.
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
    // In the middle of an answer there is no place for another one, and no time when the server is stopping.
    if (!socket.writable || !server.listening || pipelines.answering(socket)?.headersSent) socket.destroy();
    else {
      socket.end(rawAnswer(requestProblem(error)));
      // Received parts of the body are held until the connection closes, which the client could delay for ever.
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
    responseChannel: (signal) => nodeResponseChannel(outgoing, coding, signal),
    cut: () => void incoming.socket.destroy(),
  };
}

/** Sends no chunks to HTTP/1.0 clients, which cannot read them, and honours `Connection: close`. */
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
  // A connection whose answer has just ended is kept for another request, which will no longer be accepted.
  const idle = setInterval(() => server.closeIdleConnections(), 20);
  await deadline(closed, graceMs).catch(() => server.closeAllConnections());
  // Older runtimes cannot cut connections (Deno 2.6.8); then they end with the process.
  await deadline(closed, CUT_MS).catch(() => {});
  clearInterval(idle);
}

/** The problem of a request that could not be parsed. */
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

/** The problem of a request that never reached the application. */
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
