/** Clients that speak HTTP over a socket themselves, so that they can read at any pace and leave at any point. */
import { delay } from "@std/async";
import type { ClientKind } from "../history.ts";
import type { Random } from "../../support/random.ts";
import { ResponseReader } from "../../support/http/response_reader.ts";
import { SseBlocks } from "../wire/sse_blocks.ts";
import { type ClientJob, isFinalAnswer, isSatisfied, type RunClient } from "./client_job.ts";

/** How a client reads one connection. */
interface Pace {
  /** Size of a read, and the pause before it, in milliseconds. */
  readonly nextRead: () => { readonly bytes: number; readonly restMs: number };
  /** It closes the connection after this many bytes. */
  readonly dropAfter: number;
}

const ALL = 64 * 1024;
/** After this many drops, a client that drops its connections follows to the end. */
const MOST_DROPS = 40;

type SocketKind = Extract<ClientKind, "fast" | "slow" | "bursts" | "late" | "dropper">;

/** The pace of connection number `count`, from 0. */
function paceOf(kind: SocketKind, random: Random, count: number): Pace {
  let reads = 0;
  const small = random.whole(200, 6_000);
  const lateMs = random.whole(500, 5_000);
  switch (kind) {
    case "fast":
      return { nextRead: () => ({ bytes: ALL, restMs: 0 }), dropAfter: Infinity };
    case "slow":
      return { nextRead: () => ({ bytes: small, restMs: random.whole(0, 10) }), dropAfter: Infinity };
    case "bursts":
      return {
        nextRead: () => ({ bytes: ALL, restMs: reads++ % 8 === 0 ? random.whole(50, 700) : 0 }),
        dropAfter: Infinity,
      };
    case "late":
      return {
        nextRead: () => ({ bytes: ALL, restMs: reads++ === 0 && count < 2 ? lateMs : 0 }),
        dropAfter: Infinity,
      };
    case "dropper":
      return {
        nextRead: () => ({ bytes: ALL, restMs: 0 }),
        dropAfter: count < MOST_DROPS ? random.whole(0, 40_000) : Infinity,
      };
  }
}

/** Follows the stream, reconnecting with its cursor after at most `restMs` whenever a connection ends. */
export function runSocketClient(
  kind: SocketKind,
  { restMs = 120 }: { readonly restMs?: number } = {},
): RunClient {
  return async (job, signal) => {
    for (let count = 0; !signal.aborted && !job.history.isEnded; count++) {
      const status = await readOnce(job, paceOf(kind, job.random, count), signal);
      if (isFinalAnswer(job, status) || isSatisfied(job)) return;
      await delay(job.random.whole(1, restMs), { signal }).catch(() => {});
    }
  };
}

/** One connection; returns the status of the answer. */
async function readOnce(job: ClientJob, pace: Pace, signal: AbortSignal): Promise<number | null> {
  const { history, base } = job;
  const cursor = history.at > 0 ? history.at : null;
  const connection = history.connect(cursor);
  const number = history.connections.length - 1;
  let socket: Deno.Conn;
  try {
    socket = await Deno.connect({ hostname: "127.0.0.1", port: Number(new URL(base).port) });
  } catch {
    return null;
  }
  let isOpen = true;
  const close = () => {
    if (isOpen) socket.close();
    isOpen = false;
  };
  signal.addEventListener("abort", close, { once: true });
  try {
    if (signal.aborted) return null;
    const ended = { yet: false };
    const blocks = new SseBlocks((text) => history.strange.push(text));
    const reader = new ResponseReader({
      onHead: ({ status }) => connection.status = status,
      onBody: (bytes) => {
        if (connection.status !== 200) return;
        for (const { id, data } of blocks.feed(bytes)) history.add(id, data, number);
      },
      onEnd: () => ended.yet = true,
    });
    await socket.write(new TextEncoder().encode(requestHead(job, cursor)));
    const buffer = new Uint8Array(ALL);
    for (let left = pace.dropAfter; left > 0 && !ended.yet;) {
      const { bytes, restMs } = pace.nextRead();
      if (restMs > 0) await delay(restMs, { signal });
      const read = await socket.read(buffer.subarray(0, Math.min(bytes, left)));
      if (read === null) break;
      left -= read;
      reader.feed(buffer.subarray(0, read));
      if (isSatisfied(job)) break;
    }
  } catch (error) {
    // A killed server or a cutting proxy resets the connection; bytes that are not a response or not text are a different failure.
    if (error instanceof SyntaxError || error instanceof TypeError) history.strange.push(error.message);
  } finally {
    signal.removeEventListener("abort", close);
    close();
  }
  return connection.status;
}

function requestHead({ sessionId, history, base, headers }: ClientJob, cursor: number | null): string {
  return [
    `GET /sessions/${sessionId}/stream?client_id=${history.client} HTTP/1.1`,
    `Host: ${new URL(base).host}`,
    "Accept: text/event-stream",
    ...(cursor === null ? [] : [`Last-Event-ID: ${cursor}`]),
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    "\r\n",
  ].join("\r\n");
}
