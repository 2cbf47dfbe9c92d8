/** What this program uses of `@std/async`, which cannot be fetched everywhere; it behaves as the original does. */

/** Options of {@linkcode delay}. */
export interface DelayOptions {
  /** Ends the wait early. */
  signal?: AbortSignal;
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
  const { signal } = options;
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
async function abortable<T>(p: Promise<T>, signal: AbortSignal): Promise<T> {
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
