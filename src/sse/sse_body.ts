/** The body of one SSE response: opening, chunks as the client takes them, keep-alive comments, and an end for every case. */
import type { Chunk } from "../broadcast/frame_window.ts";
import { encodeGoodbye, encodeOpening, KEEP_ALIVE } from "./sse_message.ts";
import type { MonitoredStream, StreamMonitor } from "./stream_monitor.ts";

/** Clients come back this long after a broken connection, in milliseconds. */
export const RETRY_MS = 2_000;

export interface SseBodyOptions {
  readonly monitor: StreamMonitor;
  /** Aborted when the server stops: the stream then ends with a comment and a reconnection time of its own. */
  readonly stopping: AbortSignal;
  /** Called with the number of the newest event that the client was handed. */
  readonly onTaken: (lastId: number) => void;
  /** Called once, however the stream ends; from then on `chunks` is not read. */
  readonly onEnd: (reason: "done" | "cancelled" | "stalled" | "stopping" | "failed") => void;
}

/**
 * A pull-driven stream over `chunks`: nothing is asked of them before the client wants it, so at most one chunk waits here.
 *
 * Ends after the last chunk; errors if reading them fails, or (`TimeoutError`) if the client takes nothing for the monitor's
 * deadline. That is measured at the socket: bytes count as taken once the kernel has them, whose buffer for a connection grows
 * to some 4 MB, so a client that reads no more is noticed when that is full and has taken nothing new for the time.
 */
export function sseBody(
  chunks: AsyncGenerator<Chunk, void, undefined>,
  { monitor, stopping, onTaken, onEnd }: SseBodyOptions,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let state: MonitoredStream["state"] = { kind: "blocked", since: performance.now() };
  let reading = false;
  let finished = false;
  /** Settles the pull that the client is waiting in; undefined while it takes what it was given. */
  let answer: ((write: () => void) => void) | undefined;
  let streamController: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>;
  /** A chunk that arrived between two pulls, or the end. */
  let arrived: (() => void) | undefined;

  function finish(reason: Parameters<SseBodyOptions["onEnd"]>[0]): void {
    if (finished) return;
    finished = true;
    monitor.delete(monitored);
    stopping.removeEventListener("abort", stop);
    onEnd(reason);
  }

  function deliver(write: () => void): void {
    if (finished) return;
    if (answer === undefined) arrived = write;
    else answer(write);
  }

  function read(): void {
    reading = true;
    chunks.next().then(({ value: chunk, done }) => {
      reading = false;
      deliver(() => {
        if (done) {
          streamController.close();
          finish("done");
        } else {
          streamController.enqueue(chunk.bytes);
          onTaken(chunk.lastId);
        }
      });
    }, (error) => {
      reading = false;
      deliver(() => {
        streamController.error(error);
        finish("failed");
      });
    });
  }

  function stop(): void {
    if (finished) return;
    // Spread over two seconds, so that not all clients come back in the same moment.
    streamController.enqueue(encodeGoodbye(500 + Math.floor(Math.random() * 2_000)));
    streamController.close();
    finish("stopping");
    answer?.(() => {});
  }

  const monitored: MonitoredStream = {
    get state() {
      return state;
    },
    keepAlive() {
      answer?.(() => streamController.enqueue(KEEP_ALIVE));
    },
    stalled() {
      streamController.error(new DOMException("The client takes nothing", "TimeoutError"));
      finish("stalled");
    },
  };

  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      streamController = controller;
      controller.enqueue(encodeOpening(RETRY_MS));
      monitor.add(monitored);
      if (stopping.aborted) stop();
      else stopping.addEventListener("abort", stop, { once: true });
    },
    pull() {
      if (arrived !== undefined) {
        const write = arrived;
        arrived = undefined;
        state = { kind: "blocked", since: performance.now() };
        write();
        return;
      }
      const { promise, resolve } = Promise.withResolvers<void>();
      state = { kind: "waiting", since: performance.now() };
      answer = (write) => {
        answer = undefined;
        state = { kind: "blocked", since: performance.now() };
        write();
        resolve();
      };
      if (!reading) read();
      return promise;
    },
    cancel() {
      answer?.(() => {});
      finish("cancelled");
    },
  }, { highWaterMark: 0 });
}
