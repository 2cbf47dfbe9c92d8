/** Text that is made while it is sent. */

/**
 * A body of UTF-8 text; `make` runs when the first of it is asked for, so never for a HEAD request, whose body nobody reads.
 * Its signal aborts when the client leaves, also while `make` waits for something.
 */
export function textBody(
  make: (left: AbortSignal) => AsyncGenerator<string, void, undefined>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const leaving = new AbortController();
  const pieces = make(leaving.signal);
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      leaving.abort();
      await pieces.return();
    },
  }, { highWaterMark: 0 });
}
