/** Text that is made while it is sent. */

/** What is told about a body. */
export interface BodyWatch {
  /** The client has taken all before, and wants more. */
  wanted?(): void;
  /** A piece has been made; nothing more is until the client has taken it. */
  made?(): void;
  /** It has ended, the client has left, or it could not be made. */
  ended?(): void;
  /** It could not be made to its end; the body never ends then. */
  failed?(error: unknown): void;
}

/**
 * A body of UTF-8 text; `make` runs when the first of it is asked for, so never for a HEAD request, whose body nobody reads.
 * Its signal aborts when the client leaves, also while `make` waits for something.
 */
export function textBody(
  make: (left: AbortSignal) => AsyncGenerator<string, void, undefined>,
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
          return controller.enqueue(encoder.encode(value));
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
