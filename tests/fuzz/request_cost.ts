/** The cost of a grown request for the server, compared with the cost at a quarter of the size. */
import { delay } from "@std/async";
import type { FuzzServer } from "./fuzz_server.ts";
import type { GrownRequest } from "./grown_requests.ts";
import { sendAlone } from "./raw_client.ts";

/** One size of a request, served. */
export interface Served {
  readonly bytes: number;
  readonly status: number;
  readonly retryAfter: boolean;
  readonly answerBytes: number;
  /** CPU time of the server and its chemistry processes, until the created session has ended. */
  readonly cpuMs: number;
  readonly rssGrowth: number;
  /** Longest wait of a bystander that asks for something small meanwhile, in milliseconds. */
  readonly longestWait: number;
  /** It or its session took longer than allowed. */
  readonly hung: boolean;
}

const FACTOR = 4;
const MOST_GROWTH = 8;
/** CPU time allowed for anything: starting a process, collecting garbage, in milliseconds. */
const LEAST_MS = 400;
const MOST_ANSWER = 10;
const LEAST_ANSWER = 64 * 1024;
const MOST_MEMORY = 64;
const LEAST_MEMORY = 96 * 1024 * 1024;
const MOST_RUNS = 3;
/** A bystander that waits longer than this every time is held up by the server, not by a busy machine; in milliseconds. */
const MOST_WAIT = 1_000;
const PAUSE_MS = 20;

/** Serves the request at a quarter of `size` and at `size`; resolves with why its cost is not proportional to size, or null. */
export async function requestFault(
  server: FuzzServer,
  grown: GrownRequest,
  size: number,
): Promise<string | null> {
  let fault: string | null = null;
  for (let run = 0; run < MOST_RUNS; run++) {
    const small = await serve(server, grown, size / FACTOR);
    const large = await serve(server, grown, size);
    fault = faultOf(small, large);
    if (fault === null) return null;
  }
  return fault;
}

function faultOf(small: Served, large: Served): string | null {
  for (const { status, retryAfter, hung } of [small, large]) {
    if (hung) return "it does not end";
    if (isFailure(status, retryAfter)) return `it is answered with ${status}`;
  }
  if (large.cpuMs > MOST_GROWTH * Math.max(small.cpuMs, LEAST_MS)) {
    return `CPU time grows faster than the request: ${small.cpuMs} ms, at ${FACTOR} times the size ${large.cpuMs} ms`;
  }
  if (large.answerBytes > Math.max(LEAST_ANSWER, MOST_ANSWER * large.bytes)) {
    return `the answer has ${large.answerBytes} bytes, the request ${large.bytes}`;
  }
  if (large.longestWait > MOST_WAIT) return `a bystander waited ${large.longestWait.toFixed(0)} ms`;
  return large.rssGrowth > Math.max(LEAST_MEMORY, MOST_MEMORY * large.bytes)
    ? `${large.bytes} bytes took ${(large.rssGrowth / 1024 / 1024).toFixed(0)} MiB of memory`
    : null;
}

/** A status that no request may cause; a busy or full server says when to try again. */
export function isFailure(status: number, retryAfter: boolean): boolean {
  return status >= 500 && !((status === 503 || status === 507) && retryAfter);
}

async function serve(server: FuzzServer, grown: GrownRequest, size: number): Promise<Served> {
  const { hostname, port } = new URL(server.url);
  const request = grown.make(server.target, size);
  const before = await server.usage();
  const known = grown.creates ? await newestSession(server) : null;
  const bystander = watch(server);
  const { status, retryAfter, bytes } = await sendAlone({ hostname, port: Number(port) }, request);
  let hung = false;
  if (grown.creates && status === 201) {
    const made = await newestSession(server);
    if (made !== null && made !== known) {
      hung = !await server.finish(made);
      await (await server.ask(`/sessions/${made}`, { method: "DELETE" })).body?.cancel();
    }
  }
  const longestWait = await bystander.stop();
  const after = await server.usage();
  return {
    bytes: request.bytes.length,
    status,
    retryAfter,
    answerBytes: bytes,
    cpuMs: after.cpuMs - before.cpuMs,
    rssGrowth: after.rssBytes - before.rssBytes,
    longestWait,
    hung,
  };
}

/** Requests something small repeatedly; stopping it returns the longest wait. */
function watch(server: FuzzServer): { stop(): Promise<number> } {
  let longest = 0;
  const end = new AbortController();
  const asking = (async () => {
    while (!end.signal.aborted) {
      const began = performance.now();
      await (await fetch(`${server.url}/healthz`)).body?.cancel();
      longest = Math.max(longest, performance.now() - began);
      await delay(PAUSE_MS);
    }
  })();
  return {
    async stop() {
      end.abort();
      await asking;
      return longest;
    },
  };
}

async function newestSession(server: FuzzServer): Promise<string | null> {
  const { items } = await (await server.ask("/sessions?limit=1")).json();
  return items[0]?.session_id ?? null;
}
