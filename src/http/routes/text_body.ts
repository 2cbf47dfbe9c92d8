/** Bodies that are produced while they are sent. */

/** Callbacks for the progress of a body. */
export interface BodyWatch {
  /** The client has taken everything so far and wants more. */
  wanted?(): void;
  /** A piece is ready; no more are made until the client has taken it. */
  made?(): void;
  /** The body has ended, the client has left, or making it failed. */
  ended?(): void;
  /** Making it failed; the body then never ends. */
  failed?(error: unknown): void;
}

/**
 * A body of text, in UTF-8, or of bytes. `make` runs when the first bytes are requested, so never for a HEAD request, whose body
 * nobody reads. Its signal aborts when the client leaves, even while `make` is waiting.
 */
export function textBody(
  make: (left: AbortSignal) => AsyncGenerator<string | Uint8Array<ArrayBuffer>, void, undefined>,
  watch: BodyWatch = {},
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const leaving = new AbortController();
  const pieces = make(leaving.signal);
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      watch.wanted?.();
      try {
        const { value, done } = await pieces.next();
        if (!done) {
          watch.made?.();
          return controller.enqueue(typeof value === "string" ? encoder.encode(value) : value);
        }
        watch.ended?.();
        controller.close();
      } catch (error) {
        watch.ended?.();
        if (leaving.signal.aborted) return;
        if (watch.failed === undefined) throw error;
        watch.failed(error);
      }
    },
    async cancel() {
      leaving.abort();
      watch.ended?.();
      await pieces.return();
    },
  }, { highWaterMark: 0 });
}
