/** Options of {@linkcode delay}. */
export interface DelayOptions {
  /** Ends the wait early. */
  signal?: AbortSignal;
  /** Whether the pending wait keeps the process alive; true unless told otherwise. */
  persistent?: boolean;
}

/** Options of {@linkcode deadline}. */
export interface DeadlineOptions {
  /** Gives up before the time is over. */
  signal?: AbortSignal;
}

/** The longest wait of one timer in milliseconds: timers count in 32 signed bits. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * Resolves after `ms` milliseconds.
 *
 * A wait of any length is kept, `Infinity` too; a negative one counts as 0. Rejects with the signal's reason
 * when the signal aborts first.
 */
export function delay(ms: number, options: DelayOptions = {}): Promise<void> {
  const { signal, persistent = true } = options;
  if (signal?.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout>;
    const finish = () => {
      signal?.removeEventListener("abort", abort);
      resolve();
    };
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const wait = (left: number) => {
      const next = left > LONGEST_TIMER ? () => wait(left - LONGEST_TIMER) : finish;
      timer = setTimeout(next, Math.min(left, LONGEST_TIMER));
      if (!persistent) Deno.unrefTimer(timer);
    };
    signal?.addEventListener("abort", abort, { once: true });
    wait(ms > 0 ? Math.trunc(ms) : 0);
  });
}

/**
 * Settles as `p` does, unless `ms` milliseconds pass first: then rejects with a `DOMException` named
 * `TimeoutError`.
 *
 * Rejects with the signal's reason when the signal aborts first. `p` itself goes on in each case. From
 * `Number.MAX_SAFE_INTEGER` milliseconds on there is no time limit.
 */
export async function deadline<T>(p: Promise<T>, ms: number, options: DeadlineOptions = {}): Promise<T> {
  const limit = ms < Number.MAX_SAFE_INTEGER ? [AbortSignal.timeout(ms)] : [];
  return await abortable(p, AbortSignal.any(options.signal ? [...limit, options.signal] : limit));
}

/** Settles as `p` does, unless `signal` aborts first: then rejects with its reason. */
export function abortable<T>(p: Promise<T>, signal: AbortSignal): Promise<T>;
/**
 * Yields what `p` yields until `signal` aborts: then throws its reason.
 *
 * The source iterator is closed before the throw, and also when the consumer stops early.
 */
export function abortable<T>(p: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T>;
export function abortable<T>(
  p: Promise<T> | AsyncIterable<T>,
  signal: AbortSignal,
): Promise<T> | AsyncGenerator<T> {
  return p instanceof Promise ? race(p, signal) : iterate(p, signal);
}

async function race<T>(p: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([promise, p]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

async function* iterate<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  signal.throwIfAborted();
  const iterator = source[Symbol.asyncIterator]();
  let returned: unknown;
  try {
    while (true) {
      const result = await race(Promise.resolve(iterator.next()), signal);
      if (result.done) {
        returned = result.value;
        return returned;
      }
      yield result.value;
    }
  } finally {
    await iterator.return?.(returned);
  }
}

/**
 * Maps `array` through `iteratorFn` with at most `poolLimit` calls running at a time, starting at once.
 *
 * Yields the results in the order of the input. After a rejection no new call starts; those running may finish,
 * their results are yielded, and then the iterator throws an `AggregateError` of all the rejections, whose cause
 * is the first failure, be it of the input. When the consumer leaves, no new call starts.
 *
 * @throws {RangeError} If `poolLimit` is not a positive integer.
 */
export function pooledMap<T, R>(
  poolLimit: number,
  array: Iterable<T> | AsyncIterable<T>,
  iteratorFn: (data: T) => Promise<R>,
): AsyncIterableIterator<R> {
  if (!Number.isInteger(poolLimit) || poolLimit < 1) {
    throw new RangeError("'poolLimit' must be a positive integer");
  }
  let failure: { cause: unknown } | undefined;
  const errors: unknown[] = [];
  const { readable, writable } = new TransformStream<Promise<R>, R>({
    async transform(result, controller) {
      try {
        controller.enqueue(await result);
      } catch (error) {
        errors.push(error);
      }
    },
    flush() {
      if (!failure) return;
      throw new AggregateError(
        errors,
        "Cannot complete the mapping as an error was thrown from an item",
        failure,
      );
    },
  });
  const start = async () => {
    const writer = writable.getWriter();
    // A write or the close fails only when the consumer has left, and then nobody is there to be told; a rejected
    // result is told by `transform`.
    const ignore = () => {};
    const running = new Set<Promise<void>>();
    try {
      for await (const item of array) {
        if (writer.desiredSize === null) break; // The consumer has left.
        const result = Promise.resolve().then(() => iteratorFn(item));
        writer.write(result).catch(ignore);
        const slot: Promise<void> = result.then(() => void running.delete(slot));
        slot.catch(ignore);
        running.add(slot);
        if (running.size >= poolLimit) await Promise.race(running);
      }
      await Promise.all(running);
    } catch (cause) {
      failure = { cause };
    }
    await writer.close().catch(ignore);
  };
  start();
  return readable[Symbol.asyncIterator]();
}
