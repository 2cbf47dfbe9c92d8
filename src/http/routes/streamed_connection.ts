/** A client's connection that Hono's `streamSSE` carries. */
import type { SSEStreamingApi } from "hono/streaming";
import type { Connection } from "../../delivery/connection.ts";

/** So many bytes may be on their way through the stream before the client counts as full. */
const HIGH_WATER_MARK = 64 * 1024;

export class StreamedConnection implements Connection {
  readonly signal: AbortSignal;
  readonly #sse: SSEStreamingApi;
  /** Resolves when the stream has taken everything that was sent. */
  #taken: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(sse: SSEStreamingApi, signal: AbortSignal) {
    this.#sse = sse;
    this.signal = signal;
  }

  send(bytes: Uint8Array): boolean {
    this.#waiting += bytes.length;
    // It never rejects: what cannot be written is dropped, because the client has left.
    this.#taken = this.#sse.write(bytes).then(() => this.#waiting -= bytes.length);
    return this.#waiting < HIGH_WATER_MARK;
  }

  async drained(): Promise<void> {
    await this.#taken;
  }
}
