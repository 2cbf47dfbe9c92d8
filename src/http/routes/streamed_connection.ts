/** A client's connection that is carried by Hono's `streamSSE`. */
import type { SSEStreamingApi } from "hono/streaming";
import type { Connection } from "../../delivery/connection.ts";

/** Bytes in transit at which the connection counts as full. */
const HIGH_WATER_MARK = 64 * 1024;

export class StreamedConnection implements Connection {
  readonly signal: AbortSignal;
  readonly #sse: SSEStreamingApi;
  /** Resolves when everything sent has been taken by the stream. */
  #taken: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(sse: SSEStreamingApi, signal: AbortSignal) {
    this.#sse = sse;
    this.signal = signal;
  }

  send(bytes: Uint8Array): boolean {
    this.#waiting += bytes.length;
    // This never rejects: Hono drops what cannot be written, because the client has left.
    this.#taken = this.#sse.write(bytes).then(() => this.#waiting -= bytes.length);
    return this.#waiting < HIGH_WATER_MARK;
  }

  async drained(): Promise<void> {
    await this.#taken;
  }
}
